"""Alerts of the floor, all that happened to them, and when the rules were last looked at."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.floor_alerts import FloorDeed, FloorLevel, FloorMeasure, FloorSubject
from agent_desktop.records.database import Base


class FloorAlertRow(Base):
    """One alert of one rule about one `subject_key`. Until it is raised (`raised_at` None) it is only watched: the
    value is past a threshold, and has not been for long enough; what is never raised goes without a trace."""

    __tablename__ = "floor_alerts"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(level IS NULL) = (raised_at IS NULL)", name="raised_has_level"),
        sa.CheckConstraint("ended_at IS NULL OR raised_at IS NOT NULL", name="ended_was_raised"),
        sa.CheckConstraint("(acknowledged_at IS NULL) = (acknowledged_by_id IS NULL)", name="acknowledged_by"),
        sa.Index(
            "uq_floor_alerts_open", "rule", "subject_key", unique=True, postgresql_where=sa.text("ended_at IS NULL")
        ),
        sa.Index("ix_floor_alerts_ended", "ended_at", postgresql_where=sa.text("ended_at IS NOT NULL")),
    )

    alert_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    rule: Mapped[str] = mapped_column(sa.String(40))
    rule_name: Mapped[dict[str, str]]
    measure: Mapped[FloorMeasure]
    subject: Mapped[FloorSubject]
    subject_key: Mapped[str] = mapped_column(sa.String(80))
    subject_id: Mapped[UUID | None]
    subject_name: Mapped[dict[str, str]]
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    queue_id: Mapped[UUID | None]
    queue: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    call_id: Mapped[UUID | None]
    level: Mapped[FloorLevel | None]
    threshold: Mapped[float] = mapped_column(sa.Double())
    value: Mapped[float] = mapped_column(sa.Double())
    peak: Mapped[float] = mapped_column(sa.Double())
    up_to: Mapped[FloorLevel | None]
    up_since: Mapped[datetime | None]
    down_since: Mapped[datetime | None]
    seen_at: Mapped[datetime]
    raised_at: Mapped[datetime | None]
    level_since_at: Mapped[datetime | None]
    owner_id: Mapped[UUID | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[UUID | None]
    snoozed_until_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class FloorAlertStepRow(Base):
    """One thing that happened to an alert. Rows are only ever added."""

    __tablename__ = "floor_alert_steps"
    __table_args__ = (sa.Index("ix_floor_alert_steps_alert", "alert_id", "step_no"),)

    step_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(sa.ForeignKey(FloorAlertRow.alert_id, ondelete="CASCADE"))
    at: Mapped[datetime]
    deed: Mapped[FloorDeed]
    by_id: Mapped[UUID | None]
    level: Mapped[FloorLevel | None]
    value: Mapped[float | None] = mapped_column(sa.Double())
    until_at: Mapped[datetime | None]


class FloorLookRow(Base):
    """When some server has last looked at the rules; one row."""

    __tablename__ = "floor_looks"
    __table_args__ = (sa.CheckConstraint("look_id = 1", name="one_row"),)

    look_id: Mapped[int] = mapped_column(primary_key=True, default=1)
    looked_at: Mapped[datetime]
