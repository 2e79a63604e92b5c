"""Keeps the floor and the day of one server process up to date by the journal.

The journal's numbers are given in commit order, whichever server commits: what it has not told of has not changed. So a
look reads no more than the events since the one before, who and what is there now where there were any, and the calls
that these events were about. What no event tells of (a desktop that fell silent) is seen by reading all of it every few
seconds. Where nothing is known yet, or too much was missed, or a new day has begun, the day is read whole.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.board.day import DayLedger, ThresholdsOf, mark_before
from telephony.board.facts import Floor
from telephony.board.repository import FloorRepository
from telephony.contract import EventKind
from telephony.events.repository import EventRepository
from telephony.times import midnight_before

MOST_EVENTS: Final = 3000
"""So many events are looked through; after more the day is read whole."""

AGAIN_SECONDS: Final = 5.0
"""How often everybody and everything is read although no event tells of it."""

SERVING_SECONDS: Final = 60.0

_CALL_KINDS: Final = ("call.", "transfer.", "wrap_up.")
_SERVING_KINDS: Final = frozenset({EventKind.SERVING_CHANGED.value, EventKind.CONFIGURATION_CHANGED.value})


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look has found. `touched` are the subjects of the events since the look before, by kind; `is_whole`:
    everything was read anew, and anything may have changed. `is_changed`: the floor or the day may be otherwise."""

    is_whole: bool
    is_changed: bool
    touched: Mapping[str, frozenset[UUID]] = field(default_factory=dict)


class FloorKeeper:
    """Belongs to one thread. `zone` is the centre's: its midnight begins a day."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._number: int | None = None
        self._read_at = self._served_at = 0.0
        self._done_of: set[UUID] = set()
        self._served_by: frozenset[UUID] = frozenset()
        self._marked: tuple[datetime | None, Mapping[UUID, int]] = (None, {})
        self.floor = Floor()
        self.day: DayLedger | None = None

    def forget(self) -> None:
        """Know nothing any more: the next look reads everything."""
        self._number = None
        self.day = None
        self.floor = Floor()

    @property
    def waiting_before(self) -> tuple[datetime | None, Mapping[UUID, int]]:
        """Who waited by queue at a half hour's mark that is past, and which that was; None early in the day."""
        return self._marked

    def look(self, session: Session, now: datetime, machine_now: float, thresholds: ThresholdsOf) -> Looked:
        """Read what has changed. `session` is in one REPEATABLE READ transaction; `machine_now` is monotonic seconds;
        `thresholds` are those of the day."""
        begins_at = midnight_before(now, self._zone)
        last = EventRepository(session).last_number()
        known = self._number
        rows = FloorRepository(session)
        self._look_at_mark(rows, now, begins_at)
        if known is None or self.day is None or self.day.begins_at != begins_at or last < known:
            return self._read_whole(rows, last, begins_at, machine_now, thresholds)
        events = rows.list_touched(known, MOST_EVENTS + 1) if last > known else ()
        if len(events) > MOST_EVENTS or (events and events[0][0] != known + 1):
            return self._read_whole(rows, last, begins_at, machine_now, thresholds)
        touched: dict[str, set[UUID]] = {}
        for _, kind, subject in events:
            touched.setdefault(kind, set()).add(subject)
        self._number = last
        serving = bool(_SERVING_KINDS & touched.keys()) or machine_now - self._served_at >= SERVING_SECONDS
        is_due = serving or bool(events) or machine_now - self._read_at >= AGAIN_SECONDS
        if is_due:
            self._read_floor(rows, machine_now, begins_at, serving=serving)
        self._follow(rows, self.day, begins_at, touched)
        return Looked(False, is_due, {kind: frozenset(subjects) for kind, subjects in touched.items()})

    def _follow(
        self, rows: FloorRepository, day: DayLedger, begins_at: datetime, touched: dict[str, set[UUID]]
    ) -> None:
        calls: set[UUID] = set()
        for kind, subjects in touched.items():
            if kind.startswith(_CALL_KINDS):
                calls |= subjects
        for call in rows.list_of_day(calls):
            day.put(call)
        self._read_done(rows, begins_at, touched.get(EventKind.DAY_CHANGED.value, set()))

    def _read_whole(
        self, rows: FloorRepository, last: int, begins_at: datetime, machine_now: float, thresholds: ThresholdsOf
    ) -> Looked:
        self.day = DayLedger(begins_at, thresholds)
        for call in rows.list_day(begins_at):
            self.day.put(call)
        self.floor = replace(self.floor, done={})
        self._done_of.clear()
        self._read_floor(rows, machine_now, begins_at, serving=True)
        self._number = last
        return Looked(is_whole=True, is_changed=True)

    def _read_serving(self, rows: FloorRepository, machine_now: float) -> None:
        self._served_at = machine_now
        self.floor = replace(self.floor, queues=rows.list_queues(), served=rows.list_served())
        self._served_by = frozenset(self.floor.agents)

    def _read_floor(self, rows: FloorRepository, machine_now: float, begins_at: datetime, *, serving: bool) -> None:
        self._read_at = machine_now
        self.floor = replace(self.floor, agents=rows.list_agents(), calls=rows.list_calls())
        if serving or self.floor.agents.keys() - self._served_by:  # somebody new serves queues from their sign-in on
            self._read_serving(rows, machine_now)
        self._read_done(rows, begins_at, self.floor.agents.keys() - self._done_of)

    def _read_done(self, rows: FloorRepository, begins_at: datetime, agents: Set[UUID]) -> None:
        if agents:
            self._done_of |= agents
            self.floor = replace(self.floor, done={**self.floor.done, **rows.list_done(begins_at, agents)})

    def _look_at_mark(self, rows: FloorRepository, now: datetime, begins_at: datetime) -> None:
        mark = mark_before(now, begins_at)
        if mark != self._marked[0]:
            self._marked = mark, {} if mark is None else rows.count_waiting_at(mark)
