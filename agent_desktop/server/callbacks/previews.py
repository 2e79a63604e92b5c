"""Who asks about callbacks, and the preview that they are shown."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import CallbackPreview
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.callbacks.book import Asking, CallbackBook, Reader
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.previewing import Around, preview_callback
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.callbacks.repository import is_on_line
from agent_desktop.server.outreach.repository import queue_codes_of
from agent_desktop.service_scripts.at_hand import Scripts


def asking_of(session: Session, person: Person, book: CallbackBook, at: datetime) -> Asking:
    """Return who asks, as the records want to know it."""
    codes = queue_codes_of(session, person.user_id)
    reader = Reader(person.user_id, person.team, codes, Role.SUPERVISOR in person.roles)
    return Asking(reader, at, book, names_in(session))


def asking_of_agent(session: Session, agent_id: UUID, book: CallbackBook, at: datetime) -> Asking:
    """Return the same of an agent whom telephony names."""
    user = UserRepository(session).find_user(agent_id)
    codes = queue_codes_of(session, agent_id)
    is_supervisor = user is not None and Role.SUPERVISOR.value in {str(role) for role in user.roles}
    reader = Reader(agent_id, user.team if user is not None else "", codes, is_supervisor)
    return Asking(reader, at, book, names_in(session))


def names_in(session: Session) -> "NamesIn":
    return NamesIn(session)


class NamesIn:
    """The names of people by id, asked for when they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(self._session).list_display_names(user_ids) if user_ids else {}


def preview_of(
    session: Session, row: CallbackRow, asking: Asking, scripts: Scripts, own_numbers: tuple[str, ...] = ()
) -> CallbackPreview:
    """Return what is at hand of a callback; whoever shows it audits the look."""
    known = frozenset(each.id for each in scripts.newest())
    on_line = is_on_line(session, row.customer_id, row.number)
    return preview_callback(session, row, asking, Around(own_numbers, on_line, known))
