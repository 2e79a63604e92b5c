"""Assignment: the pure policy applied under the group's lock, and the news of the queues it touched."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import CallState, DeskChange, EventKind, OfferOutcome
from telephony.deps import Deps
from telephony.events.journal import queue_topic
from telephony.offers.service import make_offer
from telephony.queues.dispatch_repository import Asked, DispatchRepository
from telephony.queues.models import QueueRow
from telephony.queues.policy import Refusals, Routing, WaitingCall, assign
from telephony.queues.repository import BoardRepository, QueueRepository
from telephony.queues.rows import routing_of
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.keeping import first_of_ready


class QueueMoves:
    """Which calls came into and left which queues in one transaction.

    A call that came and was offered at once has changed no queue, and nobody is told of it. `queues` are all queues of
    the group where they have been read before; `asked` is who waits and is ready where it has been asked for, under
    the group's lock and with nothing changed since.
    """

    def __init__(self, queues: Sequence[QueueRow] = (), asked: Asked | None = None) -> None:
        self.queues = queues
        self.asked = asked
        self._here: dict[UUID, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
        self._looked_at: set[UUID] = set()
        self.new_call: CallRow | None = None
        self.foreseen: object | None = None

    def arrived(self, call: CallRow, foreseen: object | None = None) -> None:
        """A call has come that is not written yet: it is once its fate is known, at the end of `settle` at last.

        `foreseen` is what the host has asked ahead of its caller."""
        self.new_call, self.foreseen = call, foreseen
        self.entered(call.queue_id, call.call_id)

    def entered(self, queue_id: UUID, call_id: UUID) -> None:
        self._here[queue_id][call_id] += 1

    def came_back(self, call: CallRow) -> None:
        """An offer has ended without an answer: a caller's call waits again, one of a colleague's does not."""
        if call.state is CallState.QUEUED:
            self.entered(call.queue_id, call.call_id)

    def left(self, queue_id: UUID, call_id: UUID) -> None:
        self._here[queue_id][call_id] -= 1
        self._looked_at.discard(call_id)

    def look_again(self, call_id: UUID) -> None:
        """A call stays where it is, and more agents may have it now: see when the next change will be."""
        self._looked_at.add(call_id)

    def changed(self) -> frozenset[UUID]:
        """Return the queues that are not as they were."""
        return frozenset(queue_id for queue_id, calls in self._here.items() if any(calls.values()))

    def begun(self) -> frozenset[UUID]:
        """Return the calls that wait from now on, and those to look at again."""
        return frozenset(self._moved(1) | self._looked_at)

    def ended(self) -> frozenset[UUID]:
        """Return the calls that waited and wait no more."""
        return frozenset(self._moved(-1))

    def _moved(self, step: int) -> set[UUID]:
        return {call_id for calls in self._here.values() for call_id, moved in calls.items() if moved == step}


def settle(session: Session, deps: Deps, group_id: UUID, moves: QueueMoves, at: datetime) -> None:
    """Offer what can be offered in the group, then tell of the queues. The last step of every use case.

    For a call that waits on, the moment at which more agents may have it is a timer: nobody looks in between.
    """
    session.flush()
    for call_id in first_of_ready(deps.journal):
        TimerRepository(session).set_timer(TimerKind.KEPT_IS_FREE, call_id, at)
    _dispatch(session, deps, group_id, moves, at)
    if moves.new_call is not None:
        CallRepository(session).write(moves.new_call)
    changed = moves.changed()
    begun, ended = moves.begun(), moves.ended()
    if begun:
        _set_timers(session, _routing(session, deps, group_id, moves), begun, at)
    if ended:
        TimerRepository(session).clear_timers(TimerKind.ROUTE, ended)
    if not changed:
        return
    session.flush()
    for snapshot in BoardRepository(session).list_snapshots(changed):
        topics = [queue_topic(snapshot.queue_id)]
        change = DeskChange(queue=snapshot)
        deps.journal.add(EventKind.QUEUE_CHANGED, snapshot.queue_id, topics=topics, change=change, at=at)


def _dispatch(session: Session, deps: Deps, group_id: UUID, moves: QueueMoves, at: datetime) -> None:
    dispatch = DispatchRepository(session)
    new = [] if moves.new_call is None or moves.new_call.state is not CallState.QUEUED else [moves.new_call]
    asked = moves.asked or dispatch.ask_waiting_and_ready(group_id, deps.settings.point_seconds, bool(new), at=at)
    waiting, ready = asked.answers(new)
    for arrived in new:
        ready = [*ready, *dispatch.list_wished(group_id, arrived, ready)]
    if not waiting or not ready:
        return
    routing = _routing(session, deps, group_id, moves)
    refusals = _refusals(dispatch, waiting, at - timedelta(seconds=deps.settings.decline_pause_seconds))
    left: dict[UUID, int] = {}
    for assignment in assign(waiting, ready, refusals, routing=routing, at=at):
        left |= assignment.credits
        call = next((call for call in new if call.call_id == assignment.call_id), None)
        call = call or dispatch.get_call(assignment.call_id)
        queue = next(queue for queue in moves.queues if queue.queue_id == call.queue_id)
        foreseen = moves.foreseen if call is moves.new_call else None
        make_offer(session, deps, call, queue, assignment.agent_id, at, foreseen=foreseen)
        moves.left(call.queue_id, call.call_id)
    dispatch.keep_credits(left)


def _routing(session: Session, deps: Deps, group_id: UUID, moves: QueueMoves) -> Routing:
    if not moves.queues:
        moves.queues = QueueRepository(session).list_queues(group_id)
    return routing_of(moves.queues, deps.settings.point_seconds)


def _set_timers(session: Session, routing: Routing, call_ids: frozenset[UUID], at: datetime) -> None:
    dispatch, timers = DispatchRepository(session), TimerRepository(session)
    for waiting in dispatch.get_waiting(call_ids):
        change_at = routing.next_change_at(waiting, at)
        if change_at is not None:
            timers.set_timer(TimerKind.ROUTE, waiting.call_id, change_at)


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
