"""Supervisors in calls."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.contract import SupervisionMode, SupervisionOutcome, SupervisionState
from telephony.database import Base


class SupervisionRow(Base):
    """One supervisor in one call, from when they asked until they are out. The call names the one that is on
    (`calls.supervision_id`).

    `agent_id` is whose call it is, `endpoint` the supervisor's line. `heard_at` is when their desktop was last heard
    (the machine's clock).
    """

    __tablename__ = "supervisions"
    __table_args__ = (
        sa.CheckConstraint("(state = 'left') = (ended_at IS NOT NULL)", name="left_has_time"),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="left_has_outcome"),
        sa.CheckConstraint("pending IS NULL OR ended_at IS NULL", name="pending_while_on"),
        sa.CheckConstraint("supervisor_id <> agent_id", name="somebody_else"),
        sa.Index("uq_supervisions_call", "call_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index(
            "uq_supervisions_supervisor", "supervisor_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")
        ),
    )

    supervision_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    supervisor_id: Mapped[UUID]
    agent_id: Mapped[UUID]
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    state: Mapped[SupervisionState]
    pending: Mapped[SupervisionMode | None]
    outcome: Mapped[SupervisionOutcome | None]
    began_at: Mapped[datetime]
    since_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    heard_at: Mapped[datetime]
