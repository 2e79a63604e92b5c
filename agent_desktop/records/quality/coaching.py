"""Coaching notes: a supervisor writes to one agent, who reads and answers; the supervisor closes it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.quality import AnswerNote, CloseNote, WriteNote
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.quality.errors import QualityNotFoundError, QualityRefusedError
from agent_desktop.records.quality.models import CoachingNoteRow
from agent_desktop.records.quality.repository import CoachingRepository, ReviewRepository
from agent_desktop.records.quality.reviews import CHANGED


def write(session: Session, wanted: WriteNote, *, by: UUID, at: datetime, events: RecordEvents) -> CoachingNoteRow:
    """Write a note, or return what was written under this id.

    Raises:
        QualityNotFoundError: The id is somebody else's, or there is no such review of this agent.
    """
    notes = CoachingRepository(session)
    written = notes.find(wanted.note_id)
    if written is not None:
        if (written.by_user_id, written.agent_id) != (by, wanted.agent_id):
            raise QualityNotFoundError(note_id=str(wanted.note_id))
        return written
    if wanted.review_id is not None:
        review = ReviewRepository(session).find(wanted.review_id)
        if review is None or review.agent_id != wanted.agent_id:
            raise QualityNotFoundError(review_id=str(wanted.review_id))
    row = CoachingNoteRow(
        note_id=wanted.note_id,
        agent_id=wanted.agent_id,
        by_user_id=by,
        text=wanted.text,
        review_id=wanted.review_id,
        written_at=at,
        look_again_on=wanted.look_again_on,
    )
    notes.add(row)
    events.add(CHANGED, row.note_id, agent_id=row.agent_id)
    return row


def answer(session: Session, note_id: UUID, wanted: AnswerNote, *, by: UUID, at: datetime) -> CoachingNoteRow:
    """Keep that the agent has read it, and what they say to it. Later words take the place of earlier ones.

    Raises:
        QualityNotFoundError: There is none to this agent.
        QualityRefusedError: closed_already.
    """
    row = CoachingRepository(session).lock(note_id)
    if row.agent_id != by:
        raise QualityNotFoundError(note_id=str(note_id))
    if row.closed_at is not None:
        raise QualityRefusedError(problem="closed_already")
    if row.read_at is not None and (not wanted.words or row.answer == wanted.words):
        return row
    row.read_at = row.read_at or at
    row.answer = wanted.words or row.answer
    row.version += 1
    return row


def close(session: Session, note_id: UUID, wanted: CloseNote, *, at: datetime, events: RecordEvents) -> CoachingNoteRow:
    """Close a note.

    Raises:
        QualityNotFoundError: There is none.
        QualityRefusedError: closed_already.
        StaleVersionError: The agent has answered since.
    """
    row = CoachingRepository(session).lock(note_id)
    if row.closed_at is not None:
        raise QualityRefusedError(problem="closed_already")
    if row.version != wanted.seen_version:
        raise StaleVersionError(current_version=row.version)
    row.closed_at = at
    row.closing_words = wanted.words
    row.version += 1
    events.add(CHANGED, row.note_id, agent_id=row.agent_id)
    return row
