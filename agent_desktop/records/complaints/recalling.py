"""Until when a record that was just made may be taken back: while nobody else has had anything to do with it."""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.models import ComplaintEventRow, ComplaintRow

_OWN_BEGINNING: Final = frozenset({EventKind.RECORDED, EventKind.CLOCK})
"""What happens by the recording itself."""


def undo_until(session: Session, row: ComplaintRow, asking: Asking) -> datetime | None:
    """Return until when whoever asks may take it back; None where they may not (any more)."""
    until = row.registered_at + timedelta(minutes=asking.book.plan.undo_minutes)
    if row.recorded_by != asking.who.user_id or until <= asking.at or row.state is ComplaintState.UNDONE:
        return None
    query = sa.select(ComplaintEventRow.kind, ComplaintEventRow.at, ComplaintEventRow.by_user_id).where(
        ComplaintEventRow.complaint_id == row.complaint_id
    )
    for kind, at, by in session.execute(query):
        is_beginning = kind in _OWN_BEGINNING or (by == row.recorded_by and at == row.registered_at)
        if not is_beginning:
            return None
    return until
