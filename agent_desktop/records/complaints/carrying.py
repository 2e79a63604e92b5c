"""Complaints go with the person they are about: a call that is somebody else's takes its complaints along.

Nothing of the person they leave goes with them: the accounts and bookings they were about, the way of the answer, and
what ties them to other complaints stay behind. The history keeps it, for who may see every complaint, and gives it back
where the call goes back.

Accounts that are merged need nothing: complaints stay with the account that they were recorded for, and every question
asks for all accounts of a person.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.complaints import ComplaintState, SubjectWish
from agent_desktop.records.complaints.fields import SubjectRepository, kept_subjects
from agent_desktop.records.complaints.following import PLACES
from agent_desktop.records.complaints.history import Happened, add_event, as_json, list_since, tell
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import ComplaintRepository, LinkRepository
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

    One that was recorded in it for somebody else on purpose stays with them. One that goes on in a complaint of another
    person from now on goes on by itself.
    """
    if before == after:
        return 0
    of_call = sa.select(ComplaintRow.complaint_id).where(ComplaintRow.call_id == call_id)
    query = sa.select(ComplaintRow).where(
        sa.or_(ComplaintRow.call_id == call_id, ComplaintRow.joined_into.in_(of_call))
    )
    found = session.scalars(
        query.order_by(ComplaintRow.complaint_id).with_for_update(), execution_options={"populate_existing": True}
    ).all()
    same = ComplaintRepository(session).is_same_person
    moving = [row for row in found if row.call_id == call_id and same(row.customer_id, before)]
    moving += [row for row in found if row.call_id == call_id and row.customer_id == before and row not in moving]
    for row in moving:
        was = row.customer_id
        row.customer_id = after
        changes = {"customer_id": (was, after), **_leave_behind(session, row, after)}
        add_event(session, row, Happened(EventKind.CUSTOMER, at, by, changes=changes, detail={"call_id": str(call_id)}))
        tell(events, row, by)
    _part(session, found, by=by, at=at, events=events)
    for row in moving:
        LinkRepository(session).drop_strangers(row.complaint_id)
    return len(moving)


def _leave_behind(session: Session, row: ComplaintRow, after: UUID | None) -> dict[str, tuple[Any, Any]]:
    """Keep of a complaint only what is `after`'s, or nobody's; take back what was left behind when it left them."""
    repository, subjects = ComplaintRepository(session), SubjectRepository(session)
    left = _left_with(session, row, after)
    wishes = [
        SubjectWish(holding_id=each["holding_id"], transaction_id=each["transaction_id"], text=each["text"])
        for each in subjects.list_of([row.complaint_id])
    ]
    before = kept_subjects(wishes)
    wishes += [each for given in left.get("subjects", ()) if (each := SubjectWish.model_validate(given)) not in wishes]
    theirs = [each for each in wishes if subjects.rows_of([each], after) is not None]
    repeat_of = UUID(left["repeat_of"]) if left.get("repeat_of") else row.repeat_of
    if repeat_of is not None:
        other = repository.find(repeat_of)
        repeat_of = repeat_of if other is not None and repository.is_same_person(other.customer_id, after) else None
    wanted: dict[str, Any] = {"subjects": kept_subjects(theirs), "reply": left.get("reply"), "repeat_of": repeat_of}
    was: dict[str, Any] = {"subjects": before, "reply": row.reply, "repeat_of": row.repeat_of}
    row.reply, row.repeat_of = wanted["reply"], repeat_of
    subjects.put(row.complaint_id, subjects.rows_of(theirs, after) or ())
    session.flush()
    return {name: (was[name], wanted[name]) for name in wanted if as_json(was[name]) != as_json(wanted[name])}


def _left_with(session: Session, row: ComplaintRow, after: UUID | None) -> dict[str, Any]:
    """Return what a complaint left behind when it left the person whom it comes back to now."""
    moves = [each for each in list_since(session, row.complaint_id, 0) if each.kind == EventKind.CUSTOMER]
    if not moves or after is None or moves[-1].changes["customer_id"][0] != str(after):
        return {}
    return {name: values[0] for name, values in moves[-1].changes.items()}


def _part(session: Session, found: Sequence[ComplaintRow], *, by: UUID, at: datetime, events: RecordEvents) -> None:
    """Have those go on by themselves that went on in a complaint that is another person's now."""
    repository = ComplaintRepository(session)
    for row in found:
        into = repository.find(row.joined_into) if row.joined_into is not None else None
        if into is None or repository.is_same_person(row.customer_id, into.customer_id):
            continue
        state = row.state
        row.joined_into, row.ended_at, row.state_since = None, None, at
        row.state, row.state_place = ComplaintState.REOPENED, PLACES[ComplaintState.REOPENED]
        changes = {"state": (state, row.state), "joined_into": (into.complaint_id, None)}
        add_event(session, row, Happened(EventKind.MOVED, at, by, changes=changes))
        LinkRepository(session).drop_strangers(row.complaint_id)
        tell(events, row, by)
