"""Holds the board of one moment against the count from raw rows, and says in words what differs."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from agent_desktop.contract.board import Board, BoardFilter, BoardQueue
from agent_desktop.server.board.agents import AgentRows
from agent_desktop.server.board.reading import BoardReader, BoardSources
from agent_desktop.server.board.views import View, Watched
from agent_desktop.server.supervision.scope import Scope
from telephony.times import midnight_before
from tests.proofs.board.recount import DONE, QUEUES, SLOTS, WAITED, by_agent, recounted

_WHOLE: Final = Watched(Scope(), BoardFilter(), None)


class WatchedFloor:
    """A board that is kept up to date from look to look, as a server's is while somebody watches. Every so many looks
    it is left and begun anew, as where the server is another."""

    def __init__(self, zone: tzinfo, time_zone: str, anew_every: int = 7) -> None:
        self._reader = BoardReader(BoardSources(zone, time_zone))
        self._rows = AgentRows()
        self._view = View(_WHOLE)
        self._anew_every = anew_every
        self._zone = zone
        self.looks = 0
        self.board: Board | None = None

    def look(self, connection: Connection, at: datetime) -> Board:
        """Return the board at this moment of the business clock."""
        if self.looks % self._anew_every == 0:
            self._reader.forget()
        self.looks += 1
        known = self._reader.read(Session(connection), at, at.timestamp())
        self._view.look(known, self._rows.lines_of(known), self._rows.waiting_of(known))
        assert self._view.board is not None
        self.board = self._view.board
        return self.board

    def differences(self, connection: Connection, at: datetime) -> list[str]:
        """Look, and say what the raw rows count otherwise."""
        board = self.look(connection, at)
        midnight = midnight_before(at, self._zone)
        problems = [*_queues(connection, board, at, midnight), *_waiting(connection, board, at)]
        problems += [*_agents(connection, board, midnight), *_slots(connection, board, at, midnight)]
        return [f"{at:%d %b %H:%M:%S}: {problem}" for problem in problems]


def _queues(connection: Connection, board: Board, at: datetime, midnight: datetime) -> Iterator[str]:
    lately = midnight + (at - midnight) // timedelta(minutes=1) * timedelta(minutes=1) - timedelta(minutes=30)
    raw = recounted(connection, QUEUES, at=at, midnight=midnight, lately=lately)
    totals: Counter[str] = Counter()
    for queue in board.queues:
        row = raw.get(queue.queue_id)
        answered, abandoned, *shares = (0, 0, 0, 0, 0, 0) if row is None else row[1:]
        totals += Counter(answered=answered, abandoned=abandoned, in_time=shares[0], of_all=shares[1])
        yield from _differs("answered", queue.answered, answered)
        yield from _differs("abandoned", queue.abandoned, abandoned)
        yield from _differs("offered", queue.offered, answered + abandoned)
        yield from _differs("service level", queue.service.percent, _percent(shares[0], shares[1]))
        yield from _differs("service level lately", queue.service_lately.percent, _percent(shares[2], shares[3]))
        yield from _differs("abandoned %", queue.abandoned_percent, _percent(abandoned, answered + abandoned))
    figures = board.figures
    yield from _differs("all answered", figures.answered, totals["answered"])
    yield from _differs("all abandoned", figures.abandoned, totals["abandoned"])
    yield from _differs("all in time", figures.service.percent, _percent(totals["in_time"], totals["of_all"]))


def _waiting(connection: Connection, board: Board, at: datetime) -> Iterator[str]:
    raw = recounted(connection, WAITED, then=at)
    for queue in board.queues:
        row = raw.get(queue.queue_id)
        yield from _differs("waiting", queue.waiting, 0 if row is None else row.waiting)
        yield from _differs("longest", queue.longest_enqueued_at, None if row is None else row.longest)
    yield from _differs("all waiting", board.figures.waiting, sum(row.waiting for row in raw.values()))
    yield from _differs("callers", len(board.waiting), board.figures.waiting)
    yield from _differs("longest of all", board.figures.longest_enqueued_at, _first(board.queues))
    mark = board.figures.waiting_before_at
    if mark is not None:
        before = recounted(connection, WAITED, then=mark)
        yield from _differs("waited before", board.figures.waiting_before, sum(row.waiting for row in before.values()))


def _agents(connection: Connection, board: Board, midnight: datetime) -> Iterator[str]:
    raw = by_agent(connection)
    states = Counter("on_call" if rings else state for state, rings in raw.values())
    figures = board.figures
    shown = {"ready": figures.ready, "on_call": figures.on_call, "wrap_up": figures.wrap_up}
    for name, count in (shown | {"not_ready": figures.not_ready}).items():
        yield from _differs(name, count, states[name])
    yield from _differs("signed in", figures.signed_in, len(raw))
    yield from _differs("rows", {each.agent_id for each in board.agents}, set(raw))
    done = recounted(connection, DONE, midnight=midnight)
    for row in board.agents:
        mine = done.get(row.agent_id)
        yield from _differs(f"handled by {row.name}", row.handled, 0 if mine is None else mine.handled)
        if mine is not None and row.average_seconds is not None and abs(row.average_seconds - float(mine.average)) > 2:
            yield f"average of {row.name}: {row.average_seconds}, raw {mine.average}"


def _slots(connection: Connection, board: Board, at: datetime, midnight: datetime) -> Iterator[str]:
    raw = recounted(connection, SLOTS, at=at, midnight=midnight)
    shown = {each.began_at: (each.answered, each.abandoned) for each in board.day.slots if each.offered}
    yield from _differs("by half hour", shown, {slot: (row.answered, row.abandoned) for slot, row in raw.items()})


def _differs(what: str, shown: object, raw: object) -> Iterator[str]:
    if shown != raw:
        yield f"{what}: the board has {shown}, the raw rows {raw}"


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _first(queues: tuple[BoardQueue, ...]) -> datetime | None:
    return min((each.longest_enqueued_at for each in queues if each.longest_enqueued_at is not None), default=None)
