"""Somebody outside is called into a call, in place of a colleague. Callers hold the lock and settle the queues after.

Their line is the carrier's own: it rings, answers and leaves by the room's reports, and a timer of ours where those do
not come. Once they have the caller, the call is over for us.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.snapshots import status_of
from telephony.calls.states import SPEAKING, CallTrigger, RoomFacts
from telephony.colleagues.endings import colleague_gone
from telephony.contract import CallState, ColleagueOutcome, ColleagueState, EventKind, TransferOutcome
from telephony.deps import Deps
from telephony.providers.base import OrderKind, outside_endpoint
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.leaving import leave
from telephony.transfers.models import TransferRow
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import came_back


def outside_transfer(session: Session, call: CallRow) -> TransferRow | None:
    """Return the call's open transfer to somebody outside."""
    transfer = TransferRepository(session).find_open(call)
    return transfer if transfer is not None and transfer.to_number else None


def outside_line(session: Session, call: CallRow) -> str:
    """Return the name of the line of whoever outside is being called, or is there; empty where nobody is."""
    transfer = outside_transfer(session, call)
    return "" if transfer is None else outside_endpoint(transfer.transfer_id)


def ring_outside(session: Session, deps: Deps, call: CallRow, transfer: TransferRow, at: datetime) -> None:
    """Have the carrier call them into the room: they see the number of ours that the customer called or saw."""
    seconds = deps.settings.consult_seconds
    OutboxRepository(session).add_order(
        call,
        OrderKind.DIAL_OUTSIDE,
        outside_endpoint(transfer.transfer_id),
        at,
        ring_seconds=seconds,
        to_number=transfer.to_number,
        from_number=call.called_number,
    )
    give_up_at = at + timedelta(seconds=seconds + deps.settings.connect_seconds)
    TimerRepository(session).set_timer(TimerKind.OUTSIDE_EXPIRES, call.call_id, give_up_at)


def leave_to_outside(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """The agent leaves while it rings outside: the caller hears it ring, and whoever answers has them."""
    line = outside_line(session, call)
    first = AgentRepository(session).get_agent(call.agent_id) if call.agent_id is not None else None
    if first is None or not line:
        return
    take_step(session, call, status_of(call).after(CallTrigger.LEFT_RINGING), at)
    leave(session, deps, call, queue, first, TransferTrigger.AGENT_LEFT, at, order=(OrderKind.HAND_OVER, line))


def follow_outside(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, room: RoomFacts, at: datetime, moves: QueueMoves
) -> None:
    """A report of a caller who was left to somebody outside: these are called, or will not come."""
    transfer = outside_transfer(session, call)
    if transfer is None:
        return
    if room.colleague_called and transfer.called_at is None:
        transfer.called_at = at
        session.flush()
    elif room.colleague_failed is not None and transfer.called_at is not None:
        _bring_back(session, deps, call, queue, transfer, at, moves)


def outside_failed(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, why: TransferOutcome, at: datetime, moves: QueueMoves
) -> None:
    """The carrier does not call them, or cannot give them the caller."""
    transfer = outside_transfer(session, call)
    if transfer is None:
        return
    if call.state is CallState.RINGING:
        _bring_back(session, deps, call, queue, transfer, at, moves)
    elif call.state in SPEAKING and call.colleague_state is not None:
        colleague_gone(session, deps, call, queue, ColleagueOutcome.AWAY, at, why=why)


def outside_expired(session: Session, deps: Deps, call: CallRow) -> None:
    """Nobody outside has answered in time, and the carrier has not said so. The group is locked."""
    if call.colleague_state is ColleagueState.JOINED:
        return
    queue, at, moves = QueueRepository(session).get_queue(call.queue_id), deps.now(), QueueMoves()
    outside_failed(session, deps, call, queue, TransferOutcome.NO_ANSWER, at, moves)
    settle(session, deps, queue.queue_group_id, moves, at)


def _bring_back(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    transfer: TransferRow,
    at: datetime,
    moves: QueueMoves,
) -> None:
    """The caller is back in their queue, and whatever lines are left in the room are out of it."""
    take_step(session, call, status_of(call).after(CallTrigger.NOT_ANSWERED), at)
    session.flush()
    outbox = OutboxRepository(session)
    outbox.add_order(call, OrderKind.REMOVE_COLLEAGUE, outside_endpoint(transfer.transfer_id), at)
    TimerRepository(session).clear_timer(TimerKind.OUTSIDE_EXPIRES, call.call_id)
    came_back(session, deps.settings, call, at)
    deps.journal.add(EventKind.CALL_REQUEUED, call.call_id, topics=[], at=at)
    moves.entered(queue.queue_id, call.call_id)
