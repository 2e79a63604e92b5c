"""Calls that colleagues owe customers."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base
from agent_desktop.records.handovers.models import HandoverRow


class OwedCallRow(Base):
    """Somebody (`owner_id`) is to call the customer of a call back, on `number` (E.164), by `due_at`. One that is open
    a call. `owner_name` is theirs as it was then. `told_at` is when the customer was told so."""

    __tablename__ = "owed_calls"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        sa.CheckConstraint("number <> '' AND reason <> ''", name="says_what"),
        sa.Index("ix_owed_calls_owner", "owner_id", "due_at"),
        sa.Index("uq_owed_calls_open", "call_id", unique=True, postgresql_where=sa.text("done_at IS NULL")),
    )

    owed_call_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    call_id: Mapped[UUID]
    handover_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(HandoverRow.handover_id, ondelete="SET NULL"), index=True
    )
    customer_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True
    )
    number: Mapped[str] = mapped_column(sa.String(16))
    reason: Mapped[str] = mapped_column(sa.String(200))
    owner_id: Mapped[UUID]
    owner_name: Mapped[str] = mapped_column(sa.String(200))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
