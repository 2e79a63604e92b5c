"""What the clocks write on the complaint's own side: its next date, and its history."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.records.complaint_clocks.facts import ClockStanding
from agent_desktop.records.complaints.due import keep_standing
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.events import RecordEvents


class ComplaintFile:
    """The records of complaints as clocks need them (`facts.CaseFile`). The complaint is locked already."""

    def keep_standing(self, session: Session, complaint_id: UUID, standing: ClockStanding) -> None:
        """See `CaseFile`."""
        row = session.get(ComplaintRow, complaint_id)
        if row is not None:
            keep_standing(row, standing)
            session.flush()

    def note(
        self,
        session: Session,
        complaint_id: UUID,
        what: str,
        *,
        by: UUID | None,
        at: datetime,
        words: str,
        detail: dict[str, JsonValue],
        events: RecordEvents,
    ) -> None:
        """See `CaseFile`."""
        note_paper(
            session,
            complaint_id,
            EventKind.CLOCK,
            by=by,
            at=at,
            events=events,
            detail={"what": what, **detail},
            words=words,
        )
