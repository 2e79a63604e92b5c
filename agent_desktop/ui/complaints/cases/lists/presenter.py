"""Decides on a list of complaints: which, in what order, how far it was read, and what is marked in it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaint_lists import ComplaintFilter, ComplaintLine, ComplaintPage, ListComplaints, SortBy
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab, filter_of

PAGE: Final = 50
MOST_READ_AGAIN: Final = 200
"""So many rows are read anew at once; what was read after them comes again as it is scrolled to."""


class ListKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"
    FILTERED = "filtered"  # nothing fits what the person asked for
    LOCKED = "locked"  # not for this person
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class ListState:
    """Everything a list draws. With lines, a `problem` says that they are no longer new.

    `begun` is what the list asks for by itself, `filter` what it asks for now. `form` has the names of categories, None
    until it came. `count` is up to a limit, with `more` where there are others.
    """

    tab: ListTab = ListTab.MINE
    kind: ListKind = ListKind.LOADING
    begun: ComplaintFilter = field(default_factory=ComplaintFilter)
    filter: ComplaintFilter = field(default_factory=ComplaintFilter)
    sort: SortBy = SortBy.DEADLINE
    descending: bool = False
    lines: tuple[ComplaintLine, ...] = ()
    next: str = ""
    count: int | None = None
    more: bool = False
    as_of_at: datetime | None = None
    reading: bool = False
    reading_more: bool = False
    selected: UUID | None = None
    form: ComplaintForm | None = None
    problem: Problem | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether the person has asked for something beside what the list begins with."""
        return self.filter != self.begun

    def line_of(self, complaint_id: UUID) -> ComplaintLine | None:
        """Return the line of a complaint, None where it is not listed."""
        return next((each for each in self.lines if each.glance.complaint_id == complaint_id), None)


class ListReader(Protocol):
    """The part of `client.complaints.ComplaintListsApi` that is used here."""

    def list(self, asked: ListComplaints) -> ComplaintPage: ...


class FormReader(Protocol):
    def form(self) -> ComplaintForm: ...


class ListPresenter(Shows[ListState]):
    """One list at a time. What is known stays on the screen while it is asked anew."""

    def __init__(self, server: ListReader, form: FormReader, tasks: Tasks, *, everybody: bool = False) -> None:
        """`everybody`: the person may see the complaints of every team."""
        super().__init__(ListState())
        self._server, self._form, self._tasks = server, form, tasks
        self._everybody = everybody
        self._turn = 0

    def open(self, tab: ListTab) -> None:
        """Show a list; where it is shown already, read it anew."""
        self._read_form()
        if tab is ListTab.LEARNING:
            return
        if tab is not self.state.tab or not self.state.lines:
            begun = filter_of(tab, everybody=self._everybody)
            form = self.state.form
            self._show(ListState(tab=tab, begun=begun, filter=begun, form=form))
        self.look()

    def look(self) -> None:
        """Read it anew, as far as it was read."""
        self._read(max(PAGE, min(MOST_READ_AGAIN, len(self.state.lines))))

    def narrow(self, wanted: ComplaintFilter) -> None:
        """Ask for something else; nothing where it is the same."""
        if wanted != self.state.filter:
            self._show(replace(self.state, filter=wanted, problem=None))
            self._read(PAGE)

    def clear(self) -> None:
        """Ask again for what the list begins with."""
        self.narrow(self.state.begun)

    def sort_by(self, sort: SortBy, *, descending: bool) -> None:
        """Put it in another order."""
        if (sort, descending) != (self.state.sort, self.state.descending):
            self._show(replace(self.state, sort=sort, descending=descending))
            self._read(PAGE)

    def apply(self, wanted: ComplaintFilter, sort: SortBy, *, descending: bool) -> None:
        """Ask for what was kept under a name."""
        self._show(replace(self.state, filter=wanted, sort=sort, descending=descending, problem=None))
        self._read(PAGE)

    def read_more(self) -> None:
        """Read the page after the last line."""
        state = self.state
        if not state.next or state.reading_more or state.reading:
            return
        turn = self._turn
        asked = ListComplaints(
            filter=state.filter, sort=state.sort, descending=state.descending, after=state.next, limit=PAGE
        )
        self._show(replace(state, reading_more=True))

        def came(page: ComplaintPage) -> None:
            if turn == self._turn:
                known = {each.glance.complaint_id for each in self.state.lines}
                fresh = tuple(each for each in page.lines if each.glance.complaint_id not in known)
                self._show(replace(self.state, lines=self.state.lines + fresh, next=page.next, reading_more=False))

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, reading_more=False, problem=error.problem))

        self._tasks.run(lambda: self._server.list(asked), came, failed)

    def select(self, complaint_id: UUID | None) -> None:
        """The person is at this line."""
        self._show(replace(self.state, selected=complaint_id))

    def _read_form(self) -> None:
        if self.state.form is None:
            self._tasks.run(
                self._form.form, lambda form: self._show(replace(self.state, form=form)), lambda _error: None
            )

    def _read(self, limit: int) -> None:
        self._turn += 1
        turn, state = self._turn, self.state
        asked = ListComplaints(
            filter=state.filter, sort=state.sort, descending=state.descending, limit=limit, count=True
        )
        self._show(replace(state, reading=True, reading_more=False))

        def if_wanted(page: ComplaintPage) -> None:
            if turn == self._turn:
                self._came(page)

        def if_still(error: ClientError) -> None:
            if turn == self._turn:
                self._failed(error)

        self._tasks.run(lambda: self._server.list(asked), if_wanted, if_still)

    def _came(self, page: ComplaintPage) -> None:
        state = self.state
        kind = ListKind.READY if page.lines else ListKind.FILTERED if state.is_narrowed else ListKind.EMPTY
        selected = state.selected
        if all(each.glance.complaint_id != selected for each in page.lines):
            selected = page.lines[0].glance.complaint_id if page.lines else None
        self._show(
            replace(
                state,
                kind=kind,
                lines=page.lines,
                next=page.next,
                count=page.count,
                more=page.more,
                as_of_at=page.as_of_at,
                reading=False,
                selected=selected,
                problem=None,
            )
        )

    def _failed(self, error: ClientError) -> None:
        if error.code == ErrorCode.NOT_ALLOWED:
            self._show(replace(self.state, kind=ListKind.LOCKED, lines=(), reading=False, problem=error.problem))
            return
        kind = ListKind.READY if self.state.lines else ListKind.FAILED
        self._show(replace(self.state, kind=kind, reading=False, problem=error.problem))
