"""What a script's walk knows beside the answers: facts, the level of verification, what actions came to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptStanding, ScriptSwitch
from agent_desktop.contract.verification import Level
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import CallNotLinkedError, CustomerNotFoundError
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_actions.repository import ScriptActionRepository
from agent_desktop.records.script_actions.service import shown
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.script_runs.repository import ScriptRunRepository
from agent_desktop.records.script_runs.values import Talk, values_of
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.records.verification.service import shown_verification
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.calls.cards import caller_of
from agent_desktop.server.scripts.recording_actions import RECORDING_KINDS
from agent_desktop.service_scripts.deeds import ANY_ACTION, OF_ANYTHING, counts_anywhere
from agent_desktop.service_scripts.schema import ActionKind
from agent_desktop.service_scripts.walk import Known
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of

BY_HAND: Final = frozenset(RECORDING_KINDS)
"""What no part of this server can do, unless it has calls recorded: it is offered to be ticked, never pretended."""


@dataclass(frozen=True, slots=True)
class Standings:
    """Says how scripts stand in calls. `has_bank`: there are bank systems to act on; `records_calls`: our carrier
    records them, so that it can be asked to pause."""

    options: ProfileOptions
    policy: VerificationPolicy
    has_bank: bool
    records_calls: bool = False

    @property
    def by_hand(self) -> frozenset[ActionKind]:
        bank = {kind for kind in ActionKind if kind.value.startswith("bank.")}
        by_hand = BY_HAND - RECORDING_KINDS if self.records_calls else BY_HAND
        return by_hand if self.has_bank else by_hand | bank

    def known_of(
        self, session: Session, part: InteractionRow, run: ScriptRunRow | None, script_id: str, at: datetime
    ) -> Known:
        """Return what the walk of a script knows in an agent's part of a call. The facts stay those that its run began
        with, as long as the person does."""
        rows = ScriptActionRepository(session).list_of(part.call_id, part.customer_id)
        # Where a colleague had the call before, what they were told counts, as it is shown to whoever has it now.
        run = run or ScriptRunRepository(session).find_of_call(part.call_id)
        return Known(
            values=self._values(session, part, run, at),
            results={
                (row.action_id if row.script_id == script_id else ANY_ACTION, row.made_of): row.state.value
                for row in rows
                if row.script_id == script_id or (counts_anywhere(row.kind) and row.made_of != OF_ANYTHING)
            },
            level=self._level(session, part.call_id, at).value,
        )

    def shown(self, session: Session, part: InteractionRow, at: datetime) -> ScriptStanding:
        """Return the same for a desktop, of every script of the call."""
        runs = ScriptRunRepository(session)
        run = runs.find(part.interaction_id) or runs.find_of_call(part.call_id)
        rows = ScriptActionRepository(session).list_of(part.call_id, part.customer_id)
        switches = runs.list_switches(part.call_id)
        people = {row.by_user_id for row in rows} | {switch.by_user_id for switch in switches}
        names = UserRepository(session).list_display_names(people) if people else {}
        return ScriptStanding(
            interaction_id=part.interaction_id,
            values=self._values(session, part, run, at),
            level=self._level(session, part.call_id, at),
            results=tuple(shown(row, names.get(row.by_user_id, "")) for row in rows),
            by_hand=frozenset(kind.value for kind in self.by_hand),
            switches=tuple(
                ScriptSwitch(
                    at=each.at,
                    from_script_id=each.from_script_id,
                    from_version=each.from_version,
                    from_step_id=each.from_step_id,
                    to_script_id=each.to_script_id,
                    to_version=each.to_version,
                    by_name=names.get(each.by_user_id, ""),
                )
                for each in switches
            ),
        )

    def _values(self, session: Session, part: InteractionRow, run: ScriptRunRow | None, at: datetime) -> dict[str, str]:
        if run is not None and run.values and _is_one_person(session, run.values_of, part.customer_id):
            return dict(run.values)
        talk = _talk_of(session, part)
        try:
            return values_of(session, talk, part.customer_id, at=at, options=self.options)
        except CustomerNotFoundError:  # taken away by a load meanwhile
            return values_of(session, talk, None, at=at, options=self.options)

    def _level(self, session: Session, call_id: UUID, at: datetime) -> Level:
        try:
            return shown_verification(session, self.policy, call_id=call_id, at=at).level
        except (CallNotLinkedError, CustomerNotFoundError):
            return Level.NONE


def _is_one_person(session: Session, one: UUID | None, other: UUID | None) -> bool:
    """Say whether both are nobody, or accounts of the same person."""
    if one is None or other is None or one == other:
        return one == other
    leads = people_of(session, [one, other])
    return leads.get(one, one) == leads.get(other, other)


def _talk_of(session: Session, part: InteractionRow) -> Talk:
    call, queue, _, _ = CallRepository(session).get_with_agent(part.call_id, part.agent_id)
    return Talk(caller_of(facts_of(call, queue)), call.arrived_at)
