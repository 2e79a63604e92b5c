"""What a survey can be about: a complaint that is closed, a call that somebody had."""

from uuid import UUID

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.complaints.access import departments_of, get_readable
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.errors import InteractionNotFoundError
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.surveys.service import Subject
from agent_desktop.server.complaints.people import who_of
from agent_desktop.server.unit_of_work import UnitOfWork


def subject_of(work: UnitOfWork, person: Person, kind: RecordKind, record_id: UUID, book: ComplaintBook) -> Subject:
    """Return what is asked about, to somebody who may see it.

    Raises:
        ComplaintNotFoundError, InteractionNotFoundError: There is none, or it is not theirs.
    """
    if kind is RecordKind.CALL:
        return _call(work, person, record_id)
    row = get_readable(work.session, record_id, who_of(person), departments_of(book, person.team))
    is_closed = row.state is ComplaintState.CLOSED and row.kind is ComplaintKind.COMPLAINT
    return Subject(kind, record_id, row.customer_id, is_closed, row.team, row.owner_id)


def _call(work: UnitOfWork, person: Person, call_id: UUID) -> Subject:
    """Whoever had the call may ask about it, while it is wrapped up too; and supervisors."""
    interactions = InteractionRepository(work.session)
    part = interactions.find(call_id, person.user_id)
    parts = interactions.list_parts(call_id)
    if part is None and not (Role.SUPERVISOR in person.roles and parts):
        raise InteractionNotFoundError(call_id=str(call_id))
    last = part or parts[-1]
    return Subject(RecordKind.CALL, call_id, last.customer_id, is_over=True, agent_id=last.agent_id)
