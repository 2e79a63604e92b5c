"""``/v1/complaints/{complaint_id}/letters``: letters are previewed, sent and listed."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import JsonValue

from agent_desktop.contract.letters import LetterPreview, Letters, PreviewLetter, SendLetter, SentLetter
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import DEALS_WITH, get_readable
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.server.auth.rules import COMPLAINT_READERS, SignedIn
from agent_desktop.server.complaints.people import who_of
from agent_desktop.server.letters.service import LetterDesk
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

WRITERS: Final = SignedIn(DEALS_WITH)
"""Who writes to customers about complaints, and so sees where a letter goes."""

Reader = Annotated[Person, Depends(COMPLAINT_READERS)]
Writer = Annotated[Person, Depends(WRITERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def letter_routes(desk: LetterDesk) -> APIRouter:
    """Build the routes. Who may see a complaint may see what was sent about it."""
    router = APIRouter(tags=["letters"])

    @router.get("/complaints/{complaint_id}/letters")
    def list_letters(complaint_id: UUID, person: Reader, work: Unit) -> Letters:
        row = get_readable(work.session, complaint_id, who_of(person))
        _look(work, person, row, "letters.listed", {})
        return desk.letters_of(work, person, row, may_write=bool(person.roles & WRITERS.roles))

    @router.post("/complaints/{complaint_id}/letters/preview")
    def preview(complaint_id: UUID, asked: PreviewLetter, person: Writer, work: Unit) -> LetterPreview:
        row = get_readable(work.session, complaint_id, who_of(person))
        _look(work, person, row, "letter.previewed", {"template": asked.template, "fields": ["address"]})
        return desk.preview(work, person, row, asked)

    @router.post("/complaints/{complaint_id}/letters")
    def send(complaint_id: UUID, command: SendLetter, person: Writer, work: Unit) -> SentLetter:
        row = get_readable(work.session, complaint_id, who_of(person))
        return desk.send(work, person, row, command)

    return router


def _look(work: UnitOfWork, person: Person, row: ComplaintRow, what: str, detail: dict[str, JsonValue]) -> None:
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="complaint",
        record_id=row.complaint_id,
        detail={**detail, "customer_id": None if row.customer_id is None else str(row.customer_id)},
    )
