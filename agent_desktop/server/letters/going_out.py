"""What follows from a letter that went out: it stands in the history of its complaint, and clocks go by it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.mails import MailStage
from agent_desktop.records.complaints.history import note_paper
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.letters.models import LetterRow
from agent_desktop.records.letters.service import MARKS
from agent_desktop.server.unit_of_work import UnitOfWork

Marked = Callable[[Session, UUID, str, UUID, datetime, RecordEvents], None]
"""Is told, with the complaint, that a letter of a kind went out, by `MARKS`: clocks go by it."""


def went_out(work: UnitOfWork, row: LetterRow, marked: Marked, mail: MailStage | None = None) -> None:
    """Note it; `mail` where an e-mail has brought it."""
    note_letter(work, row, mail)
    if mark := MARKS.get(row.kind):
        marked(work.session, row.complaint_id, mark, row.sent_by, work.now(), work.records)


def note_letter(work: UnitOfWork, row: LetterRow, mail: MailStage | None) -> None:
    """Have the history of the complaint say how a letter stands."""
    detail: dict[str, JsonValue] = {"letter": str(row.letter_id), "template": row.template, "way": row.way.value}
    if mail is not None:
        detail["mail"] = mail.value
    note_paper(
        work.session, row.complaint_id, EventKind.LETTER, by=row.sent_by, at=work.now(), events=work.records,
        detail=detail,
    )  # fmt: skip
