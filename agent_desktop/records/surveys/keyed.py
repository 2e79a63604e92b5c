"""A survey that a caller answered with the keys of their telephone after a call. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.surveys import SurveyState, SurveyWay
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.surveys.models import SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.service import means_of

LASTS: Final = timedelta(minutes=30)
"""A survey of which nothing more was heard is over then: longer than any telephone lets one be."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """Who is asked what. `agent_id` had the call last, in the queue `queue_code`."""

    call_id: UUID
    customer_id: UUID
    form: str
    name: LocalText
    language: str
    agent_id: UUID | None
    team: str
    queue_code: str
    questions: int


@dataclass(frozen=True, slots=True)
class KeyedAnswer:
    question: str
    scale: int
    perceived: int
    expected: int | None = None


def begin_keyed(session: Session, keyed: Keyed, *, at: datetime) -> None:
    """Keep that a caller is asked; nothing where they are already. Nobody asks but the server."""
    repository = SurveyRepository(session)
    if _find(repository, keyed.call_id, keyed.form) is not None:
        return
    row = SurveyRow(
        survey_id=uuid4(),
        version=1,
        form=keyed.form,
        form_name=dict(keyed.name),
        record_kind=RecordKind.CALL,
        record_id=keyed.call_id,
        customer_id=keyed.customer_id,
        way=SurveyWay.KEYPAD,
        language=keyed.language,
        state=SurveyState.ASKED,
        asked_at=at,
        asked_by=None,
        ends_at=at + LASTS,
        team=keyed.team,
        agent_id=keyed.agent_id,
        queue_code=keyed.queue_code,
        questions=keyed.questions,
    )
    repository.add(row)
    _audit(session, row, "survey.asked", at)


def end_keyed(
    session: Session, call_id: UUID, form: str, answers: Sequence[KeyedAnswer], *, refused: bool, at: datetime
) -> None:
    """Keep what was answered: one question is enough to be an answer. Once it is over nothing changes it."""
    repository = SurveyRepository(session)
    row = _find(repository, call_id, form)
    if row is None or row.state is not SurveyState.ASKED:
        return
    row.version, row.ended_at = row.version + 1, at
    if not answers:
        row.state = SurveyState.REFUSED if refused else SurveyState.NOT_ANSWERED
        session.flush()
        _audit(session, row, "survey.refused" if refused else "survey.not_answered", at)
        return
    row.state = SurveyState.ANSWERED
    scores = [
        SurveyScoreRow(
            survey_id=row.survey_id,
            question=each.question,
            place=place,
            scale=each.scale,
            perceived=each.perceived,
            expected=each.expected,
        )
        for place, each in enumerate(answers)
    ]
    perceived, expected, _ = means_of(scores)
    repository.keep_answer(row, scores, perceived or Decimal(1), expected, at)
    _audit(session, row, "survey.answered", at)


def _find(repository: SurveyRepository, call_id: UUID, form: str) -> SurveyRow | None:
    known = repository.list_of_record(RecordKind.CALL, call_id)
    return next((each for each in known if each.form == form and each.way is SurveyWay.KEYPAD), None)


def _audit(session: Session, row: SurveyRow, what: str, at: datetime) -> None:
    record_change(
        session,
        at=at,
        by=None,
        what=what,
        record_kind="customer",
        record_id=row.customer_id,
        call_id=row.record_id,
        detail={"survey": str(row.survey_id), "form": row.form, "about": row.record_kind.value, "way": row.way.value},
    )
