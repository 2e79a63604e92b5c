"""Short notices to agents, and who has them."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.notices import LONGEST_NOTICE, NoticePriority, NoticeTopic
from agent_desktop.records.database import Base


class NoticeRow(Base):
    """One notice. `teams`, `queues` and `everybody` are whom its sender named; who that was is in `NoticeReceiptRow`.
    The server writes those of other topics than words: `detail` holds codes and times, `by_id` whose deed it was."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.CheckConstraint("expires_at > sent_at", name="expires_after"),
        sa.CheckConstraint("(topic = 'words') <= (by_id IS NOT NULL AND text <> '')", name="words_of_somebody"),
        sa.Index("ix_notices_sent", "sent_at"),
    )

    notice_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    topic: Mapped[NoticeTopic]
    text: Mapped[str] = mapped_column(sa.String(LONGEST_NOTICE), default="", server_default="")
    detail: Mapped[dict[str, str]] = mapped_column(default=dict, server_default="{}")
    priority: Mapped[NoticePriority]
    by_id: Mapped[UUID | None]
    teams: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    queues: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    everybody: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None]


class NoticeReceiptRow(Base):
    """One person to whom a notice went. `shown_at`: a desktop of theirs had it; `read_at`: they said they read it."""

    __tablename__ = "notice_receipts"
    __table_args__ = (
        sa.CheckConstraint("read_at IS NULL OR shown_at IS NOT NULL", name="read_was_shown"),
        sa.Index("ix_notice_receipts_user", "user_id"),
    )

    notice_id: Mapped[UUID] = mapped_column(sa.ForeignKey(NoticeRow.notice_id, ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    shown_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
