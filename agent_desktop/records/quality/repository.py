"""Every query on reviews, calibrations and coaching notes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.quality import ReviewState
from agent_desktop.records.quality.errors import QualityNotFoundError
from agent_desktop.records.quality.models import (
    CalibrationRow,
    CalibrationScoreRow,
    CoachingNoteRow,
    ReviewEventRow,
    ReviewRow,
)
from agent_desktop.records.quality.states import COUNTS, SEEN_BY_AGENT, WAITS_FOR_AGENT

_FRESH: Final = {"populate_existing": True}


class Totals(NamedTuple):
    """Of one agent's reviews in a time."""

    reviewed: int
    passed: int
    mean_percent: Decimal | None


class ReviewRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: ReviewRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find(self, review_id: UUID) -> ReviewRow | None:
        return self._session.get(ReviewRow, review_id, populate_existing=True)

    def lock(self, review_id: UUID) -> ReviewRow:
        """Return one for nobody else to change until the transaction ends.

        Raises:
            QualityNotFoundError: There is none.
        """
        query = sa.select(ReviewRow).where(ReviewRow.review_id == review_id).with_for_update()
        row = self._session.scalar(query, execution_options=_FRESH)
        if row is None:
            raise QualityNotFoundError(review_id=str(review_id))
        return row

    def find_open(self, call_id: UUID, agent_id: UUID, reviewer_id: UUID, form_code: str) -> ReviewRow | None:
        """Return the reviewer's own of this part of a call by this form that was not withdrawn."""
        query = sa.select(ReviewRow).where(
            ReviewRow.call_id == call_id,
            ReviewRow.agent_id == agent_id,
            ReviewRow.reviewer_id == reviewer_id,
            ReviewRow.form_code == form_code,
            ReviewRow.state != ReviewState.WITHDRAWN,
        )
        return self._session.scalar(query)

    def list_found(
        self,
        *,
        agent_ids: Collection[UUID] | None,
        states: Collection[ReviewState],
        drafts_of: UUID | None,
        since: datetime | None,
        until: datetime | None,
        limit: int,
        offset: int = 0,
    ) -> tuple[int, Sequence[ReviewRow]]:
        """List reviews, the newest first, and count all of them. `agent_ids` None: of anybody. Drafts, and what
        was withdrawn, only where they are those of `drafts_of`."""
        wanted = [
            ReviewRow.state.in_(states) if states else sa.true(),
            sa.or_(ReviewRow.state.in_(SEEN_BY_AGENT), ReviewRow.reviewer_id == drafts_of),
        ]
        if agent_ids is not None:
            wanted.append(ReviewRow.agent_id.in_(agent_ids))
        if since is not None:
            wanted.append(ReviewRow.began_at >= since)
        if until is not None:
            wanted.append(ReviewRow.began_at < until)
        count = self._session.scalar(sa.select(sa.func.count()).select_from(ReviewRow).where(*wanted)) or 0
        query = sa.select(ReviewRow).where(*wanted).order_by(ReviewRow.began_at.desc(), ReviewRow.review_id)
        return count, self._session.scalars(query.limit(limit).offset(offset)).all()

    def totals(self, agent_ids: Collection[UUID], since: datetime, until: datetime) -> Mapping[UUID, Totals]:
        """Return the totals by agent of reviews whose call was in a time."""
        query = (
            sa.select(
                ReviewRow.agent_id,
                sa.func.count(),
                sa.func.count().filter(ReviewRow.passed),
                sa.func.round(sa.func.avg(ReviewRow.percent), 2),
            )
            .where(
                ReviewRow.agent_id.in_(agent_ids),
                ReviewRow.state.in_(COUNTS),
                ReviewRow.call_at >= since,
                ReviewRow.call_at < until,
            )
            .group_by(ReviewRow.agent_id)
        )
        return {agent: Totals(*rest) for agent, *rest in self._session.execute(query)}

    def count_waiting(self, agent_id: UUID) -> int:
        """Count the agent's reviews that they have not answered."""
        query = (
            sa.select(sa.func.count())
            .select_from(ReviewRow)
            .where(ReviewRow.agent_id == agent_id, ReviewRow.state.in_(WAITS_FOR_AGENT))
        )
        return self._session.scalar(query) or 0

    def add_event(self, row: ReviewEventRow) -> None:
        self._session.add(row)

    def list_events(self, review_ids: Collection[UUID]) -> Sequence[ReviewEventRow]:
        """List the histories of reviews, each from its beginning."""
        query = (
            sa.select(ReviewEventRow).where(ReviewEventRow.review_id.in_(review_ids)).order_by(ReviewEventRow.event_id)
        )
        return self._session.scalars(query).all()


class CalibrationRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: CalibrationRow, reviewer_ids: Collection[UUID]) -> None:
        self._session.add(row)
        self._session.flush()
        self._session.add_all(
            CalibrationScoreRow(calibration_id=row.calibration_id, reviewer_id=each) for each in reviewer_ids
        )
        self._session.flush()

    def find(self, calibration_id: UUID) -> CalibrationRow | None:
        return self._session.get(CalibrationRow, calibration_id, populate_existing=True)

    def lock(self, calibration_id: UUID) -> CalibrationRow:
        """Return one for nobody else to change until the transaction ends.

        Raises:
            QualityNotFoundError: There is none.
        """
        query = sa.select(CalibrationRow).where(CalibrationRow.calibration_id == calibration_id).with_for_update()
        row = self._session.scalar(query, execution_options=_FRESH)
        if row is None:
            raise QualityNotFoundError(calibration_id=str(calibration_id))
        return row

    def list_of(self, user_id: UUID, limit: int) -> Sequence[CalibrationRow]:
        """List those that somebody began or was asked to score, the newest first."""
        scored = sa.select(CalibrationScoreRow.calibration_id).where(CalibrationScoreRow.reviewer_id == user_id)
        query = (
            sa.select(CalibrationRow)
            .where(sa.or_(CalibrationRow.began_by == user_id, CalibrationRow.calibration_id.in_(scored)))
            .order_by(CalibrationRow.began_at.desc(), CalibrationRow.calibration_id)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def list_scores(self, calibration_ids: Collection[UUID]) -> Sequence[CalibrationScoreRow]:
        query = (
            sa.select(CalibrationScoreRow)
            .where(CalibrationScoreRow.calibration_id.in_(calibration_ids))
            .order_by(CalibrationScoreRow.handed_in_at.nulls_last(), CalibrationScoreRow.reviewer_id)
        )
        return self._session.scalars(query, execution_options=_FRESH).all()


class CoachingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: CoachingNoteRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find(self, note_id: UUID) -> CoachingNoteRow | None:
        return self._session.get(CoachingNoteRow, note_id, populate_existing=True)

    def lock(self, note_id: UUID) -> CoachingNoteRow:
        """Return one for nobody else to change until the transaction ends.

        Raises:
            QualityNotFoundError: There is none.
        """
        query = sa.select(CoachingNoteRow).where(CoachingNoteRow.note_id == note_id).with_for_update()
        row = self._session.scalar(query, execution_options=_FRESH)
        if row is None:
            raise QualityNotFoundError(note_id=str(note_id))
        return row

    def list_of(self, agent_id: UUID, limit: int) -> Sequence[CoachingNoteRow]:
        """List the notes to an agent, the newest first."""
        query = (
            sa.select(CoachingNoteRow)
            .where(CoachingNoteRow.agent_id == agent_id)
            .order_by(CoachingNoteRow.written_at.desc(), CoachingNoteRow.note_id)
            .limit(limit)
        )
        return self._session.scalars(query).all()

    def count_open(self, agent_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """Count by agent the notes that nobody has closed."""
        return self._counted(CoachingNoteRow.agent_id.in_(agent_ids), CoachingNoteRow.closed_at.is_(None))

    def count_unread(self, agent_id: UUID) -> int:
        """Count the notes that the agent has not read."""
        unread = (CoachingNoteRow.read_at.is_(None), CoachingNoteRow.closed_at.is_(None))
        return self._counted(CoachingNoteRow.agent_id == agent_id, *unread).get(agent_id, 0)

    def _counted(self, *wanted: sa.ColumnElement[Any]) -> Mapping[UUID, int]:
        query = sa.select(CoachingNoteRow.agent_id, sa.func.count()).where(*wanted).group_by(CoachingNoteRow.agent_id)
        return {row[0]: row[1] for row in self._session.execute(query)}
