"""A customer is asked how it was, and answers, or not. Nothing here commits, and nothing here sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.surveys import AnswerSurvey, AskSurvey, KeptScore, Survey, SurveyState, SurveyWay
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.surveys.errors import SurveyRefusedError
from agent_desktop.records.surveys.mailing import SurveyMailRepository
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.repository import SurveyRepository
from agent_desktop.records.surveys.schema import Form, SurveyBook
from agent_desktop.records.surveys.wishes import find_standing

_CENT: Final = Decimal("0.01")
FIVE: Final = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """What a survey is about. `is_over`: it is so far that it can be asked about; `team` and `agent_id` had it."""

    kind: RecordKind
    record_id: UUID
    customer_id: UUID | None
    is_over: bool
    team: str = ""
    agent_id: UUID | None = None


def form_about(book: SurveyBook, kind: RecordKind) -> Form | None:
    """Return what is asked about records of a kind."""
    return next((form for form in book.forms if form.about is kind), None)


def why_not(session: Session, book: SurveyBook, subject: Subject, *, at: datetime) -> str:
    """Say why nothing is to be asked about a record now; empty where it may be."""
    if form_about(book, subject.kind) is None:
        return "no_form"
    if subject.customer_id is None:
        return "no_customer"
    if not subject.is_over:
        return "not_closed"
    repository = SurveyRepository(session)
    asked = repository.list_of_record(subject.kind, subject.record_id)
    if any(row.state not in (SurveyState.NOT_ANSWERED, SurveyState.NOT_SENT) for row in asked):
        return "asked_already"
    standing = find_standing(session, subject.customer_id)
    if standing is None or standing.wants_none:
        return "unwished"
    is_quiet = repository.was_asked_since(subject.customer_id, at - timedelta(days=book.quiet_days))
    return "asked_lately" if is_quiet else ""


def ask(
    session: Session,
    book: SurveyBook,
    subject: Subject,
    command: AskSurvey,
    *,
    message_id: UUID | None,
    by: UUID | None,
    at: datetime,
) -> SurveyRow:
    """Begin a survey; `by` None: the server by itself.

    Raises:
        SurveyRefusedError: It is not to be asked, or not so.
    """
    form = form_about(book, subject.kind)
    if problem := why_not(session, book, subject, at=at):
        raise SurveyRefusedError(problem=problem)
    if form is None or form.code != command.form or subject.customer_id is None:
        raise SurveyRefusedError(problem="no_form")
    if command.way not in form.ways:
        raise SurveyRefusedError(problem="way_closed")
    row = SurveyRow(
        survey_id=command.survey_id,
        version=1,
        form=form.code,
        form_name=form.name,
        record_kind=subject.kind,
        record_id=subject.record_id,
        customer_id=subject.customer_id,
        way=command.way,
        language=command.language,
        state=SurveyState.ASKED,
        asked_at=at,
        asked_by=by,
        ends_at=at + timedelta(days=form.answered_within_days),
        message_id=message_id,
        team=subject.team,
        agent_id=subject.agent_id,
    )
    SurveyRepository(session).add(row)
    _audit(session, row, "survey.asked", by, at)
    return row


def answer(
    session: Session,
    book: SurveyBook,
    row: SurveyRow,
    command: AnswerSurvey,
    *,
    by: UUID | None,
    at: datetime,
    said_at: datetime | None = None,
) -> None:
    """Note what a customer answered; `by` None: they did it themselves. `said_at`: when, where that is not now.

    Raises:
        StaleVersionError: Somebody noted something since.
        SurveyRefusedError: It is over, its days were over, or not every question has its answer.
    """
    _expect_open(row, command.seen_version, said_at or at)
    form = book.form_of(row.form)
    if form is None:
        raise SurveyRefusedError(problem="no_form")
    given = {score.question: score for score in command.scores}
    for score in command.scores:
        if score.question not in {question.code for question in form.questions}:
            raise SurveyRefusedError(problem="question_unknown", question=score.question)
    for question in form.questions:
        score_ = given.get(question.code)
        if score_ is None or (question.expected and score_.expected is None):
            raise SurveyRefusedError(problem="question_missing", question=question.code)
    scores = [
        SurveyScoreRow(
            survey_id=row.survey_id,
            question=question.code,
            place=place,
            perceived=given[question.code].perceived,
            expected=given[question.code].expected if question.expected else None,
        )
        for place, question in enumerate(form.questions)
    ]
    _end(row, SurveyState.ANSWERED, by, at)
    row.comment = command.comment.strip()
    perceived, expected, _ = means_of(scores)
    SurveyRepository(session).keep_answer(row, scores, perceived or Decimal(0), expected, at)
    _audit(session, row, "survey.answered", by, at)


def refuse(
    session: Session,
    row: SurveyRow,
    seen_version: int,
    *,
    by: UUID | None,
    at: datetime,
    said_at: datetime | None = None,
) -> None:
    """Note that a customer does not want to answer; `by` None: they said so themselves. `said_at` as in `answer`.

    Raises:
        StaleVersionError: Somebody noted something since.
        SurveyRefusedError: It is over, or its days were over.
    """
    _expect_open(row, seen_version, said_at or at)
    _end(row, SurveyState.REFUSED, by, at)
    session.flush()
    _audit(session, row, "survey.refused", by, at)


def give_up(session: Session, row: SurveyRow, *, at: datetime) -> None:
    """End one whose e-mail could not be sent: nobody was asked."""
    if row.state is SurveyState.ASKED:
        _end(row, SurveyState.NOT_SENT, None, at)
        session.flush()
        _audit(session, row, "survey.not_sent", None, at)


def want_no_more(session: Session, row: SurveyRow, *, at: datetime) -> None:
    """Note that a customer wants to be asked nothing any more."""
    row.no_more = True
    session.flush()
    _audit(session, row, "survey.no_more", None, at)


def means_of(scores: Sequence[SurveyScoreRow]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return the means of how it was, of how it had been expected, and of the one less the other where both are known,
    of five with two decimals. What is of ten is brought to five: 0 is 1, and 10 is 5."""
    both = [
        (of_five(score.perceived, score.scale), of_five(score.expected, score.scale))
        for score in scores
        if score.expected is not None
    ]
    return (
        _mean([of_five(score.perceived, score.scale) for score in scores]),
        _mean([expected for _, expected in both]),
        _mean([perceived - expected for perceived, expected in both]),
    )


def of_five(score: int, scale: int | None) -> Decimal:
    """Return a score of `scale` as one of five."""
    return Decimal(score) if (scale or FIVE) == FIVE else 1 + Decimal(score) * (FIVE - 1) / Decimal(scale or FIVE)


def shown(session: Session, rows: Sequence[SurveyRow]) -> tuple[Survey, ...]:
    """Return surveys as desktops show them."""
    answered = SurveyRepository(session).scores_of([row.survey_id for row in rows])
    mails = SurveyMailRepository(session).of_surveys([row.survey_id for row in rows if row.way is SurveyWay.EMAIL])
    return tuple(_shown(row, answered.get(row.survey_id, ()), mails.get(row.survey_id)) for row in rows)


def _shown(row: SurveyRow, scores: Sequence[SurveyScoreRow], mail: SurveyMailRow | None) -> Survey:
    perceived, expected, gap = means_of(scores)
    return Survey(
        survey_id=row.survey_id,
        version=row.version,
        form=row.form,
        form_name=row.form_name,
        record_kind=row.record_kind,
        record_id=row.record_id,
        customer_id=row.customer_id,
        way=row.way,
        state=row.state,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        ends_at=row.ends_at,
        answered_at=row.ended_at if row.state is SurveyState.ANSWERED else None,
        scores=tuple(
            KeptScore(
                question=score.question, perceived=score.perceived, expected=score.expected, scale=score.scale or FIVE
            )
            for score in scores
        ),
        questions=row.questions,
        perceived=perceived,
        expected=expected,
        gap=gap,
        comment=row.comment,
        linked=row.link_hash is not None,
        mail=None if mail is None else mail.state,
        mail_why="" if mail is None else mail.why,
    )


def _expect_open(row: SurveyRow, seen_version: int, at: datetime) -> None:
    if row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    if row.state is not SurveyState.ASKED:
        raise SurveyRefusedError(problem="survey_over")
    if row.ends_at <= at:
        raise SurveyRefusedError(problem="survey_late")


def _end(row: SurveyRow, state: SurveyState, by: UUID | None, at: datetime) -> None:
    row.state, row.ended_at, row.noted_by, row.version = state, at, by, row.version + 1


def _mean(numbers: Sequence[Decimal]) -> Decimal | None:
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(_CENT, rounding=ROUND_HALF_UP) if numbers else None


def _audit(session: Session, row: SurveyRow, what: str, by: UUID | None, at: datetime) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="customer",
        record_id=row.customer_id,
        detail={"survey": str(row.survey_id), "form": row.form, "about": row.record_kind.value, "way": row.way.value},
    )
