"""Forecasts as they were made, and shift plans as they came in. Neither is ever changed: the next is another."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.staffing import ForecastCause, ForecastMethod, HistoryKind, PlanActivity
from agent_desktop.records.database import Base


class ForecastRow(Base):
    """One forecast: when it was made, by what, from which history.

    `history_name` is the file's where the history is a call log. `library` is what `ForecastMethod.LIBRARY` was made
    with, and its version; empty where it could not be asked, and `library_away` says why. `errors` are those of the
    rolling origin, by queue: see `records.staffing.keeping`.
    """

    __tablename__ = "forecasts"
    __table_args__ = (sa.CheckConstraint("first_day <= last_day", name="days_forwards"),)

    forecast_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    made_at: Mapped[datetime] = mapped_column(index=True)
    cause: Mapped[ForecastCause]
    made_by: Mapped[UUID | None]
    history_kind: Mapped[HistoryKind]
    history_name: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    history_first: Mapped[date]
    history_last: Mapped[date]
    history_calls: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    zone: Mapped[str] = mapped_column(sa.String(60))
    calendar_version: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    library: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    library_away: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    errors: Mapped[dict[str, Any]]


class ForecastDayRow(Base):
    """One queue's day of a forecast. `calls` and `baseline` are offered calls by half hour from `begins_at` on."""

    __tablename__ = "forecast_days"
    __table_args__ = (sa.Index("ix_forecast_days_begins", "begins_at"),)

    forecast_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(ForecastRow.forecast_id, ondelete="CASCADE"), primary_key=True
    )
    queue_code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    begins_at: Mapped[datetime]
    method: Mapped[ForecastMethod]
    handle_seconds: Mapped[float]
    calls: Mapped[list[float]] = mapped_column(JSONB())
    baseline: Mapped[list[float]] = mapped_column(JSONB())


class ShiftImportRow(Base):
    """One shift plan that was brought in. `before` and `after` are the shifts of its agents on its days."""

    __tablename__ = "shift_imports"

    shift_import_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    imported_at: Mapped[datetime] = mapped_column(index=True)
    imported_by: Mapped[UUID]
    file_name: Mapped[str] = mapped_column(sa.String(200))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    first_day: Mapped[date]
    last_day: Mapped[date]
    agents: Mapped[int]
    shifts: Mapped[int]
    replaced: Mapped[int]
    before: Mapped[list[dict[str, Any]]] = mapped_column(JSONB())
    after: Mapped[list[dict[str, Any]]] = mapped_column(JSONB())


class ShiftActivityRow(Base):
    """What somebody is to do in their shift other than take calls: a break, a training, or what `reason` says. Outside
    a shift it counts for nothing."""

    __tablename__ = "shift_activities"
    __table_args__ = (
        sa.CheckConstraint("from_at < until_at", name="forwards"),
        sa.CheckConstraint("(activity = 'away') = (reason <> '')", name="away_has_reason"),
    )

    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    from_at: Mapped[datetime] = mapped_column(primary_key=True)
    until_at: Mapped[datetime]
    activity: Mapped[PlanActivity]
    reason: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
