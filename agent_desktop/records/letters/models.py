"""What was sent to customers about their complaints."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.letters import LetterWay
from agent_desktop.contract.mails import MailStage
from agent_desktop.records.attachments.models import AttachmentRow
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.database import Base


class LetterRow(Base):
    """One letter, as it went out: `kind` says what it was for, whatever the bank calls its template. `to_address` has
    the lines that stood on it, or by e-mail where it went, empty where it went no way that needs one. Its PDF is the
    attachment."""

    __tablename__ = "letters"
    __table_args__ = (
        sa.CheckConstraint("way <> 'post' OR to_address <> ''", name="post_has_address"),
        sa.CheckConstraint("pages > 0", name="has_pages"),
        sa.Index("ix_letters_complaint_sent", "complaint_id", "sent_at"),
        sa.Index("ix_letters_sent", "sent_at", "letter_id"),
    )

    letter_id: Mapped[UUID] = mapped_column(primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    template: Mapped[str] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[dict[str, str]]
    language: Mapped[str] = mapped_column(sa.String(10))
    way: Mapped[LetterWay]
    to_name: Mapped[str] = mapped_column(sa.String(120))
    to_address: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    sent_at: Mapped[datetime]
    sent_by: Mapped[UUID]
    attachment_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AttachmentRow.attachment_id), unique=True)
    pages: Mapped[int] = mapped_column(sa.SmallInteger)
    digest: Mapped[str] = mapped_column(sa.String(64))


class LetterMailRow(Base):
    """The e-mail that brings a letter, with the `subject` and `text` that it goes out with. `due_at` is when it is
    tried next, `asked_at` since when it waits, `why` why it does not go out."""

    __tablename__ = "letter_mails"
    __table_args__ = (
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name="waits_until"),
        sa.Index("ix_letter_mails_due", "due_at", postgresql_where=sa.text("state = 'waiting'")),
        sa.Index("ix_letter_mails_sending", "letter_id", postgresql_where=sa.text("state = 'sending'")),
    )

    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey(LetterRow.letter_id, ondelete="CASCADE"), primary_key=True)
    state: Mapped[MailStage]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    subject: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text())
    why: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
