"""Which agents a supervisor looks after: as for the calls that they may listen to."""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person
from agent_desktop.server.staffing.repository import Agent, AgentRepository
from agent_desktop.server.supervision.scope import Scope
from telephony.queues.repository import MemberRepository


def agents_of(session: Session, person: Person) -> list[Agent]:
    """List the agents that this person looks after, by name."""
    scope = scope_of(session, person)
    return [
        each
        for each in AgentRepository(session).list_agents()
        if scope.holds_agent(agent_team=each.team, queue_ids=each.queues)
    ]


def known_to(session: Session, person: Person) -> set[UUID] | None:
    """Return whose plans this person may see; None: everybody's, also of those who have left."""
    scope = scope_of(session, person)
    if not scope.team and not scope.queue_ids:
        return None
    return {each.agent_id for each in agents_of(session, person)}


def scope_of(session: Session, person: Person) -> Scope:
    """Return whom this person looks after."""
    return Scope(person.team, MemberRepository(session).list_queue_ids_of(person.user_id))
