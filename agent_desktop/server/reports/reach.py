"""What somebody may be told by reports: everything, their supervisor's scope, or what is their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.reports import ReportSubject
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.reports.errors import ReportRefusedError
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.rules import SignedIn
from telephony.queues.models import QueueMemberRow, QueueRow
from telephony.queues.repository import MemberRepository

_S = ReportSubject

EVERYTHING: Final = frozenset({Role.ADMINISTRATOR, Role.COMPLIANCE})
"""Who sees the whole centre."""
_OWN: Final = frozenset({_S.AGENTS, _S.DISPOSITIONS, _S.SCRIPTS, _S.CALLBACKS, _S.SATISFACTION})
"""What somebody who takes calls may ask of themselves."""
_OF_ROLE: Final[Mapping[Role, frozenset[ReportSubject]]] = {
    Role.ADMINISTRATOR: frozenset(_S),
    Role.COMPLIANCE: frozenset(_S),
    Role.SUPERVISOR: frozenset(_S),
    Role.COMPLAINT_HANDLER: frozenset({_S.COMPLAINTS}),
    Role.AGENT: _OWN,
    Role.SPECIALIST: _OWN,
}
READERS: Final = SignedIn(frozenset(_OF_ROLE))
"""Who may ask for a report; which, and of what, `reach_of` says."""
REPORTERS: Final = SignedIn(EVERYTHING | {Role.SUPERVISOR, Role.COMPLAINT_HANDLER})
"""Who may save, keep and schedule reports."""


@dataclass(frozen=True, slots=True)
class Reach:
    """None: all of them. `own_only`: it is of the person who asks alone."""

    queues: Sequence[str] | None = None
    agents: Sequence[UUID] | None = None
    own_only: bool = False


def subjects_for(person: Person) -> tuple[ReportSubject, ...]:
    """Return what a person may ask about."""
    allowed = frozenset[ReportSubject]().union(*(_OF_ROLE.get(role, frozenset()) for role in person.roles))
    return tuple(each for each in ReportSubject if each in allowed)


def is_own_only(person: Person, subject: ReportSubject) -> bool:
    """Say whether a person is told of a subject only what is their own."""
    others = person.roles - {Role.AGENT, Role.SPECIALIST}
    return not any(subject in _OF_ROLE.get(role, frozenset()) for role in others)


def reach_of(session: Session, person: Person, subject: ReportSubject) -> Reach:
    """Return what a person may be told of a subject.

    Raises:
        ReportRefusedError: Nothing.
    """
    if subject not in subjects_for(person):
        raise ReportRefusedError(problem="subject_closed")
    if is_own_only(person, subject):
        return Reach(agents=(person.user_id,), own_only=True)
    if person.roles & EVERYTHING or subject is ReportSubject.COMPLAINTS:
        return Reach()
    served = MemberRepository(session).list_queue_ids_of(person.user_id)
    if not person.team and not served:
        return Reach()  # one who has neither team nor queues is the whole centre's
    team = sa.select(UserRow.user_id).where(UserRow.team == person.team, UserRow.team != "")
    if subject in (ReportSubject.QUEUES, ReportSubject.SATISFACTION_OF_QUEUES):
        by_team = sa.select(QueueMemberRow.queue_id).where(QueueMemberRow.agent_id.in_(team))
        wanted = sa.or_(QueueRow.queue_id.in_(served), QueueRow.queue_id.in_(by_team))
        return Reach(queues=tuple(session.scalars(sa.select(QueueRow.code).where(wanted))))
    members = sa.select(QueueMemberRow.agent_id).where(QueueMemberRow.queue_id.in_(served))
    return Reach(agents=tuple(session.scalars(sa.union(team, members))))
