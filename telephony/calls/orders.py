"""What becomes of a call when the carrier did not do what it was asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.changes import take_step
from telephony.calls.endings import end_call, return_unjoined
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot, status_of
from telephony.calls.states import CALLING, End
from telephony.colleagues.endings import colleague_gone
from telephony.contract import (
    CallAction,
    CallDirection,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    DeskChange,
    EventKind,
    TransferOutcome,
)
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.providers.base import RECORD_KINDS, OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.recordings.service import recording_failed, recording_over
from telephony.supervision.service import ORDERS as SUPERVISING
from telephony.supervision.service import supervision_failed
from telephony.surveys.service import not_carried_out
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository
from telephony.transfers.outside import outside_failed, outside_line
from telephony.transfers.states import TransferTrigger
from telephony.transfers.steps import step_transfer, watch_caller

_PENDING: Final[Mapping[OrderKind, CallAction]] = MappingProxyType(
    {
        OrderKind.HOLD: CallAction.HOLD,
        OrderKind.RESUME: CallAction.RESUME,
        OrderKind.MUTE: CallAction.MUTE,
        OrderKind.UNMUTE: CallAction.UNMUTE,
        OrderKind.END_CALL: CallAction.HANG_UP,
        OrderKind.CONFER: CallAction.CONFER,
        OrderKind.HAND_OVER: CallAction.COMPLETE_TRANSFER,
        OrderKind.KEEP_GUEST: CallAction.KEEP_GUEST,
    }
)


_BACK: Final[Mapping[CallAction, OrderKind]] = MappingProxyType(
    {CallAction.MUTE: OrderKind.UNMUTE, CallAction.UNMUTE: OrderKind.MUTE}
)
_TURNS: Final = frozenset({CallAction.HOLD, CallAction.RESUME, CallAction.CONFER, CallAction.COMPLETE_TRANSFER})
"""What is asked about who hears whom."""


class OrderFailure(StrEnum):
    """Why an order was not carried out."""

    CALL_UNKNOWN = "call_unknown"
    CALL_ENDED = "call_ended"  # told of recordings only: of all else the report of the end says enough
    REFUSED = "refused"
    CARRIER_AWAY = "carrier_away"


def order_failed(
    session: Session, deps: Deps, call_id: UUID, kind: OrderKind, endpoint: str, failure: OrderFailure
) -> None:
    """Bring the call to a state from which it can go on: nobody waits for a word that will not come."""
    call = CallRepository(session).lock_call(call_id)
    if kind in RECORD_KINDS and failure in (OrderFailure.CALL_UNKNOWN, OrderFailure.CALL_ENDED):
        recording_over(session, deps, call, QueueRepository(session).get_queue(call.queue_id))
    if call.state is CallState.ENDED or failure is OrderFailure.CALL_ENDED:
        return
    queue = QueueRepository(session).get_queue(call.queue_id)
    at, moves = deps.now(), QueueMoves()
    lost = failure is OrderFailure.CALL_UNKNOWN
    if lost or (kind is OrderKind.END_CALL and failure is OrderFailure.CARRIER_AWAY):
        end_call(session, deps, call, queue, status_of(call).ended(End.CARRIER), at, moves)
    elif kind is OrderKind.SURVEY:
        not_carried_out(session, call, at)
    elif kind is OrderKind.DIAL:
        if call.state in CALLING:
            # Should the carrier have taken it without our hearing of it, nobody is to be rung up by it.
            OutboxRepository(session).add_order(call, OrderKind.END_CALL, "", at)
            end = End.CARRIER if failure is OrderFailure.CARRIER_AWAY else End.UNREACHABLE
            end_call(session, deps, call, queue, status_of(call).ended(end), at, moves)
    elif kind is OrderKind.JOIN_COLLEAGUE:
        if call.colleague_state is ColleagueState.JOINING:
            colleague_gone(session, deps, call, queue, ColleagueOutcome.AWAY, at)
    elif kind is OrderKind.DIAL_OUTSIDE or (kind is OrderKind.HAND_OVER and call.state is CallState.RINGING):
        if endpoint == outside_line(session, call):
            away = failure is OrderFailure.CARRIER_AWAY
            why = TransferOutcome.CARRIER_FAILED if away else TransferOutcome.UNREACHABLE
            outside_failed(session, deps, call, queue, why, at, moves)
    elif kind in RECORD_KINDS:
        recording_failed(session, deps, call, queue, kind)
    elif kind is OrderKind.JOIN_AGENT:
        if _is_joining(session, call, endpoint):
            return_unjoined(session, deps, call, queue, at, moves)
    elif kind in SUPERVISING:
        supervision_failed(session, deps, call, endpoint, at)
    elif call.pending is not None and call.pending is _PENDING.get(kind):
        give_up(session, deps, call, queue, at)
    settle(session, deps, queue.queue_group_id, moves, at)


def connecting_expired(session: Session, deps: Deps, call: CallRow) -> None:
    """The agent answered and the carrier has not joined their line in time. The group is locked.

    Where they have hung up since, the call is ending: its carrier's word is waited for once more, for without a timer a
    word that is lost would be missed by nobody.
    """
    if call.state is not CallState.CONNECTING:
        return
    at, moves = deps.now(), QueueMoves()
    if call.pending is CallAction.HANG_UP:
        again_at = at + timedelta(seconds=deps.settings.connect_seconds)
        TimerRepository(session).set_timer(TimerKind.CONNECT_EXPIRES, call.call_id, again_at)
        return
    queue = QueueRepository(session).get_queue(call.queue_id)
    return_unjoined(session, deps, call, queue, at, moves)
    settle(session, deps, queue.queue_group_id, moves, at)


def _is_joining(session: Session, call: CallRow, endpoint: str) -> bool:
    if call.state is not CallState.CONNECTING or call.agent_id is None or call.pending is CallAction.HANG_UP:
        return False  # whoever has hung up since wants nobody else to have it: that order comes next
    return AgentRepository(session).get_agent(call.agent_id).endpoint == endpoint


def give_up(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """The carrier will not do what is pending: the agent may ask anew. What it may have taken all the same is taken
    back, so that nothing comes true that whoever asked was told would not."""
    handing_over = call.pending is CallAction.COMPLETE_TRANSFER
    back = _order_back(call)
    if back is not None and call.agent_id is not None:
        endpoint = AgentRepository(session).get_agent(call.agent_id).endpoint
        OutboxRepository(session).add_order(call, back, endpoint, at)
    take_step(session, call, status_of(call).given_up(), at)
    if handing_over:
        step_transfer(session, call, TransferTrigger.COMPLETION_REFUSED, at)
        watch_caller(session, call, at)
    session.flush()
    topics = [] if call.agent_id is None else [agent_topic(call.agent_id)]
    change = DeskChange(call=call_snapshot(call, queue))
    deps.journal.add(EventKind.CALL_ACTION_ASKED, call.call_id, topics=topics, change=change, at=at)


def _order_back(call: CallRow) -> OrderKind | None:
    """Return the order by which a call stays as it is, whatever became of what is pending."""
    if call.pending not in _TURNS:
        return None if call.pending is None else _BACK.get(call.pending)
    if call.direction is CallDirection.INTERNAL:
        return None
    if call.conferring:
        return OrderKind.CONFER
    return OrderKind.HOLD if call.state is CallState.HELD else OrderKind.RESUME
