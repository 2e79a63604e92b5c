"""``/v1/quality``: calibrations of reviewers, and coaching notes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.quality import (
    AnswerNote,
    BeginCalibration,
    Calibration,
    Calibrations,
    CloseCalibration,
    CloseNote,
    CoachingNote,
    Notes,
    ScoreCalibration,
    WriteNote,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.quality import calibrations, coaching
from agent_desktop.records.quality.errors import QualityNotFoundError
from agent_desktop.records.quality.repository import CalibrationRepository, CoachingRepository
from agent_desktop.records.quality.schema import ScoreBook
from agent_desktop.server.auth.rules import AGENTS
from agent_desktop.server.quality.people import see_reviewed
from agent_desktop.server.quality.repository import QualityRepository
from agent_desktop.server.quality.routes import QUALITY, finished_part, form_named
from agent_desktop.server.quality.showing import shown_calibrations, shown_notes
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

LISTED = 100
Reviewer = Annotated[Person, Depends(QUALITY)]
Agent = Annotated[Person, Depends(AGENTS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def coaching_routes(book: ScoreBook) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["quality"], prefix="/quality")

    @router.get("/calibrations")
    def list_calibrations(person: Reviewer, work: Unit) -> Calibrations:
        rows = CalibrationRepository(work.session).list_of(person.user_id, LISTED)
        return Calibrations(calibrations=shown_calibrations(work.session, rows, to=person.user_id))

    @router.post("/calibrations")
    def begin(wanted: BeginCalibration, person: Reviewer, work: Unit) -> Calibration:
        see_reviewed(work.session, person, wanted.agent_id)
        row = calibrations.begin(
            work.session,
            wanted,
            form_named(book, wanted.form),
            finished_part(work, wanted.call_id, wanted.agent_id),
            reviewers={each["agent_id"] for each in QualityRepository(work.session).list_reviewers()},
            by=person.user_id,
            at=work.now(),
        )
        return _calibrated(work, row.calibration_id, person, "calibration.began")

    @router.put("/calibrations/{calibration_id}/score")
    def hand_in(calibration_id: UUID, wanted: ScoreCalibration, person: Reviewer, work: Unit) -> Calibration:
        calibrations.hand_in(work.session, calibration_id, wanted, by=person.user_id, at=work.now())
        return _calibrated(work, calibration_id, person, "calibration.scored" if wanted.hand_in else "")

    @router.post("/calibrations/{calibration_id}/close")
    def close(calibration_id: UUID, wanted: CloseCalibration, person: Reviewer, work: Unit) -> Calibration:
        calibrations.close(work.session, calibration_id, wanted, by=person.user_id, at=work.now())
        return _calibrated(work, calibration_id, person, "calibration.closed")

    @router.get("/agents/{agent_id}/notes")
    def list_notes(agent_id: UUID, person: Reviewer, work: Unit) -> Notes:
        see_reviewed(work.session, person, agent_id)
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="coaching_notes.shown",
            record_kind="agent",
            record_id=agent_id,
        )
        return Notes(notes=shown_notes(work.session, CoachingRepository(work.session).list_of(agent_id, LISTED)))

    @router.post("/notes")
    def write(wanted: WriteNote, person: Reviewer, work: Unit) -> CoachingNote:
        see_reviewed(work.session, person, wanted.agent_id)
        row = coaching.write(work.session, wanted, by=person.user_id, at=work.now(), events=work.records)
        _audit(work, person, "coaching_note.written", "coaching_note", row.note_id)
        return shown_notes(work.session, [row])[0]

    @router.post("/notes/{note_id}/answer")
    def answer(note_id: UUID, wanted: AnswerNote, person: Agent, work: Unit) -> CoachingNote:
        row = coaching.answer(work.session, note_id, wanted, by=person.user_id, at=work.now())
        _audit(work, person, "coaching_note.read", "coaching_note", note_id)
        return shown_notes(work.session, [row])[0]

    @router.post("/notes/{note_id}/close")
    def close_note(note_id: UUID, wanted: CloseNote, person: Reviewer, work: Unit) -> CoachingNote:
        seen = CoachingRepository(work.session).find(note_id)
        if seen is None:
            raise QualityNotFoundError(note_id=str(note_id))
        see_reviewed(work.session, person, seen.agent_id)
        row = coaching.close(work.session, note_id, wanted, at=work.now(), events=work.records)
        _audit(work, person, "coaching_note.closed", "coaching_note", note_id)
        return shown_notes(work.session, [row])[0]

    return router


def _calibrated(work: UnitOfWork, calibration_id: UUID, person: Person, what: str) -> Calibration:
    work.session.flush()
    if what:
        _audit(work, person, what, "calibration", calibration_id)
    row = CalibrationRepository(work.session).find(calibration_id)
    if row is None:
        raise QualityNotFoundError(calibration_id=str(calibration_id))
    return shown_calibrations(work.session, [row], to=person.user_id)[0]


def _audit(work: UnitOfWork, person: Person, what: str, kind: str, record_id: UUID) -> None:
    record_change(work.session, at=work.now(), by=person.user_id, what=what, record_kind=kind, record_id=record_id)
