"""What carriers reported, and what they are still to be told."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base


class InboxRow(Base):
    """One report of a carrier, stored once."""

    __tablename__ = "provider_inbox"
    __table_args__ = (sa.UniqueConstraint("provider", "event_id"),)

    inbox_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    provider: Mapped[str] = mapped_column(sa.String(20))
    event_id: Mapped[str] = mapped_column(sa.String(80))
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    sequence: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[dict[str, Any]]
    applied_at: Mapped[datetime | None]


class OutboxRow(Base):
    """One thing asked of a carrier, written with the change that asks it and carried out after the commit.

    `outbox_id` goes with it, so that the carrier does it once.
    """

    __tablename__ = "provider_outbox"
    __table_args__ = (sa.Index("ix_provider_outbox_due", "due_at", postgresql_where=sa.text("done_at IS NULL")),)

    outbox_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), unique=True)
    provider: Mapped[str] = mapped_column(sa.String(20))
    call_id: Mapped[UUID] = mapped_column(index=True)
    order: Mapped[dict[str, Any]] = mapped_column(JSONB())
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    done_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
