"""Every query on the inbox and the outbox."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.database import table_of
from telephony.menu.walk import Spoken
from telephony.providers.base import Audience, CarrierReport, OrderKind
from telephony.providers.models import InboxRow, OutboxRow

_INBOX: Final = table_of(InboxRow)
_STORE_REPORT: Final = (
    insert(_INBOX)
    .on_conflict_do_nothing(index_elements=[_INBOX.c.provider, _INBOX.c.event_id])
    .returning(_INBOX.c.inbox_id)
    .execution_options(later=True, apart=True)  # what the host asks ahead is under way by itself
)


_OUTBOX: Final = table_of(OutboxRow)
_EARLIER: Final = _OUTBOX.alias("earlier")
_ADD_ORDER: Final = sa.insert(_OUTBOX).execution_options(later=True)
_LOCK_NEXT_DUE: Final = (
    sa.select(OutboxRow)
    .where(
        OutboxRow.provider == sa.bindparam("of_provider"),
        OutboxRow.done_at.is_(None),
        OutboxRow.due_at <= sa.bindparam("by"),
        ~sa.exists().where(
            _EARLIER.c.call_id == OutboxRow.call_id,
            _EARLIER.c.number < OutboxRow.number,
            _EARLIER.c.done_at.is_(None),
        ),
    )
    .order_by(OutboxRow.number)
    .limit(1)
    .with_for_update(skip_locked=True, of=OutboxRow)
)
_DONE: Final = (
    sa.update(_OUTBOX)
    .where(_OUTBOX.c.outbox_id == sa.bindparam("of_order"))
    .values(attempts=_OUTBOX.c.attempts + 1, done_at=sa.bindparam("at"))
    .execution_options(later=True)
)
_NEXT_DUE_AT: Final = sa.select(sa.func.min(_OUTBOX.c.due_at)).where(
    _OUTBOX.c.provider == sa.bindparam("of_provider"), _OUTBOX.c.done_at.is_(None)
)


class InboxRepository:
    """Stores each report once, whichever server it reaches and however often."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store_report(self, provider: str, report: CarrierReport, body: dict[str, Any], at: datetime) -> sa.Result[Any]:
        """Store a report; the answer is its id, or no row where it is stored already."""
        return self._session.execute(
            _STORE_REPORT,
            {
                "inbox_id": uuid4(),
                "provider": provider,
                "event_id": report.event_id,
                "call_sid": report.call_sid,
                "sequence": report.sequence,
                "received_at": at,
                "applied_at": at,
                "body": body,
            },
        )

    def prune(self, before: datetime) -> int:
        """Remove reports received before `before` and return how many."""
        result = self._session.execute(sa.delete(InboxRow).where(InboxRow.received_at < before))
        return int(getattr(result, "rowcount", 0))


class OutboxRepository:
    """What carriers are still to be told: independent jobs, but in order within a call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_order(
        self,
        call: CallRow,
        kind: OrderKind,
        endpoint: str,
        at: datetime,
        *,
        spoken: Sequence[Spoken] = (),
        ring_seconds: int = 0,
        to_number: str = "",
        from_number: str = "",
        audience: Audience | None = None,
        transcribe: str = "",
    ) -> None:
        """Write an order in the transaction that asks for it; the caller hears `spoken` first. To dial is to ring at
        the call's customer for `ring_seconds`, to dial outside at `to_number`, which sees `from_number`; to announce is
        to say `spoken` to `audience`, to record with `transcribe` to write it down too."""
        order: dict[str, Any] = {"call_sid": call.call_sid, "kind": kind.value, "endpoint": endpoint}
        if spoken:
            order["spoken"] = [asdict(each) for each in spoken]
        if kind is OrderKind.DIAL:
            order |= {"to_number": call.caller_number, "from_number": call.called_number, "ring_seconds": ring_seconds}
        elif kind is OrderKind.DIAL_OUTSIDE:
            order |= {"to_number": to_number, "from_number": from_number, "ring_seconds": ring_seconds}
        if transcribe:
            order["transcribe"] = transcribe
        if audience is not None:
            order["audience"] = audience.value
        asked = {"outbox_id": uuid4(), "provider": call.provider, "call_id": call.call_id, "order": order}
        self._session.execute(_ADD_ORDER, {**asked, "asked_at": at, "due_at": at, "attempts": 0, "failure": ""})

    def lock_next_due(self, provider: str, at: datetime) -> OutboxRow | None:
        """Lock and return the next due order that is the first undone one of its call and that nobody else holds."""
        return self._session.scalar(_LOCK_NEXT_DUE, {"of_provider": provider, "by": at})

    def mark_done(self, outbox_id: UUID, at: datetime) -> None:
        """Note that the carrier has done an order that is locked."""
        self._session.execute(_DONE, {"of_order": outbox_id, "at": at})

    def lock_order(self, outbox_id: UUID) -> OutboxRow | None:
        """Lock and return one order; None where there is none, or somebody else holds it."""
        return self._session.scalar(
            sa.select(OutboxRow)
            .where(OutboxRow.outbox_id == outbox_id)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )

    def is_waited_for(self, row: OutboxRow) -> bool:
        """Say whether a later order of the same call waits for this one."""
        later = sa.exists().where(
            OutboxRow.call_id == row.call_id, OutboxRow.number > row.number, OutboxRow.done_at.is_(None)
        )
        return bool(self._session.execute(sa.select(later)).scalar_one())

    def next_due_at(self, provider: str) -> datetime | None:
        """Return when the next undone order becomes due; one that somebody carries out now counts too."""
        due_at: datetime | None = self._session.execute(_NEXT_DUE_AT, {"of_provider": provider}).scalar_one()
        return due_at

    def prune(self, before: datetime) -> int:
        """Remove orders done before `before` and return how many."""
        result = self._session.execute(sa.delete(OutboxRow).where(OutboxRow.done_at < before))
        return int(getattr(result, "rowcount", 0))
