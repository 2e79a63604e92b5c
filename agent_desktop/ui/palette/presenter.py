"""Ctrl+K: find a customer or run any command."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkStatus
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import SearchHit
from agent_desktop.contract.errors import ErrorCode

SEARCH_PAUSE_SECONDS: Final = 0.15
"""How long typing must rest before the server is asked."""

SLOW_SECONDS: Final = 1.0
"""An answer that takes longer is waited for with the seconds in sight."""

RECENT_COUNT: Final = 5


@dataclass(frozen=True, slots=True)
class PaletteCommand:
    """One command as the window names it, in its present language. `other_words` are further words to find it by.

    `group` is the heading that it stands under: ``guide`` for a page, empty for an action."""

    command_id: str
    title: str
    keys: str = ""
    icon: str = ""
    enabled: bool = True
    other_words: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class PaletteState:
    """Everything the palette draws: hits first, then commands; `selected` counts through both, -1 for none.

    With an empty query `recents` stand in place of hits. `nothing` after an answer without a hit or command.
    `calling`: opened with F7, for whom to call: colleagues and a typed number, and no customers.
    `offline`: customers cannot be looked up now, commands still run. `waited_seconds`: so long the server has been
    looking, in whole seconds; 0 in the first.
    """

    open: bool = False
    calling: bool = False
    query: str = ""
    recents: tuple[SearchHit, ...] = ()
    hits: tuple[SearchHit, ...] = ()
    commands: tuple[PaletteCommand, ...] = ()
    selected: int = -1
    searching: bool = False
    waited_seconds: int = 0
    nothing: bool = False
    offline: bool = False
    problem: Problem | None = None


class CustomerSearch(Protocol):
    """Asks the server for customers by name, number, pinyin, initials or an ending, and has it stop."""

    def search(self, text: str, search_id: UUID) -> tuple[SearchHit, ...]: ...

    def stop_search(self, search_id: UUID) -> None: ...


class PalettePresenter(Shows[PaletteState]):
    """Finds while the person types. `commands` gives the window's commands in its present language, in their order.

    `typed` gives commands that come of what is typed itself, `pages` those of the guide that fit it. `on_customer` and
    `on_command` get what was chosen; the palette is closed by then.
    """

    def __init__(
        self,
        desk: DeskModel,
        search: CustomerSearch,
        tasks: Tasks,
        commands: Callable[[], Sequence[PaletteCommand]],
        *,
        on_customer: Callable[[SearchHit], None],
        on_command: Callable[[str], None],
        typed: Callable[[str], Sequence[PaletteCommand]] = lambda _: (),
        pages: Callable[[str], Sequence[PaletteCommand]] = lambda _: (),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(PaletteState())
        self._search = search
        self._tasks = tasks
        self._commands = commands
        self._on_customer = on_customer
        self._on_command = on_command
        self._typed = typed
        self._pages = pages
        self._monotonic = monotonic
        self._recents: tuple[SearchHit, ...] = ()
        self._asks = 0
        self._ask_at: float | None = None
        self._asked: UUID | None = None  # what the server is looking for now
        self._asked_at = 0.0
        self._stop = desk.watch(self._desk_changed)

    def open(self, *, calling: bool = False) -> None:
        """Show it, empty, with the recent customers; for `calling`, with whom to call alone."""
        self._forget_search()
        commands = tuple(self._commands())
        recents = () if calling else self._recents
        self._show(
            PaletteState(
                open=True,
                calling=calling,
                recents=recents,
                commands=commands,
                selected=_first(len(recents) + len(commands)),
                offline=self.state.offline,
            )
        )

    def renew(self) -> None:
        """More commands are known, or others: list those that fit anew. What is selected stays selected."""
        state = self.state
        if not state.open:
            return
        commands = self._fitting(state.query.strip())
        customers = len(state.hits or state.recents)
        selected = state.selected
        if selected >= customers:
            chosen = state.commands[selected - customers].command_id
            at = next((number for number, each in enumerate(commands) if each.command_id == chosen), None)
            selected = customers + at if at is not None else min(selected, customers + len(commands) - 1)
        elif selected < 0:  # where nothing could be selected, Enter is to mean the first of what has come
            selected = _first(customers + len(commands))
        self._show(replace(state, commands=commands, selected=selected, nothing=state.nothing and not commands))

    def close(self) -> None:
        """Hide it."""
        self._forget_search()
        self._show(PaletteState(offline=self.state.offline))

    def query_changed(self, text: str) -> None:
        """Find for this text. Commands come at once, customers after a short pause in typing."""
        if not self.state.open or text == self.state.query:
            return
        self._forget_search()
        wanted = text.strip()
        commands = self._fitting(wanted)
        searching = _worth_asking(wanted) and not self.state.calling
        if searching:
            self._ask_at = self._monotonic() + SEARCH_PAUSE_SECONDS
        self._show(
            replace(
                self.state,
                query=text,
                recents=() if wanted or self.state.calling else self._recents,
                # The last answer stays until the next: rows that vanish and come back cannot be read.
                hits=self.state.hits if searching else (),
                commands=commands,
                selected=_first(len(commands)),
                searching=searching,
                waited_seconds=0,
                nothing=bool(wanted) and not searching and not commands,
                problem=None,
            )
        )
        self._select_first()

    def move(self, by: int) -> None:
        """Select the next (1) or the one before (-1), around the ends."""
        count = self._count()
        if count:
            self._show(replace(self.state, selected=(self.state.selected + by) % count))

    def choose(self, index: int | None = None) -> None:
        """Do the selected, or the one at `index`: open the customer, run the command."""
        state = self.state
        at = state.selected if index is None else index
        if not state.open or not 0 <= at < self._count():
            return
        customers = state.hits or state.recents
        if at < len(customers):
            hit = customers[at]
            others = tuple(recent for recent in self._recents if recent.customer_id != hit.customer_id)
            self._recents = (hit, *others)[:RECENT_COUNT]
            self.close()
            self._on_customer(hit)
            return
        command = state.commands[at - len(customers)]
        if command.enabled:
            self.close()
            self._on_command(command.command_id)

    def tick(self) -> None:
        """Ask the server once typing rests, and count how long it looks. Called several times a second."""
        now = self._monotonic()
        if self._asked is not None and now - self._asked_at >= SLOW_SECONDS:
            waited = int(now - self._asked_at)
            if waited != self.state.waited_seconds:
                self._show(replace(self.state, waited_seconds=waited))
        if self._ask_at is None or now < self._ask_at:
            return
        self._ask_at = None
        ask, wanted, search_id = self._asks, self.state.query.strip(), uuid4()
        self._asked, self._asked_at = search_id, now

        def came(hits: tuple[SearchHit, ...]) -> None:
            if ask == self._asks:
                self._asked = None
                nothing = not hits and not self.state.commands
                self._show(
                    replace(self.state, hits=hits, searching=False, waited_seconds=0, nothing=nothing, offline=False)
                )
                self._select_first()

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._asked = None
                away = error.code == ErrorCode.SERVER_AWAY
                self._show(
                    replace(
                        self.state,
                        hits=(),
                        searching=False,
                        waited_seconds=0,
                        offline=away or self.state.offline,
                        problem=None if away else error.problem,
                    )
                )
                self._select_first()

        self._tasks.run(lambda: self._search.search(wanted, search_id), came, failed)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._forget_search()
        self._stop()

    def _fitting(self, wanted: str) -> tuple[PaletteCommand, ...]:
        """Return the commands that fit what is typed; without a word all of them."""
        if not wanted:
            return tuple(self._commands())
        fitting = (command for command in self._commands() if _fits(command, wanted))
        pages = () if self.state.calling else self._pages(wanted)
        return (*self._typed(wanted), *fitting, *pages)

    def _forget_search(self) -> None:
        self._asks += 1
        self._ask_at = None
        search_id, self._asked = self._asked, None
        if search_id is not None:
            # Nobody waits for it: the server need not look any longer. Where it cannot be told, it ends by itself.
            self._tasks.run(lambda: self._search.stop_search(search_id), ignore, ignore)

    def _count(self) -> int:
        state = self.state
        return len(state.hits or state.recents) + len(state.commands)

    def _select_first(self) -> None:
        self._show(replace(self.state, selected=_first(self._count())))

    def _desk_changed(self, view: DeskView) -> None:
        self._show(replace(self.state, offline=view.link.status is LinkStatus.LOST))


def _first(count: int) -> int:
    return 0 if count else -1


def _worth_asking(text: str) -> bool:
    """One letter finds half the bank; one Chinese character is a surname."""
    return len(text) > 1 or (bool(text) and not text.isascii())


def _fits(command: PaletteCommand, text: str) -> bool:
    haystack = f"{command.title} {command.other_words} {command.keys}".casefold()
    return all(word in haystack for word in text.casefold().split())
