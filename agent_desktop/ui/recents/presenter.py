"""The agent's own contacts: the present one and those of the last days. This list is the truth; a pop points to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.contacts import PRESENT, AgentContact, AgentContacts
from agent_desktop.contract.interactions import Interaction
from agent_desktop.contract.outgoing import WhomToCall


class RecentsKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class RecentsState:
    """Everything the list draws. `contacts` has the present ones first.

    `selected` is the call whose details show; `note` is what the agent wrote in it, None while it is not read.
    With contacts, a `problem` says that these are no longer new. `more` may be read; `reading_more` is being read.
    `may_dial`: the agent has no call and no offer, so the chosen one can be called.
    """

    open: bool = False
    kind: RecentsKind = RecentsKind.LOADING
    contacts: tuple[AgentContact, ...] = ()
    selected: UUID | None = None
    note: str | None = None
    note_problem: Problem | None = None
    more: bool = False
    reading_more: bool = False
    days: int = 14
    problem: Problem | None = None
    may_dial: bool = False

    @property
    def chosen(self) -> AgentContact | None:
        """The contact whose details show."""
        return next((each for each in self.contacts if each.call_id == self.selected), None)

    @property
    def can_be_called(self) -> bool:
        """Whether somebody stands behind the chosen contact who can be called: known, or with a number."""
        contact = self.chosen
        return contact is not None and contact.state not in PRESENT and _whom(contact) is not None


class ContactsReader(Protocol):
    """Asks the server for a page of contacts, after the last one of another where one is named."""

    def contacts(self, after_at: datetime | None = None, after_call: UUID | None = None) -> AgentContacts: ...


class NoteReader(Protocol):
    """Asks the server for the agent's own part of a call."""

    def interaction(self, call_id: UUID) -> Interaction: ...


class RecentsPresenter(Shows[RecentsState]):
    """Reads the list when it is opened, and its first page anew whenever a call of the agent has moved meanwhile.

    `on_customer` shows a customer; `on_caller` goes back to the one on the line. Neither touches the call.
    """

    def __init__(
        self,
        desk: DeskModel,
        reader: ContactsReader,
        notes: NoteReader,
        tasks: Tasks,
        *,
        on_customer: Callable[[UUID], None],
        on_caller: Callable[[], None],
    ) -> None:
        super().__init__(RecentsState())
        self._desk = desk
        self._reader = reader
        self._notes = notes
        self._tasks = tasks
        self._on_customer = on_customer
        self._on_caller = on_caller
        self._asked = 0
        self._reading = False
        self._stale = True
        self._seen: object = None
        self._answered: UUID | None = None
        self._stop = desk.watch(self._desk_changed)

    def open(self) -> None:
        """Show the list; what is known already shows while it is read again."""
        self._show(replace(self.state, open=True, may_dial=self._desk.view.may_dial))
        self.retry()

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def toggle(self) -> None:
        """Show it, or put it away."""
        if self.state.open:
            self.close()
        else:
            self.open()

    def retry(self) -> None:
        """Read the first page again."""
        if self._reading:
            self._stale = True  # what is on its way may be older than what has just happened
            return
        self._reading, self._stale = True, False
        if not self.state.contacts:
            self._show(replace(self.state, kind=RecentsKind.LOADING, problem=None))
        self._tasks.run(self._reader.contacts, self._came, self._failed)

    def read_more(self) -> None:
        """Read the page after the last contact."""
        state = self.state
        if not state.more or state.reading_more or not state.contacts:
            return
        last = state.contacts[-1]
        self._show(replace(state, reading_more=True))
        self._tasks.run(lambda: self._reader.contacts(last.at, last.call_id), self._more_came, self._more_failed)

    def select(self, call_id: UUID) -> None:
        """Show the details of one, and read what the agent wrote in it."""
        if call_id == self.state.selected:
            return
        self._show(replace(self.state, selected=call_id, note=None, note_problem=None))
        self._read_note()

    def choose(self, call_id: UUID) -> None:
        """Open the customer of one: beside the call that is on, if one is."""
        contact = next((each for each in self.state.contacts if each.call_id == call_id), None)
        if contact is None:
            return
        if contact.state in PRESENT:
            self.close()
            self._on_caller()
        elif contact.customer_id is not None:
            self.close()
            self._on_customer(contact.customer_id)
        else:
            self.select(call_id)

    def whom_to_call(self) -> WhomToCall | None:
        """Return whom the chosen contact was with, where they can be called now."""
        contact = self.state.chosen
        if contact is None or not self.state.can_be_called or not self._desk.view.may_dial:
            return None
        return _whom(contact)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    # what comes

    def _came(self, page: AgentContacts) -> None:
        self._reading = False
        older = _after(self.state.contacts, page) if page.more else ()
        contacts = page.contacts + older
        selected = self.state.selected
        if all(each.call_id != selected for each in contacts):
            selected = contacts[0].call_id if contacts else None
        again = selected == self.state.selected
        self._show(
            replace(
                self.state,
                kind=RecentsKind.READY if contacts else RecentsKind.EMPTY,
                contacts=contacts,
                selected=selected,
                note=self.state.note if again else None,
                note_problem=None,
                more=self.state.more if older else page.more,
                days=page.days,
                problem=None,
            )
        )
        self._read_note()
        if self._stale and self.state.open:
            self.retry()

    def _failed(self, error: ClientError) -> None:
        self._reading = False
        kind = self.state.kind if self.state.contacts else RecentsKind.FAILED
        self._show(replace(self.state, kind=kind, problem=error.problem))

    def _more_came(self, page: AgentContacts) -> None:
        known = {each.call_id for each in self.state.contacts}
        new = tuple(each for each in page.contacts if each.call_id not in known)
        contacts = self.state.contacts + new
        self._show(replace(self.state, contacts=contacts, more=page.more, reading_more=False, problem=None))

    def _more_failed(self, error: ClientError) -> None:
        self._show(replace(self.state, reading_more=False, problem=error.problem))

    def _read_note(self) -> None:
        contact = self.state.chosen
        if contact is None or not self.state.open:
            return
        if not contact.has_note:
            self._show(replace(self.state, note="", note_problem=None))
            return
        self._asked += 1
        asked, call_id = self._asked, contact.call_id

        def came(part: Interaction) -> None:
            if asked == self._asked and self.state.selected == call_id:
                self._show(replace(self.state, note=part.note, note_problem=None))

        def failed(error: ClientError) -> None:
            if asked == self._asked and self.state.selected == call_id:
                self._show(replace(self.state, note_problem=error.problem))

        self._tasks.run(lambda: self._notes.interaction(call_id), came, failed)

    def _desk_changed(self, view: DeskView) -> None:
        accepted = view.accepted_call.call_id if view.accepted_call is not None else None
        if accepted is not None and accepted != self._answered and self._answered is None and self.state.open:
            self.close()  # they answered: the caller is what they want to see
        self._answered = accepted
        if self.state.open and self.state.may_dial != view.may_dial:
            self._show(replace(self.state, may_dial=view.may_dial))
        seen = _what_moves(view)
        if seen != self._seen:
            self._seen = seen
            if self.state.open:
                self.retry()


def _whom(contact: AgentContact) -> WhomToCall | None:
    # The number of the call first: the one they called from is the one they are at.
    if contact.number_masked:
        return WhomToCall(call_id=contact.call_id)
    return None if contact.customer_id is None else WhomToCall(customer_id=contact.customer_id)


def _what_moves(view: DeskView) -> object:
    """Return what a change of which means that the list is another."""
    call, offer, ended = view.call, view.offer, view.ended_offer
    customer = view.card.profile.customer_id if view.card is not None and view.card.profile is not None else None
    return (
        None if call is None else (call.call_id, call.state),
        None if offer is None else offer.offer_id,
        None if ended is None else ended.offer_id,
        None if view.desk is None else view.desk.day,
        customer,
    )


def _after(known: tuple[AgentContact, ...], page: AgentContacts) -> tuple[AgentContact, ...]:
    """Return those known that come after a page that was read again."""
    if not page.contacts:
        return ()
    last, here = page.contacts[-1], {each.call_id for each in page.contacts}
    return tuple(
        each
        for each in known
        if each.call_id not in here and each.state not in PRESENT and (each.at, each.call_id) < (last.at, last.call_id)
    )
