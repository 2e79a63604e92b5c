"""Complaints go with the person they are about: a call that is somebody else's takes its complaints along.

Accounts that are merged need nothing: complaints stay with the account that they were recorded for, and every question
asks for all accounts of a person.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.records.complaints.history import Happened, add_event, tell
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.events import RecordEvents


def carry_complaints(
    session: Session,
    call_id: UUID,
    *,
    before: UUID | None,
    after: UUID | None,
    by: UUID,
    at: datetime,
    events: RecordEvents,
) -> int:
    """Have the complaints that were recorded in a call for `before` be `after`'s; return how many went along.

    One that was recorded in it for somebody else on purpose stays with them.
    """
    if before == after:
        return 0
    query = sa.select(ComplaintRow).where(ComplaintRow.call_id == call_id)
    found = session.scalars(
        query.order_by(ComplaintRow.complaint_id).with_for_update(), execution_options={"populate_existing": True}
    ).all()
    same = ComplaintRepository(session).is_same_person
    rows = [row for row in found if row.customer_id == before or same(row.customer_id, before)]
    for row in rows:
        before = row.customer_id
        row.customer_id = after
        changes = {"customer_id": (before, after)}
        add_event(session, row, Happened(EventKind.CUSTOMER, at, by, changes=changes, detail={"call_id": str(call_id)}))
        tell(events, row, by)
    return len(rows)
