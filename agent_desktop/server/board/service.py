"""Who watches boards at this server, and the one computation for all of them.

It looks while anybody watches, twice a second, and does nothing while nobody does. Those who watch the same of the
centre share a view, and what is told of it is encoded once. Each server of a database looks for its own watchers: what
is so is in the tables, whoever wrote it.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from pydantic import JsonValue, ValidationError
from pydantic_core import to_json
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from agent_desktop.contract.board import Board, BoardChoice, BoardChoices, BoardFilter, BoardMessage, QueueChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person
from agent_desktop.records.callbacks.watched import Places
from agent_desktop.server.board.agents import AgentRows
from agent_desktop.server.board.known import Known
from agent_desktop.server.board.noting import BoardNotes
from agent_desktop.server.board.reading import BoardReader, BoardSources
from agent_desktop.server.board.views import View, Watched, places_of
from agent_desktop.server.errors import NotAllowedError, log_failure
from agent_desktop.server.supervision.scope import Scope
from agent_desktop.server.unit_of_work import UnitsOfWork

EVERY_SECONDS: Final = 0.5
AT_LEAST_SECONDS: Final = 0.9
"""How soon a watcher is told that nothing has changed."""
MOST_BEHIND: Final = 8
"""A desktop that has so many messages before it is told nothing more, and then the board whole."""
IDLE_SECONDS: Final = 5.0

_log = structlog.stdlib.get_logger(__name__)


@dataclass(eq=False, slots=True)
class Watcher:
    """One desktop's stream. `tell` sends it a text, `behind` says how many it has before it; both from any thread."""

    user_id: UUID
    tell: Callable[[str], None]
    behind: Callable[[], int]


@dataclass(eq=False, slots=True)
class _Watch:
    watch_id: str
    asks: BoardFilter
    told: int | None = None  # the number of the view's message that they have
    view: View | None = None


class BoardService:
    """`watch`, `end` and `leave` may be called from any thread and do not wait; `wake` has a worker call `work`."""

    def __init__(
        self,
        engine: Engine,
        units: UnitsOfWork,
        sources: BoardSources,
        *,
        wake: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._units = units
        self._reader = BoardReader(sources)
        self._rows = AgentRows()
        self._notes = BoardNotes(units)
        self._monotonic = monotonic
        self._looking = threading.Lock()
        self._lock = threading.Lock()
        self._watches: dict[tuple[Watcher, str], _Watch] = {}
        self._views: dict[Watched, View] = {}
        self._told_at = 0.0
        self._fails = False
        self.wake = wake

    def watch(self, watcher: Watcher, watch_id: str, asks: Mapping[str, JsonValue]) -> None:
        """Tell a desktop of this from now on; whatever it watched by that name is over."""
        try:
            wanted = BoardFilter.model_validate(dict(asks))
        except ValidationError:
            self._refuse(watcher, watch_id, ErrorCode.REQUEST_NOT_UNDERSTOOD)
            return
        with self._lock:
            self._watches[watcher, watch_id] = _Watch(watch_id, wanted)
        self.wake()

    def end(self, watcher: Watcher, watch_id: str) -> None:
        """Tell a desktop of this no more."""
        with self._lock:
            self._watches.pop((watcher, watch_id), None)

    def leave(self, watcher: Watcher) -> None:
        """The desktop's stream is over."""
        with self._lock:
            for key in [key for key in self._watches if key[0] is watcher]:
                del self._watches[key]

    def work(self) -> float:
        """Look, tell, and say in how many seconds to look again. For one worker."""
        began = self._monotonic()
        with self._lock:
            watches = dict(self._watches)
        if not watches:
            with self._looking:
                self._notes.keep((), self._units.now())
                self._reader.forget()
                self._views.clear()
            return IDLE_SECONDS
        try:
            with self._looking, self._known(watcher.user_id for watcher, _ in watches) as known:
                self._tell(known, watches, began)
            self._fails = False
        except SQLAlchemyError as error:  # the boards grow old and say so; it is tried again
            if not self._fails:
                log_failure("board.not_read", error)
            self._fails = True
        return max(0.02, EVERY_SECONDS - (self._monotonic() - began))

    def board(self, person: Person, asks: BoardFilter) -> Board:
        """Return the board as it stands now. The look is audited.

        Raises:
            NotAllowedError: They look after nobody.
        """
        with self._looking, self._known([person.user_id]) as known:
            watched = _watched(known, person.user_id, asks)
            if watched is None:
                raise NotAllowedError
            view = View(watched)
            view.look(known, self._rows.lines_of(known), self._rows.waiting_of(known))
            self._notes.look(person.user_id, asks, view.customers, known.at)
        board = view.whole().full
        if board is None:
            raise ValueError("the whole board is not whole")
        return board

    def choices(self, person: Person) -> BoardChoices:
        """Return what a supervisor may filter by.

        Raises:
            NotAllowedError: They look after nobody.
        """
        with self._looking, self._known([person.user_id]) as known:
            watched = _watched(known, person.user_id, BoardFilter())
            if watched is None:
                raise NotAllowedError
            return _choices(known, watched)

    def places(self, person: Person, asks: BoardFilter) -> Places:
        """Return whose callbacks a board counts.

        Raises:
            NotAllowedError: They look after nobody.
        """
        with self._looking, self._known([person.user_id]) as known:
            watched = _watched(known, person.user_id, asks)
            if watched is None:
                raise NotAllowedError
            return places_of(known, known.sight(watched.scope, watched.asks))

    @contextmanager
    def _known(self, watching: Iterable[UUID]) -> Iterator[Known]:
        """Give what is known now. Hold `_looking`."""
        with (
            self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
            Session(connection) as session,
        ):
            at = self._units.now()  # before the snapshot: the board is never older than it says
            known = self._reader.read(session, at, self._monotonic(), watching)
        yield known

    def _tell(self, known: Known, watches: Mapping[tuple[Watcher, str], _Watch], began: float) -> None:
        by_view: dict[Watched, list[tuple[Watcher, _Watch]]] = {}
        for (watcher, _), watch in watches.items():
            watched = _watched(known, watcher.user_id, watch.asks)
            if watched is None:
                self.end(watcher, watch.watch_id)
                self._refuse(watcher, watch.watch_id, ErrorCode.NOT_ALLOWED)
                continue
            by_view.setdefault(watched, []).append((watcher, watch))
        for gone in self._views.keys() - by_view.keys():
            del self._views[gone]
        is_time = began - self._told_at >= AT_LEAST_SECONDS
        if is_time:
            self._told_at = began
        lines, waiting = self._rows.lines_of(known), self._rows.waiting_of(known)
        for watched, watching in by_view.items():
            view = self._views.setdefault(watched, View(watched))
            change = view.look(known, lines, waiting, tells_nothing=is_time)
            customers = view.customers
            for watcher, watch in watching:
                self._notes.show(watch, watcher.user_id, watch.asks, customers, began, known.at)
            _Telling(view, change, known.at).tell(watching)
        self._notes.keep([watch for many in by_view.values() for _, watch in many], known.at)

    def _refuse(self, watcher: Watcher, watch_id: str, code: ErrorCode) -> None:
        at = self._units.now()
        message = BoardMessage(number=0, as_of=at, refused=code)
        watcher.tell(_text(watch_id, at, _encoded(message)))


class _Telling:
    """What is told of one view at one look, encoded once for all who watch it."""

    def __init__(self, view: View, change: BoardMessage | None, at: datetime) -> None:
        self._view = view
        self._change = change
        self._at = at
        self._texts: dict[bool, str] = {}

    def tell(self, watching: list[tuple[Watcher, _Watch]]) -> None:
        for watcher, watch in watching:
            if watcher.behind() > MOST_BEHIND:
                watch.told = None
                continue
            follows = watch.view is self._view and self._change is not None and watch.told == self._change.previous
            if not follows and watch.view is self._view and watch.told == self._view.number:
                continue  # nothing is to be told this time
            watcher.tell(_text(watch.watch_id, self._at, self._text_of(follows)))
            watch.view, watch.told = self._view, self._view.number

    def _text_of(self, is_change: bool) -> str:
        if is_change not in self._texts:
            message = self._change if is_change and self._change is not None else self._view.whole()
            self._texts[is_change] = _encoded(message)
        return self._texts[is_change]


def _watched(known: Known, user_id: UUID, asks: BoardFilter) -> Watched | None:
    """Return what somebody sees; None where they are no supervisor (any more)."""
    person = known.people.get(user_id)
    if person is None or not person.is_supervisor:
        return None
    scope = Scope(person.team, known.floor.served.get(user_id, frozenset()))
    return Watched(scope, asks, user_id if user_id in known.floor.agents else None)


def _choices(known: Known, watched: Watched) -> BoardChoices:
    sight = known.sight(watched.scope, watched.asks)
    seen = [one for one in known.people.values() if sight.teams is None or one.team in sight.teams]
    seen += [known.people[agent_id] for agent_id in sight.agent_ids if agent_id in known.people]
    sites = sorted({one.site for one in seen if one.site})
    teams = sorted({one.team for one in seen if one.team})
    queues = sorted((known.floor.queues[queue_id] for queue_id in sight.queue_ids), key=lambda each: each.position)
    return BoardChoices(
        sites=tuple(BoardChoice(code=code, name=known.sites.get(code, {"en": code})) for code in sites),
        teams=tuple(BoardChoice(code=code, name=known.teams.get(code, {"en": code})) for code in teams),
        queues=tuple(QueueChoice(queue_id=each.queue_id, code=each.code, name=dict(each.name)) for each in queues),
    )


def _encoded(message: BoardMessage) -> str:
    return message.model_dump_json(exclude_defaults=True)


def _text(watch_id: str, at: datetime, board: str) -> str:
    """Return the message of the stream, in the words of `telephony.contract.StreamMessage`."""
    head = to_json({"type": "board", "number": 0, "server_at": at, "watch_id": watch_id}).decode()
    return f'{head[:-1]},"board":{board}}}'
