"""Tasks to turn to a customer."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.outreach import TaskState
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class OutreachTaskRow(Base):
    """One task; an alert starts at most one. `team` and `queue_code` are who may take it while nobody has, and once it
    is late: the team then, the queue a day later. `customer_id` is the account of its alert."""

    __tablename__ = "outreach_tasks"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_time"),
        sa.Index("ix_outreach_tasks_open", "due_at", postgresql_where=sa.text("state = 'open'")),
    )

    task_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    alert_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AlertRow.alert_id, ondelete="CASCADE"), unique=True)
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN, server_default=TaskState.OPEN.value)
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    queue_code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    note: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    due_at: Mapped[datetime]
    started_at: Mapped[datetime]
    started_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_reason: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
