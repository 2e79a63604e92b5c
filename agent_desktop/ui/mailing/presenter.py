"""An e-mail to the customer on screen: what is written, how it reads, that it may be taken back, and how it stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedStore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import Language
from agent_desktop.contract.campaigns import MemberState
from agent_desktop.contract.customer_mails import (
    ChangeMail,
    CustomerMail,
    CustomerMails,
    MailForm,
    MailPreview,
    MailStep,
    MailTemplate,
    PreviewMail,
    SendMail,
)

LOOK_AFTER_SECONDS: Final = 0.4
"""The server looks how it reads so long after the last key."""
ASK_EVERY_SECONDS: Final = 3.0
"""How often it is asked what became of one that is on its way."""
_ON_ITS_WAY: Final = frozenset({MemberState.WAITING, MemberState.SENDING})


@dataclass(frozen=True, slots=True)
class MailWords:
    """What stands in the form."""

    template: str = ""
    language: Language = "en"
    text: str = ""


@dataclass(frozen=True, slots=True)
class MailState:
    """Everything that is drawn. `form` None: not read yet. `preview` is how it reads as `previewed` stood; `sent` is
    what was sent from here just now, as it stands."""

    open: bool = False
    customer_id: UUID | None = None
    name: str = ""
    form: MailForm | None = None
    words: MailWords = field(default_factory=MailWords)
    preview: MailPreview | None = None
    previewed: MailWords | None = None
    busy: bool = False
    sent: CustomerMail | None = None
    problem: Problem | None = None

    @property
    def template(self) -> MailTemplate | None:
        templates = () if self.form is None else self.form.templates
        return next((each for each in templates if each.code == self.words.template), None)

    @property
    def can_send(self) -> bool:
        """Whether it may go out as it is in sight."""
        seen = self.preview
        clear = seen is not None and seen.why_not is None and not seen.text_needed
        return clear and self.previewed == self.words and not self.busy and self.sent is None


class MailServer(Protocol):
    """The part of `client.customer_mails_api.CustomerMailsApi` that is used here."""

    def form(self, customer_id: UUID) -> MailForm: ...

    def preview(self, customer_id: UUID, asked: PreviewMail) -> MailPreview: ...

    def send(self, customer_id: UUID, command: SendMail) -> CustomerMail: ...

    def listed(self, customer_id: UUID) -> CustomerMails: ...

    def change(self, mail_id: UUID, command: ChangeMail) -> CustomerMail: ...


class MailPresenter(Shows[MailState]):
    """Nothing goes out before it was seen. What is typed is kept by customer until it is sent."""

    def __init__(
        self,
        server: MailServer,
        tasks: Tasks,
        kept: TypedStore,
        on_sent: Callable[[], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(MailState())
        self._server, self._tasks, self._kept, self._on_sent = server, tasks, kept, on_sent
        self._monotonic = monotonic
        self._turn = 0
        self._look_at: float | None = None
        self._ask_at: float | None = None
        self._command: SendMail | None = None

    @property
    def at_work(self) -> bool:
        """Whether something is to be looked at soon."""
        return self._look_at is not None or self._ask_at is not None

    def open(self, customer_id: UUID, name: str) -> None:
        """Show the form for this customer; what was typed for them and not sent stands there again."""
        self._turn += 1
        turn, self._command, self._look_at, self._ask_at = self._turn, None, None, None
        self._show(MailState(open=True, customer_id=customer_id, name=name))

        def came(form: MailForm) -> None:
            if turn != self._turn:
                return
            left = self._kept.find(_place(customer_id))
            code = str(left.get("template", ""))
            known = {each.code for each in form.templates}
            first = form.templates[0].code if form.templates else ""
            language: Language = "zh" if left.get("language", form.language) == "zh" else "en"
            words = MailWords(code if code in known else first, language, str(left.get("text", "")))
            self._show(replace(self.state, form=form, words=words))
            self._look()

        self._tasks.run(lambda: self._server.form(customer_id), came, self._failed(turn))

    def changed(self, words: MailWords) -> None:
        """The form stands so."""
        if words == self.state.words or self.state.busy or self.state.sent is not None:
            return
        self._show(replace(self.state, words=words, problem=None))
        if self.state.customer_id is not None:
            kept = {"template": words.template, "language": words.language, "text": words.text}
            self._kept.keep(_place(self.state.customer_id), kept if words.text.strip() else {})
        self._look_at = self._monotonic() + LOOK_AFTER_SECONDS

    def send(self) -> None:
        """Send it as it was seen. A repeat after a lost answer is the same one."""
        state = self.state
        if not state.can_send or state.customer_id is None or state.preview is None:
            return
        customer_id, words = state.customer_id, state.words
        command = SendMail(
            template=words.template, language=words.language, text=words.text.strip(), mail_id=uuid4(),
            seen_text=state.preview.text,
        )  # fmt: skip
        known = self._command
        if known is not None and known.model_copy(update={"mail_id": command.mail_id}) == command:
            command = known
        self._command = wish = command
        self._turn += 1
        turn = self._turn
        self._show(replace(state, busy=True, problem=None))

        def came(sent: CustomerMail) -> None:
            self._command = None
            self._kept.drop(_place(customer_id))
            self._on_sent()
            if turn == self._turn:
                self._stands(sent)

        self._tasks.run(lambda: self._server.send(customer_id, wish), came, self._failed(turn))

    def step(self, step: MailStep) -> None:
        """Take it back, or say what becomes of one of which nobody knows whether it went out."""
        sent = self.state.sent
        if sent is None or step not in sent.steps or self.state.busy:
            return
        command, turn = ChangeMail(command_id=uuid4(), step=step), self._turn
        self._show(replace(self.state, busy=True, problem=None))

        def came(mail: CustomerMail) -> None:
            if turn == self._turn:
                self._stands(mail)

        self._tasks.run(lambda: self._server.change(sent.mail_id, command), came, self._failed(turn))

    def close(self) -> None:
        """Put it away; what was typed stays, and what was sent goes its way."""
        self._turn += 1
        self._look_at = self._ask_at = None
        self._show(MailState())

    def tick(self) -> None:
        """Look where it is time. Called a few times a second."""
        now = self._monotonic()
        if self._look_at is not None and now >= self._look_at:
            self._look()
        if self._ask_at is not None and now >= self._ask_at:
            self._ask()

    def _look(self) -> None:
        self._look_at = None
        state = self.state
        if state.customer_id is None or not state.words.template:
            return
        customer_id, words = state.customer_id, state.words
        turn = self._turn
        asked = PreviewMail(template=words.template, language=words.language, text=words.text.strip())

        def came(preview: MailPreview) -> None:
            if turn == self._turn and self.state.words == words:
                self._show(replace(self.state, preview=preview, previewed=words))

        self._tasks.run(lambda: self._server.preview(customer_id, asked), came, self._failed(turn))

    def _stands(self, mail: CustomerMail) -> None:
        self._show(replace(self.state, busy=False, sent=mail))
        self._ask_at = self._monotonic() + ASK_EVERY_SECONDS if mail.state in _ON_ITS_WAY else None

    def _ask(self) -> None:
        """Ask what became of it."""
        self._ask_at = None
        state, turn = self.state, self._turn
        if state.customer_id is None or state.sent is None:
            return
        customer_id, mail_id = state.customer_id, state.sent.mail_id

        def came(listed: CustomerMails) -> None:
            found = next((each for each in listed.mails if each.mail_id == mail_id), None)
            if turn == self._turn and found is not None and not self.state.busy:
                self._stands(found)

        def failed(_: ClientError) -> None:
            if turn == self._turn:
                self._ask_at = self._monotonic() + ASK_EVERY_SECONDS

        self._tasks.run(lambda: self._server.listed(customer_id), came, failed)

    def _failed(self, turn: int) -> Callable[[ClientError], None]:
        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, busy=False, problem=error.problem))

        return failed


def _place(customer_id: UUID) -> str:
    return f"mail/{customer_id}"
