"""Complaints, as what belongs to them asks for them."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.access import departments_of, get_readable
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.server.complaints.people import who_of
from agent_desktop.server.unit_of_work import UnitOfWork

_KINDS: Final = {"attachment": EventKind.ATTACHMENT, "letter": EventKind.LETTER, "survey": EventKind.SURVEY}


class ComplaintPaperDoor:
    """See `doors.RecordDoor`. Who may see a complaint may add to it: also the agent who has its customer on the line,
    and a department with a task for it."""

    def __init__(self, book: ComplaintBook) -> None:
        self._book = book

    def enter(self, work: UnitOfWork, person: Person, record_id: UUID) -> None:
        get_readable(work.session, record_id, who_of(person), departments_of(self._book, person.team))

    def may_add(self, work: UnitOfWork, person: Person, record_id: UUID) -> bool:  # noqa: ARG002  one signature
        return True

    def note(
        self, work: UnitOfWork, person: Person, record_id: UUID, what: str, detail: Mapping[str, JsonValue]
    ) -> None:
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
