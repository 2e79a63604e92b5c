"""Clocks of complaints: the rules they go by, what has happened to them, and the warnings they gave."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.complaint_clocks import ClockLimit, ClockState, WarnedAs, WarningKind
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.database import Base


class ComplaintRuleRow(Base):
    """A rule as it was when the first clock went by it; `content` is `BoundRule.kept`. Never changed."""

    __tablename__ = "complaint_rule_versions"

    rule_id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    version: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    content: Mapped[dict[str, Any]]
    first_used_at: Mapped[datetime]


class ComplaintClockRow(Base):
    """One clock of a complaint, the `cycle`-th of its rule. What it says follows from its rule, its complaint's events
    and the calendar; it is kept for lists and timers. `due_at` of a paused one is what it was when it was stopped.

    `calendar_version` is that of the calendar which gave the date. `next_warning_at` is when its next rung comes.
    """

    __tablename__ = "complaint_clocks"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(due_at IS NULL) = (started_at IS NULL)", name="due_once_started"),
        sa.CheckConstraint("(due_at IS NULL) = (due_on IS NULL)", name="due_on_a_day"),
        sa.CheckConstraint("next_warning_at IS NULL OR (is_ours AND ended_at IS NULL)", name="warns_while_it_runs"),
        sa.ForeignKeyConstraint(
            ["rule_id", "rule_version"], ["complaint_rule_versions.rule_id", "complaint_rule_versions.version"]
        ),
        sa.UniqueConstraint("complaint_id", "rule_id", "cycle"),
        sa.Index(
            "ix_complaint_clocks_warning", "next_warning_at", postgresql_where=sa.text("next_warning_at IS NOT NULL")
        ),
        sa.Index("ix_complaint_clocks_rule", "rule_id", "rule_version"),
    )

    clock_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    rule_id: Mapped[str] = mapped_column(sa.String(60))
    rule_version: Mapped[str] = mapped_column(sa.String(12))
    cycle: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    limit: Mapped[ClockLimit]
    is_ours: Mapped[bool]
    state: Mapped[ClockState]
    started_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    is_provisional: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    stage: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    calendar_version: Mapped[str] = mapped_column(sa.String(12))
    next_warning_at: Mapped[datetime | None]


class ComplaintClockEventRow(Base):
    """One thing that happened to a complaint's clocks, as `following.Happening` has it; a trigger refuses any change.

    `at` is when it happened, `noted_at` when it was written down. `facts` are set where what decides on the rules
    changed: the complaint as it was from then on.
    """

    __tablename__ = "complaint_clock_events"
    __table_args__ = (sa.Index("ix_complaint_clock_events_complaint", "complaint_id", "at", "event_id"),)

    event_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    at: Mapped[datetime]
    noted_at: Mapped[datetime]
    what: Mapped[str] = mapped_column(sa.String(60))
    rule_id: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    by_user_id: Mapped[UUID | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class ComplaintExtensionRow(Base):
    """Somebody wants a clock to run to a later date. One wish at a time; who asks does not decide."""

    __tablename__ = "complaint_extensions"
    __table_args__ = (
        sa.CheckConstraint("(decided_at IS NULL) = (is_approved IS NULL)", name="decided"),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="by_another"),
        sa.CheckConstraint("reason <> ''", name="says_why"),
        sa.Index(
            "uq_complaint_extensions_open", "clock_id", unique=True, postgresql_where=sa.text("decided_at IS NULL")
        ),
        sa.Index("ix_complaint_extensions_clock", "clock_id"),
    )

    extension_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    clock_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintClockRow.clock_id))
    stage: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.String(500))
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    is_approved: Mapped[bool | None]
    decided_reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    due_before: Mapped[date]
    due_after: Mapped[date]


class ComplaintWarningRow(Base):
    """A warning that a clock gave, or that a complaint has none that runs (`stage` is its state then, for each once). A
    rung is given once for each date (`stage`); `percent` is 0 for other kinds."""

    __tablename__ = "complaint_warnings"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'rung') = (percent > 0)", name="rung_has_percent"),
        sa.CheckConstraint("(kind = 'no_clock') = (clock_id IS NULL)", name="of_a_clock"),
        sa.Index(
            "uq_complaint_warnings_rung",
            "clock_id",
            "stage",
            "percent",
            unique=True,
            postgresql_where=sa.text("kind = 'rung'"),
        ),
        sa.Index(
            "uq_complaint_warnings_no_clock",
            "complaint_id",
            "stage",
            unique=True,
            postgresql_where=sa.text("kind = 'no_clock'"),
        ),
        sa.Index("ix_complaint_warnings_complaint", "complaint_id", "at"),
    )

    warning_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintRow.complaint_id))
    clock_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(ComplaintClockRow.clock_id))
    kind: Mapped[WarningKind]
    stage: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    percent: Mapped[int] = mapped_column(sa.SmallInteger, default=0, server_default="0")
    at: Mapped[datetime]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]


class ComplaintWarnedRow(Base):
    """Who was warned, and whether they have seen it."""

    __tablename__ = "complaint_warned"
    __table_args__ = (sa.Index("ix_complaint_warned_user", "user_id", "seen_at"),)

    warning_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ComplaintWarningRow.warning_id), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    told_as: Mapped[WarnedAs]
    seen_at: Mapped[datetime | None]
