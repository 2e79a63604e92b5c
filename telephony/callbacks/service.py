"""What the host does with callbacks that are to be made. Nothing here commits, and no group is locked: what is asked is
written into the item's row, and seen to by a timer that is due at once (`due.item_due`), under the right lock. So these
may be called inside any transaction, whatever it has locked.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.states import ItemState, ItemTrigger, after
from telephony.database import table_of
from telephony.deps import Deps
from telephony.queues.repository import QueueRepository
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

_PLACED_ANEW: Final = {each.key for each in table_of(CallbackItemRow).columns} - {"item_id", "state", "call_id"}


def place_item(session: Session, deps: Deps, item: CallbackItem) -> None:
    """Have a callback be made, or be made otherwise than it was placed before. One whose last try is over is tried
    anew.

    Raises:
        CallbackTakenError: An agent has it.
    """
    queues = QueueRepository(session)
    queue = queues.find_by_code(item.queue_code) or queues.find_by_code(deps.settings.default_queue)
    if queue is None:
        raise LookupError(f"no queue {deps.settings.default_queue!r}: ensure_queues has not run")
    at = deps.now()
    session.flush()
    new = _row_of(item, queue.queue_id, at)
    row = CallbackItemRepository(session).put_item(new)
    if row.keeps_place and new.keeps_place:
        _keep_place(row, new)
    waits = row.state is ItemState.QUEUED
    state = after(row.state, ItemTrigger.PLACED)
    for column in _PLACED_ANEW:
        setattr(row, column, getattr(new, column))
    if waits:  # its call goes with the next timer
        row.moved = True
    else:
        row.state = state
    session.flush()
    TimerRepository(session).set_timer(TimerKind.CALLBACK_DUE, item.item_id, at if waits else max(at, item.not_before))


def _keep_place(row: CallbackItemRow, new: CallbackItemRow) -> None:
    """Have a caller who waits to be called back lose nothing of what they had in the queue by being placed again: their
    place, points and urgency, and, in the same queue, their own agent and team where no others are named."""
    new.enqueued_at = min(new.enqueued_at, row.enqueued_at)
    new.priority, new.urgent = max(new.priority, row.priority), new.urgent or row.urgent
    if new.queue_id == row.queue_id and new.agent_id is None and not new.team:
        new.agent_id, new.agent_until_at = row.agent_id, row.agent_until_at
        new.team, new.team_until_at = row.team, row.team_until_at


def withdraw_item(session: Session, deps: Deps, item_id: UUID) -> bool:
    """Have a callback not be made any more, and say whether nobody will be called: not so where it is being dialled, or
    somebody talks. An agent to whom it is offered, or who looks at it, is told."""
    session.flush()
    row = CallbackItemRepository(session).lock_item(item_id)
    if row is None or row.state is ItemState.DONE:
        return True
    if row.state is ItemState.DIALLED:
        return False
    timers = TimerRepository(session)
    if row.state is ItemState.PLACED:
        row.state, row.done_at = after(row.state, ItemTrigger.WITHDRAWN), deps.now()
        timers.clear_timer(TimerKind.CALLBACK_DUE, item_id)
    else:
        row.withdrawn = True
        timers.set_timer(TimerKind.CALLBACK_DUE, item_id, deps.now())
    session.flush()
    return True


def _row_of(item: CallbackItem, queue_id: UUID, at: datetime) -> CallbackItemRow:
    return CallbackItemRow(
        item_id=item.item_id,
        queue_id=queue_id,
        state=ItemState.PLACED,
        not_before_at=item.not_before,
        enqueued_at=item.enqueued_at,
        late_at=item.late_at,
        priority=item.priority,
        urgent=item.urgent,
        keeps_place=item.keeps_place,
        agent_id=item.agent_id,
        agent_until_at=item.agent_until,
        team=item.team[:100],
        team_until_at=item.team_until,
        withdrawn=False,
        moved=False,
        placed_at=at,
    )
