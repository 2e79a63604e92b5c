"""Everything that the boards of one moment are made of, read once however many watch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.board import BoardCaller, BoardFilter
from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.server.board.repository import Colleague
from agent_desktop.server.board.sight import Sight, sight_of
from agent_desktop.server.floor_alerts.limits import Limits
from agent_desktop.server.supervision.scope import Scope
from telephony.board.facts import Floor
from telephony.statistics.definitions import DEFAULT, Counts, ServiceLevel, Thresholds


class Definition(NamedTuple):
    """By what the service level of a queue is counted on a day, and what it should be."""

    variant: ServiceLevel = DEFAULT
    thresholds: Thresholds = Thresholds()
    target_percent: float = 80


SHIPPED: Final = Definition()


@dataclass(frozen=True, slots=True)
class QueueDay:
    """What became of a queue's calls of this day, and by half hour."""

    today: Counts = field(default_factory=Counts)
    lately: Counts = field(default_factory=Counts)
    slots: Mapping[datetime, Counts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Calls that are forecast, by the code of the queue and when the half hour begins."""

    made_at: datetime
    calls: Mapping[tuple[str, datetime], float]


class AskedHelp(NamedTuple):
    """Since when somebody calls for help. `of_all`: nobody of theirs answered in time, so every supervisor may."""

    at: datetime
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """As of `at`, of the day that began at `begins_at`. Of queues by id are `days`, `definitions` and
    `waiting_before` (at `waiting_before_at`); `help_asked` and `people` are by agent.
    `complaints` are by team, `callbacks` by team and queue. `sites` and `teams` are words by code."""

    at: datetime
    begins_at: datetime
    time_zone: str
    floor: Floor
    people: Mapping[UUID, Colleague]
    callers: Mapping[UUID, BoardCaller]
    days: Mapping[UUID, QueueDay]
    definitions: Mapping[UUID, Definition]
    waiting_before_at: datetime | None
    waiting_before: Mapping[UUID, int]
    limits: Limits = field(default_factory=Limits)
    foreseen: Foreseen | None = None
    complaints: Sequence[Mapping[str, Any]] = ()
    callbacks: Sequence[Mapping[str, Any]] = ()
    alerts: Sequence[FloorAlert] = ()
    help_asked: Mapping[UUID, AskedHelp] = field(default_factory=dict)
    sites: Mapping[str, LocalText] = field(default_factory=dict)
    teams: Mapping[str, LocalText] = field(default_factory=dict)

    def sight(self, scope: Scope, asks: BoardFilter) -> Sight:
        """Return what one watcher sees of this. Whose call for help is everybody's, everybody sees."""
        called = frozenset(agent_id for agent_id, asked in self.help_asked.items() if asked.of_all)
        return sight_of(self.floor, self.people, scope, asks, called)
