"""The queues change while callers are in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import DeskChange, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic, queue_topic
from telephony.queues.change_repository import QueueChangeRepository, ServingRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.repository import BoardRepository
from telephony.queues.service import ensure_queues
from telephony.settings import QueueSettings


def change_queues(
    session: Session, deps: Deps, queues: Sequence[QueueSettings], moves: Mapping[str, str], at: datetime
) -> None:
    """Have exactly these queues. What is no longer among them is retired; `moves` names, by code, who takes its
    callers.

    Callers keep their place, and are looked at anew under the new rules, at once: more agents may have them now. Every
    group is locked first (`QueueChangeRepository.lock_groups`), by whoever checks what is to become of whom.
    """
    changes = QueueChangeRepository(session)
    before = {row.code: row.queue_id for row in changes.list_queues()}
    ensure_queues(session, queues)
    now = {row.code: row.queue_id for row in changes.list_queues()}
    wanted = {queue.code for queue in queues}
    served: set[UUID] = set()
    for code in before.keys() - wanted:
        served |= changes.list_agents_of(before[code])
        if code in moves:
            changes.move_callers(before[code], now[moves[code]])
        changes.retire(before[code])
    session.flush()
    look_again(session, deps, at)
    for snapshot in BoardRepository(session).list_snapshots(set(before.values()) | set(now.values())):
        topics = [queue_topic(snapshot.queue_id)]
        change = DeskChange(queue=snapshot)
        deps.journal.add(EventKind.QUEUE_CHANGED, snapshot.queue_id, topics=topics, change=change, at=at)
    for agent_id in sorted(served):
        _tell_served(session, deps, agent_id, at)


def look_again(session: Session, deps: Deps, at: datetime) -> None:
    """Offer what can be offered now, in every group, and set anew when the next look at each waiting call is due."""
    changes = QueueChangeRepository(session)
    for group_id in changes.lock_groups():
        moves = QueueMoves()
        for call_id in changes.list_waiting_ids(group_id):
            moves.look_again(call_id)
        settle(session, deps, group_id, moves, at)


def serve(session: Session, deps: Deps, agent_id: UUID, queues: Sequence[str], skills: Mapping[str, int]) -> None:
    """Have an agent serve exactly these queues, of one group, with exactly these skills (levels 1 to 5)."""
    changes = QueueChangeRepository(session)
    ids = {row.code: row.queue_id for row in changes.list_queues()}
    ServingRepository(session).put_serving(agent_id, [ids[code] for code in queues], skills)
    session.flush()
    look_again(session, deps, deps.now())
    _tell_served(session, deps, agent_id, deps.now())


def _tell_served(session: Session, deps: Deps, agent_id: UUID, at: datetime) -> None:
    """Tell an agent's open desktop which queues they serve now, and how each stands."""
    change = DeskChange(queues=BoardRepository(session).list_snapshots_of(agent_id))
    deps.journal.add(EventKind.SERVING_CHANGED, agent_id, topics=[agent_topic(agent_id)], change=change, at=at)
