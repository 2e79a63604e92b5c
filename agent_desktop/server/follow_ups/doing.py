"""Who asks for follow-up plans, and what a request of theirs may see and do."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.follow_ups.repository import Reader
from agent_desktop.records.follow_ups.service import Doing
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.outreach.repository import centre_in, who_works
from agent_desktop.server.unit_of_work import UnitOfWork

NextOpenDay = Callable[[date], date]
"""Says which day after another is the next on which the bank is open."""


def referral_teams(rules: AlertRules) -> tuple[str, ...]:
    """Return the teams that get referrals of customers whom nobody looks after."""
    return tuple(dict.fromkeys(rule.team for rule in rules.outreach.values() if rule.team))


def doing_for(
    work: UnitOfWork, person: Person, options: ProfileOptions, teams: tuple[str, ...], next_open_day: NextOpenDay
) -> Doing:
    """Return what the records need of one request."""
    reader = Reader(person.user_id, person.team)
    if Role.SUPERVISOR in person.roles:
        gone, there = who_works(work.session)
        reader = Reader(person.user_id, person.team, is_supervisor=True, gone=gone, teams=there)

    def may_own(user_id: UUID) -> bool:
        user = UserRepository(work.session).find_user(user_id)
        return user is not None and user.disabled_at is None

    centre = centre_in(work.session)
    return Doing(work.session, reader, work.now(), options, work.records, centre, teams, may_own, next_open_day)
