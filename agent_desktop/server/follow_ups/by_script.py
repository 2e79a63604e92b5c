"""A script has somebody turn to the customer: a follow-up plan, which asks no alert first."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.follow_ups import STEP_LIMIT, MakeFollowUp, Refer
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.follow_ups.errors import FollowUpRefusedError
from agent_desktop.records.follow_ups.repository import FollowUpRepository
from agent_desktop.records.follow_ups.service import make_follow_up, refer
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.follow_ups.doing import NextOpenDay, doing_for, referral_teams
from agent_desktop.server.unit_of_work import UnitOfWork

PlanFollowUp = Callable[[UnitOfWork, Person, UUID, UUID, str, date | None], str]
"""Plans it for a customer, in a call, with words and a day, and returns the name of whose it is."""


def planning_follow_ups(options: ProfileOptions, rules: AlertRules, next_open_day: NextOpenDay) -> PlanFollowUp:
    """Return what plans a follow-up with the customer's relationship manager, or a team; where there is neither, with
    the agent. Without a day it is the next on which the bank is open.

    It raises `FollowUpRefusedError` (day_past, day_too_far).
    """
    teams = referral_teams(rules)

    def plan(
        work: UnitOfWork, person: Person, customer_id: UUID, call_id: UUID, about: str, due_on: date | None
    ) -> str:
        doing, words = doing_for(work, person, options, teams, next_open_day), " ".join(about.split())[:STEP_LIMIT]
        command_id = uuid4()
        try:
            referral = Refer(command_id=command_id, customer_id=customer_id, words=words, call_id=call_id)
            follow_up_id = refer(doing, referral, due_on=due_on)
        except FollowUpRefusedError as refused:
            if refused.problem != "no_manager":
                raise
            own = MakeFollowUp(
                command_id=command_id,
                customer_id=customer_id,
                topic=Interest.OTHER,
                next_step=words,
                next_on=due_on or doing.soon,
                call_id=call_id,
            )
            follow_up_id = make_follow_up(doing, own)
        return _whose(work.session, follow_up_id)

    return plan


def _whose(session: Session, follow_up_id: UUID) -> str:
    row = FollowUpRepository(session).find(follow_up_id)
    owner = UserRepository(session).find_user(row["owner_id"]) if row is not None and row["owner_id"] else None
    return owner.display_name if owner is not None else str(row["team"] if row is not None else "")
