"""Counts what became of *Was this a complaint?*."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_questions import QuestionAnswer, QuestionCause
from agent_desktop.records.complaint_questions.models import ComplaintQuestionRow


def count_answer(
    session: Session, *, call_id: UUID, agent_id: UUID, answer: QuestionAnswer, cause: QuestionCause, at: datetime
) -> None:
    """Keep an answer; the first one of an agent's part of a call counts."""
    values = {"call_id": call_id, "agent_id": agent_id, "answer": answer, "cause": cause, "answered_at": at}
    session.execute(insert(ComplaintQuestionRow).values(values).on_conflict_do_nothing())


def answers_since(session: Session, since: datetime) -> Mapping[tuple[QuestionCause, QuestionAnswer], int]:
    """Return how often each answer was given since then, by what had suggested the question."""
    row = ComplaintQuestionRow
    query = sa.select(row.cause, row.answer, sa.func.count()).where(row.answered_at >= since)
    return {(cause, answer): count for cause, answer, count in session.execute(query.group_by(row.cause, row.answer))}
