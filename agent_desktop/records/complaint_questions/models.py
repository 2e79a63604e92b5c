"""*Was this a complaint?*, asked at the end of calls: what became of the question. It is counted, and says no words."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.complaint_questions import QuestionAnswer, QuestionCause
from agent_desktop.records.database import Base


class ComplaintQuestionRow(Base):
    """One answer an agent's part of a call."""

    __tablename__ = "complaint_questions"
    __table_args__ = (sa.Index("ix_complaint_questions_at", "answered_at"),)

    call_id: Mapped[UUID] = mapped_column(primary_key=True)
    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    answer: Mapped[QuestionAnswer]
    cause: Mapped[QuestionCause]
    answered_at: Mapped[datetime]
