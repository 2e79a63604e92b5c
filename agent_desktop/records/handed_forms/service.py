"""Hands a form of a complaint on with its call. One person at a time goes on with it, and nobody records it but they.

Nothing here commits. Who may read or take it is decided by who has the call.
"""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.handed_forms import HandForm
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import take_out
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import InteractionNotFoundError, RecordsError
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.handed_forms.models import HandedFormRow
from agent_desktop.records.handed_forms.repository import HandedFormRepository
from agent_desktop.records.interactions.repository import InteractionRepository


class HandedFormGoneError(RecordsError):
    """It was recorded, thrown away, or never handed on."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDED_FORM_GONE


class HandedFormTakenError(RecordsError):
    """Somebody else goes on with it."""

    code: ClassVar[ErrorCode] = ErrorCode.HANDED_FORM_TAKEN


def hand_form(
    session: Session, *, call_id: UUID, by: UUID, form: HandForm, tell: Collection[UUID], at: datetime,
    events: RecordEvents,
) -> HandedFormRow:  # fmt: skip
    """Keep a form as it now stands, for whoever takes the call over; who is to be told (`tell`) hears of it.

    Raises:
        InteractionNotFoundError: The agent has no part of this call.
        HandedFormTakenError: Somebody else goes on with it by now.
    """
    part = InteractionRepository(session).find(call_id, by, lock=True)
    if part is None:
        raise InteractionNotFoundError(call_id=str(call_id))
    repository = HandedFormRepository(session)
    row = repository.find(form.complaint_id, lock=True)
    if row is not None and row.owner_id != by:
        raise HandedFormTakenError
    if row is None:
        row = HandedFormRow(
            complaint_id=form.complaint_id, interaction_id=part.interaction_id, call_id=call_id, from_agent_id=by,
            content=form.content, files=form.files, version=1, changed_at=at,
        )  # fmt: skip
        repository.add(row)
        _audit(session, row, "handed_form.handed", by, at)
    else:
        # Whoever took it before hands it on in their turn.
        row.taken_by_id = row.taken_at = None
        row.interaction_id, row.call_id, row.from_agent_id = part.interaction_id, call_id, by
        row.content, row.files, row.version, row.changed_at = form.content, form.files, row.version + 1, at
        session.flush()
    for agent_id in tell:
        events.add("handover.saved", call_id, agent_id=agent_id)
    return row


def take_form(session: Session, complaint_id: UUID, *, by: UUID, at: datetime, events: RecordEvents) -> HandedFormRow:
    """Go on with a form; who filled it in so far hears of it. Again: the same.

    Raises:
        HandedFormGoneError: There is none.
        HandedFormTakenError: Another goes on with it.
    """
    row = HandedFormRepository(session).find(complaint_id, lock=True)
    if row is None:
        raise HandedFormGoneError
    if row.owner_id == by:
        return row
    if row.taken_by_id is not None:
        raise HandedFormTakenError
    row.taken_by_id, row.taken_at = by, at
    session.flush()
    _audit(session, row, "handed_form.taken", by, at)
    for agent_id in (row.from_agent_id, by):
        events.add("handover.read", row.call_id, agent_id=agent_id)
    return row


def drop_form(session: Session, complaint_id: UUID, *, by: UUID, at: datetime) -> None:
    """Have a form go along no more: it was thrown away, and its files with it. One that is not there changes nothing.

    Raises:
        HandedFormTakenError: Somebody else goes on with it.
    """
    row = _lock_own(session, complaint_id, by)
    if row is None:
        return
    take_out(session, AttachmentRepository(session).lock_of_form(complaint_id), by=by, at=at)
    _audit(session, row, "handed_form.dropped", by, at)
    HandedFormRepository(session).remove(row)


def record_form(session: Session, complaint_id: UUID, *, by: UUID) -> None:
    """It is being recorded, by whom it is theirs to record; then nobody needs the form any more.

    Raises:
        HandedFormTakenError: Somebody else goes on with it.
    """
    row = _lock_own(session, complaint_id, by)
    if row is None:
        return
    HandedFormRepository(session).remove(row)


def _lock_own(session: Session, complaint_id: UUID, by: UUID) -> HandedFormRow | None:
    row = HandedFormRepository(session).find(complaint_id, lock=True)
    if row is not None and row.owner_id != by:
        raise HandedFormTakenError
    return row


def _audit(session: Session, row: HandedFormRow, what: str, by: UUID, at: datetime) -> None:
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="handed_form",
        record_id=row.complaint_id,
        call_id=row.call_id,
        detail={"version": row.version},
    )
