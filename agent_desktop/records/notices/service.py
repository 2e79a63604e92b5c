"""Notices are sent, shown, read and withdrawn. Nothing here commits."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.notices import NoticePriority, NoticeTopic, SendNotice
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.notices.errors import NoticeNotFoundError, NoticeRefusedError
from agent_desktop.records.notices.models import NoticeRow
from agent_desktop.records.notices.repository import NoticeRepository

LISTED_FOR: Final = timedelta(days=7)
KEPT_FOR: Final = timedelta(days=90)
TOLD_FOR: Final = timedelta(hours=2)
"""How long a card stays of what was done to an agent, unless they have read it."""


def send(session: Session, command: SendNotice, to: Collection[UUID], *, by: UUID, at: datetime) -> NoticeRow:
    """Send a supervisor's notice to these people.

    Raises:
        NoticeRefusedError: There is nobody.
    """
    if not to:
        raise NoticeRefusedError
    row = NoticeRow(
        notice_id=command.notice_id,
        topic=NoticeTopic.WORDS,
        text=command.text,
        priority=command.priority,
        by_id=by,
        teams=list(command.teams),
        queues=list(command.queues),
        everybody=command.everybody,
        sent_at=at,
        expires_at=at + timedelta(minutes=command.minutes),
    )
    NoticeRepository(session).add(row, to)
    _audit(session, row, "notice.sent", by, at, people=len(to))
    return row


def tell(
    session: Session,
    agent_id: UUID,
    topic: NoticeTopic,
    detail: Mapping[str, str],
    *,
    by: UUID | None,
    at: datetime,
) -> NoticeRow:
    """Tell an agent what was done to them. The supervisor's own words, if any, are `text` of the detail."""
    given = {key: value for key, value in detail.items() if value and key != "text"}
    urgent = topic in {NoticeTopic.STATE_CHANGED, NoticeTopic.HELP_COMING}
    row = NoticeRow(
        topic=topic,
        text=detail.get("text", ""),
        detail=given,
        priority=NoticePriority.URGENT if urgent else NoticePriority.NORMAL,
        by_id=by,
        sent_at=at,
        expires_at=at + TOLD_FOR,
    )
    NoticeRepository(session).add(row, [agent_id])
    return row


def withdraw(session: Session, notice_id: UUID, *, by: UUID, at: datetime) -> NoticeRow:
    """Show a notice to nobody any more; nothing where it is withdrawn.

    Raises:
        NoticeNotFoundError: There is none that a person wrote.
    """
    row = NoticeRepository(session).lock(notice_id)
    if row is None or row.topic is not NoticeTopic.WORDS:
        raise NoticeNotFoundError
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by_id = max(at, row.sent_at), by
        session.flush()
        _audit(session, row, "notice.withdrawn", by, at)
    return row


def read(session: Session, notice_id: UUID, *, by: UUID, at: datetime) -> NoticeRow:
    """Note that somebody has read a notice; the first time counts.

    Raises:
        NoticeNotFoundError: It did not go to them.
    """
    found = NoticeRepository(session).lock_receipt(notice_id, by)
    if found is None:
        raise NoticeNotFoundError
    notice, receipt = found
    if receipt.read_at is None:
        receipt.shown_at = receipt.shown_at or at
        receipt.read_at = max(at, receipt.shown_at)
        session.flush()
    return notice


def is_on(row: NoticeRow, at: datetime) -> bool:
    """Say whether a notice is to be shown at `at`."""
    return row.withdrawn_at is None and row.expires_at > at


def _audit(session: Session, row: NoticeRow, what: str, by: UUID, at: datetime, *, people: int | None = None) -> None:
    detail = {"priority": row.priority.value} | ({} if people is None else {"people": people})
    record_change(session, at=at, by=by, what=what, record_kind="notice", record_id=row.notice_id, detail=detail)
