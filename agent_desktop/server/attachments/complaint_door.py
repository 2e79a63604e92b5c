"""Complaints, as what belongs to them asks for them; also those to be, whose form goes along with a call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import departments_of, get_readable
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.handed_forms.models import HandedFormRow
from agent_desktop.records.handed_forms.repository import HandedFormRepository
from agent_desktop.server.complaints.people import who_of
from agent_desktop.server.transfers.access import get_call_at_hand
from agent_desktop.server.transfers.forms import readable_form
from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.errors import CallNotFoundError, NotYourCallError

_KINDS: Final = {"attachment": EventKind.ATTACHMENT, "letter": EventKind.LETTER, "survey": EventKind.SURVEY}


class ComplaintPaperDoor:
    """See `doors.RecordDoor`. Who may see a complaint may add to it: also the agent who has its customer on the line,
    and a department with a task for it. To one that is not recorded yet adds who goes on with its form, and sees it who
    reads the form."""

    def __init__(self, book: ComplaintBook) -> None:
        self._book = book

    def enter(self, work: UnitOfWork, person: Person, record_id: UUID) -> None:
        if _form(work, record_id) is not None:
            readable_form(work.session, person.user_id, record_id)
            return
        get_readable(work.session, record_id, who_of(person), departments_of(self._book, person.team))

    def may_add(self, work: UnitOfWork, person: Person, record_id: UUID) -> bool:
        form = _form(work, record_id, lock=True)
        return form is None or form.owner_id == person.user_id

    def may_remove(self, work: UnitOfWork, person: Person, record_id: UUID, added_at: datetime) -> bool:
        """Whoever goes on with its form, and who then recorded it: of what had come with the form."""
        form = _form(work, record_id, lock=True)
        if form is not None:
            return form.owner_id == person.user_id
        row = work.session.get(ComplaintRow, record_id)
        return row is not None and row.recorded_by == person.user_id and added_at <= row.registered_at

    def is_recorded(self, work: UnitOfWork, record_id: UUID) -> bool:
        return _form(work, record_id) is None

    def note(
        self, work: UnitOfWork, person: Person, record_id: UUID, what: str, detail: Mapping[str, JsonValue]
    ) -> None:
        form = _form(work, record_id)
        if form is not None:
            _tell(work, person, form)
            return
        kind = _KINDS.get(what.partition(".")[0], EventKind.OTHER)
        note_paper(
            work.session,
            record_id,
            kind,
            by=person.user_id,
            at=work.now(),
            events=work.records,
            detail={"what": what, **detail},
        )


def _form(work: UnitOfWork, complaint_id: UUID, *, lock: bool = False) -> HandedFormRow | None:
    """Return the form of a complaint that is not recorded: with the record it is gone."""
    return HandedFormRepository(work.session).find(complaint_id, lock=lock)


def _tell(work: UnitOfWork, person: Person, form: HandedFormRow) -> None:
    """Have whoever is asked in the call, or has it, hear that the form has other files; after the call it is nobody."""
    try:
        at_hand = get_call_at_hand(work.session, form.call_id, person.user_id)
    except (CallNotFoundError, NotYourCallError):
        return
    for agent_id in {at_hand.consulted_id, at_hand.call.agent_id} - {None, person.user_id}:
        if agent_id is not None:
            work.records.add("handover.saved", form.call_id, agent_id=agent_id)
