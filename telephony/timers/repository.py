"""Every query on timers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.contract import CallState
from telephony.database import table_of
from telephony.queues.models import QueueRow
from telephony.timers.models import TimerKind, TimerRow

_TIMERS: Final = table_of(TimerRow)
_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_NEW_TIMER: Final = insert(_TIMERS)
_SET_TIMER: Final = _NEW_TIMER.on_conflict_do_update(
    index_elements=[_TIMERS.c.kind, _TIMERS.c.subject_id], set_={"due_at": _NEW_TIMER.excluded.due_at}
).execution_options(later=True)
_CLEAR_TIMER: Final = (
    sa.delete(_TIMERS)
    .where(_TIMERS.c.kind == sa.bindparam("of_kind"), _TIMERS.c.subject_id == sa.bindparam("of_subject"))
    .execution_options(later=True)
)


class TimerRepository:
    """Due-rows on the business clock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def set_timer(self, kind: TimerKind, subject_id: UUID, due_at: datetime) -> None:
        """Have `kind` become due for the subject then, whether or not it was to at another time."""
        timer = {"timer_id": uuid4(), "kind": kind, "subject_id": subject_id, "due_at": due_at}
        self._session.execute(_SET_TIMER, timer)

    def clear_timers(self, kind: TimerKind, subject_ids: Collection[UUID]) -> None:
        """Have it become due no more for any of these."""
        self._session.execute(sa.delete(TimerRow).where(TimerRow.kind == kind, TimerRow.subject_id.in_(subject_ids)))

    def clear_timer(self, kind: TimerKind, subject_id: UUID) -> None:
        """Have it become due no more; nothing where it was not set."""
        self._session.execute(_CLEAR_TIMER, {"of_kind": kind, "of_subject": subject_id})

    def list_due(self, at: datetime, limit: int = 100) -> Sequence[TimerRow]:
        """List what is due, the earliest first, without locking: who acts locks the group first."""
        query = sa.select(TimerRow).where(TimerRow.due_at <= at).order_by(TimerRow.due_at, TimerRow.timer_id)
        return self._session.scalars(query.limit(limit)).all()

    def is_there(self, timer_id: UUID) -> bool:
        """Say whether a timer is still to become due, or to be acted on. Nothing is locked."""
        return self._session.scalar(sa.select(sa.exists().where(TimerRow.timer_id == timer_id))) is True

    def take_all_of_group(self, kind: TimerKind, group_id: UUID, at: datetime) -> Sequence[UUID]:
        """Remove every due timer of a kind whose subject is a call that waits in this group; list those calls. The
        group is locked."""
        taken = (
            sa.delete(_TIMERS)
            .where(
                _TIMERS.c.kind == kind,
                _TIMERS.c.due_at <= at,
                _TIMERS.c.subject_id == _CALLS.c.call_id,
                _CALLS.c.state == CallState.QUEUED,
                _CALLS.c.queue_id == _QUEUES.c.queue_id,
                _QUEUES.c.queue_group_id == group_id,
            )
            .returning(_TIMERS.c.subject_id)
        )
        return self._session.scalars(taken).all()

    def take_timer(self, timer_id: UUID, at: datetime) -> bool:
        """Remove a due timer and say whether it was still there: whoever removes it acts on it."""
        query = sa.delete(TimerRow).where(TimerRow.timer_id == timer_id, TimerRow.due_at <= at)
        return self._session.execute(query.returning(TimerRow.timer_id)).scalar_one_or_none() is not None

    def put_off(self, timer_id: UUID, due_at: datetime) -> None:
        """Have a timer become due later."""
        self._session.execute(sa.update(TimerRow).where(TimerRow.timer_id == timer_id).values(due_at=due_at))

    def next_due_at(self) -> datetime | None:
        """Return when the next timer becomes due."""
        return self._session.scalar(sa.select(sa.func.min(TimerRow.due_at)))
