"""Calls that colleagues owe customers: what was promised in a call. When it is due, and done, its callback says."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.database import Base
from agent_desktop.records.handovers.models import HandoverRow


class OwedCallRow(Base):
    """In a call it was promised that somebody (`owner_id`) calls the customer back. `owner_name` is theirs as it was
    then. `told_at` is when the customer was told so."""

    __tablename__ = "owed_calls"
    __table_args__ = (
        sa.CheckConstraint("reason <> ''", name="says_what"),
        sa.Index("ix_owed_calls_call", "call_id"),
    )

    owed_call_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    callback_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallbackRow.callback_id), index=True)
    call_id: Mapped[UUID]
    handover_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(HandoverRow.handover_id, ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(sa.String(200))
    owner_id: Mapped[UUID]
    owner_name: Mapped[str] = mapped_column(sa.String(200))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
