"""What a letter that went out is to the clocks of its complaint."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.complaint_clocks.facts import ClockKeeper, ComplaintChange
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.complaints.due import facts_of, keep_standing
from agent_desktop.records.events import RecordEvents
from agent_desktop.server.letters.going_out import Marked


def marks_clocks(keeper: ClockKeeper) -> Marked:
    """Return what tells the clocks that a letter went out."""

    def marked(session: Session, complaint_id: UUID, mark: str, by: UUID, at: datetime, events: RecordEvents) -> None:
        row = lock_row(session, complaint_id)
        if row is None:
            return
        change = ComplaintChange(by=by, marks=(mark,))
        keep_standing(row, keeper.clocks_after(session, facts_of(row), change, at=at, events=events))
        session.flush()

    return marked
