"""Reviewing a call: begin, score, publish; the agent acknowledges or disputes; the reviewer settles it.

Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.quality import (
    GivenPoints,
    MoveReview,
    ReviewMove,
    ReviewState,
    SaveReview,
    ScoreForm,
)
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.quality.errors import QualityNotFoundError, QualityRefusedError
from agent_desktop.records.quality.models import ReviewEventRow, ReviewRow
from agent_desktop.records.quality.repository import ReviewRepository
from agent_desktop.records.quality.scoring import check_answers, score_of
from agent_desktop.records.quality.states import MOVES, SEEN_BY_AGENT, Side, needs_words

CHANGED: Final = "quality.changed"
"""The event for the agent's desktop; the subject is the review or the note."""


@dataclass(frozen=True, slots=True)
class Part:
    """The agent's part of the call that is reviewed."""

    call_id: UUID
    agent_id: UUID
    at: datetime
    contact_id: UUID | None


def begin(session: Session, review_id: UUID, form: ScoreForm, part: Part, *, by: UUID, at: datetime) -> ReviewRow:
    """Begin a review, or return what was begun under this id.

    Raises:
        QualityRefusedError: own_call, or reviewed_already: by the same person, with the same form; `review_id` says
            which one it is.
        QualityNotFoundError: The id is somebody else's.
    """
    reviews = ReviewRepository(session)
    begun = reviews.find(review_id)
    if begun is not None:
        if (begun.reviewer_id, begun.call_id, begun.agent_id) != (by, part.call_id, part.agent_id):
            raise QualityNotFoundError(review_id=str(review_id))
        return begun
    if part.agent_id == by:
        raise QualityRefusedError(problem="own_call")
    other = reviews.find_open(part.call_id, part.agent_id, by, form.code)
    if other is not None:
        raise QualityRefusedError(problem="reviewed_already", review_id=str(other.review_id))
    row = ReviewRow(
        review_id=review_id,
        state=ReviewState.DRAFT,
        form_code=form.code,
        form=form.model_dump(mode="json"),
        call_id=part.call_id,
        agent_id=part.agent_id,
        reviewer_id=by,
        call_at=part.at,
        contact_id=part.contact_id,
        began_at=at,
    )
    reviews.add(row)
    _note(reviews, row, by=by, at=at)
    return row


def save(session: Session, review_id: UUID, wanted: SaveReview, *, by: UUID) -> ReviewRow:
    """Keep a draft's answers. What is not answered yet may be missing.

    Raises:
        QualityNotFoundError: There is none, or it is another reviewer's.
        QualityRefusedError: move_closed, or an answer is wrong.
        StaleVersionError: It was saved elsewhere since.
    """
    row = _own(session, review_id, by)
    if row.state is not ReviewState.DRAFT:
        raise QualityRefusedError(problem="move_closed")
    if row.version != wanted.seen_version:
        raise StaleVersionError(current_version=row.version)
    _answer(row, wanted.answers)
    row.summary = wanted.summary
    row.version += 1
    return row


def move(
    session: Session, review_id: UUID, wanted: MoveReview, *, by: UUID, at: datetime, events: RecordEvents
) -> ReviewRow:
    """Make a move of the review's reviewer, or of the agent it is about.

    Raises:
        QualityNotFoundError: There is none, or whoever asks has no part in it.
        QualityRefusedError: move_closed, words_missing, question_missing, or an answer is wrong.
        StaleVersionError: Somebody else has moved it since.
    """
    reviews = ReviewRepository(session)
    row = reviews.lock(review_id)
    side = side_of(row, by)
    if side is None:
        raise QualityNotFoundError(review_id=str(review_id))
    if row.version != wanted.seen_version:
        raise StaleVersionError(current_version=row.version)
    after = MOVES.get((row.state, wanted.move, side))
    if after is None:
        raise QualityRefusedError(problem="move_closed")
    if needs_words(row.state, wanted.move) and not wanted.words:
        raise QualityRefusedError(problem="words_missing")
    if wanted.move is ReviewMove.SETTLE and wanted.answers is not None:
        _answer(row, wanted.answers)
    if after in (ReviewState.PUBLISHED, ReviewState.SETTLED):
        _whole(row)
    if after is ReviewState.PUBLISHED:
        row.published_at = at
    told = row.state in SEEN_BY_AGENT or after in SEEN_BY_AGENT
    row.state = after
    row.version += 1
    _note(reviews, row, by=by, at=at, words=wanted.words)
    if told:
        events.add(CHANGED, review_id, agent_id=row.agent_id)
    return row


def side_of(row: ReviewRow, user_id: UUID) -> Side | None:
    """Return which part somebody has in a review: an agent has none before it is published."""
    if row.reviewer_id == user_id:
        return Side.REVIEWER
    return Side.AGENT if row.agent_id == user_id and row.state in SEEN_BY_AGENT else None


def form_of(row: ReviewRow) -> ScoreForm:
    """Return the scorecard as it was when the review began."""
    return ScoreForm.model_validate(row.form)


def answers_of(row: ReviewRow) -> tuple[GivenPoints, ...]:
    """Return what was given."""
    return tuple(GivenPoints.model_validate(each) for each in row.answers)


def _own(session: Session, review_id: UUID, by: UUID) -> ReviewRow:
    row = ReviewRepository(session).lock(review_id)
    if row.reviewer_id != by:
        raise QualityNotFoundError(review_id=str(review_id))
    return row


def _answer(row: ReviewRow, answers: Sequence[GivenPoints]) -> None:
    form = form_of(row)
    check_answers(form, answers)
    score = score_of(form, answers)
    row.answers = [each.model_dump(mode="json") for each in answers]
    row.percent, row.passed = score.percent, score.passed


def _whole(row: ReviewRow) -> None:
    missing = score_of(form_of(row), answers_of(row)).missing
    if missing:
        raise QualityRefusedError(problem="question_missing", question=missing[0])


def _note(reviews: ReviewRepository, row: ReviewRow, *, by: UUID, at: datetime, words: str = "") -> None:
    reviews.add_event(
        ReviewEventRow(review_id=row.review_id, at=at, by_user_id=by, state=row.state, percent=row.percent, words=words)
    )
