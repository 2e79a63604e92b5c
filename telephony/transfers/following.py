"""What becomes of a transfer whose agent's line, or desktop, goes away. Callers hold the lock and settle after."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.changes import take_step
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, status_of
from telephony.calls.states import SPEAKING, RoomFacts, handing_over
from telephony.colleagues.endings import announce_colleague
from telephony.contract import CallAction, CallerTold, CallState, ColleagueState, DeskChange, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.providers.base import OrderKind, outside_endpoint
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.seats.states import HOLD_GRACE
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.leaving import leave_to_colleague, leave_to_queue
from telephony.transfers.outside import follow_outside, leave_to_outside
from telephony.transfers.repository import TransferRepository
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer
from telephony.transfers.telling import tell

HOLD_LOOKED_AT_AGAIN: Final = timedelta(seconds=10)
"""How soon a caller on hold at a silent desktop is looked at again."""


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
    pass them on goes to whoever was asked, and one on hold for anything else is taken back by and by. The group is
    locked."""
    call = CallRepository(session).get_call(call_id)
    waits = call.state is CallState.HELD or call.pending is CallAction.HOLD
    if call.agent_id != agent_id or not waits:
        return
    if call.transfer_id is not None:
        agent_gone(session, deps, call, QueueRepository(session).get_queue(call.queue_id), deps.now(), moves)
    if call.colleague_state is None and TransferRepository(session).find_open(call) is None:
        TimerRepository(session).set_timer(TimerKind.HOLD_ALONE, call_id, deps.now() + HOLD_GRACE)


def hold_alone(session: Session, deps: Deps, call: CallRow) -> None:
    """The desktop of an agent who has a caller on hold has been silent too long for them to take the caller back: the
    carrier does, so that both hear each other on the telephone. What it has not done is asked for again for as long as
    the desktop is silent. The group is locked."""
    agent = None if call.agent_id is None else AgentRepository(session).get_agent(call.agent_id)
    waits = call.state is CallState.HELD or call.pending is CallAction.HOLD
    if agent is None or agent.desktop_lost_at is None or not waits:
        return
    at, queue = deps.now(), QueueRepository(session).get_queue(call.queue_id)
    TimerRepository(session).set_timer(TimerKind.HOLD_ALONE, call.call_id, at + HOLD_LOOKED_AT_AGAIN)
    if call.state is not CallState.HELD or call.pending is not None:
        return
    if call.colleague_state is not None or TransferRepository(session).find_open(call) is not None:
        return
    take_step(session, call, status_of(call).asked(CallAction.RESUME), at)
    OutboxRepository(session).add_order(call, OrderKind.RESUME, agent.endpoint, at)
    session.flush()
    topics, change = [agent_topic(agent.agent_id)], DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(EventKind.CALL_ACTION_ASKED, call.call_id, topics=topics, change=change, at=at)
