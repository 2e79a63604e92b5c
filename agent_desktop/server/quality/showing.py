"""Reviews, calibrations and notes as they cross the wire."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from agent_desktop.contract.quality import (
    Calibration,
    CalibrationScore,
    CalibrationState,
    CallToReview,
    CoachingNote,
    GivenPoints,
    Review,
    ReviewEvent,
    ReviewState,
)
from agent_desktop.records.quality import calibrations, reviews
from agent_desktop.records.quality.models import CalibrationRow, CoachingNoteRow, ReviewEventRow, ReviewRow
from agent_desktop.records.quality.repository import CalibrationRepository, ReviewRepository
from agent_desktop.records.quality.scoring import off_agreed, score_of, spreads_of
from agent_desktop.records.quality.states import SEEN_BY_AGENT, Side, moves_of
from agent_desktop.server.quality.people import names_of
from telephony.times import utc


def shown_call(row: RowMapping) -> CallToReview:
    """Return one agent's part of a call."""
    values: dict[str, object] = {str(key): value for key, value in row.items()}
    values["queue_name"] = values.get("queue_name") or {}
    values["outcome"] = values.get("outcome") or {}
    values["agent_name"] = values.get("agent_name") or ""
    return CallToReview.model_validate(values)


def shown_reviews(session: Session, rows: Sequence[ReviewRow], *, to: UUID) -> tuple[Review, ...]:
    """Return reviews as `to` sees them, with what they may do."""
    events = ReviewRepository(session).list_events([row.review_id for row in rows])
    people = {person for row in rows for person in (row.agent_id, row.reviewer_id)}
    names = names_of(session, people | {event.by_user_id for event in events})
    return tuple(
        _review(row, [event for event in events if event.review_id == row.review_id], names, to) for row in rows
    )


def _review(row: ReviewRow, events: Iterable[ReviewEventRow], names: Mapping[UUID, str], to: UUID) -> Review:
    form, answers = reviews.form_of(row), reviews.answers_of(row)
    side = reviews.side_of(row, to)
    is_agent = row.agent_id == to
    return Review(
        review_id=row.review_id,
        version=row.version,
        state=row.state,
        form=form,
        call_id=row.call_id,
        agent_id=row.agent_id,
        agent_name=names.get(row.agent_id, ""),
        reviewer_id=row.reviewer_id,
        reviewer_name=names.get(row.reviewer_id, ""),
        call_at=utc(row.call_at),
        contact_id=row.contact_id,
        answers=answers,
        score=score_of(form, answers),
        summary=row.summary,
        began_at=utc(row.began_at),
        published_at=_utc(row.published_at),
        may_edit=side is Side.REVIEWER and row.state is ReviewState.DRAFT,
        may=() if side is None else moves_of(row.state, side),
        history=tuple(
            ReviewEvent(
                at=utc(event.at),
                by_name=names.get(event.by_user_id, ""),
                state=event.state,
                percent=event.percent,
                words=event.words,
            )
            for event in events
            if not is_agent or event.state in SEEN_BY_AGENT
        ),
    )


def shown_calibrations(session: Session, rows: Sequence[CalibrationRow], *, to: UUID) -> tuple[Calibration, ...]:
    """Return calibrations as `to` sees them: what others gave only once they have handed in, or it is closed."""
    scores = CalibrationRepository(session).list_scores([row.calibration_id for row in rows])
    people = {person for row in rows for person in (row.began_by, row.agent_id)} | {
        score.reviewer_id for score in scores
    }
    names = names_of(session, people)
    shown = []
    for row in rows:
        form = calibrations.form_of(row)
        mine = [each for each in scores if each.calibration_id == row.calibration_id]
        agreed = _given(row.agreed)
        own = next((each for each in mine if each.reviewer_id == to), None)
        closed = row.closed_at is not None
        seen = closed or (own is not None and own.handed_in_at is not None)
        seen = seen or (row.began_by == to and own is None and any(each.handed_in_at for each in mine))
        told = [
            CalibrationScore(
                reviewer_id=each.reviewer_id,
                name=names.get(each.reviewer_id, ""),
                handed_in_at=_utc(each.handed_in_at),
                answers=_given(each.answers) if seen else (),
                score=score_of(form, _given(each.answers)) if seen and each.handed_in_at else None,
                off_agreed=off_agreed(form, _given(each.answers), agreed) if closed and each.handed_in_at else None,
            )
            for each in mine
        ]
        shown.append(
            Calibration(
                calibration_id=row.calibration_id,
                version=row.version,
                name=row.name,
                state=CalibrationState.CLOSED if closed else CalibrationState.OPEN,
                form=form,
                call_id=row.call_id,
                agent_id=row.agent_id,
                agent_name=names.get(row.agent_id, ""),
                contact_id=row.contact_id,
                began_by_name=names.get(row.began_by, ""),
                due_on=row.due_on,
                mine_is_wanted=not closed and own is not None and own.handed_in_at is None,
                draft=_given(own.draft) if own is not None else (),
                scores=tuple(told),
                spreads=spreads_of(form, [each.answers for each in told if each.handed_in_at], agreed) if seen else (),
                agreed=agreed,
                agreed_score=score_of(form, agreed) if agreed else None,
                words=row.words,
                may_close=not closed and row.began_by == to,
            )
        )
    return tuple(shown)


def shown_notes(session: Session, rows: Collection[CoachingNoteRow]) -> tuple[CoachingNote, ...]:
    """Return coaching notes."""
    names = names_of(session, {person for row in rows for person in (row.agent_id, row.by_user_id)})
    return tuple(
        CoachingNote(
            note_id=row.note_id,
            version=row.version,
            agent_id=row.agent_id,
            agent_name=names.get(row.agent_id, ""),
            by_name=names.get(row.by_user_id, ""),
            text=row.text,
            review_id=row.review_id,
            written_at=utc(row.written_at),
            look_again_on=row.look_again_on,
            read_at=_utc(row.read_at),
            answer=row.answer,
            closed_at=_utc(row.closed_at),
            closing_words=row.closing_words,
        )
        for row in rows
    )


def _given(answers: Iterable[object]) -> tuple[GivenPoints, ...]:
    return tuple(GivenPoints.model_validate(each) for each in answers)


def _utc(at: datetime | None) -> datetime | None:
    return None if at is None else utc(at)
