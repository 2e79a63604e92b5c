"""Whose calls somebody may review, and the names of the people in it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.quality.errors import QualityNotFoundError
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.quality.repository import QualityRepository
from agent_desktop.server.supervision.service import scope_of


def reviewed_agents(session: Session, person: Person) -> Mapping[UUID, tuple[str, str]]:
    """Return name and team of each agent whose calls this person may review: of a supervisor's own team and queues, and
    all for compliance and for a supervisor who has neither. Nobody reviews their own calls."""
    scope = scope_of(session, person)
    all_ = Role.COMPLIANCE in person.roles or (not scope.team and not scope.queue_ids)
    rows = QualityRepository(session).list_agents(scope.team, scope.queue_ids, all_=all_)
    return {row["agent_id"]: (row["name"], row["team"]) for row in rows if row["agent_id"] != person.user_id}


def see_reviewed(session: Session, person: Person, agent_id: UUID) -> None:
    """See that this person may review this agent's calls.

    Raises:
        QualityNotFoundError: They are others' to look after, or there is no such agent.
    """
    if agent_id not in reviewed_agents(session, person):
        raise QualityNotFoundError(agent_id=str(agent_id))


def names_of(session: Session, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names of people."""
    return UserRepository(session).list_display_names(set(user_ids))
