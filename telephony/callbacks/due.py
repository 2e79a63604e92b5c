"""A callback's time has come, or the host wants it otherwise: what its timer does, under its group's lock."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.callbacks.endings import end_undialled, finish
from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState, ItemTrigger, after
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.states import WAITING
from telephony.contract import CallDirection, CallState, EventKind
from telephony.deps import Deps
from telephony.queues.dispatch import QueueMoves, settle
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository


def item_due(session: Session, deps: Deps, timer_id: UUID, item_id: UUID) -> bool:
    """See to an item whose timer is due, and say whether that was still to be done. Safe from several servers."""
    items, timers, queues = CallbackItemRepository(session), TimerRepository(session), QueueRepository(session)
    group_id = items.find_group(item_id)
    if group_id is not None:
        queues.lock_group(group_id)
    at = deps.now()
    row = items.lock_item(item_id)  # before its timer, which whoever places the item sets after it
    if not timers.take_timer(timer_id, at) or group_id is None:
        return False
    if row is None or row.state in (ItemState.DIALLED, ItemState.DONE):
        return False
    if _is_elsewhere(session, deps, row, group_id):
        timers.set_timer(TimerKind.CALLBACK_DUE, item_id, at)  # under that lock
        return True
    moves = QueueMoves()
    if row.state is not ItemState.PLACED and (row.withdrawn or row.moved):
        call = CallRepository(session).get_call(_call_of(row))
        if follow_item(session, row, call, group_id, at):
            if call.state is CallState.QUEUED:
                moves.look_again(call.call_id)
        elif call.state is not CallState.ENDED:
            end_undialled(session, deps, call, queues.get_queue(call.queue_id), at, moves)
        if row.withdrawn:
            finish(row, ItemTrigger.WITHDRAWN, at)
        elif call.state is CallState.ENDED:
            row.state = after(row.state, ItemTrigger.PLACED)
        row.moved = False
        session.flush()
    if row.state is ItemState.PLACED:
        queue = queues.get_queue(row.queue_id)
        if row.not_before_at > at or queue.queue_group_id != group_id:
            timers.set_timer(TimerKind.CALLBACK_DUE, item_id, max(at, row.not_before_at))
        else:
            queue_item(session, deps, row, queue, at)
            moves.entered(row.queue_id, _call_of(row))
    settle(session, deps, group_id, moves, at)
    return True


def queue_item(session: Session, deps: Deps, row: CallbackItemRow, queue: QueueRow, at: datetime) -> CallRow:
    """Make the call of an item, which waits at the item's place; no carrier knows of it yet. The group is locked."""
    call_id = uuid4()
    call = CallRow(
        call_id=call_id,
        provider="",
        call_sid=f"out-{call_id.hex}",
        direction=CallDirection.OUTBOUND,
        state=CallState.QUEUED,
        queue_id=queue.queue_id,
        caller_number="",
        called_number="",
        priority=row.priority,
        urgent=row.urgent,
        preferred_agent_id=row.agent_id,
        preferred_until_at=row.agent_until_at,
        preferred_team=row.team,
        team_until_at=row.team_until_at,
        arrived_at=at,
        enqueued_at=min(row.enqueued_at, at),
        since_at=at,
        item_id=row.item_id,
        undialled=True,
        by_share=not row.keeps_place,
        late_at=row.late_at,
    )
    session.add(call)
    session.flush()
    row.state, row.call_id = after(row.state, ItemTrigger.CAME_DUE), call_id
    session.flush()
    deps.journal.add(EventKind.CALL_QUEUED, call_id, topics=[], at=at)
    return call


def follow_item(session: Session, row: CallbackItemRow, call: CallRow, group_id: UUID, at: datetime) -> bool:
    """Have the call that waits, or rings, for an item be as the item is now; False, and nothing changes, where it is
    not the one that is to be made any more. The group and the item are locked."""
    if not _goes_on(session, row, call, group_id, at):
        return False
    _replace(row, call)
    row.moved = False
    session.flush()
    return True


def _goes_on(session: Session, row: CallbackItemRow, call: CallRow, group_id: UUID, at: datetime) -> bool:
    """Say whether the call that waits, or rings, for an item is still the one that is to be made."""
    if row.withdrawn or row.not_before_at > at or call.state not in WAITING:
        return False
    return QueueRepository(session).get_queue(row.queue_id).queue_group_id == group_id


def _replace(row: CallbackItemRow, call: CallRow) -> None:
    """Have a call be as its item is now. It loses no place by being placed again while it waits, and an owner who has
    refused it keeps nobody from it once more."""
    refused = call.preferred_agent_id == row.agent_id and call.preferred_until_at is None
    call.queue_id = row.queue_id
    call.enqueued_at = min(call.enqueued_at, row.enqueued_at)
    call.priority, call.urgent, call.late_at = row.priority, row.urgent, row.late_at
    call.by_share = not row.keeps_place
    call.preferred_agent_id = row.agent_id
    call.preferred_until_at = None if refused else row.agent_until_at
    call.preferred_team, call.team_until_at = row.team, row.team_until_at
    call.version += 1


def _is_elsewhere(session: Session, deps: Deps, row: CallbackItemRow, group_id: UUID) -> bool:
    """Say whether an item is another group's by now; one of a queue that is there no more goes to the default one."""
    queues = QueueRepository(session)
    if row.state is not ItemState.PLACED:
        return CallbackItemRepository(session).find_group(row.item_id) != group_id
    queue = queues.get_queue(row.queue_id)
    if queue.retired and (default := queues.find_by_code(deps.settings.default_queue)) is not None:
        queue, row.queue_id = default, default.queue_id
        session.flush()
    return queue.queue_group_id != group_id


def _call_of(row: CallbackItemRow) -> UUID:
    if row.call_id is None:
        raise LookupError(row.item_id)  # the database holds that one under way has a call
    return row.call_id
