"""Callbacks go with the call in which they were made, when somebody says that it was with another customer.

Accounts that are merged, or parted again, bring theirs by themselves: a trigger of the database sees to it.
"""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import OPEN_STATES, CallbackEnd, CallbackEventKind, CallbackState
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.deeds import Noted, add_words, in_hands, note, tell
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.events import RecordEvents


def follow_call(
    session: Session,
    call_id: UUID,
    *,
    old: UUID | None,
    new: UUID | None,
    at: datetime,
    by: UUID | None,
    events: RecordEvents,
) -> None:
    """Have the callbacks that were made in a call for `old` (or for nobody known) be those of `new`. Where that one has
    an open one for the same reason already, theirs goes on with both words."""
    repository = CallbackRepository(session)
    for row in repository.list_of_call(call_id):
        if row.customer_id == new or row.customer_id not in (old, None):
            continue
        person_id = None if new is None else repository.lead_of(new)
        if row.state in OPEN_STATES:
            other = repository.lock_open(person_id, row.number, row.reason_code, row.about_id)
            if other is not None and other.callback_id != row.callback_id:
                kept, gone = (row, other) if in_hands(row) and not in_hands(other) else (other, row)
                _join(session, kept, gone, at=at, by=by, events=events)
        repository.change_person(row, new)
        row.version += 1
        row.to_sync = True
        session.flush()
        note(session, row.callback_id, Noted(CallbackEventKind.RELINKED), at=at, by=by)
        detail: dict[str, JsonValue] = {"callback_id": str(row.callback_id), "old_customer_id": str(old or "")}
        record_change(
            session, at=at, by=by, what="callback.relinked", record_kind="customer", record_id=new, call_id=call_id,
            detail=detail,
        )  # fmt: skip
        tell(events, row)


def _join(
    session: Session, kept: CallbackRow, gone: CallbackRow, *, at: datetime, by: UUID | None, events: RecordEvents
) -> None:
    """Have `kept` take up what `gone` was for."""
    gone.state, gone.joined_into = CallbackState.JOINED, kept.callback_id
    gone.ended_at, gone.ended_by, gone.ended_as = at, by, CallbackEnd.JOINED
    gone.next_at = None
    gone.to_sync = True
    gone.version += 1
    add_words(kept, gone.reason)
    kept.version += 1
    session.flush()
    note(session, gone.callback_id, Noted(CallbackEventKind.JOINED_AWAY), at=at, by=by)
    note(session, kept.callback_id, Noted(CallbackEventKind.JOINED, words=gone.reason), at=at, by=by)
    tell(events, gone)
    tell(events, kept)
