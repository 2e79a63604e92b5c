"""What a script's walk knows beside the answers: facts, the level of verification, what actions came to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionRight, ScriptStanding, ScriptSwitch
from agent_desktop.contract.sessions import Role
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
from agent_desktop.service_scripts.actions import by_channel, needed_level, policy_code
from agent_desktop.service_scripts.deeds import ANY_ACTION, OF_ANYTHING, counts_anywhere
from agent_desktop.service_scripts.schema import Action, ActionKind
from agent_desktop.service_scripts.walk import Known
from agent_desktop.settings import Settings
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of

_APP: Final = by_channel(ActionKind.SEND_MESSAGE, "app")
_EMAIL: Final = by_channel(ActionKind.SEND_MESSAGE, "email")


@dataclass(frozen=True, slots=True)
class Standings:
    """Says how scripts stand in calls. `has_bank`: there are bank systems to act on; `records_calls`: our carrier
    records them, so that it can be asked to pause; `has_mail`: there is a mail server."""

    options: ProfileOptions
    policy: VerificationPolicy
    has_bank: bool
    records_calls: bool = False
    has_mail: bool = False

    @property
    def by_hand(self) -> frozenset[str]:
        """What no part of this server can do: it is offered to be ticked, never pretended."""
        by_hand = {_APP} if self.has_mail else {_APP, _EMAIL}
        by_hand |= set() if self.records_calls else {kind.value for kind in RECORDING_KINDS}
        by_hand |= set() if self.has_bank else {kind.value for kind in ActionKind if policy_code(kind.value)}
        return frozenset(by_hand)

    def needed_level(self, action: Action) -> Level:
        """Return the verification that an action needs, the bank's own policy looked at too."""
        return needed_level(action, levels_of(self.policy))

    def may(self, roles: Collection[Role], kind: ActionKind) -> bool:
        """Say whether somebody with these roles has the right to a kind of action."""
        rule = self.policy.rule_of(policy_code(kind.value))
        return rule is None or not rule.roles or any(each in roles for each in rule.roles)

    def rights(self, roles: Collection[Role]) -> tuple[ActionRight, ...]:
        """Return what the bank's policy says of kinds of action, for somebody with these roles."""
        return tuple(
            ActionRight(kind=kind.value, level=rule.level, roles=frozenset(rule.roles), may=self.may(roles, kind))
            for kind in ActionKind
            if (rule := self.policy.rule_of(policy_code(kind.value))) is not None
        )

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

    def shown(self, session: Session, part: InteractionRow, roles: Collection[Role], at: datetime) -> ScriptStanding:
        """Return the same for the desktop of somebody with these roles, of every script of the call."""
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
            by_hand=self.by_hand,
            rights=self.rights(roles),
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


def standings_from(settings: Settings, options: ProfileOptions, policy: VerificationPolicy) -> Standings:
    """Return what says how scripts stand at a server with these settings."""
    return Standings(
        options,
        policy,
        has_bank=bool(settings.records.bank_systems_url),
        records_calls=bool(settings.recordings.policies),
        has_mail=bool(settings.mail.host),
    )


def levels_of(policy: VerificationPolicy) -> dict[str, Level]:
    """Return what a policy asks for, by the kind of an action."""
    kinds = {policy_code(kind.value): kind.value for kind in ActionKind}
    return {kinds[each.code]: each.level for each in policy.actions if each.code in kinds}


def _is_one_person(session: Session, one: UUID | None, other: UUID | None) -> bool:
    """Say whether both are nobody, or accounts of the same person."""
    if one is None or other is None or one == other:
        return one == other
    leads = people_of(session, [one, other])
    return leads.get(one, one) == leads.get(other, other)


def _talk_of(session: Session, part: InteractionRow) -> Talk:
    call, queue, _, _ = CallRepository(session).get_with_agent(part.call_id, part.agent_id)
    return Talk(caller_of(facts_of(call, queue)), call.arrived_at)
