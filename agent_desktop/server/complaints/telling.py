"""A customer gets the number of their complaint by short message, where whoever recorded it has ticked that."""

from collections.abc import Callable
from typing import Final
from uuid import uuid5

from pydantic import JsonValue

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.history import Happened, add_event
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.messages.repository import MessageRepository
from agent_desktop.records.messages.service import written_language_of
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.scripts.own_deeds import TextByScript
from agent_desktop.server.unit_of_work import UnitOfWork

TellNumber = Callable[[UnitOfWork, Person, ComplaintRow], None]

_MESSAGE: Final = "number"


def telling_number(messaging: Messaging, book: ComplaintBook) -> TellNumber:
    """Return what sends the number once. That it went out, or what speaks against it, stands in the history: a record
    is not refused because of it."""

    def tell(work: UnitOfWork, person: Person, row: ComplaintRow) -> None:
        message_id = uuid5(row.complaint_id, _MESSAGE)
        if row.customer_id is None or MessageRepository(work.session).find(message_id) is not None:
            return
        language = written_language_of(work.session, row.customer_id)
        text = book.plan.number_message.get(language) or book.plan.number_message["en"]
        bank = messaging.bank_name.get(language) or messaging.bank_name["en"]
        words = text.replace("{bank}", bank).replace("{number}", row.number)
        wanted = TextByScript(message_id=message_id, customer_id=row.customer_id, call_id=None, text=words)
        why_not = messaging.send_by_script(work, person, wanted)
        detail: dict[str, JsonValue] = {"message": _MESSAGE, "message_id": str(message_id), "why_not": why_not}
        add_event(work.session, row, Happened(EventKind.LETTER, row.registered_at, person.user_id, detail=detail))

    return tell
