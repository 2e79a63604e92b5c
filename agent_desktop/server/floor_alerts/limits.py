"""The thresholds that are published, as figures and timers are marked by them. Pure.

From which value on a figure is to be looked at and acted on is said once, by the rules of floor alerts. What is drawn
turns at once; how long a value must have been past a threshold before anybody is told is a matter of alerts alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from agent_desktop.contract.board import Level
from agent_desktop.contract.floor_alerts import FloorMeasure, TimerLimit, TimerLimitList
from agent_desktop.records.floor_alerts.schema import FloorBook, Rule
from agent_desktop.records.floor_alerts.states import LOWER_IS_WORSE
from agent_desktop.server.floor_alerts.rules import holds_now, limits_of

TIMED: Final = (
    FloorMeasure.CALL_SECONDS,
    FloorMeasure.HOLD_SECONDS,
    FloorMeasure.WRAP_UP_OVER,
    FloorMeasure.AWAY_OVER,
    FloorMeasure.LONGEST_WAIT,
)
"""What an agent's own desktop has timers of."""
_TARGET: Final = 100.0


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that has reached `warning` is to be looked at, `bad` to be acted on; None: it never is. Of a figure of
    which less is worse, one that is below."""

    warning: float | None = None
    bad: float | None = None
    lower_is_worse: bool = False

    def level(self, value: float | None) -> Level:
        """Return how a value stands; where there is none it is as it should be."""
        if value is not None:
            for level, threshold in ((Level.BAD, self.bad), (Level.WARNING, self.warning)):
                if threshold is not None and (value < threshold if self.lower_is_worse else value >= threshold):
                    return level
        return Level.OK


NEVER: Final = Limit()


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of the rules that hold at one time of the day."""

    rules: tuple[Rule, ...] = ()
    _found: dict[tuple[FloorMeasure, str, float], Limit] = field(default_factory=dict, compare=False, repr=False)

    def of(self, measure: FloorMeasure, queue: str = "", target_percent: float = _TARGET) -> Limit:
        """Return the thresholds of a measure for a queue, those that mark soonest where several rules hold.
        `target_percent` is what the service level of the queue should be."""
        key = (measure, queue, target_percent)
        if key not in self._found:
            some = [each for each in self.rules if each.measure is measure]
            named = [each for each in some if queue and queue in each.queues]
            chosen = named or [each for each in some if not each.queues]
            lower = measure in LOWER_IS_WORSE
            bounds = [limits_of(each, target_percent) for each in chosen]
            self._found[key] = Limit(
                _soonest((each.warn for each in bounds), lower), _soonest((each.act for each in bounds), lower), lower
            )
        return self._found[key]

    def of_many(self, measure: FloorMeasure, many: Collection[tuple[str, float, float]]) -> Limit:
        """Return the thresholds of queues that are counted together: of each by its share. `many` are their codes, how
        much each counts, and what its service level should be."""
        whole = sum(weight for _, weight, _ in many)
        if whole <= 0:
            return NEVER
        limits = [(self.of(measure, code, target), weight) for code, weight, target in many if weight > 0]
        return Limit(
            _mean([(each.warning, weight) for each, weight in limits], whole),
            _mean([(each.bad, weight) for each, weight in limits], whole),
            measure in LOWER_IS_WORSE,
        )


class LimitsBook:
    """Says which limits hold. The same ones are the same object, so that who keeps what was made by them may see it."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._limits = Limits()

    def at(self, book: FloorBook, now: datetime) -> Limits:
        """Return the limits of the rules that count now."""
        holding = tuple(each for each in book.rules if holds_now(each, now, self._zone))
        if holding != self._limits.rules:
            self._limits = Limits(holding)
        return self._limits


def timer_limits(limits: Limits, queues: Mapping[str, UUID]) -> TimerLimitList:
    """Return what an agent's own timers go by. `queues` are the ids of all queues by code; those for which nothing else
    holds than for all are not named."""
    found: list[TimerLimit] = []
    for measure in TIMED:
        general = limits.of(measure)
        found.append(_timer(measure, None, general))
        for code, queue_id in queues.items():
            own = limits.of(measure, code)
            if own != general:
                found.append(_timer(measure, queue_id, own))
    return TimerLimitList(limits=tuple(found))


def _timer(measure: FloorMeasure, queue_id: UUID | None, limit: Limit) -> TimerLimit:
    return TimerLimit(measure=measure, queue_id=queue_id, warn_seconds=limit.warning, act_seconds=limit.bad)


def _soonest(values: Iterable[float | None], lower_is_worse: bool) -> float | None:
    known = [each for each in values if each is not None]
    if not known:
        return None
    return max(known) if lower_is_worse else min(known)


def _mean(values: Collection[tuple[float | None, float]], whole: float) -> float | None:
    """Return the mean by weight; None where any of them has no threshold: together they then have none."""
    known = [(each, weight) for each, weight in values if each is not None]
    if len(known) < len(values):
        return None
    return sum(each * weight for each, weight in known) / whole
