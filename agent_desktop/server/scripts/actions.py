"""Does the actions of a script: at the bank's systems, in our records, or not at all.

A bank's action is noted and committed before the bank hears of it, so that a server that dies in between leaves
something to ask about, and never something to do twice.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionResult, ActionState, DoScriptAction, TickScriptAction
from agent_desktop.contract.sessions import Person
from agent_desktop.contract.verification import Level
from agent_desktop.records.bank_systems.actions import BankActions, BankAnswer
from agent_desktop.records.errors import CallNotLinkedError, InteractionFinishedError, StaleVersionError
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.interactions.repository import InteractionRepository
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
from agent_desktop.records.verification.service import require_level
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.scripts.own_deeds import OwnDeed, OwnDeeds
from agent_desktop.server.scripts.parameters import Filled, fill_parameters
from agent_desktop.server.scripts.recording_actions import CARRIER, RECORDING_KINDS, RecordingActions
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.actions import is_by_hand
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.deeds import Deed
from agent_desktop.service_scripts.schema import Action, ActionKind, Script
from agent_desktop.service_scripts.walk import walk
from telephony.agents.repository import AgentRepository
from telephony.app import Telephony

NOT_ALLOWED = "not_allowed"
"""Why somebody without the right that the bank's policy asks for is refused."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """An action of a talk, looked at from all sides: it may be done now, but for somebody's right to it (`may`)."""

    part: InteractionRow
    action: Action
    asked: Asked
    filled: Filled
    may: bool


class ScriptActions:
    """Each method is one request. `bank` None: there are no bank systems to act on."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[UnitOfWork]],
        scripts: Scripts,
        standings: Standings,
        telephony: Telephony,
        bank: BankActions | None,
        own_deeds: OwnDeeds,
    ) -> None:
        self._begin = begin
        self._scripts = scripts
        self._standings = standings
        self._bank = bank
        self._own_deeds = own_deeds
        self._recording = RecordingActions(begin, telephony)

    def do(self, person: Person, interaction_id: UUID, action_id: str, command: DoScriptAction) -> ActionResult:
        """Do an action once, or say how it stands; see `DoScriptAction`."""
        with self._begin() as work:
            wish = self._wish(work, person, interaction_id, action_id, command)
            if is_by_hand(wish.action.kind, wish.filled.parameters, self._standings.by_hand):
                raise ScriptActionRefusedError(action_id, "by_hand_only")
            row, follows = ask(work.session, wish.asked)
            records = wish.action.kind in RECORDING_KINDS
            if follows is Next.DO and not wish.may:
                settle(work.session, row, ActionState.REFUSED, at=work.now(), reason=NOT_ALLOWED)
                return shown(row, person.display_name)
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
            if not wish.may:
                raise ScriptActionRefusedError(action_id, NOT_ALLOWED)
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
        level, may = self._standings.needed_level(action), self._standings.may(person.roles, action.kind)
        is_theirs = action.kind.value.startswith("bank.") or action.kind is ActionKind.ADD_NEED
        if part.customer_id is None and (is_theirs or level is not Level.NONE):
            raise CallNotLinkedError  # nobody is verified for a call that is nobody's
        if part.customer_id is not None and may:
            policy = self._standings.policy
            require_level(session, policy, level, call_id=part.call_id, customer_id=part.customer_id, at=at)
        today, elsewhere = self._standings.options.day_of(at), isinstance(command, TickScriptAction)
        filled = fill_parameters(session, action, deed.parameters, part.customer_id, today=today, elsewhere=elsewhere)
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
        return _Wish(part, action, asked, filled, may)

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
        deed = OwnDeed(work, person, wish.part, wish.action, row, wish.filled.parameters)
        reason, detail = self._own_deeds.do(deed)
        state = ActionState.REFUSED if reason else ActionState.DONE
        settle(work.session, row, state, at=work.now(), reason=reason, detail=dict(detail))


def _kind_of(script: Script, action_id: str) -> ActionKind | None:
    found = (action.kind for step in script.steps for action in step.actions if action.id == action_id)
    return next(found, None)
