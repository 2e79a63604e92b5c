"""Counts what became of *Was this a complaint?*."""

from datetime import datetime
from uuid import UUID

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
