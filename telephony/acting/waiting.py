"""A supervisor moves a waiting call to the front, or has an agent get it. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.acting.repository import WaitingRepository
from telephony.acting.states import Standing, points_to_front
from telephony.acting.telling import tell_agent
from telephony.agents.announcements import announce_agent
from telephony.agents.changes import take_step
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import status_of
from telephony.agents.states import AgentTrigger
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import AgentState, CallAction, CallState
from telephony.deps import Deps
from telephony.errors import (
    CallTransitionRefusedError,
    ColleagueElsewhereError,
    ColleagueNotFreeError,
)
from telephony.offers.service import make_offer
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.supervision.refusal import refuse_while_supervising

KEPT_FOR: Final = timedelta(seconds=120)
"""How long a caller who was given to a busy agent waits for them alone."""

CALL_GIVEN: Final = "call_given"
_FRONT: Final = "move_to_front"
_BUSY: Final = frozenset({AgentState.ON_CALL, AgentState.WRAP_UP})


@dataclass(frozen=True, slots=True)
class Place:
    """How a waiting call stands in its queue: its `place` (from 1) of so many, how many urgent ones stand before the
    front that it may come to, and whether it is not there yet."""

    place: int
    waiting: int
    behind_urgent: int
    may_move: bool


@dataclass(frozen=True, slots=True)
class Given:
    """It rings at the agent, or is kept for them until then."""

    rings: bool
    kept_until_at: datetime | None = None


def place_of(session: Session, deps: Deps, call: CallRow) -> Place:
    """Return how a call stands; without a lock, to be shown.

    Raises:
        CallTransitionRefusedError: It does not wait.
    """
    _see_waiting(call, _FRONT)
    standings = WaitingRepository(session).list_standings(queue_id=call.queue_id)
    point_seconds = deps.settings.point_seconds
    if call.call_id not in standings:  # a callback that goes by its queue's share has no place among callers
        return Place(1, len(standings) + 1, 0, may_move=False)
    mine = standings[call.call_id]
    key = (not mine.urgent, mine.reckoned_at(point_seconds), call.call_id)
    keys = [(not each.urgent, each.reckoned_at(point_seconds), call_id) for call_id, each in standings.items()]
    urgent = 0 if mine.urgent else sum(each.urgent for each in standings.values())
    others = [each for call_id, each in standings.items() if call_id != call.call_id]
    may_move = points_to_front(mine, others, point_seconds) > 0
    return Place(1 + sum(each < key for each in keys), len(standings), urgent, may_move)


def move_to_front(session: Session, deps: Deps, call_id: UUID) -> int:
    """Put a waiting caller before all others of their queue who are as urgent, and return by how many points. Their
    waiting is counted on as it was.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: It does not wait, is a callback that has no place among callers, or stands in front.
    """
    call = CallRepository(session).lock_call(call_id)
    _see_waiting(call, _FRONT)
    points = _points(session, deps, call, queue_id=call.queue_id)
    if not points:
        raise CallTransitionRefusedError(state=call.state.value, action=_FRONT)
    at, queue = deps.now(), QueueRepository(session).get_queue(call.queue_id)
    _add_points(session, call, points)
    moves = QueueMoves()
    moves.look_again(call_id)
    settle(session, deps, queue.queue_group_id, moves, at)
    return points


def give_call(session: Session, deps: Deps, call_id: UUID, agent_id: UUID, *, by: UUID) -> Given:
    """Have a waiting call ring at this agent, whatever queues they serve; a busy one gets it as soon as they are ready,
    and for `KEPT_FOR` nobody else does. Whoever takes one for themselves turns ready by it.

    Raises:
        CallNotFoundError: No such call.
        CallTransitionRefusedError: It does not wait.
        AgentNotFoundError: Never signed in as an agent.
        ColleagueElsewhereError: They serve queues of another group.
        ColleagueNotFreeError: Something rings at them, they are not ready by their own choice, or are not there.
        SupervisingError: They are in another agent's call.
    """
    call = CallRepository(session).lock_call(call_id)
    _see_waiting(call, CallAction.ANSWER.value)
    agent = AgentRepository(session).get_agent(agent_id)
    queue, at, moves = QueueRepository(session).get_queue(call.queue_id), deps.now(), QueueMoves()
    if agent.queue_group_id != queue.queue_group_id:
        raise ColleagueElsewhereError
    refuse_while_supervising(session, agent_id)
    if agent.state in _BUSY and by != agent_id:
        return _keep(session, deps, call, queue, agent, by, at)
    if agent.state is AgentState.NOT_READY and by == agent_id:
        _turn_ready(session, deps, agent, at)
    if not agent.is_free or agent.kept_for_id not in (None, call_id):
        raise ColleagueNotFreeError(state=agent.state.value)
    make_offer(session, deps, call, queue, agent_id, at)
    moves.left(queue.queue_id, call_id)
    settle(session, deps, queue.queue_group_id, moves, at)
    return Given(rings=True)


def _keep(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, agent: AgentRow, by: UUID, at: datetime
) -> Given:
    """Nobody of the group is before them but who is urgent: so the agent's next call is this one."""
    if agent.desktop_lost_at is not None:
        raise ColleagueNotFreeError(state=agent.state.value)
    points = _points(session, deps, call, group_id=queue.queue_group_id)
    _add_points(session, call, points)
    until_at = at + KEPT_FOR
    call.preferred_agent_id, call.preferred_until_at = agent.agent_id, until_at
    call.team_until_at = None
    call.version += 1
    session.flush()
    moves = QueueMoves()
    moves.look_again(call.call_id)
    settle(session, deps, queue.queue_group_id, moves, at)
    detail = {"queue": queue.code, "until_at": until_at.isoformat()}
    tell_agent(session, deps, agent.agent_id, CALL_GIVEN, detail, by=by, at=at)
    return Given(rings=False, kept_until_at=until_at)


def _turn_ready(session: Session, deps: Deps, agent: AgentRow, at: datetime) -> None:
    take_step(session, agent, status_of(agent).after(AgentTrigger.WENT_READY), at)
    session.flush()
    announce_agent(deps, agent, at)


def _points(
    session: Session, deps: Deps, call: CallRow, *, queue_id: UUID | None = None, group_id: UUID | None = None
) -> int:
    standings = dict(WaitingRepository(session).list_standings(queue_id=queue_id, group_id=group_id))
    if standings.pop(call.call_id, None) is None:
        return 0
    mine = Standing(call.enqueued_at, call.priority, call.urgent)
    return points_to_front(mine, standings.values(), deps.settings.point_seconds)


def _add_points(session: Session, call: CallRow, points: int) -> None:
    if points:
        call.priority += points
        call.version += 1
        session.flush()


def _see_waiting(call: CallRow, action: str) -> None:
    if call.state is not CallState.QUEUED:
        raise CallTransitionRefusedError(state=call.state.value, action=action)
