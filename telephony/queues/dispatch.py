"""Assignment: the pure policy applied under the group's lock, and the news of the queues it touched."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import DeskChange, EventKind, OfferOutcome
from telephony.deps import Deps
from telephony.events.journal import queue_topic
from telephony.offers.service import make_offer
from telephony.queues.policy import Refusals, WaitingCall, assign
from telephony.queues.repository import DispatchRepository, QueueRepository


class QueueMoves:
    """Which calls came into and left which queues in one transaction.

    A call that came and was offered at once has changed no queue, and nobody is told of it.
    """

    def __init__(self) -> None:
        self._here: dict[UUID, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))

    def entered(self, queue_id: UUID, call_id: UUID) -> None:
        self._here[queue_id][call_id] += 1

    def left(self, queue_id: UUID, call_id: UUID) -> None:
        self._here[queue_id][call_id] -= 1

    def changed(self) -> frozenset[UUID]:
        """Return the queues that are not as they were."""
        return frozenset(queue_id for queue_id, calls in self._here.items() if any(calls.values()))


def settle(session: Session, deps: Deps, group_id: UUID, moves: QueueMoves, at: datetime) -> None:
    """Offer what can be offered in the group, then tell of the queues. The last step of every use case."""
    session.flush()
    _dispatch(session, deps, group_id, moves, at)
    changed = moves.changed()
    if not changed:
        return
    session.flush()
    for snapshot in QueueRepository(session).list_snapshots(changed):
        topics = [queue_topic(snapshot.queue_id)]
        change = DeskChange(queue=snapshot)
        deps.journal.add(EventKind.QUEUE_CHANGED, snapshot.queue_id, topics=topics, change=change, at=at)


def _dispatch(session: Session, deps: Deps, group_id: UUID, moves: QueueMoves, at: datetime) -> None:
    dispatch = DispatchRepository(session)
    waiting = dispatch.list_waiting(group_id)
    if not waiting:
        return
    ready = dispatch.list_ready(group_id)
    if not ready:
        return
    refusals = _refusals(dispatch, waiting, at - timedelta(seconds=deps.settings.decline_pause_seconds))
    for assignment in assign(waiting, ready, refusals):
        call, queue, agent = dispatch.get_assigned(assignment.call_id, assignment.agent_id)
        make_offer(session, deps, call, queue, agent, at)
        moves.left(call.queue_id, call.call_id)


def _refusals(dispatch: DispatchRepository, waiting: Sequence[WaitingCall], pause_began_at: datetime) -> Refusals:
    paused: dict[UUID, set[UUID]] = defaultdict(set)
    missed: dict[UUID, set[UUID]] = defaultdict(set)
    refused = [call.call_id for call in waiting if call.was_refused]
    for call_id, agent_id, outcome, ended_at in dispatch.list_refusals(refused) if refused else ():
        if outcome is OfferOutcome.NOT_ANSWERED:
            missed[call_id].add(agent_id)
        elif ended_at > pause_began_at:
            paused[call_id].add(agent_id)
    return Refusals(paused=paused, missed=missed)
