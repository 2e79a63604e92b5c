"""A form that goes along with a call, as desktops read it, and who may."""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import AttachmentState, RecordKind
from agent_desktop.contract.handed_forms import HandedFile, HandedForm
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.handed_forms.models import HandedFormRow
from agent_desktop.records.handed_forms.repository import HandedFormRepository
from agent_desktop.records.handed_forms.service import HandedFormGoneError
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.transfers.access import get_call_at_hand
from telephony.errors import NotYourCallError
from telephony.times import utc


def readable_form(session: Session, reader_id: UUID, complaint_id: UUID) -> HandedFormRow:
    """Return a form that this person may read: who fills it in or has, and who has its call or is asked in it.

    Raises:
        HandedFormGoneError: There is none.
        CallNotFoundError, NotYourCallError: It is not theirs to read.
    """
    row = HandedFormRepository(session).find(complaint_id)
    if row is None:
        raise HandedFormGoneError
    is_theirs = reader_id in (row.from_agent_id, row.taken_by_id)
    if not (is_theirs or get_call_at_hand(session, row.call_id, reader_id).may_read_received):
        raise NotYourCallError(call_id=str(row.call_id))
    return row


def shown_form(session: Session, row: HandedFormRow, reader_id: UUID | None = None) -> HandedForm:
    """Return a form as a desktop reads it."""
    names = UserRepository(session).list_display_names({row.from_agent_id, row.owner_id})
    listed = AttachmentRepository(session).list_of_record(RecordKind.COMPLAINT, row.complaint_id)
    attached = tuple(
        HandedFile(file_id=each.attachment_id, name=each.name, size=each.size, checksum=each.checksum)
        for each in listed
        if each.state is AttachmentState.KEPT
    )
    return HandedForm(
        complaint_id=row.complaint_id,
        call_id=row.call_id,
        from_agent_id=row.from_agent_id,
        from_name=names.get(row.from_agent_id, ""),
        version=row.version,
        content=row.content,
        files=max(0, row.files - len(attached)),
        attached=attached,
        is_yours=row.owner_id == reader_id,
        changed_at=utc(row.changed_at),
        taken_by_id=row.taken_by_id,
        taken_by_name=names.get(row.taken_by_id, "") if row.taken_by_id is not None else "",
    )
