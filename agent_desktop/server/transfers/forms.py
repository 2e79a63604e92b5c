"""A form that goes along with a call, as desktops read it."""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.handed_forms import HandedForm
from agent_desktop.records.handed_forms.models import HandedFormRow
from agent_desktop.server.auth.repository import UserRepository
from telephony.times import utc


def shown_form(session: Session, row: HandedFormRow, reader_id: UUID | None = None) -> HandedForm:
    """Return a form as a desktop reads it."""
    names = UserRepository(session).list_display_names({row.from_agent_id, row.owner_id})
    return HandedForm(
        complaint_id=row.complaint_id,
        call_id=row.call_id,
        from_agent_id=row.from_agent_id,
        from_name=names.get(row.from_agent_id, ""),
        version=row.version,
        content=row.content,
        files=row.files,
        is_yours=row.owner_id == reader_id,
        changed_at=utc(row.changed_at),
        taken_by_id=row.taken_by_id,
        taken_by_name=names.get(row.taken_by_id, "") if row.taken_by_id is not None else "",
    )
