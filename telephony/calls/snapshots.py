"""A call as it crosses the wire, and as the host sees it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import object_session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.calls.states import Call, allowed_to_colleague
from telephony.contract import (
    AgentState,
    CallAction,
    CallDirection,
    CallRole,
    CallSnapshot,
    CallState,
    ColleagueState,
    EndCause,
)
from telephony.ports import CallFacts
from telephony.queues.models import QueueRow
from telephony.recordings.snapshots import recording_actions, recording_snapshot
from telephony.telling.states import Tones, tones_for
from telephony.times import utc
from telephony.transfers.repository import LegRepository
from telephony.transfers.snapshots import asked_for, last_transfer, parties_of, transfer_snapshot


def status_of(row: CallRow) -> Call:
    """Return the part of a row that the state table decides on."""
    return Call(
        state=row.state,
        muted=row.muted,
        pending=row.pending,
        end_cause=row.end_cause,
        last_sequence=row.last_sequence,
        direction=row.direction,
        colleague=row.colleague_state,
        conferring=row.conferring,
        guest=row.guest_id is not None,
    )


def digits_for(row: CallRow) -> Tones | None:
    """Return whom the agent's keys are for now."""
    return tones_for(status_of(row), with_outside=row.colleague_id is None)


def call_snapshot(row: CallRow, queue: QueueRow) -> CallSnapshot:
    """Return the call with the actions allowed now; it is not handed over before the host has nothing against it."""
    allowed, transfer = status_of(row).allowed(), last_transfer(row)
    if transfer is None or not transfer.may_complete:
        allowed -= {CallAction.COMPLETE_TRANSFER, CallAction.LEAVE_CONFERENCE}
    if row.colleague_id is None:  # whoever outside was called is not kept beside another
        allowed -= {CallAction.KEEP_GUEST}
    if digits_for(row) is not None:
        allowed |= {CallAction.SEND_DIGITS}
    allowed |= recording_actions(row)
    return CallSnapshot(
        call_id=row.call_id,
        direction=row.direction,
        state=row.state,
        queue_id=row.queue_id,
        queue_name=dict(queue.name),
        agent_id=row.agent_id,
        arrived_at=utc(row.arrived_at),
        enqueued_at=utc(row.enqueued_at),
        since_at=utc(row.since_at),
        answered_at=None if row.answered_at is None else utc(row.answered_at),
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        waited_seconds=row.wait_seconds,
        menu_path=tuple(row.menu_path),
        menu_reason=row.menu_reason,
        menu_language=row.menu_language,
        carried=dict(row.carried),
        callback_wished_at=None if row.callback_wished_at is None else utc(row.callback_wished_at),
        number_check=row.number_check,
        muted=row.muted,
        pending=row.pending,
        allowed=allowed,
        end_cause=row.end_cause,
        colleague_id=row.colleague_id,
        colleague=row.colleague_state,
        colleague_outcome=row.colleague_outcome,
        outgoing_number=row.called_number if row.direction is CallDirection.OUTBOUND else "",
        parties=() if transfer is None else parties_of(row, transfer),
        transfer=None if transfer is None else transfer_snapshot(transfer),
        supervised=row.supervised,
        asks_next=asked_for(row),
        item_id=row.item_id,
        preview_ends_at=preview_ends_at(row, queue),
        recording=recording_snapshot(row),
        version=row.version,
    )


def preview_ends_at(row: CallRow, queue: QueueRow) -> datetime | None:
    """Return until when the agent of a callback may look at it; None where it is not previewed."""
    if row.state is not CallState.PREVIEWING:
        return None
    return utc(row.since_at) + timedelta(seconds=queue.preview_seconds)


def colleague_snapshot(row: CallRow, queue: QueueRow) -> CallSnapshot:
    """Return the call as the colleague who was called into it sees it: nothing of the customer, nothing of what the
    agent does but whom they turn to, and the colleague's own actions."""
    return call_snapshot(row, queue).model_copy(
        update={
            "role": CallRole.COLLEAGUE,
            "allowed": allowed_to_colleague(status_of(row)),
            "pending": None,
            "version": 0,
            "muted": False,
            "menu_path": (),
            "menu_reason": "",
            "carried": {},
            "outgoing_number": "",
            "asks_next": None,
            "item_id": None,
        }
    )


def guest_snapshot(row: CallRow, queue: QueueRow) -> CallSnapshot:
    """Return the call as a colleague sees it who stays in it as a guest: of whom else is asked, only the parties."""
    leaves = frozenset() if row.state is CallState.ENDED else frozenset({CallAction.HANG_UP})
    return colleague_snapshot(row, queue).model_copy(
        update={
            "allowed": leaves,
            "colleague": ColleagueState.JOINED,
            "colleague_id": row.guest_id,
            "colleague_outcome": None,
            "transfer": None,
        }
    )


def left_snapshot(row: CallRow, queue: QueueRow, left_at: datetime) -> CallSnapshot:
    """Return the call as an agent sees it who has passed it on at `left_at` and wraps up their part: to them it is
    over."""
    return call_snapshot(row, queue).model_copy(
        update={
            "state": CallState.ENDED,
            "queue_id": queue.queue_id,
            "since_at": utc(left_at),
            "ended_at": utc(left_at),
            "end_cause": EndCause.HANDED_OVER,
            "allowed": frozenset(),
            "pending": None,
            "muted": False,
            "colleague": None,
            "supervised": None,
        }
    )


def snapshot_for(row: CallRow, queue: QueueRow, agent: AgentRow) -> CallSnapshot:
    """Return the call as this agent's desk shows it."""
    if row.colleague_state is not None and row.colleague_id == agent.agent_id:
        return colleague_snapshot(row, queue)
    if row.guest_id == agent.agent_id:
        return guest_snapshot(row, queue)
    session = object_session(row)
    if agent.state is AgentState.WRAP_UP and row.agent_id != agent.agent_id and session is not None:
        part = LegRepository(session).find_wrapping_up(row.call_id, agent.agent_id)
        if part is not None and part.shown is not None:
            return CallSnapshot.model_validate(part.shown)
    return call_snapshot(row, queue)


def facts_of(row: CallRow, queue: QueueRow) -> CallFacts:
    """Return what the host may know of the call."""
    return CallFacts(
        call_id=row.call_id,
        queue_code=queue.code,
        caller_number=row.caller_number,
        number_check=row.number_check,
        menu_reason=row.menu_reason,
        keyed_digits=row.keyed_digits,
        arrived_at=utc(row.arrived_at),
        menu_language=row.menu_language,
        callback_wished=row.callback_wished_at is not None,
        direction=row.direction,
        item_id=row.item_id,
        undialled=row.undialled,
    )
