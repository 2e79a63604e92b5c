"""Reviews of calls, calibrations of reviewers, and coaching notes to agents."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.quality import ReviewState
from agent_desktop.records.database import Base

_PERCENT = sa.Numeric(5, 2)


class ReviewRow(Base):
    """One review of one agent's part of a call. `form` is the scorecard as it was when it began: what a later file
    says changes no score. `answers` are `contract.quality.GivenPoints` in the order given."""

    __tablename__ = "quality_reviews"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state IN ('draft', 'withdrawn')) OR published_at IS NOT NULL", name="published_has_time"),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent_in_range"),
        sa.Index(
            "uq_quality_reviews_part",
            "call_id",
            "agent_id",
            "reviewer_id",
            "form_code",
            unique=True,
            postgresql_where=sa.text("state <> 'withdrawn'"),
        ),
        sa.Index("ix_quality_reviews_agent_at", "agent_id", "began_at"),
        sa.Index("ix_quality_reviews_began", "began_at", "review_id"),
    )

    review_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[ReviewState]
    form_code: Mapped[str] = mapped_column(sa.String(40))
    form: Mapped[dict[str, Any]]
    call_id: Mapped[UUID]
    agent_id: Mapped[UUID]
    reviewer_id: Mapped[UUID]
    call_at: Mapped[datetime]
    contact_id: Mapped[UUID | None]
    answers: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    percent: Mapped[Decimal | None] = mapped_column(_PERCENT)
    passed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    summary: Mapped[str] = mapped_column(sa.String(2000), default="", server_default="")
    began_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class ReviewEventRow(Base):
    """One move of a review. Rows are added and never changed; the database refuses it."""

    __tablename__ = "quality_review_events"
    __table_args__ = (sa.Index("ix_quality_review_events_review", "review_id", "event_id"),)

    event_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey(ReviewRow.review_id))
    at: Mapped[datetime]
    by_user_id: Mapped[UUID]
    state: Mapped[ReviewState]
    percent: Mapped[Decimal | None] = mapped_column(_PERCENT)
    words: Mapped[str] = mapped_column(sa.String(2000), default="", server_default="")


class CalibrationRow(Base):
    """Several reviewers score one call apart; `agreed` is what they settle on when it is closed."""

    __tablename__ = "quality_calibrations"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.Index("ix_quality_calibrations_began", "began_at"),
    )

    calibration_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(sa.String(100))
    form: Mapped[dict[str, Any]]
    call_id: Mapped[UUID]
    agent_id: Mapped[UUID]
    contact_id: Mapped[UUID | None]
    began_by: Mapped[UUID]
    began_at: Mapped[datetime]
    due_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    agreed: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    words: Mapped[str] = mapped_column(sa.String(2000), default="", server_default="")


class CalibrationScoreRow(Base):
    """What one reviewer gave. It is handed in once; `draft` is what stands on their card until then."""

    __tablename__ = "quality_calibration_scores"
    __table_args__ = (
        sa.CheckConstraint("(handed_in_at IS NULL) = (answers = '[]'::jsonb)", name="handed_in_has_answers"),
        sa.Index("ix_quality_calibration_scores_reviewer", "reviewer_id"),
    )

    calibration_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CalibrationRow.calibration_id, ondelete="CASCADE"), primary_key=True
    )
    reviewer_id: Mapped[UUID] = mapped_column(primary_key=True)
    answers: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    handed_in_at: Mapped[datetime | None]
    draft: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")


class CoachingNoteRow(Base):
    """One note to one agent: written, read and answered, closed."""

    __tablename__ = "coaching_notes"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.Index("ix_coaching_notes_agent_written", "agent_id", "written_at"),
    )

    note_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    agent_id: Mapped[UUID]
    by_user_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(sa.String(2000))
    review_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(ReviewRow.review_id, ondelete="SET NULL"))
    written_at: Mapped[datetime]
    look_again_on: Mapped[date | None]
    read_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.String(2000), default="", server_default="")
    closed_at: Mapped[datetime | None]
    closing_words: Mapped[str] = mapped_column(sa.String(2000), default="", server_default="")
