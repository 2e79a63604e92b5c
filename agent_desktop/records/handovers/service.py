"""Keeps hand-over notes: written by whoever has the call, sent once, read by whom they consult (ADR 56)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handovers import HandoverDraft
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.errors import InteractionNotFoundError, RecordsError, StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.handovers.models import HandoverRow
from agent_desktop.records.handovers.repository import HandoverRepository
from agent_desktop.records.interactions.repository import InteractionRepository


class HandoverNotFoundError(RecordsError):
    """Nobody has sent a note, or nothing was written yet."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDOVER_NOT_FOUND


class HandoverUnfinishedError(RecordsError):
    """`missing`: what has to be said before a note can be sent: reason, summary."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDOVER_UNFINISHED

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing=[*missing])


class HandoverReasonUnknownError(RecordsError):
    code: ClassVar[ErrorCode] = ErrorCode.HANDOVER_REASON_UNKNOWN

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


def save_handover(
    session: Session,
    *,
    call_id: UUID,
    by: UUID,
    draft: HandoverDraft,
    reasons: Collection[str],
    tell: Collection[UUID],
    at: datetime,
    events: RecordEvents,
) -> HandoverRow:
    """Keep an agent's note as it now is; its version goes up by one. What was sent once is sent as it changes.

    `reasons` are the codes of the file. The agent hears of it, and so does who is to be told (`tell`), once it was
    sent.

    Raises:
        InteractionNotFoundError: The agent has no part of this call.
        StaleVersionError: The note was saved since `draft.seen_version` was read; nothing is changed.
        HandoverReasonUnknownError: The file has no such reason.
    """
    part = InteractionRepository(session).find(call_id, by, lock=True)  # two saves at once come one after the other
    if part is None:
        raise InteractionNotFoundError(call_id=str(call_id))
    repository = HandoverRepository(session)
    row = repository.find(call_id, by, lock=True)
    current_version = row.version if row is not None else 0
    if current_version != draft.seen_version:
        raise StaleVersionError(current_version=current_version)
    if draft.reason_code and draft.reason_code not in reasons:
        raise HandoverReasonUnknownError(draft.reason_code)
    values: dict[str, Any] = {
        "reason_code": draft.reason_code,
        "summary": _kept(draft.summary),
        "asked": _kept(draft.asked),
        "promised": _kept(draft.promised),
        "included": sorted(part.value for part in draft.include),
        "version": current_version + 1,
        "changed_at": at,
    }
    if row is None:
        row = HandoverRow(
            handover_id=uuid4(), interaction_id=part.interaction_id, call_id=call_id, from_agent_id=by, **values
        )
        repository.add(row)
    else:
        was_sent = row.sent_version > 0
        if was_sent:
            _expect_whole(draft.reason_code, draft.summary)
        for name, value in values.items():
            setattr(row, name, value)
        row.sent_version = row.version if was_sent else 0
        session.flush()
    what = "handover.updated" if row.sent_version else "handover.saved"
    _audit(session, row, what, by, at)
    _tell(events, row, by, tell if row.sent_version else ())
    return row


def send_handover(
    session: Session,
    *,
    call_id: UUID,
    by: UUID,
    seen_version: int,
    tell: Collection[UUID],
    at: datetime,
    events: RecordEvents,
) -> HandoverRow:
    """Let whoever is consulted read an agent's note, as it is and as it changes. What was sent stays sent.

    Raises:
        HandoverNotFoundError: The agent has written none.
        StaleVersionError: It was saved since `seen_version` was read.
        HandoverUnfinishedError: It gives no reason or no summary.
    """
    row = HandoverRepository(session).find(call_id, by, lock=True)
    if row is None:
        raise HandoverNotFoundError
    if row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    _expect_whole(row.reason_code, row.summary)
    if not row.sent_version:
        row.sent_version, row.sent_at = row.version, at
        session.flush()
        _audit(session, row, "handover.sent", by, at)
        _tell(events, row, by, tell)
    return row


def read_handover(session: Session, row: HandoverRow, *, by: UUID, at: datetime, events: RecordEvents) -> None:
    """Note that a colleague has read a note that was sent, and tell whoever wrote it. The same version again: nothing
    is told."""
    if HandoverRepository(session).note_read(row.handover_id, by, row.sent_version, at):
        for agent_id in (row.from_agent_id, by):
            events.add("handover.read", row.call_id, agent_id=agent_id)


def audit_look(session: Session, row: HandoverRow, customer_id: UUID | None, *, by: UUID, at: datetime) -> None:
    """Write down that somebody was shown a note, and of whose call."""
    record_look(
        session,
        at=at,
        by=by,
        what="handover.shown",
        record_kind="customer",
        record_id=customer_id,
        call_id=row.call_id,
        detail={"handover_id": str(row.handover_id), "from": str(row.from_agent_id), "version": row.sent_version},
    )


def is_sent(session: Session, call_id: UUID, from_agent_id: UUID) -> bool:
    """Say whether an agent has sent a note of a call."""
    return HandoverRepository(session).find_sent(call_id, from_agent_id, from_agent_id=from_agent_id) is not None


def _kept(text: str) -> str:
    return text.strip().replace("\x00", "")  # PostgreSQL has no NUL in texts


def _expect_whole(reason_code: str, summary: str) -> None:
    missing = [name for name, text in (("reason", reason_code), ("summary", summary)) if not text.strip()]
    if missing:
        raise HandoverUnfinishedError(missing)


def _tell(events: RecordEvents, row: HandoverRow, by: UUID, others: Collection[UUID]) -> None:
    for agent_id in (by, *sorted(set(others) - {by})):
        events.add("handover.saved", row.call_id, agent_id=agent_id)


def _audit(session: Session, row: HandoverRow, what: str, by: UUID, at: datetime) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="interaction",
        record_id=row.interaction_id,
        call_id=row.call_id,
        detail={"handover_id": str(row.handover_id), "version": row.version, "reason": row.reason_code},
    )
