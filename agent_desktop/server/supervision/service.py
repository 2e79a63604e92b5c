"""What a supervisor may listen to, and the words of the people in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.supervision.scope import Scope
from telephony.acting.repository import WaitingRepository
from telephony.agents.repository import AgentRepository
from telephony.contract import OwnSupervision, Supervised, SupervisionSnapshot
from telephony.errors import CallNotFoundError
from telephony.queues.repository import MemberRepository
from telephony.supervision.repository import SupervisionRepository, Talk
from telephony.supervision.service import supervision_snapshot
from telephony.times import utc


def list_supervised(session: Session, person: Person) -> list[Supervised]:
    """List the calls that this supervisor may listen to, the longest first."""
    talks = _in_scope(session, person)
    names = UserRepository(session).list_display_names({talk.agent.agent_id for talk in talks})
    return [
        Supervised(
            call_id=talk.call.call_id,
            agent_id=talk.agent.agent_id,
            agent_name=names.get(talk.agent.agent_id, ""),
            team=talk.agent.team,
            queue_name=dict(talk.queue.name),
            direction=talk.call.direction,
            state=talk.call.state,
            since_at=utc(talk.call.since_at),
            supervisor_id=talk.supervisor_id,
        )
        for talk in talks
    ]


def see_in_scope(session: Session, person: Person, call_id: UUID) -> None:
    """See that the call is one that this supervisor may act on.

    Raises:
        CallNotFoundError: Nobody speaks in such a call.
        NotAllowedError: Its agent and its queue are others' to look after.
    """
    talk = SupervisionRepository(session).find_talk(call_id)
    if talk is None:
        raise CallNotFoundError(call_id=str(call_id))
    if not scope_of(session, person).holds(agent_team=talk.agent.team, queue_id=talk.call.queue_id):
        raise NotAllowedError


def named(session: Session, supervision: SupervisionSnapshot) -> SupervisionSnapshot:
    """Return a supervision with the name of the agent."""
    names = UserRepository(session).list_display_names({supervision.agent_id})
    return supervision.model_copy(update={"agent_name": names.get(supervision.agent_id, "")})


def own_supervision(session: Session, supervisor_id: UUID) -> OwnSupervision:
    """Return the supervisor's last part in a call, on or over."""
    row = SupervisionRepository(session).find_last_of_supervisor(supervisor_id)
    return OwnSupervision(supervision=None if row is None else named(session, supervision_snapshot(row)))


def _in_scope(session: Session, person: Person) -> Sequence[Talk]:
    scope = scope_of(session, person)
    return [
        talk
        for talk in SupervisionRepository(session).list_talks()
        if talk.agent.agent_id != person.user_id
        and scope.holds(agent_team=talk.agent.team, queue_id=talk.call.queue_id)
    ]


def see_agent(session: Session, person: Person, agent_id: UUID) -> None:
    """See that an agent is one whom this supervisor looks after.

    Raises:
        AgentNotFoundError: This person has never signed in as an agent.
        NotAllowedError: They are others' to look after.
    """
    agent = AgentRepository(session).get_agent(agent_id)
    served = MemberRepository(session).list_queue_ids_of(agent_id)
    if not scope_of(session, person).holds_agent(agent_team=agent.team, queue_ids=served):
        raise NotAllowedError


def see_queue(session: Session, person: Person, queue_id: UUID) -> None:
    """See that what waits in a queue is for this supervisor to act on: the queue is theirs, or somebody of their team
    serves it.

    Raises:
        NotAllowedError: It is not.
    """
    scope = scope_of(session, person)
    if scope.holds(agent_team="", queue_id=queue_id):
        return
    if not scope.team or not WaitingRepository(session).serves_in_team(queue_id, scope.team):
        raise NotAllowedError


def scope_of(session: Session, person: Person) -> Scope:
    """Return whom and what this supervisor looks after."""
    return Scope(person.team, MemberRepository(session).list_queue_ids_of(person.user_id))
