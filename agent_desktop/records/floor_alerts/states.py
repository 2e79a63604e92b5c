"""When an alert is raised, becomes worse or better, and ends. Pure: values and times in, a standing out.

A level is not taken up before the value was past it for a while, and not given up before it was better by a margin for
a while: what wavers about a threshold raises one alert, and not twenty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.floor_alerts import FloorLevel, FloorMeasure, FloorSubject, FloorUnit

LOWER_IS_WORSE: Final = frozenset({FloorMeasure.SERVICE_LEVEL})
UNIT_OF: Final[Mapping[FloorMeasure, FloorUnit]] = MappingProxyType(
    {
        FloorMeasure.SERVICE_LEVEL: FloorUnit.PERCENT,
        FloorMeasure.LONGEST_WAIT: FloorUnit.SECONDS,
        FloorMeasure.NOBODY_READY: FloorUnit.SECONDS,
        FloorMeasure.CALL_SECONDS: FloorUnit.SECONDS,
        FloorMeasure.HOLD_SECONDS: FloorUnit.SECONDS,
        FloorMeasure.WRAP_UP_OVER: FloorUnit.SECONDS,
        FloorMeasure.CALLBACKS_LATE: FloorUnit.NUMBER,
        FloorMeasure.COMPLAINT_CLOCK: FloorUnit.PERCENT,
        FloorMeasure.CARRIER_FAULTS: FloorUnit.NUMBER,
        FloorMeasure.HELP_WAITS: FloorUnit.SECONDS,
        FloorMeasure.ABANDONMENT: FloorUnit.PERCENT,
        FloorMeasure.OCCUPANCY: FloorUnit.PERCENT,
        FloorMeasure.AWAY_OVER: FloorUnit.SECONDS,
    }
)
SUBJECT_OF: Final[Mapping[FloorMeasure, FloorSubject]] = MappingProxyType(
    {
        FloorMeasure.SERVICE_LEVEL: FloorSubject.QUEUE,
        FloorMeasure.LONGEST_WAIT: FloorSubject.QUEUE,
        FloorMeasure.NOBODY_READY: FloorSubject.QUEUE,
        FloorMeasure.CALL_SECONDS: FloorSubject.AGENT,
        FloorMeasure.HOLD_SECONDS: FloorSubject.AGENT,
        FloorMeasure.WRAP_UP_OVER: FloorSubject.AGENT,
        FloorMeasure.CALLBACKS_LATE: FloorSubject.QUEUE,
        FloorMeasure.COMPLAINT_CLOCK: FloorSubject.COMPLAINT,
        FloorMeasure.CARRIER_FAULTS: FloorSubject.CENTRE,
        FloorMeasure.HELP_WAITS: FloorSubject.AGENT,
        FloorMeasure.ABANDONMENT: FloorSubject.QUEUE,
        FloorMeasure.OCCUPANCY: FloorSubject.QUEUE,
        FloorMeasure.AWAY_OVER: FloorSubject.AGENT,
    }
)
ENDS_AT_ONCE: Final = frozenset({FloorSubject.AGENT, FloorSubject.COMPLAINT})
"""What these were about is over when it is no longer measured: no margin brings it back."""

_RANK: Final[Mapping[FloorLevel | None, int]] = MappingProxyType({None: 0, FloorLevel.WARN: 1, FloorLevel.ACT: 2})
_LEVELS: Final = (None, FloorLevel.WARN, FloorLevel.ACT)


@dataclass(frozen=True, slots=True)
class Limits:
    """Two thresholds, and how long and by how much a value is past or better than one before that counts."""

    warn: float | None
    act: float | None
    lower_is_worse: bool = False
    margin: float = 0
    raise_after: timedelta = timedelta(0)
    clear_after: timedelta = timedelta(0)

    def level_of(self, value: float | None, *, margin: float = 0) -> FloorLevel | None:
        """Return the worst level that a value is past, with thresholds that are easier by `margin` to be past."""
        for level, threshold in ((FloorLevel.ACT, self.act), (FloorLevel.WARN, self.warn)):
            if value is None or threshold is None:
                continue
            past = value < threshold + margin if self.lower_is_worse else value >= threshold - margin
            if past:
                return level
        return None

    def threshold_of(self, level: FloorLevel) -> float:
        """Return the threshold of a level; the other one where the rule has none of it."""
        own, other = (self.act, self.warn) if level is FloorLevel.ACT else (self.warn, self.act)
        found = own if own is not None else other
        return 0.0 if found is None else found

    def worse(self, one: float, other: float) -> float:
        """Return the worse of two values."""
        return min(one, other) if self.lower_is_worse else max(one, other)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an alert stands. `up_to` is a worse level that the value is past since `up_since`; `down_since` is since when
    it is better than the present one."""

    level: FloorLevel | None = None
    up_to: FloorLevel | None = None
    up_since: datetime | None = None
    down_since: datetime | None = None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to be kept: no alert, and none on its way."""
        return self.level is None and self.up_since is None


def step(limits: Limits, standing: Standing, value: float | None, at: datetime) -> Standing:
    """Return the standing once `value` was measured at `at`; None is nothing to be measured, which is good."""
    up, down = limits.level_of(value), limits.level_of(value, margin=limits.margin)
    if _RANK[up] > _RANK[standing.level]:
        return _rise(limits, standing, up, at)
    if _RANK[down] < _RANK[standing.level]:
        since = standing.down_since or at
        if at - since >= limits.clear_after:
            return Standing(level=down)
        return Standing(level=standing.level, down_since=since)
    return Standing(level=standing.level)


def _rise(limits: Limits, standing: Standing, up: FloorLevel | None, at: datetime) -> Standing:
    # A value that goes from warning to acting while it is waited for has been past the warning all the time.
    since = standing.up_since or at
    lower = min((up, standing.up_to or up), key=_RANK.__getitem__)
    if at - since < limits.raise_after:
        return replace(standing, up_to=lower, up_since=since, down_since=None)
    if lower is up or _RANK[lower] <= _RANK[standing.level]:
        return Standing(level=up)
    return Standing(level=lower, up_to=up, up_since=at)


def holds_at(since: time, until: time, now: time) -> bool:
    """Say whether a local time lies in hours; over midnight where these end before they begin."""
    if since == until:
        return True
    return since <= now < until if since < until else now >= since or now < until
