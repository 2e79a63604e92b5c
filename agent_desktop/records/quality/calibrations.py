"""Calibration: several reviewers score the same call, none seeing what the others give; then they agree."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.quality import BeginCalibration, CloseCalibration, GivenPoints, ScoreCalibration, ScoreForm
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.quality.errors import QualityNotFoundError, QualityRefusedError
from agent_desktop.records.quality.models import CalibrationRow, CalibrationScoreRow
from agent_desktop.records.quality.repository import CalibrationRepository
from agent_desktop.records.quality.reviews import Part
from agent_desktop.records.quality.scoring import check_answers, score_of


def begin(
    session: Session,
    wanted: BeginCalibration,
    form: ScoreForm,
    part: Part,
    *,
    reviewers: Collection[UUID],
    by: UUID,
    at: datetime,
) -> CalibrationRow:
    """Begin one, or return what was begun under this id.

    Raises:
        QualityRefusedError: not_a_reviewer: one of those asked is none of `reviewers`, or had the call themselves.
        QualityNotFoundError: The id is somebody else's.
    """
    calibrations = CalibrationRepository(session)
    begun = calibrations.find(wanted.calibration_id)
    if begun is not None:
        if begun.began_by != by:
            raise QualityNotFoundError(calibration_id=str(wanted.calibration_id))
        return begun
    asked = set(wanted.reviewer_ids)
    if not asked <= set(reviewers) or part.agent_id in asked or len(asked) < 2:
        raise QualityRefusedError(problem="not_a_reviewer")
    row = CalibrationRow(
        calibration_id=wanted.calibration_id,
        name=wanted.name,
        form=form.model_dump(mode="json"),
        call_id=part.call_id,
        agent_id=part.agent_id,
        contact_id=part.contact_id,
        began_by=by,
        began_at=at,
        due_on=wanted.due_on,
    )
    calibrations.add(row, asked)
    return row


def hand_in(session: Session, calibration_id: UUID, wanted: ScoreCalibration, *, by: UUID, at: datetime) -> None:
    """Keep what one reviewer gives, as a draft or for good. The same again changes nothing.

    Raises:
        QualityNotFoundError: There is none, or they were not asked.
        QualityRefusedError: closed_already, handed_in_already, question_missing, or an answer is wrong.
    """
    row, mine = _mine(session, calibration_id, by)
    given = [each.model_dump(mode="json") for each in wanted.answers]
    if mine.handed_in_at is not None:
        if mine.answers == given:
            return
        raise QualityRefusedError(problem="handed_in_already")
    if row.closed_at is not None:
        raise QualityRefusedError(problem="closed_already")
    if not wanted.hand_in:
        check_answers(form_of(row), wanted.answers)
        mine.draft = given
        return
    _whole(row, wanted.answers)
    mine.answers, mine.draft = given, []
    mine.handed_in_at = at
    row.version += 1


def close(session: Session, calibration_id: UUID, wanted: CloseCalibration, *, by: UUID, at: datetime) -> None:
    """Close it with what was agreed on, or call it off; only who began it does. From now on everybody who was asked
    sees all that was handed in.

    Raises:
        QualityNotFoundError: There is none, or somebody else began it.
        QualityRefusedError: closed_already, nobody_handed_in, question_missing, an answer is wrong, or words_missing:
            it is called off without saying why.
        StaleVersionError: Somebody has handed in since.
    """
    calibrations = CalibrationRepository(session)
    row = calibrations.lock(calibration_id)
    if row.began_by != by:
        raise QualityNotFoundError(calibration_id=str(calibration_id))
    if row.closed_at is not None:
        raise QualityRefusedError(problem="closed_already")
    if row.version != wanted.seen_version:
        raise StaleVersionError(current_version=row.version)
    if wanted.agreed:
        if not any(score.handed_in_at for score in calibrations.list_scores([calibration_id])):
            raise QualityRefusedError(problem="nobody_handed_in")
        _whole(row, wanted.agreed)
    elif not wanted.words:
        raise QualityRefusedError(problem="words_missing")
    row.agreed = [each.model_dump(mode="json") for each in wanted.agreed]
    row.words = wanted.words
    row.closed_at = at
    row.version += 1


def form_of(row: CalibrationRow) -> ScoreForm:
    """Return the scorecard as it was when the calibration began."""
    return ScoreForm.model_validate(row.form)


def _mine(session: Session, calibration_id: UUID, by: UUID) -> tuple[CalibrationRow, CalibrationScoreRow]:
    calibrations = CalibrationRepository(session)
    row = calibrations.lock(calibration_id)
    mine = next((each for each in calibrations.list_scores([calibration_id]) if each.reviewer_id == by), None)
    if mine is None:
        raise QualityNotFoundError(calibration_id=str(calibration_id))
    return row, mine


def _whole(row: CalibrationRow, answers: tuple[GivenPoints, ...]) -> None:
    form = form_of(row)
    check_answers(form, answers)
    missing = score_of(form, answers).missing
    if missing:
        raise QualityRefusedError(problem="question_missing", question=missing[0])
