"""Does the actions of a script: at the bank's systems, in our records, or not at all.

A bank's action is noted and committed before the bank hears of it, so that a server that dies in between leaves
something to ask about, and never something to do twice.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerNeed, NeedKind
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.scripts import ActionResult, ActionState, DoScriptAction, TickScriptAction
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.verification import Level
from agent_desktop.records.bank_systems.actions import BankActions, BankAnswer
from agent_desktop.records.caller_cards.service import talk_language
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.customers.needs import needs_of_person, note_needs
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import (
    CallNotLinkedError,
    DispositionUnknownError,
    InteractionFinishedError,
    StaleVersionError,
)
from agent_desktop.records.follow_ups.errors import FollowUpRefusedError
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.interactions.service import choose_outcome
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.records.script_actions.service import (
    Asked,
    Next,
    ScriptActionRefusedError,
    ask,
    settle,
    shown,
    take_answer,
    tick,
)
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.script_runs.repository import ScriptRunRepository
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.records.surveys.spoken import Spoken, keep_spoken
from agent_desktop.records.verification.service import require_level
from agent_desktop.server.callbacks.by_script import PromiseByScript, PromiseCallback
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.follow_ups.by_script import PlanFollowUp
from agent_desktop.server.scripts.parameters import Filled, fill_parameters
from agent_desktop.server.scripts.recording_actions import CARRIER, RECORDING_KINDS, RecordingActions
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.actions import SCORES, needed_level
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.deeds import Deed
from agent_desktop.service_scripts.schema import Action, ActionKind, Script
from agent_desktop.service_scripts.walk import walk
from telephony.agents.repository import AgentRepository
from telephony.agents.service import note_outcome
from telephony.app import Telephony
from telephony.contract import TransferOutcome
from telephony.transfers.repository import TransferRepository

REVIEW_AFTER: Final = timedelta(days=365)
"""When a need that a script notes is looked at again."""

SendText = Callable[[UnitOfWork, Person, "TextByScript"], str]
"""Has a short message be sent; returns why not, empty where it is on its way."""


@dataclass(frozen=True, slots=True)
class TextByScript:
    """A short message that a script has sent. `text` is the code of a template, or the words of the script's author.
    `call_id` is None for one that is sent apart from a call."""

    message_id: UUID
    customer_id: UUID
    call_id: UUID | None
    text: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """An action of a talk, looked at from all sides: it may be done now."""

    part: InteractionRow
    action: Action
    asked: Asked
    filled: Filled


class ScriptActions:
    """Each method is one request. `bank` None: there are no bank systems to act on."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[UnitOfWork]],
        scripts: Scripts,
        standings: Standings,
        telephony: Telephony,
        dispositions: Sequence[Disposition],
        bank: BankActions | None,
        plan_follow_up: PlanFollowUp,
        send_text: SendText,
        promise_callback: PromiseCallback,
    ) -> None:
        self._begin = begin
        self._scripts = scripts
        self._standings = standings
        self._telephony = telephony
        self._dispositions = dispositions
        self._bank = bank
        self._plan_follow_up = plan_follow_up
        self._send_text = send_text
        self._promise_callback = promise_callback
        self._recording = RecordingActions(begin, telephony)

    def do(self, person: Person, interaction_id: UUID, action_id: str, command: DoScriptAction) -> ActionResult:
        """Do an action once, or say how it stands; see `DoScriptAction`."""
        with self._begin() as work:
            wish = self._wish(work, person, interaction_id, action_id, command)
            if wish.action.kind in self._standings.by_hand:
                raise ScriptActionRefusedError(action_id, "by_hand_only")
            row, follows = ask(work.session, wish.asked)
            records = wish.action.kind in RECORDING_KINDS
            if follows is Next.DO and wish.filled.bank is None and not records:
                self._do_here(work, person, wish, row)
            if follows is Next.NOTHING or (wish.filled.bank is None and not records):
                return shown(row, person.display_name)
            row_id, bank_id, system = row.script_action_id, row.bank_id, row.system
        answer = self._ask_elsewhere(person, wish, follows, bank_id, system)
        with self._begin() as work:
            return shown(take_answer(work.session, row_id, bank_id, answer, work.now()), person.display_name)

    def _ask_elsewhere(self, person: Person, wish: _Wish, follows: Next, bank_id: UUID, system: str) -> BankAnswer:
        """Have it done by whoever does it, or ask what became of it; that it was asked for is committed."""
        kind = wish.action.kind
        if kind in RECORDING_KINDS:
            if follows is Next.DO:
                return self._recording.act(wish.part.call_id, person.user_id, kind)
            return self._recording.outcome_of(wish.part.call_id, kind)
        if self._bank is None or wish.filled.bank is None:  # `by_hand` has it then
            raise ScriptActionRefusedError(wish.action.id, "by_hand_only")
        order = wish.filled.bank.as_action(bank_id, kind, system)
        return self._bank.act(order) if follows is Next.DO else self._bank.outcome_of(order)

    def tick(self, person: Person, interaction_id: UUID, action_id: str, command: TickScriptAction) -> ActionResult:
        """Keep that the agent has done an action elsewhere; see `TickScriptAction`."""
        with self._begin() as work:
            wish = self._wish(work, person, interaction_id, action_id, command)
            return shown(tick(work.session, wish.asked), person.display_name)

    def _wish(
        self,
        work: UnitOfWork,
        person: Person,
        interaction_id: UUID,
        action_id: str,
        command: DoScriptAction | TickScriptAction,
    ) -> _Wish:
        """Look at an action from all sides: whose call, which answers, which step, which level."""
        session, at = work.session, work.now()
        runs = ScriptRunRepository(session)
        before = runs.find(interaction_id)
        if before is not None and _kind_of(self._script(session, before), action_id) is ActionKind.SET_DISPOSITION:
            AgentRepository(session).lock_agent(person.user_id)  # before the record, as where a wrap-up is ended
        part = InteractionRepository(session).lock_own(interaction_id, person.user_id)
        if part.finished_at is not None:
            raise InteractionFinishedError(interaction_id=str(interaction_id))
        get_own_call(session, part.call_id, person.user_id)
        run = runs.find(interaction_id)
        if run is None:
            raise ScriptActionRefusedError(action_id, "step_not_reached")
        if run.version != command.seen_version:
            raise StaleVersionError(current_version=run.version)
        action, deed = self._reached(session, part, run, action_id, at)
        level = needed_level(action)
        is_theirs = action.kind.value.startswith("bank.") or action.kind is ActionKind.ADD_NEED
        if part.customer_id is None and (is_theirs or level is not Level.NONE):
            raise CallNotLinkedError  # nobody is verified for a call that is nobody's
        if part.customer_id is not None:
            policy = self._standings.policy
            require_level(session, policy, level, call_id=part.call_id, customer_id=part.customer_id, at=at)
        filled = fill_parameters(session, action, deed.parameters, part.customer_id)
        asked = Asked(
            call_id=part.call_id,
            interaction_id=part.interaction_id,
            customer_id=part.customer_id,
            script_id=run.script_id,
            script_version=run.script_version,
            action_id=action.id,
            made_of=deed.made_of,
            kind=action.kind.value,
            attempt_id=command.attempt_id,
            by=person.user_id,
            at=at,
            system=filled.bank.system if filled.bank is not None else CARRIER if action.kind in RECORDING_KINDS else "",
            given=filled.masked,
            undone_by_others=action.kind in RECORDING_KINDS,
        )
        return _Wish(part, action, asked, filled)

    def _script(self, session: Session, run: ScriptRunRow) -> Script:
        return find_script(session, self._scripts, run.script_id, run.script_version)

    def _reached(
        self, session: Session, part: InteractionRow, run: ScriptRunRow, action_id: str, at: datetime
    ) -> tuple[Action, Deed]:
        """Return an action that the talk has come to, and whose condition holds, as the saved answers make it."""
        script = self._script(session, run)
        if _kind_of(script, action_id) is None:
            raise ScriptActionRefusedError(action_id, "unknown_action")
        known = self._standings.known_of(session, part, run, run.script_id, at)
        walked = walk(script, run.answers, run.said.keys(), known)
        reached = ((step, each) for step in walked.parts.values() for each in step.actions)
        step, action = next(((step, each) for step, each in reached if each.id == action_id), (None, None))
        if step is None or action is None:
            raise ScriptActionRefusedError(action_id, "step_not_reached")
        if any(action_id in each.before and each.id not in run.said for each in step.must_say):
            raise ScriptActionRefusedError(action_id, "must_say_first")
        return action, step.deeds[action_id]

    def _do_here(self, work: UnitOfWork, person: Person, wish: _Wish, row: ScriptActionRow) -> None:
        """Do what our own records can, in the transaction that notes it."""
        state, reason, detail = ActionState.DONE, "", dict[str, str]()
        values = wish.filled.parameters
        match wish.action.kind:
            case ActionKind.ADD_NEED:
                self._add_need(work, person, wish, values["need"])
            case ActionKind.SET_DISPOSITION:
                reason = self._set_disposition(work, person, wish, values["code"])
            case ActionKind.START_OUTREACH:
                reason, detail = self._start(work, person, wish, values)
            case ActionKind.SEND_MESSAGE:
                reason = self._send(work, person, wish, row, values)
            case ActionKind.PROMISE_CALLBACK:
                reason, detail = self._promise(work, person, wish, values)
            case ActionKind.TRANSFER:
                reason = _passed_on(work.session, wish.part)
            case ActionKind.KEEP_SURVEY:
                reason, detail = self._keep_survey(work, person, wish, row, values)
            case ActionKind.OPEN_COMPLAINT:
                complaint = ComplaintRepository(work.session).find_of_call(wish.part.call_id)
                reason = "" if complaint is not None else "not_recorded"
                detail = {"en": complaint.number, "zh": complaint.number} if complaint is not None else {}
            case _:
                raise ScriptActionRefusedError(wish.action.id, "by_hand_only")
        if reason:
            state = ActionState.REFUSED
        settle(work.session, row, state, at=work.now(), reason=reason, detail=detail)

    def _add_need(self, work: UnitOfWork, person: Person, wish: _Wish, need: str) -> None:
        customer_id = wish.part.customer_id
        if customer_id is None:
            raise CallNotLinkedError
        rows = CustomerRepository(work.session).lock_needs(customer_id)
        before = needs_of_person([row["needs"] for row in rows])
        if any(each.need.value == need for each in before):
            return
        today = self._standings.options.day_of(work.now())
        added = CustomerNeed(need=NeedKind(need), consent_on=today, review_on=today + REVIEW_AFTER)
        note_needs(
            work.session, customer_id, seen=before, needs=[*before, added], today=today, at=work.now(),
            by=person.user_id,
        )  # fmt: skip

    def _set_disposition(self, work: UnitOfWork, person: Person, wish: _Wish, code: str) -> str:
        try:
            choose_outcome(
                work.session,
                interaction_id=wish.part.interaction_id,
                by=person.user_id,
                disposition_code=code,
                dispositions=self._dispositions,
                at=work.now(),
            )
        except DispositionUnknownError:
            return "disposition_unknown"
        note_outcome(work.session, self._telephony.deps(work.journal), person.user_id, wish.part.call_id)
        return ""

    def _send(
        self, work: UnitOfWork, person: Person, wish: _Wish, row: ScriptActionRow, values: Mapping[str, str]
    ) -> str:
        if values["channel"] != "sms":
            return "by_hand_only"  # it may be ticked once it was done elsewhere
        if wish.part.customer_id is None:
            raise CallNotLinkedError
        # The id of this attempt: one that was refused and is asked for anew is another message.
        text = TextByScript(row.bank_id, wish.part.customer_id, wish.part.call_id, values["text"])
        return self._send_text(work, person, text)

    def _promise(
        self, work: UnitOfWork, person: Person, wish: _Wish, values: Mapping[str, str]
    ) -> tuple[str, dict[str, str]]:
        asked = PromiseByScript(
            customer_id=wish.part.customer_id,
            call_id=wish.part.call_id,
            on=date.fromisoformat(values["on"]),
            at=values.get("at", ""),
            number=values.get("number", ""),
            about=values.get("about", ""),
        )
        came_to = self._promise_callback(work, person, asked)
        return came_to.problem, came_to.words

    def _keep_survey(
        self, work: UnitOfWork, person: Person, wish: _Wish, row: ScriptActionRow, values: Mapping[str, str]
    ) -> tuple[str, dict[str, str]]:
        customer_id = wish.part.customer_id
        if customer_id is None:
            return "no_customer", {}
        script = find_script(work.session, self._scripts, row.script_id, row.script_version)
        spoken = Spoken(
            call_id=wish.part.call_id,
            customer_id=customer_id,
            score=SCORES[values["score"]],
            comment=values.get("comment", ""),
            name=script.title,
            language=self._spoken_with(work, customer_id),
        )
        keep_spoken(work.session, spoken, by=person.user_id, at=work.now())
        return "", {"en": f"{spoken.score} of 5", "zh": f"{spoken.score} 分（满分 5 分）"}

    @staticmethod
    def _spoken_with(work: UnitOfWork, customer_id: UUID) -> str:
        found = CustomerRepository(work.session).find_customer(customer_id)
        return talk_language(*(found["languages"] if found is not None else ())) or "en"

    def _start(
        self, work: UnitOfWork, person: Person, wish: _Wish, values: Mapping[str, str]
    ) -> tuple[str, dict[str, str]]:
        if wish.part.customer_id is None:
            raise CallNotLinkedError
        due_on = date.fromisoformat(values["due_on"]) if values.get("due_on") else None
        about = values.get("about", "") or wish.action.label.get("en", "")
        try:
            whose = self._plan_follow_up(work, person, wish.part.customer_id, wish.part.call_id, about, due_on)
        except FollowUpRefusedError as refused:
            return refused.problem, {}
        return "", {"en": whose, "zh": whose}


def _passed_on(session: Session, part: InteractionRow) -> str:
    """A transfer is begun in the directory, where the agent chooses whom: here is only seen that somebody came, or that
    the caller went."""
    theirs = (
        each for each in TransferRepository(session).list_of_call(part.call_id) if each.from_agent_id == part.agent_id
    )
    reached = any(each.joined_at is not None or each.outcome is TransferOutcome.COMPLETED for each in theirs)
    return "" if reached else "not_passed_on"


def _kind_of(script: Script, action_id: str) -> ActionKind | None:
    found = (action.kind for step in script.steps for action in step.actions if action.id == action_id)
    return next(found, None)
