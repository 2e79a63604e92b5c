"""Saved reports, when they are made by themselves, and reports as they were when they were made."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.reports import NAME_LIMIT, Cadence, ScheduledWhat
from agent_desktop.records.database import Base
from agent_desktop.records.reports.states import KeptState


class SavedReportRow(Base):
    """What somebody asks again; `query` is a `ReportQuery`."""

    __tablename__ = "saved_reports"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    saved_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(sa.String(NAME_LIMIT))
    query: Mapped[dict[str, Any]]
    shared: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    owner_id: Mapped[UUID] = mapped_column(index=True)
    changed_at: Mapped[datetime]


class ReportScheduleRow(Base):
    """When a report is made and sent. Days before `from_on` are not made up for: nobody had asked yet."""

    __tablename__ = "report_schedules"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(what = 'saved_report') = (saved_id IS NOT NULL)", name="saved_is_named"),
    )

    schedule_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(sa.String(NAME_LIMIT))
    what: Mapped[ScheduledWhat]
    saved_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey(SavedReportRow.saved_id, ondelete="RESTRICT"), index=True
    )
    cadence: Mapped[Cadence]
    at: Mapped[str] = mapped_column(sa.String(5))
    format: Mapped[ExportFormat]
    language: Mapped[str] = mapped_column(sa.String(2))
    folder: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    emails: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    is_on: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    from_at: Mapped[datetime]
    owner_id: Mapped[UUID]
    changed_at: Mapped[datetime]


class KeptReportRow(Base):
    """A report as it was counted. `content` is a `ReportTable`, or the data of a service report where `subject` is
    empty; it is written once, when it is made.

    One that a schedule makes is first claimed by one server (`claimed_at`), then made, then sent: `sent_to` names
    where it has arrived already, so that whoever goes on after another server's end sends nothing twice. There is one
    for each day of a schedule.
    """

    __tablename__ = "kept_reports"
    __table_args__ = (
        sa.UniqueConstraint("schedule_id", "due_on"),
        sa.CheckConstraint("(state = 'claimed') OR (content IS NOT NULL) OR problem <> ''", name="made_has_content"),
        sa.Index("ix_kept_reports_made", "made_at"),
        sa.Index("ix_kept_reports_unsent", "retry_at", postgresql_where=sa.text("state IN ('claimed', 'made')")),
    )

    kept_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(sa.String(NAME_LIMIT))
    subject: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    first: Mapped[date]
    last: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    schedule_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(ReportScheduleRow.schedule_id, ondelete="SET NULL"))
    due_on: Mapped[date | None]
    state: Mapped[KeptState]
    claimed_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    tried: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_to: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    problem: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
