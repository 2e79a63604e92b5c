"""Reads what the boards of one moment are made of: what changes often each time, the rest when it is due or told of."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.board import BoardCaller
from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.records.callbacks.repository import CallbackListRepository
from agent_desktop.records.complaints.list_queries import ListQueries, reach_of
from agent_desktop.server.board.callers import CallerBook
from agent_desktop.server.board.known import SHIPPED, AskedHelp, Definition, Foreseen, Known, QueueDay
from agent_desktop.server.board.repository import BoardQueries, Colleague
from agent_desktop.server.floor_alerts.limits import Limits
from telephony.board.day import DayLedger
from telephony.board.keeper import FloorKeeper, Looked
from telephony.contract import EventKind
from telephony.statistics.definitions import Thresholds

T = TypeVar("T")

DefinitionOf = Callable[[str], Definition]

_NOBODY: Final = UUID(int=0)
_NO_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class BoardSources:
    """What others tell the board. `definitions` are by the code of the queue, of the day that begins at the moment;
    `limits` are those that hold at a moment, `foreseen` is from one until another; `alerts` are all that are on,
    `help_asked` who waits for help by agent. `sites` and `teams` are words by code."""

    zone: tzinfo
    time_zone: str
    own_numbers: Container[str] = ()
    sites: Mapping[str, LocalText] = field(default_factory=dict)
    teams: Mapping[str, LocalText] = field(default_factory=dict)
    limits: Callable[[datetime], Limits] = lambda _at: _NO_LIMITS
    definitions: Callable[[Session, datetime], Callable[[str], Definition]] = lambda _session, _at: (
        lambda _code: SHIPPED
    )
    foreseen: Callable[[Session, datetime, datetime], Foreseen | None] = lambda _session, _since, _until: None
    alerts: Callable[[Session, datetime], Sequence[FloorAlert]] = lambda _session, _at: ()
    help_asked: Callable[[Session], Mapping[UUID, AskedHelp]] = lambda _session: {}


class _Aged(Generic[T]):
    """A value that is read again once it is `seconds` old, or an event of one of the `kinds` tells of it."""

    def __init__(self, seconds: float, *kinds: str) -> None:
        self._seconds = seconds
        self._kinds = frozenset(kinds)
        self._read_at: float | None = None
        self._value: T | None = None

    def value(self, machine_now: float, looked: Looked, read: Callable[[], T]) -> T:
        too_old = self._read_at is None or machine_now - self._read_at >= self._seconds
        if self._value is None or too_old or looked.is_whole or self._kinds & looked.touched.keys():
            self._value = read()
            self._read_at = machine_now
        return self._value

    def forget(self) -> None:
        self._read_at = None


class BoardReader:
    """Belongs to one thread at a time."""

    def __init__(self, sources: BoardSources) -> None:
        self._sources = sources
        self._keeper = FloorKeeper(sources.zone)
        self._callers = CallerBook(sources.own_numbers)
        self._people: _Aged[dict[UUID, Colleague]] = _Aged(60)
        self._definitions: _Aged[DefinitionOf] = _Aged(30)
        self._foreseen: _Aged[tuple[Foreseen | None]] = _Aged(60)
        self._complaints: _Aged[Sequence[Mapping[str, Any]]] = _Aged(15, EventKind.COMPLAINT_CHANGED.value)
        self._callbacks: _Aged[Sequence[Mapping[str, Any]]] = _Aged(15, EventKind.CALLBACK_CHANGED.value)
        self._alerts: _Aged[Sequence[FloorAlert]] = _Aged(5, EventKind.FLOOR_ALERT_CHANGED.value)
        self._help: _Aged[Mapping[UUID, AskedHelp]] = _Aged(15, EventKind.HELP_CHANGED.value)
        self._counted_by: Mapping[str, Thresholds] = {}
        self._missed: frozenset[UUID] = frozenset()

    def forget(self) -> None:
        """Keep nothing of what is not watched any more."""
        self._keeper.forget()
        self._callers.forget_all()

    def read(self, session: Session, at: datetime, machine_now: float, watching: Iterable[UUID] = ()) -> Known:
        """Read what is known at `at`, in one transaction of the isolation level REPEATABLE READ; also who they are who
        are `watching`. Where that fails everything is read anew the next time: events that were looked at half are not
        told again."""
        try:
            return self._read(session, at, machine_now, watching)
        except BaseException:
            self.forget()
            raise

    def _read(self, session: Session, at: datetime, machine_now: float, watching: Iterable[UUID]) -> Known:
        sources = self._sources
        looked = self._keeper.look(
            session, at, machine_now, lambda code: self._counted_by.get(code, SHIPPED.thresholds)
        )
        floor, day = self._keeper.floor, self._keeper.day
        if day is None:
            raise ValueError("the day was not read")
        definition_of = self._definitions.value(
            machine_now, looked, lambda: sources.definitions(session, day.begins_at)
        )
        definitions = {queue_id: definition_of(queue.code) for queue_id, queue in floor.queues.items()}
        self._count_by(day, {queue.code: definitions[each].thresholds for each, queue in floor.queues.items()})
        tomorrow = _tomorrow(day.begins_at, sources.zone)
        return Known(
            at=at,
            begins_at=day.begins_at,
            time_zone=sources.time_zone,
            floor=floor,
            people=self._people_of(session, machine_now, looked, {*floor.agents, *watching}),
            callers=self._callers_of(session, looked),
            days=_days(day, {queue_id: queue.code for queue_id, queue in floor.queues.items()}, at),
            definitions=definitions,
            waiting_before_at=self._keeper.waiting_before[0],
            waiting_before=self._keeper.waiting_before[1],
            limits=sources.limits(at),
            foreseen=self._foreseen.value(
                machine_now, looked, lambda: (sources.foreseen(session, day.begins_at, tomorrow),)
            )[0],
            complaints=self._complaints.value(
                machine_now,
                looked,
                lambda: _plain(ListQueries(session).deadlines_by_team(reach_of(_NOBODY, "", at, day.begins_at))),
            ),
            callbacks=self._callbacks.value(
                machine_now,
                looked,
                lambda: _plain(CallbackListRepository(session).due_by_place(at, at + timedelta(hours=1), tomorrow)),
            ),
            alerts=self._alerts.value(machine_now, looked, lambda: sources.alerts(session, at)),
            help_asked=self._help.value(machine_now, looked, lambda: sources.help_asked(session)),
            sites=sources.sites,
            teams=sources.teams,
        )

    def _people_of(
        self, session: Session, machine_now: float, looked: Looked, wanted: Set[UUID]
    ) -> Mapping[UUID, Colleague]:
        read = BoardQueries(session).list_people
        people = self._people.value(machine_now, looked, read)
        if not people.keys() >= wanted and self._missed != wanted - people.keys():  # somebody is new
            self._missed = frozenset(wanted - people.keys())
            self._people.forget()
            people = self._people.value(machine_now, looked, read)
        return people

    def _callers_of(self, session: Session, looked: Looked) -> Mapping[UUID, BoardCaller]:
        if looked.is_whole:
            self._callers.forget_all()
        self._callers.forget(looked.touched.get(EventKind.CUSTOMER_LINKED.value, ()))
        return dict(self._callers.callers_of(session, self._keeper.floor.calls))

    def _count_by(self, day: DayLedger, thresholds: Mapping[str, Thresholds]) -> None:
        if thresholds != self._counted_by:
            self._counted_by = thresholds
            day.count_by(lambda code: thresholds.get(code, SHIPPED.thresholds))


def _days(day: DayLedger, codes: Mapping[UUID, str], at: datetime) -> dict[UUID, QueueDay]:
    return {
        queue_id: QueueDay(day.today(code, at), day.lately(code, at), dict(day.slots(code)))
        for queue_id, code in codes.items()
    }


def _plain(rows: Sequence[sa.RowMapping]) -> list[Mapping[str, Any]]:
    return [dict(row) for row in rows]


def _tomorrow(begins_at: datetime, zone: tzinfo) -> datetime:
    day = begins_at.astimezone(zone).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=zone)
