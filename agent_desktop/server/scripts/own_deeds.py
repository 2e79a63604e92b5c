"""What a script has done in our own records: each in the transaction that notes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CustomerNeed, NeedKind
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.sessions import Person
from agent_desktop.records.caller_cards.service import talk_language
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.customers.needs import needs_of_person, note_needs
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CallNotLinkedError, DispositionUnknownError
from agent_desktop.records.follow_ups.errors import FollowUpRefusedError
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.service import choose_outcome
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.records.script_actions.service import ScriptActionRefusedError
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.records.surveys.spoken import Spoken, keep_spoken
from agent_desktop.server.callbacks.by_script import PromiseByScript, PromiseCallback
from agent_desktop.server.follow_ups.by_script import PlanFollowUp
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.actions import SCORES
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.schema import Action, ActionKind
from telephony.agents.service import note_outcome
from telephony.app import Telephony
from telephony.contract import TransferOutcome
from telephony.transfers.repository import TransferRepository

REVIEW_AFTER: Final = timedelta(days=365)
"""When a need that a script notes is looked at again."""

_NOTHING: Final[LocalText] = {}
_ON_ITS_WAY: Final[LocalText] = {
    "en": "On its way. Whether it arrives stands on the timeline.",
    "zh": "正在发送，是否送达可在时间线上查看。",
}


@dataclass(frozen=True, slots=True)
class TextByScript:
    """A message that a script has sent. `text` is the code of a template, or the words of the script's author, and
    `text_zh` those for whoever is written to in Chinese, where these are others. `call_id` is None for one that is sent
    apart from a call."""

    message_id: UUID
    customer_id: UUID
    call_id: UUID | None
    text: str
    text_zh: str = ""

    def words(self, language: str) -> str:
        """Return the author's words in this language."""
        return (self.text_zh if language == "zh" else "") or self.text


SendText = Callable[[UnitOfWork, Person, TextByScript], str]
"""Has a short message be sent; returns why not, empty where it is on its way."""

SendMail = Callable[[UnitOfWork, Person, TextByScript], tuple[str, LocalText]]
"""Has an e-mail be sent; returns why not, empty where it waits to go out, and what to say of it."""


@dataclass(frozen=True, slots=True)
class OwnDeed:
    """One of them: `row` is its note, `values` its parameters."""

    work: UnitOfWork
    person: Person
    part: InteractionRow
    action: Action
    row: ScriptActionRow
    values: Mapping[str, str]

    @property
    def customer_id(self) -> UUID:
        """Whose it is.

        Raises:
            CallNotLinkedError: It is nobody's.
        """
        if self.part.customer_id is None:
            raise CallNotLinkedError
        return self.part.customer_id


CameTo = tuple[str, LocalText]
"""Why nothing was done, empty where it was, and what to say of it."""


@dataclass(frozen=True, slots=True)
class OwnDeeds:
    """Does them."""

    options: ProfileOptions
    scripts: Scripts
    telephony: Telephony
    dispositions: Sequence[Disposition]
    plan_follow_up: PlanFollowUp
    send_text: SendText
    send_mail: SendMail
    promise_callback: PromiseCallback

    def do(self, deed: OwnDeed) -> CameTo:
        """Do one, and say what came of it.

        Raises:
            CallNotLinkedError: It is of a customer, and the call is nobody's.
            ScriptActionRefusedError: by_hand_only: nothing here does it.
        """
        match deed.action.kind:
            case ActionKind.ADD_NEED:
                return self._add_need(deed)
            case ActionKind.SET_DISPOSITION:
                return self._set_disposition(deed)
            case ActionKind.START_OUTREACH:
                return self._start(deed)
            case ActionKind.SEND_MESSAGE:
                return self._send(deed)
            case ActionKind.PROMISE_CALLBACK:
                return self._promise(deed)
            case ActionKind.TRANSFER:
                return _passed_on(deed.work.session, deed.part)
            case ActionKind.KEEP_SURVEY:
                return self._keep_survey(deed)
            case ActionKind.OPEN_COMPLAINT:
                return _complaint(deed.work.session, deed.part.call_id)
            case _:
                raise ScriptActionRefusedError(deed.action.id, "by_hand_only")

    def _add_need(self, deed: OwnDeed) -> CameTo:
        work, customer_id, need = deed.work, deed.customer_id, deed.values["need"]
        rows = CustomerRepository(work.session).lock_needs(customer_id)
        before = needs_of_person([row["needs"] for row in rows])
        if any(each.need.value == need for each in before):
            return "", _NOTHING
        today = self.options.day_of(work.now())
        added = CustomerNeed(need=NeedKind(need), consent_on=today, review_on=today + REVIEW_AFTER)
        note_needs(
            work.session, customer_id, seen=before, needs=[*before, added], today=today, at=work.now(),
            by=deed.person.user_id,
        )  # fmt: skip
        return "", _NOTHING

    def _set_disposition(self, deed: OwnDeed) -> CameTo:
        work, part = deed.work, deed.part
        try:
            choose_outcome(
                work.session,
                interaction_id=part.interaction_id,
                by=deed.person.user_id,
                disposition_code=deed.values["code"],
                dispositions=self.dispositions,
                at=work.now(),
            )
        except DispositionUnknownError:
            return "disposition_unknown", _NOTHING
        note_outcome(work.session, self.telephony.deps(work.journal), deed.person.user_id, part.call_id)
        return "", _NOTHING

    def _send(self, deed: OwnDeed) -> CameTo:
        # The id of this attempt: one that was refused and is asked for anew is another message.
        values, call_id = deed.values, deed.part.call_id
        text = TextByScript(deed.row.bank_id, deed.customer_id, call_id, values["text"], values.get("text_zh", ""))
        if values["channel"] == "email":
            return self.send_mail(deed.work, deed.person, text)
        why_not = self.send_text(deed.work, deed.person, text)
        return why_not, _NOTHING if why_not else _ON_ITS_WAY

    def _promise(self, deed: OwnDeed) -> CameTo:
        values = deed.values
        asked = PromiseByScript(
            customer_id=deed.part.customer_id,
            call_id=deed.part.call_id,
            on=date.fromisoformat(values["on"]),
            at=values.get("at", ""),
            number=values.get("number", ""),
            about=values.get("about", ""),
        )
        came_to = self.promise_callback(deed.work, deed.person, asked)
        return came_to.problem, came_to.words

    def _keep_survey(self, deed: OwnDeed) -> CameTo:
        work, row, customer_id = deed.work, deed.row, deed.part.customer_id
        if customer_id is None:
            return "no_customer", _NOTHING
        script = find_script(work.session, self.scripts, row.script_id, row.script_version)
        spoken = Spoken(
            call_id=deed.part.call_id,
            customer_id=customer_id,
            score=SCORES[deed.values["score"]],
            comment=deed.values.get("comment", ""),
            name=script.title,
            language=_spoken_with(work, customer_id),
            expected=SCORES.get(deed.values.get("expected", "")),
        )
        keep_spoken(work.session, spoken, by=deed.person.user_id, at=work.now())
        return "", {"en": f"{spoken.score} of 5", "zh": f"{spoken.score} 分（满分 5 分）"}

    def _start(self, deed: OwnDeed) -> CameTo:
        work, values = deed.work, deed.values
        due_on = date.fromisoformat(values["due_on"]) if values.get("due_on") else None
        about = values.get("about", "") or deed.action.label.get("en", "")
        try:
            whose = self.plan_follow_up(work, deed.person, deed.customer_id, deed.part.call_id, about, due_on)
        except FollowUpRefusedError as refused:
            return refused.problem, _NOTHING
        return "", {"en": whose, "zh": whose}


def _spoken_with(work: UnitOfWork, customer_id: UUID) -> str:
    found = CustomerRepository(work.session).find_customer(customer_id)
    return talk_language(*(found["languages"] if found is not None else ())) or "en"


def _complaint(session: Session, call_id: UUID) -> CameTo:
    """The agent records it in its form: here is only seen that one is recorded."""
    complaint = ComplaintRepository(session).find_of_call(call_id)
    if complaint is None:
        return "not_recorded", _NOTHING
    return "", {"en": complaint.number, "zh": complaint.number}


def _passed_on(session: Session, part: InteractionRow) -> CameTo:
    """A transfer is begun in the directory, where the agent chooses whom: here is only seen that somebody came, or that
    the caller went."""
    theirs = (
        each for each in TransferRepository(session).list_of_call(part.call_id) if each.from_agent_id == part.agent_id
    )
    reached = any(each.joined_at is not None or each.outcome is TransferOutcome.COMPLETED for each in theirs)
    return "" if reached else "not_passed_on", _NOTHING
