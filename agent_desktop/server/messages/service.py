"""A message to a customer, from the template to telephony, which sends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.messages import (
    TEXT_LIMIT,
    MessagePreview,
    MessagePurpose,
    MessageTemplate,
    MessageTo,
    SendMessage,
    SentMessage,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.calling.service import target_of_customer
from agent_desktop.records.errors import TemplateUnknownError
from agent_desktop.records.messages.repository import MessageRepository
from agent_desktop.records.messages.schema import MessageTemplates, Template
from agent_desktop.records.messages.service import Composed, compose, keep_message, shown, written_language_of
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.scripts.own_deeds import TextByScript
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.app import Telephony
from telephony.messages.service import ask_message

_ANY_TIME = (time.min, time.max)
_BY_SCRIPT = {"en": "A message", "zh": "短信"}
_NO_MORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that go out in the place of a template's, by language, with `values` of what they name beside the usual.
    The `secret` in them is the customer's alone: it is not kept with what was sent."""

    text: Mapping[str, str]
    values: Mapping[str, str]
    secret: str


SurveysSell = Callable[[Session, UUID, str], bool]
"""(session, customer, number): whether asking how it was counts as advertising where they are."""


def _sells_everywhere(_session: Session, _customer_id: UUID, _number: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Messaging:
    """What may be sent, and by whom it goes. `bank_name` is by language; `provider` is telephony's sender. Unless
    `surveys_sell` knows better, to ask how it was needs a consent everywhere."""

    templates: MessageTemplates
    bank_name: Mapping[str, str]
    telephony: Telephony
    provider: str
    surveys_sell: SurveysSell = field(default=_sells_everywhere)

    def list_templates(self) -> list[MessageTemplate]:
        """Return what agents may choose from, in the order of the file."""
        return [
            MessageTemplate(code=each.code, name=each.name, purpose=each.purpose, texts=each.text)
            for each in self.templates.templates
        ]

    def preview(self, work: UnitOfWork, person: Person, asked: MessageTo) -> MessagePreview:
        """Return a message as it would go out; nothing is sent, and what speaks against it is said."""
        return self._compose(work, person, asked)[0].preview

    def send(self, work: UnitOfWork, person: Person, command: SendMessage) -> SentMessage:
        """Keep a message and have telephony send it once this is committed; asked again it is the same one.

        Raises:
            MessageRefusedError: It may not be sent, or reads otherwise than it was seen.
        """
        session = work.session
        known = MessageRepository(session).find(command.message_id)
        if known is not None and known.by_user_id == person.user_id:
            return shown(known)
        composed, template = self._compose(work, person, command)
        return self._post(work, person.user_id, command, composed, template)

    def send_written(self, work: UnitOfWork, by: UUID, command: SendMessage, template: Template) -> str:
        """Send words that were written elsewhere to the first number of a customer: a campaign's. Return why they may
        not be sent, empty where they are. Braces of the text have to be doubled.

        Raises:
            CustomerNotFoundError: No such customer.
        """
        target = target_of_customer(work.session, command.customer_id, at=work.now(), hours=_ANY_TIME)
        number = next(iter(target.numbers.values()), "")
        composed = compose(
            work.session,
            template,
            customer_id=command.customer_id,
            language=command.language,
            number=number,
            variables={},
            surveys_sell=self._sells(work.session, template, command.customer_id, number),
        )
        if composed.preview.why_not is not None:
            return composed.preview.why_not.value
        self._post(work, by, command, composed, template)
        return ""

    def send_unseen(
        self, work: UnitOfWork, person: Person | None, asked: MessageTo, message_id: UUID, linked: Linked | None
    ) -> str:
        """Send a template, or the words in its place, that nobody has to look at before; `person` None: the server by
        itself. Return why it may not be sent, empty where it is.

        Raises:
            CustomerNotFoundError, TemplateUnknownError: There is none.
        """
        template = self.find(asked.template)
        if linked is not None:
            template = template.model_copy(update={"text": dict(linked.text)})
        composed = self._composed(work, person, asked, template, {} if linked is None else linked.values)
        if composed.preview.why_not is not None:
            return composed.preview.why_not.value
        command = SendMessage(**asked.model_dump(), message_id=message_id, seen_text=composed.preview.text)
        by, secret = None if person is None else person.user_id, "" if linked is None else linked.secret
        self._post(work, by, command, composed, template, secret)
        return ""

    def _post(
        self,
        work: UnitOfWork,
        by: UUID | None,
        command: SendMessage,
        composed: Composed,
        template: Template,
        secret: str = "",
    ) -> SentMessage:
        session = work.session
        sent = keep_message(session, composed, command, template, by=by, at=work.now(), secret=secret)
        own = self.telephony.settings.outgoing_numbers
        ask_message(
            session,
            self.telephony.deps(work.journal),
            command.message_id,
            provider=self.provider,
            to_number=composed.number,
            from_number=own[0].number if own else "",
            text=composed.preview.text,
        )
        return sent

    def send_by_script(self, work: UnitOfWork, person: Person, wanted: TextByScript) -> str:
        """See `SendText`: a template by its code, or the words of a script, in the customer's own language."""
        language = written_language_of(work.session, wanted.customer_id)
        own_words = {each: wanted.words(each).replace("{", "{{").replace("}", "}}") for each in ("en", "zh")}
        written = Template(code="script", name=_BY_SCRIPT, purpose=MessagePurpose.SERVICE, text=own_words)
        template = next((each for each in self.templates.templates if each.code == wanted.text), written)
        asked = MessageTo(
            customer_id=wanted.customer_id, template=template.code, language=language, call_id=wanted.call_id
        )
        composed = self._composed(work, person, asked, template)
        preview = composed.preview
        if preview.why_not is not None:
            return preview.why_not.value
        if len(preview.text) > TEXT_LIMIT:
            return "text_long"
        command = SendMessage(**asked.model_dump(), message_id=wanted.message_id, seen_text=preview.text)
        self._post(work, person.user_id, command, composed, template)
        return ""

    def _compose(self, work: UnitOfWork, person: Person, asked: MessageTo) -> tuple[Composed, Template]:
        template = self.find(asked.template)
        return self._composed(work, person, asked, template), template

    def _composed(
        self,
        work: UnitOfWork,
        person: Person | None,
        asked: MessageTo,
        template: Template,
        more: Mapping[str, str] = _NO_MORE,
    ) -> Composed:
        session = work.session
        if asked.call_id is not None and person is not None:
            get_own_call(session, asked.call_id, person.user_id)  # the audit names no call but their own
        target = target_of_customer(session, asked.customer_id, at=work.now(), hours=_ANY_TIME)
        numbers = target.numbers
        number = numbers.get(asked.number_id, "") if asked.number_id is not None else next(iter(numbers.values()), "")
        name = target.preview.name
        if asked.language == "zh":
            name = target.preview.name_chinese or name
        return compose(
            session,
            template,
            customer_id=asked.customer_id,
            language=asked.language,
            number=number,
            variables={
                **more,
                "bank": self.bank_name.get(asked.language) or self.bank_name["en"],
                "name": name,
                "agent": "" if person is None else person.display_name,
            },
            surveys_sell=self._sells(session, template, asked.customer_id, number),
        )

    def _sells(self, session: Session, template: Template, customer_id: UUID, number: str) -> bool:
        return template.purpose is MessagePurpose.SURVEY and self.surveys_sell(session, customer_id, number)

    def find(self, code: str) -> Template:
        """Return the template of this code.

        Raises:
            TemplateUnknownError: There is none.
        """
        found = next((each for each in self.templates.templates if each.code == code), None)
        if found is None:
            raise TemplateUnknownError(template=code)
        return found
