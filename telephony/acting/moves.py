"""Agents serve other queues for a while. Nothing here commits.

What they serve is what `queue_members` says, as for anybody; a move says what it was before and when it is so again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.acting.models import QueueMoveRow
from telephony.acting.repository import QueueMoveRepository
from telephony.acting.telling import tell_agent
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.contract import AgentState, DeskChange, EventKind, MoveOutcome
from telephony.deps import Deps
from telephony.errors import AgentTransitionRefusedError, MoveRefusedError, QueueElsewhereError, QueueUnknownError
from telephony.events.journal import FLOOR_TOPIC, agent_topic
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import BoardRepository, QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

MOVED: Final = "moved"
MOVE_ENDED: Final = "move_ended"


def move_agents(
    session: Session,
    deps: Deps,
    agent_ids: Collection[UUID],
    queues: Sequence[str],
    *,
    until_at: datetime | None,
    by: UUID,
    reason: str = "",
) -> Sequence[QueueMoveRow]:
    """Have agents serve exactly these queues (by code) until then, or until they go off the telephone. Whoever is moved
    already is moved anew; what they serve after it stays what they served before the first. Of several, whoever serves
    exactly these already is left as they are.

    Raises:
        AgentNotFoundError: One has never signed in as an agent.
        AgentTransitionRefusedError: One is off the telephone.
        QueueUnknownError: There is no such queue.
        QueueElsewhereError: One is of another group than an agent's.
        MoveRefusedError: All of them serve exactly these already, or it would be over before it began.
    """
    agents = [AgentRepository(session).get_agent(agent_id) for agent_id in sorted(set(agent_ids))]
    for group_id in sorted({agent.queue_group_id for agent in agents}):
        QueueRepository(session).lock_group(group_id)
    repository, at = QueueMoveRepository(session), deps.now()
    rows = repository.list_queues(queues)
    if len(rows) != len(set(queues)):
        raise QueueUnknownError
    if until_at is not None and until_at <= at:
        raise MoveRefusedError(problem="too_late")
    moved = []
    for agent in agents:
        if AgentRepository(session).get_agent(agent.agent_id).state is AgentState.OFFLINE:
            raise AgentTransitionRefusedError(state=AgentState.OFFLINE.value, action=MOVED)
        if {row.queue_group_id for row in rows} != {agent.queue_group_id}:
            raise QueueElsewhereError
        codes = [row.code for row in rows]
        if not _is_so(session, agent.agent_id, codes, until_at):
            moved.append(_move(session, deps, agent, codes, until_at, by, reason, at))
    if not moved:
        raise MoveRefusedError(problem="same")
    for group_id in sorted({agent.queue_group_id for agent in agents}):
        settle(session, deps, group_id, QueueMoves(), at)
    return moved


def end_move(session: Session, deps: Deps, move_id: UUID, outcome: MoveOutcome, *, by: UUID | None = None) -> None:
    """End a move that is on: the agent serves again what they served before it.

    Raises:
        MoveRefusedError: There is none, or it is over.
    """
    found = QueueMoveRepository(session).find(move_id)
    if found is None:
        raise MoveRefusedError(problem="over")
    agent = AgentRepository(session).lock_agent(found.agent_id)
    row = QueueMoveRepository(session).find(move_id)
    if row is None or row.ended_at is not None:
        raise MoveRefusedError(problem="over")
    at = deps.now()
    _put_back(session, row)
    _over(session, deps, row, outcome, at, by)
    _tell_served(session, deps, agent.agent_id, at)
    settle(session, deps, agent.queue_group_id, QueueMoves(), at)


def move_time_up(session: Session, deps: Deps, timer_id: UUID, move_id: UUID) -> bool:
    """The time of a move is up. Say whether it was still to be acted on."""
    found = QueueMoveRepository(session).find(move_id)
    if found is not None:
        AgentRepository(session).lock_agent(found.agent_id)
    if not TimerRepository(session).take_timer(timer_id, deps.now()) or found is None:
        return False
    row = QueueMoveRepository(session).find(move_id)
    if row is None or row.ended_at is not None:
        return False
    end_move(session, deps, move_id, MoveOutcome.TIME_UP)
    return True


def end_of_one_who_went(session: Session, deps: Deps, agent_id: UUID) -> None:
    """An agent comes anew: a move that was to end as they went off the telephone, or whose time is up, is over. Their
    group is locked."""
    row = QueueMoveRepository(session).find_open(agent_id)
    if row is None or (row.until_at is not None and row.until_at > deps.now()):
        return
    _put_back(session, row)
    outcome = MoveOutcome.WENT_OFF if row.until_at is None else MoveOutcome.TIME_UP
    _over(session, deps, row, outcome, deps.now(), None)


def overtake_move(session: Session, deps: Deps, agent_id: UUID, *, by: UUID | None) -> None:
    """An administrator says what an agent serves from now on: a move that is on ends, and puts nothing back. The group
    is locked."""
    row = QueueMoveRepository(session).find_open(agent_id)
    if row is not None:
        _over(session, deps, row, MoveOutcome.OVERTAKEN, deps.now(), by)


def _is_so(session: Session, agent_id: UUID, queues: Collection[str], until_at: datetime | None) -> bool:
    repository = QueueMoveRepository(session)
    present = repository.find_open(agent_id)
    return set(repository.queues_of(agent_id)) == set(queues) and (present is None or present.until_at == until_at)


def _move(
    session: Session,
    deps: Deps,
    agent: AgentRow,
    queues: list[str],
    until_at: datetime | None,
    by: UUID,
    reason: str,
    at: datetime,
) -> QueueMoveRow:
    repository = QueueMoveRepository(session)
    serves = sorted(repository.queues_of(agent.agent_id))
    present = repository.find_open(agent.agent_id)
    before = serves if present is None else list(present.before)
    if present is not None:
        _over(session, deps, present, MoveOutcome.REPLACED, at, by, silent=True)
    row = QueueMoveRow(
        move_id=uuid4(),
        agent_id=agent.agent_id,
        queues=queues,
        before=before,
        until_at=until_at,
        reason=reason,
        by_user_id=by,
        began_at=at,
    )
    repository.add(row)
    repository.put(agent.agent_id, leave=set(serves) - set(queues), join=set(queues) - set(serves))
    if until_at is not None:
        TimerRepository(session).set_timer(TimerKind.MOVE_ENDS, row.move_id, until_at)
    _tell_served(session, deps, agent.agent_id, at)
    detail = {
        "queues": ",".join(queues),
        "until_at": "" if until_at is None else until_at.isoformat(),
        "text": reason,
    }
    tell_agent(session, deps, agent.agent_id, MOVED, detail, by=by, at=at)
    deps.journal.add(EventKind.MOVE_CHANGED, row.move_id, topics=[FLOOR_TOPIC], at=at)
    return row


def _put_back(session: Session, row: QueueMoveRow) -> None:
    """What was given beside the move stays; a queue that is not there any more is served no more."""
    leave, join = set(row.queues) - set(row.before), set(row.before) - set(row.queues)
    QueueMoveRepository(session).put(row.agent_id, leave=leave, join=join)


def _over(
    session: Session,
    deps: Deps,
    row: QueueMoveRow,
    outcome: MoveOutcome,
    at: datetime,
    by: UUID | None,
    *,
    silent: bool = False,
) -> None:
    QueueMoveRepository(session).end(row, outcome, at, by)
    TimerRepository(session).clear_timer(TimerKind.MOVE_ENDS, row.move_id)
    deps.journal.add(EventKind.MOVE_CHANGED, row.move_id, topics=[FLOOR_TOPIC], at=at)
    if silent:
        return
    detail = {"queues": ",".join(row.before), "outcome": outcome.value}
    tell_agent(session, deps, row.agent_id, MOVE_ENDED, detail, by=by, at=at)


def _tell_served(session: Session, deps: Deps, agent_id: UUID, at: datetime) -> None:
    session.flush()
    change = DeskChange(queues=BoardRepository(session).list_snapshots_of(agent_id))
    deps.journal.add(EventKind.SERVING_CHANGED, agent_id, topics=[agent_topic(agent_id)], change=change, at=at)
