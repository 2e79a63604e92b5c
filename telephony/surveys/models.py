"""Whether the caller of a call was asked how it was, by keypad, and how that goes on."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.database import Base
from telephony.queues.models import QueueRow
from telephony.surveys.states import NotAsked, SurveyOutcome, SurveyStage


class CallSurveyRow(Base):
    """One answered call. `survey` are its questions as they were when it was wanted, and `inputs` what was keyed: both
    are empty once it is over, when the host has the answers. `agent_id` and `queue_id` are whose call it was last."""

    __tablename__ = "call_surveys"
    __table_args__ = (
        sa.CheckConstraint("(stage = 'over') = (ended_at IS NOT NULL)", name="over_has_time"),
        sa.CheckConstraint("(stage = 'over') = (outcome IS NOT NULL)", name="over_has_outcome"),
        sa.CheckConstraint("(outcome IS NOT DISTINCT FROM 'not_asked') = (why_not IS NOT NULL)", name="not_asked_why"),
        sa.CheckConstraint("stage <> 'running' OR began_at IS NOT NULL", name="running_began"),
        sa.Index("ix_call_surveys_decided", "decided_at"),
        sa.Index("ix_call_surveys_open", "call_id", postgresql_where=sa.text("stage <> 'over'")),
    )

    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), primary_key=True)
    stage: Mapped[SurveyStage]
    outcome: Mapped[SurveyOutcome | None]
    why_not: Mapped[NotAsked | None]
    code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    language: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    survey: Mapped[dict[str, Any]] = mapped_column(JSONB(), default=dict, server_default="{}")
    inputs: Mapped[list[str]] = mapped_column(JSONB(), default=list, server_default="[]")
    agent_id: Mapped[UUID | None]
    queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id))
    line_dropped: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    decided_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
