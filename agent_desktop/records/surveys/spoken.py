"""A survey that was spoken: a script asked, and the customer answered there and then. Nothing here commits."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.surveys import COMMENT_LIMIT, SurveyState, SurveyWay
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.surveys.models import SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.repository import SurveyRepository

FORM: Final = "by_script"
QUESTION: Final = "satisfied"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was answered in a call, of five; `expected` is how they had expected it, where they were asked; `name` is
    what the survey is called.

    It is about the bank, and about nobody: who asks has not dealt with what is asked about.
    """

    call_id: UUID
    customer_id: UUID
    score: int
    comment: str
    name: LocalText
    language: str
    expected: int | None = None


def keep_spoken(session: Session, spoken: Spoken, *, by: UUID, at: datetime) -> SurveyRow:
    """Keep it as one of the customer's answers, by which their satisfaction is reckoned. Of one call the last answer
    counts."""
    repository, score = SurveyRepository(session), Decimal(spoken.score)
    known = repository.list_of_record(RecordKind.CALL, spoken.call_id)
    row = next((each for each in known if each.form == FORM), None)
    comment = spoken.comment.strip()[:COMMENT_LIMIT]
    if row is not None:
        row.version, row.ended_at, row.comment = row.version + 1, at, comment
        repository.change_answer(row.survey_id, QUESTION, spoken.score, spoken.expected, at)
    else:
        row = SurveyRow(
            survey_id=uuid4(),
            version=1,
            form=FORM,
            form_name=dict(spoken.name),
            record_kind=RecordKind.CALL,
            record_id=spoken.call_id,
            customer_id=spoken.customer_id,
            way=SurveyWay.PHONE,
            language=spoken.language,
            state=SurveyState.ANSWERED,
            asked_at=at,
            asked_by=by,
            ends_at=at,
            ended_at=at,
            noted_by=by,
            comment=comment,
        )
        repository.add(row)
        answered = SurveyScoreRow(
            survey_id=row.survey_id, question=QUESTION, place=0, perceived=spoken.score, expected=spoken.expected
        )
        expected = None if spoken.expected is None else Decimal(spoken.expected)
        repository.keep_answer(row, [answered], score, expected, at)
    record_change(
        session,
        at=at,
        by=by,
        what="survey.answered",
        record_kind="survey",
        record_id=row.survey_id,
        call_id=spoken.call_id,
        detail={"form": FORM, "version": row.version},
    )
    return row
