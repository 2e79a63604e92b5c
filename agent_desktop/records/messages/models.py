"""Short messages to customers, and who wants none."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.messages import MessagePurpose, MessageStatus
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class SentMessageRow(Base):
    """One message to a customer. `message_id` is also telephony's, which sends it. `text` is what was said.
    `by_user_id` is None where the server sends by itself."""

    __tablename__ = "sent_messages"
    __table_args__ = (
        sa.Index("ix_sent_messages_customer_asked", "customer_id", "asked_at"),
        sa.CheckConstraint("problem = '' OR status IN ('undelivered', 'failed')", name="problem_at_end"),
    )

    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    call_id: Mapped[UUID | None]
    by_user_id: Mapped[UUID | None]
    template: Mapped[str] = mapped_column(sa.String(40))
    language: Mapped[str] = mapped_column(sa.String(10))
    purpose: Mapped[MessagePurpose]
    text: Mapped[str] = mapped_column(sa.Text())
    number: Mapped[str] = mapped_column(sa.String(16))
    status: Mapped[MessageStatus]
    problem: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    asked_at: Mapped[datetime]
    since_at: Mapped[datetime]


class MessageOptOutRow(Base):
    """A number (E.164) whose owner wants no messages, as the carrier has said."""

    __tablename__ = "message_opt_outs"

    number: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    said_at: Mapped[datetime]
