"""The live board on this side of the wire: kept from what the stream tells, and known to be old when it is."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol
from uuid import uuid4

from pydantic import JsonValue, ValidationError

from agent_desktop.client.watched import Watched
from agent_desktop.contract.board import (
    STALE_SECONDS,
    Board,
    BoardAgent,
    BoardFilter,
    BoardMessage,
    BoardWaiting,
    Level,
    apply_board_change,
)
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import StreamMessage

_log = logging.getLogger(__name__)

_WORST_FIRST: Final = {Level.BAD: 0, Level.WARNING: 1, Level.OK: 2}


class BoardFeed(Protocol):
    """The stream, as a board needs it. Both may be called while there is no stream: it is said when there is."""

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None: ...

    def end(self, watch_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class BoardView:
    """What there is to show. `board` is the last that came, None before the first. `is_live`: something was heard of
    it within the last `STALE_SECONDS`. `refused` is why the server does not tell it."""

    board: Board | None = None
    is_live: bool = False
    refused: ErrorCode | None = None
    filter: BoardFilter = field(default_factory=BoardFilter)

    @property
    def as_of(self) -> datetime | None:
        """The moment for which the board is true."""
        return None if self.board is None else self.board.as_of


class BoardKeeper:
    """Keeps one board. Belongs to the thread that draws: the owner brings it the stream's messages there, and calls
    `tick` a few times a second, by which a board grows old."""

    def __init__(
        self,
        feed: BoardFeed,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._feed = feed
        self._monotonic = monotonic
        self._new_id = new_id
        self._heard_at = 0.0
        self._watch_id = ""
        self._filter: BoardFilter | None = None
        self._number: int | None = None
        self._watched = Watched(BoardView())

    @property
    def view(self) -> BoardView:
        """What there is to show now."""
        return self._watched.value

    def watch(self, watcher: Callable[[BoardView], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def begin(self, asks: BoardFilter) -> None:
        """Watch this of the centre from now on. What was there is not shown any more."""
        if asks == self._filter:
            return
        self._filter = asks
        self._watched.set(BoardView(filter=asks))
        self._ask()

    def end(self) -> None:
        """Watch nothing: the server computes a board only for those who watch."""
        if self._filter is not None:
            self._filter = None
            self._number = None
            self._feed.end(self._watch_id)
            self._watch_id = ""
            self._watched.set(BoardView())

    def received(self, message: StreamMessage) -> None:
        """Take a message of the stream; all but those of this board's watch are passed over."""
        if message.type != "board" or message.watch_id != self._watch_id or self._filter is None:
            return
        try:
            told = BoardMessage.model_validate(message.board)
        except ValidationError as error:
            _log.warning("board not understood: %s errors", error.error_count())
            return
        self._take(told, self._filter)

    def tick(self) -> None:
        """See whether what is shown has grown old."""
        view = self._watched.value
        if view.board is not None:
            is_live = self._monotonic() - self._heard_at <= STALE_SECONDS
            self._watched.set(BoardView(view.board, is_live, view.refused, view.filter))

    def _ask(self) -> None:
        """Begin afresh, by a name of its own: what is still on its way of the one before is passed over."""
        self._number = None
        if self._watch_id:
            self._feed.end(self._watch_id)
        self._watch_id = self._new_id()
        if self._filter is not None:
            self._feed.watch(self._watch_id, self._filter.model_dump(mode="json"))

    def _take(self, told: BoardMessage, asks: BoardFilter) -> None:
        board = told.full
        if told.refused is not None:
            self._watched.set(BoardView(None, is_live=False, refused=told.refused, filter=asks))
            return
        if board is None:
            known = self._watched.value.board
            if self._number is None or known is None:
                return  # the whole board is on its way
            if told.previous != self._number:
                self._ask()
                return
            if told.change is None:
                board = known.model_copy(update={"as_of": told.as_of})
            else:
                board = apply_board_change(known, told.change, told.as_of)
        self._number = told.number
        self._heard_at = self._monotonic()
        self._watched.set(BoardView(board, is_live=True, filter=asks))


def alerts_first(agents: Iterable[BoardAgent]) -> list[BoardAgent]:
    """List agents in the board's order: the worst first, of each level whoever is longest in their state."""
    return sorted(agents, key=lambda each: (_WORST_FIRST[each.level], each.since_at, each.name, each.agent_id))


def longest_first(waiting: Iterable[BoardWaiting]) -> list[BoardWaiting]:
    """List callers in the board's order: who has waited longest first."""
    return sorted(waiting, key=lambda each: (each.enqueued_at, each.call_id))
