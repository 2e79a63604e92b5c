"""Every query on the journal."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, array, insert
from sqlalchemy.orm import Session

from telephony.events.models import EventCounterRow, EventRow

CHANNEL: Final = "agent_desktop_events"
"""The LISTEN/NOTIFY channel: a doorbell; its payload is the last number and may be lost without harm."""

_JOURNAL_LOCK: Final = 0x6A6F_7572
"""Key of the advisory lock under which numbers are given."""


class EventRepository:
    """Reads the journal. For a snapshot read `last_number` in the same REPEATABLE READ transaction as the desk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last_number(self) -> int:
        """Return the last number given, 0 before the first event."""
        return self._session.scalar(sa.select(EventCounterRow.last_number)) or 0

    def oldest_number(self) -> int | None:
        """Return the oldest number still kept, or None where none is."""
        return self._session.scalar(sa.select(sa.func.min(EventRow.number)))

    def can_resume_after(self, number: int) -> bool:
        """Say whether every event after `number` is still kept."""
        last = self.last_number()
        if number > last:
            return False  # a number of another database, or of one that was restored from a backup
        oldest = self.oldest_number()
        return number == last if oldest is None else number >= oldest - 1

    def list_after(
        self, number: int, *, topics: Collection[str] | None = None, limit: int = 1000
    ) -> Sequence[EventRow]:
        """Return up to `limit` events after `number`, in order, of any of the `topics` (None: of all)."""
        query = sa.select(EventRow).where(EventRow.number > number).order_by(EventRow.number).limit(limit)
        if topics is not None:
            if not topics:
                return []
            wanted = sa.cast(array(sorted(topics)), ARRAY(sa.String(80)))
            query = query.where(EventRow.topics.op("&&", is_comparison=True)(wanted))
        return self._session.scalars(query).all()

    def take_numbers(self, count: int) -> int:
        """Take the next `count` numbers and return the last of them; nobody else takes any until the commit.

        The doorbell rings with the commit.
        """
        # One statement: the lock is granted before the counter is read, and the bell knows the number.
        lock = sa.select(sa.func.pg_advisory_xact_lock(_JOURNAL_LOCK).label("taken")).cte("journal_lock")
        first = sa.select(sa.literal(1), sa.literal(count)).select_from(lock)
        step = insert(EventCounterRow).from_select(["only", "last_number"], first, include_defaults=False)
        stepped = (
            step.on_conflict_do_update(
                index_elements=[EventCounterRow.only],
                set_={"last_number": EventCounterRow.last_number + step.excluded.last_number},
            )
            .returning(EventCounterRow.last_number)
            .cte("stepped")
        )
        bell = sa.func.pg_notify(CHANNEL, sa.cast(stepped.c.last_number, sa.Text))
        number: int = self._session.execute(sa.select(stepped.c.last_number, bell)).one()[0]
        return number

    def add_events(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Write events; each mapping holds the columns of one."""
        self._session.execute(sa.insert(EventRow), [dict(event) for event in events])

    def ring(self) -> None:
        """Ring the doorbell at the commit although nothing is new: whoever listens looks up."""
        self._session.execute(sa.select(sa.func.pg_notify(CHANNEL, "")))

    def prune(self, before: datetime) -> int:
        """Remove events older than `before` and return how many. Numbers are never given again."""
        result = self._session.execute(sa.delete(EventRow).where(EventRow.at < before))
        return int(getattr(result, "rowcount", 0))
