"""Every query on the journal."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, array, insert
from sqlalchemy.orm import Session

from telephony.contract import EventKind, OfferOutcome
from telephony.database import table_of
from telephony.events.models import EventCounterRow, EventRow
from telephony.offers.models import OfferRow

CHANNEL: Final = "agent_desktop_events"
"""The LISTEN/NOTIFY channel: a doorbell; its payload is the last number and may be lost without harm."""

_JOURNAL_LOCK: Final = 0x6A6F_7572
"""Key of the advisory lock under which numbers are given."""


_EVENTS: Final = table_of(EventRow)
_COUNTER: Final = table_of(EventCounterRow)
_OFFERS: Final = table_of(OfferRow)


class StoredEvent(NamedTuple):
    """One event as the journal has it. `payload` is what the host wrote for the event's offer, while that is open."""

    number: int
    at: datetime
    kind: EventKind
    subject_id: UUID
    topics: Sequence[str]
    change: Mapping[str, Any]
    payload: Mapping[str, Any] | None = None


_PAYLOAD: Final = (
    sa.select(_OFFERS.c.payload)
    .where(
        _OFFERS.c.offer_id == sa.cast(_EVENTS.c.change["offer"]["offer_id"].astext, sa.Uuid()),
        _OFFERS.c.outcome == OfferOutcome.OPEN,
    )
    .scalar_subquery()
)
_LIST_AFTER: Final = (
    sa.select(*_EVENTS.columns, _PAYLOAD.label("payload"))
    .where(_EVENTS.c.number > sa.bindparam("after"))
    .order_by(_EVENTS.c.number)
    .limit(sa.bindparam("most"))
    .execution_options(later=True)
)


def _append() -> sa.Select[Any]:
    """Build the statement that numbers and writes events: one round trip while the journal's lock is held.

    The lock is granted before the counter is read, and the bell knows the number.
    """
    lock = sa.select(sa.func.pg_advisory_xact_lock(_JOURNAL_LOCK).label("taken")).cte("journal_lock")
    count = sa.bindparam("count", type_=sa.BigInteger)
    first = sa.select(sa.literal(1), count).select_from(lock)
    step = insert(_COUNTER).from_select(["only", "last_number"], first, include_defaults=False)
    stepped = (
        step.on_conflict_do_update(
            index_elements=[_COUNTER.c.only],
            set_={"last_number": _COUNTER.c.last_number + step.excluded.last_number},
        )
        .returning(_COUNTER.c.last_number)
        .cte("stepped")
    )
    columns = [column for column in _EVENTS.columns if column is not _EVENTS.c.number]
    new = (
        sa.func.jsonb_to_recordset(sa.cast(sa.bindparam("new_events", type_=sa.Text), JSONB))
        .table_valued(sa.column("place", sa.BigInteger), *[sa.column(each.name, each.type) for each in columns])
        .render_derived(name="new", with_types=True)
    )
    number = stepped.c.last_number - count + new.c.place
    rows = sa.select(number, *[new.c[each.name] for each in columns]).select_from(stepped.join(new, sa.true()))
    added = sa.insert(_EVENTS).from_select(["number", *[each.name for each in columns]], rows, include_defaults=False)
    bell = sa.func.pg_notify(CHANNEL, sa.cast(stepped.c.last_number, sa.Text))
    return sa.select(stepped.c.last_number, bell).add_cte(added.cte("added")).execution_options(later=True)


_APPEND: Final = _append()


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
    ) -> Sequence[StoredEvent]:
        """Return up to `limit` events after `number`, in order, of any of the `topics` (None: of all)."""
        query = _LIST_AFTER
        if topics is not None:
            if not topics:
                return []
            wanted = sa.cast(array(sorted(topics)), ARRAY(sa.String(80)))
            query = query.where(_EVENTS.c.topics.op("&&", is_comparison=True)(wanted)).execution_options(later=False)
        return [StoredEvent._make(row) for row in self._session.execute(query, {"after": number, "most": limit})]

    def append(self, events: Sequence[Mapping[str, Any]]) -> sa.Result[Any]:
        """Give events, in order, the next numbers and write them; the answer is the last number.

        Each mapping holds the columns of one but its number. Nobody else takes numbers until the commit, with which
        the doorbell rings. `events` must not be empty.
        """
        numbered = [{"place": place, **event} for place, event in enumerate(events, 1)]
        new_events = to_json(numbered).decode()
        return self._session.execute(_APPEND, {"count": len(numbered), "new_events": new_events})

    def ring(self) -> None:
        """Ring the doorbell at the commit although nothing is new: whoever listens looks up."""
        self._session.execute(sa.select(sa.func.pg_notify(CHANNEL, "")))

    def prune(self, before: datetime) -> int:
        """Remove events older than `before` and return how many. Numbers are never given again."""
        result = self._session.execute(sa.delete(EventRow).where(EventRow.at < before))
        return int(getattr(result, "rowcount", 0))
