"""Every query on notices."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.notices import NoticeTopic
from agent_desktop.records.notices.models import NoticeReceiptRow, NoticeRow

MOST_LISTED = 200


class NoticeRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: NoticeRow, to: Collection[UUID]) -> None:
        """Write a notice, and whom it goes to."""
        self._session.add(row)
        self._session.flush()
        self._session.add_all(NoticeReceiptRow(notice_id=row.notice_id, user_id=each) for each in sorted(to))
        self._session.flush()

    def find(self, notice_id: UUID) -> NoticeRow | None:
        """Return one."""
        return self._session.get(NoticeRow, notice_id)

    def lock(self, notice_id: UUID) -> NoticeRow | None:
        """Lock and return one as it is now."""
        query = sa.select(NoticeRow).where(NoticeRow.notice_id == notice_id).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def lock_receipt(self, notice_id: UUID, user_id: UUID) -> tuple[NoticeRow, NoticeReceiptRow] | None:
        """Lock and return what somebody has of a notice, with it."""
        query = (
            sa.select(NoticeRow, NoticeReceiptRow)
            .join(NoticeReceiptRow, NoticeReceiptRow.notice_id == NoticeRow.notice_id)
            .where(NoticeRow.notice_id == notice_id, NoticeReceiptRow.user_id == user_id)
            .with_for_update(of=NoticeReceiptRow)
        )
        row = self._session.execute(query.execution_options(populate_existing=True)).one_or_none()
        return None if row is None else (row[0], row[1])

    def list_written(self, since: datetime) -> Sequence[NoticeRow]:
        """List what people have written since then, the newest first."""
        query = sa.select(NoticeRow).where(NoticeRow.topic == NoticeTopic.WORDS, NoticeRow.sent_at >= since)
        newest = query.order_by(NoticeRow.sent_at.desc(), NoticeRow.notice_id)
        return self._session.scalars(newest.limit(MOST_LISTED)).all()

    def receipts_of(self, notice_ids: Collection[UUID]) -> Mapping[UUID, Sequence[NoticeReceiptRow]]:
        """Return who has these notices, by notice."""
        found: dict[UUID, list[NoticeReceiptRow]] = {notice_id: [] for notice_id in notice_ids}
        query = sa.select(NoticeReceiptRow).where(NoticeReceiptRow.notice_id.in_(notice_ids))
        for row in self._session.scalars(query.order_by(NoticeReceiptRow.user_id)):
            found[row.notice_id].append(row)
        return found

    def list_of(self, user_id: UUID, since: datetime) -> Sequence[tuple[NoticeRow, NoticeReceiptRow]]:
        """List what somebody has got since then, the newest first."""
        query = (
            sa.select(NoticeRow, NoticeReceiptRow)
            .join(NoticeReceiptRow, NoticeReceiptRow.notice_id == NoticeRow.notice_id)
            .where(NoticeReceiptRow.user_id == user_id, NoticeRow.sent_at >= since)
            .order_by(NoticeRow.sent_at.desc(), NoticeRow.notice_id)
            .limit(MOST_LISTED)
        )
        return [(notice, receipt) for notice, receipt in self._session.execute(query)]

    def show(self, user_id: UUID, notice_ids: Collection[UUID], at: datetime) -> None:
        """Note that a desktop of theirs has these; the first time counts."""
        shown = sa.update(NoticeReceiptRow).where(
            NoticeReceiptRow.user_id == user_id,
            NoticeReceiptRow.notice_id.in_(notice_ids),
            NoticeReceiptRow.shown_at.is_(None),
        )
        self._session.execute(shown.values(shown_at=at))

    def delete_sent_before(self, at: datetime) -> int:
        """Forget what is older; return how many."""
        gone = sa.delete(NoticeRow).where(NoticeRow.sent_at < at).returning(NoticeRow.notice_id)
        return len(self._session.scalars(gone).all())
