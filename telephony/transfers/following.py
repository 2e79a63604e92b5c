"""What becomes of a transfer whose agent's line, or desktop, goes away. Callers hold the lock and settle after."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import status_of
from telephony.calls.states import SPEAKING, RoomFacts, handing_over
from telephony.colleagues.endings import announce_colleague
from telephony.contract import CallAction, CallerTold, CallState, ColleagueState
from telephony.deps import Deps
from telephony.providers.base import OrderKind, outside_endpoint
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.transfers.leaving import leave_to_colleague, leave_to_queue
from telephony.transfers.outside import follow_outside, leave_to_outside
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer
from telephony.transfers.telling import tell


def follow_transfer(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, room: RoomFacts, at: datetime, moves: QueueMoves
) -> None:
    """A report has come of a call with an open transfer, and its steps are taken: see whether its agent is still
    there, and whether somebody outside who was to take the caller has."""
    if call.state is CallState.RINGING:
        follow_outside(session, deps, call, queue, room, at, moves)
    elif room.agent_absent and call.state in SPEAKING:
        agent_gone(session, deps, call, queue, at, moves)


def agent_gone(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime, moves: QueueMoves) -> None:
    """The agent has gone who was passing a caller on: whoever was asked gets them, or they are back in the queue."""
    transfer = TransferRepository(session).find_last(call)
    if transfer is None or transfer.agent_gone or call.agent_id != transfer.from_agent_id:
        return
    transfer.agent_gone = True
    session.flush()
    if call.colleague_state is None:
        leave_to_queue(session, deps, call, queue, at, moves, trigger=TransferTrigger.REQUEUED)
    elif call.colleague_state is ColleagueState.JOINED:
        ask_hand_over(session, deps, call, queue, at)
    elif transfer.to_agent_id is None:
        leave_to_outside(session, deps, call, queue, at)
    else:
        leave_to_colleague(session, deps, call, queue, at)


def ask_hand_over(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Ask the carrier to give the caller to the colleague, who is there; the report says when they have them."""
    transfer = TransferRepository(session).find_open(call)
    if transfer is None:
        return
    if call.colleague_id is not None:
        endpoint = AgentRepository(session).get_agent(call.colleague_id).endpoint
    else:
        endpoint = outside_endpoint(transfer.transfer_id)
    take_step(session, call, handing_over(status_of(call)), at)
    step_transfer(session, call, TransferTrigger.COMPLETION_ASKED, at)
    waits = call.state is CallState.HELD
    words = tell(session, deps.settings, call, CallerTold.SPECIALIST_COMING) if waits else ()
    OutboxRepository(session).add_order(call, OrderKind.HAND_OVER, endpoint, at, spoken=words)
    session.flush()
    announce_colleague(deps, call, queue, at)


def desktop_lost(session: Session, deps: Deps, call_id: UUID, agent_id: UUID, moves: QueueMoves) -> None:
    """An agent's desktop is silent. Who talks with the caller goes on by telephone; a caller whom they keep on hold to
    pass them on goes to whoever was asked. The group is locked."""
    call = CallRepository(session).get_call(call_id)
    waits = call.state is CallState.HELD or call.pending is CallAction.HOLD
    if call.agent_id != agent_id or not waits or call.transfer_id is None:
        return
    agent_gone(session, deps, call, QueueRepository(session).get_queue(call.queue_id), deps.now(), moves)
