"""Surveys: whom we asked about what, and what they answered to each question."""

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class SurveyRow(Base):
    """One survey of one customer about one record. `team` and `agent_id` are who had dealt with it, so that how many of
    theirs are asked and answered can be counted; after a call also the queue, and of a survey by keypad how many
    `questions` it had, since not all need be answered. `no_more`: the customer said with it that they want no other.
    `link_hash` is the SHA-256 of what stands in the link of its e-mail or short message, None where it has none.
    The means of what was answered are `valuation`'s `survey_answers`."""

    __tablename__ = "surveys"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state = 'asked') = (ended_at IS NULL)", name="ended_has_time"),
        sa.Index(
            "uq_surveys_record",
            "record_kind",
            "record_id",
            "form",
            unique=True,
            postgresql_where=sa.text("state IN ('asked', 'answered')"),
        ),
        sa.UniqueConstraint("link_hash"),
        sa.Index("ix_surveys_customer_asked", "customer_id", "asked_at"),
        sa.Index("ix_surveys_ends", "ends_at", postgresql_where=sa.text("state = 'asked'")),
        sa.Index("ix_surveys_asked", "asked_at", "survey_id"),
        sa.Index("ix_surveys_no_more", "customer_id", postgresql_where=sa.text("no_more")),
    )

    survey_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    form: Mapped[str] = mapped_column(sa.String(40))
    form_name: Mapped[dict[str, str]]
    record_kind: Mapped[RecordKind]
    record_id: Mapped[UUID]
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    way: Mapped[SurveyWay]
    language: Mapped[str] = mapped_column(sa.String(10))
    state: Mapped[SurveyState]
    asked_at: Mapped[datetime]
    asked_by: Mapped[UUID | None]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    noted_by: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    agent_id: Mapped[UUID | None]
    queue_code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    questions: Mapped[int | None] = mapped_column(sa.SmallInteger)
    comment: Mapped[str] = mapped_column(sa.String(1000), default="", server_default="")
    no_more: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    link_hash: Mapped[str | None] = mapped_column(sa.String(64))


_IN_SCALE: Final = "{} BETWEEN CASE scale WHEN 5 THEN 1 ELSE 0 END AND scale"


class SurveyScoreRow(Base):
    """What was answered to one question: of five from 1, or of ten from 0."""

    __tablename__ = "survey_scores"
    __table_args__ = (
        sa.CheckConstraint("scale IN (5, 10)", name="scale_known"),
        sa.CheckConstraint(_IN_SCALE.format("perceived"), name="perceived_in_scale"),
        sa.CheckConstraint(_IN_SCALE.format("expected"), name="expected_in_scale"),
    )

    survey_id: Mapped[UUID] = mapped_column(sa.ForeignKey(SurveyRow.survey_id, ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    place: Mapped[int] = mapped_column(sa.SmallInteger)
    scale: Mapped[int] = mapped_column(sa.SmallInteger, default=5, server_default="5")
    perceived: Mapped[int] = mapped_column(sa.SmallInteger)
    expected: Mapped[int | None] = mapped_column(sa.SmallInteger)


class SurveyMailRow(Base):
    """The e-mail of a survey, whose link is a new one whenever it is tried. `due_at` is when it is tried next, `why`
    why it does not go out."""

    __tablename__ = "survey_mails"
    __table_args__ = (
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name="waits_until"),
        sa.Index("ix_survey_mails_due", "due_at", postgresql_where=sa.text("state = 'waiting'")),
        sa.Index("ix_survey_mails_sending", "survey_id", postgresql_where=sa.text("state = 'sending'")),
    )

    survey_id: Mapped[UUID] = mapped_column(sa.ForeignKey(SurveyRow.survey_id, ondelete="CASCADE"), primary_key=True)
    state: Mapped[MailStage]
    due_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
