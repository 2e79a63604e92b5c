"""The guide: finds a knowledge page, shows it, and pins it to the call."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.client.knowledge import KnowledgeModel, KnownPages
from agent_desktop.client.page_index import Place, summary
from agent_desktop.client.page_readings import PageReadings
from agent_desktop.client.pinned_pages import PinnedPages, Pins
from agent_desktop.client.watched import Shows
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.knowledge import OUTSIDE, KnowledgePage, page_of_link


class GuideKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    EMPTY = "empty"  # the library has no page
    FAILED = "failed"  # nothing is known; `problem` says why


class Section(StrEnum):
    """Under which heading a row stands."""

    FOUND = "found"
    PINNED = "pinned"
    RECENT = "recent"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A page in the list: its title and one line of it, in each language; `similar`: but for one typing error."""

    page_id: str
    section: Section
    title: LocalText
    line: LocalText
    similar: bool = False


@dataclass(frozen=True, slots=True)
class PinnedPage:
    """A page that belongs to the call; `of_step`: the open step of the script names it."""

    page_id: str
    title: LocalText
    of_step: bool


@dataclass(frozen=True, slots=True)
class GuideState:
    """Everything the guide draws. `page` is the one that is read; its row is selected where the list has it.

    `can_go_back`: a link led here. `pinned` are the pages of the call, `can_pin` whether there is one to pin to.
    `outside` is an address that a link leads to, until the person says whether to open it. With pages, `problem` says
    why they may not be those of today, which they were at `as_of`.
    """

    open: bool = False
    kind: GuideKind = GuideKind.LOADING
    query: str = ""
    rows: tuple[GuideRow, ...] = ()
    page: KnowledgePage | None = None
    can_go_back: bool = False
    pinned: tuple[PinnedPage, ...] = ()
    own_pins: frozenset[str] = field(default_factory=frozenset)
    can_pin: bool = False
    outside: str = ""
    problem: Problem | None = None
    as_of: datetime | None = None


class KnowledgePresenter(Shows[GuideState]):
    """`open_outside` opens an address that the person has agreed to."""

    def __init__(
        self,
        model: KnowledgeModel,
        pins: PinnedPages,
        readings: PageReadings,
        *,
        open_outside: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(GuideState())
        self._model = model
        self._pins = pins
        self._readings = readings
        self._open_outside = open_outside
        self._came_from: tuple[str, ...] = ()
        self._stops = (model.watch(self._pages_changed), pins.watch(self._pins_changed))

    def open(self, page_id: str | None = None) -> None:
        """Show it: with this page, else with the first of the call's, else the one that was open before."""
        self._came_from = ()
        wanted = page_id or next((each.page_id for each in self.state.pinned), None)
        before = self.state.page.page_id if self.state.page is not None else None
        self._show(replace(self.state, open=True, query="", outside=""))
        self._list()
        self._read(wanted or before or self._first())
        self._model.freshen()

    def close(self) -> None:
        """Put it away."""
        if self.state.open:
            self._show(replace(self.state, open=False, outside=""))
            self._readings.look_at(None, None)

    def query_changed(self, text: str) -> None:
        """List what fits this text, and show the best page."""
        if text == self.state.query:
            return
        self._came_from = ()
        self._show(replace(self.state, query=text, outside=""))
        self._list()
        if self.state.rows:
            self._read(self._first())

    def move(self, by: int) -> None:
        """Read the next page of the list (1) or the one before (-1), around the ends."""
        rows = [row.page_id for row in self.state.rows]
        if not rows:
            return
        shown = self.state.page.page_id if self.state.page is not None else ""
        at = rows.index(shown) if shown in rows else (-1 if by > 0 else 0)
        self.choose(rows[(at + by) % len(rows)])

    def choose(self, page_id: str) -> None:
        """Read this page of the list."""
        self._came_from = ()
        self._read(page_id)

    def link_chosen(self, target: str) -> None:
        """Follow a link of the page: to another page, or, after a question, out of the bank. Others lead nowhere."""
        page_id, shown = page_of_link(target), self.state.page
        if page_id is not None and shown is not None and self._model.known.page(page_id) is not None:
            self._came_from = (*self._came_from, shown.page_id)
            self._read(page_id)
        elif target.startswith(OUTSIDE):
            self._show(replace(self.state, outside=target))

    def outside_agreed(self, agreed: bool = True) -> None:
        """Open the address that was asked about, or leave it."""
        address = self.state.outside
        self._show(replace(self.state, outside=""))
        if agreed and address:
            self._open_outside(address)

    def back(self) -> None:
        """Return to the page whose link led here."""
        if self._came_from:
            *rest, last = self._came_from
            self._came_from = tuple(rest)
            self._read(last)

    def pin_pressed(self) -> None:
        """Pin the page that is read to the call, or take the pin away."""
        if self.state.open and self.state.page is not None:
            self._pins.toggle(self.state.page.page_id)

    def stop(self) -> None:
        """Watch pages and pins no longer."""
        for stop in self._stops:
            stop()

    # what changes

    def _pages_changed(self, known: KnownPages) -> None:
        kind = GuideKind.READY if known.pages else GuideKind.EMPTY
        if not known.is_known:
            kind = GuideKind.FAILED if known.problem is not None else GuideKind.LOADING
        self._show(replace(self.state, kind=kind, problem=known.problem, as_of=known.as_of))
        self._show(replace(self.state, pinned=self._pinned(self._pins.pins)))
        if self.state.open:
            self._list()
            shown = self.state.page.page_id if self.state.page is not None else None
            self._read(shown if shown is not None and known.page(shown) is not None else self._first())

    def _pins_changed(self, pins: Pins) -> None:
        self._show(
            replace(
                self.state, pinned=self._pinned(pins), own_pins=frozenset(pins.own), can_pin=pins.call_id is not None
            )
        )

    def _pinned(self, pins: Pins) -> tuple[PinnedPage, ...]:
        pages = ((page_id, self._model.known.page(page_id)) for page_id in pins.pages)
        return tuple(
            PinnedPage(page_id, _titles(page), page_id in pins.of_step) for page_id, page in pages if page is not None
        )

    def _list(self) -> None:
        known, rows = self._model.known, list[GuideRow]()
        if self.state.query.strip():
            for hit in self._model.find(self.state.query):
                line = hit.line or summary(hit.page)
                rows.append(_row(hit.page, Section.FOUND, line, similar=hit.place is Place.SIMILAR))
        else:
            placed: set[str] = set()
            sections = (
                (Section.PINNED, tuple(each.page_id for each in self.state.pinned)),
                (Section.RECENT, self._readings.recent),
                (Section.ALL, tuple(page.page_id for page in known.pages)),
            )
            for section, page_ids in sections:
                for page in filter(None, map(known.page, page_ids)):
                    if page.page_id not in placed:
                        placed.add(page.page_id)
                        rows.append(_row(page, section, summary(page)))
        self._show(replace(self.state, rows=tuple(rows)))

    def _first(self) -> str | None:
        return self.state.rows[0].page_id if self.state.rows else None

    def _read(self, page_id: str | None) -> None:
        page = self._model.known.page(page_id) if page_id is not None else None
        if page is None and page_id is not None and page_id != self._first():
            page = self._model.known.page(self._first() or "")  # a page that is gone, kept in a pin or a memory
        self._show(replace(self.state, page=page, can_go_back=bool(self._came_from), outside=""))
        self._readings.look_at(page if self.state.open else None, self._pins.pins.call_id)


def _row(page: KnowledgePage, section: Section, line: LocalText, *, similar: bool = False) -> GuideRow:
    return GuideRow(page.page_id, section, _titles(page), line, similar)


def _titles(page: KnowledgePage) -> LocalText:
    return {language: text.title for language, text in page.texts.items()}
