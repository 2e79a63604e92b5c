"""Short messages that were sent, or are to be."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base
from telephony.messages.states import MessageProblem, MessageState

_ENDED = "state IN ('delivered', 'undelivered', 'failed')"


class MessageRow(Base):
    """One message. `message_id` is whoever's who asked for it: asked again it is the same message.

    `text` is emptied once the carrier has the message: who keeps what was said to whom is the host.
    """

    __tablename__ = "messages"
    __table_args__ = (
        sa.UniqueConstraint("provider", "message_sid"),
        sa.CheckConstraint(f"({_ENDED}) = (ended_at IS NOT NULL)", name="ended_has_time"),
        sa.CheckConstraint("state <> 'waiting' OR text <> ''", name="waiting_has_text"),
        sa.CheckConstraint("problem = '' OR state IN ('undelivered', 'failed')", name="problem_at_end"),
        sa.Index("ix_messages_due", "due_at", postgresql_where=sa.text("state = 'waiting'")),
    )

    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(sa.String(20))
    message_sid: Mapped[str | None] = mapped_column(sa.String(80))
    to_number: Mapped[str] = mapped_column(sa.String(16))
    from_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    text: Mapped[str] = mapped_column(sa.Text())
    state: Mapped[MessageState]
    problem: Mapped[MessageProblem] = mapped_column(default=MessageProblem.NONE, server_default="")
    carrier_code: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    since_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
