"""When something on the board is marked. Pure: figures in, a level out.

Basis: `features.md` A14. Longest wait 60 and 120 s; a call 1.5 and 2 times its queue's mean handling time, 180 and
300 s where that is not known; hold 120 and 300 s; a service level at most ten points under its target is a warning.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.contract.board import Activity, Concern, Level
from telephony.board.facts import LiveAgent

_RANK: Final = {Level.OK: 0, Level.WARNING: 1, Level.BAD: 2}


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure past `warning` is to be looked at, past `bad` to be acted on."""

    warning: float
    bad: float

    def level(self, value: float) -> Level:
        if value > self.bad:
            return Level.BAD
        return Level.WARNING if value > self.warning else Level.OK


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, shares in percent. `call` is that of calls of which no mean is known, `call_factors` what is taken times
    the mean of the others; `over` is past an end that was set: of wrap-up, or of a pause."""

    wait: Limit = Limit(60, 120)
    call: Limit = Limit(180, 300)
    call_factors: Limit = Limit(1.5, 2)
    hold: Limit = Limit(120, 300)
    over: Limit = Limit(0, 60)
    abandoned: Limit = Limit(5, 7.5)
    level_warning_points: float = 10

    def call_of(self, handle_seconds: float | None) -> Limit:
        """Return the limit of a call whose queue takes so many seconds for one on average."""
        if handle_seconds is None:
            return self.call
        warning, bad = self.call_factors.warning * handle_seconds, self.call_factors.bad * handle_seconds
        return Limit(max(self.call.warning, warning), max(self.call.bad, bad))


@dataclass(frozen=True, slots=True)
class Marked:
    """How an agent's row is marked, and from how many seconds in the state on. `turns_at` is when that is otherwise by
    the passing of time alone; None: never."""

    level: Level = Level.OK
    concern: Concern | None = None
    limit_seconds: int | None = None
    turns_at: datetime | None = field(default=None, compare=False)


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of some levels."""
    return max(levels, key=_RANK.__getitem__, default=Level.OK)


def service_level(percent: float | None, target: float, limits: Limits) -> Level:
    """Return how a service level stands against its target; where no call counts it is as it should be."""
    if percent is None or percent >= target:
        return Level.OK
    return Level.WARNING if percent >= target - limits.level_warning_points else Level.BAD


def agent_mark(
    agent: LiveAgent,
    activity: Activity,
    since_at: datetime,
    now: datetime,
    limits: Limits,
    *,
    handle_seconds: float | None,
    wrap_up_seconds: int | None,
    help_asked: bool,
) -> Marked:
    """Say what is wrong with an agent now, the worst first."""
    if help_asked:
        return Marked(Level.BAD, Concern.HELP_ASKED, turns_at=now)
    if agent.is_silent:
        return Marked(Level.BAD, Concern.DESKTOP_SILENT, turns_at=now)
    match activity:
        case Activity.ON_CALL:
            return _marked(limits.call_of(handle_seconds), since_at, now, Concern.LONG_CALL)
        case Activity.ON_HOLD | Activity.CONSULTING:
            return _marked(limits.hold, since_at, now, Concern.LONG_HOLD)
        case Activity.WRAP_UP if wrap_up_seconds is not None:
            over = Limit(wrap_up_seconds + limits.over.warning, wrap_up_seconds + limits.over.bad)
            return _marked(over, since_at, now, Concern.WRAP_UP_OVER)
        case Activity.NOT_READY if agent.planned_end_at is not None:
            mark = _marked(limits.over, agent.planned_end_at, now, Concern.PAST_PLANNED_END)
            planned = int((agent.planned_end_at - since_at) / timedelta(seconds=1))
            return mark if mark.concern is None else replace(mark, limit_seconds=planned)
    return Marked()


def _marked(limit: Limit, since_at: datetime, now: datetime, concern: Concern) -> Marked:
    seconds = (now - since_at).total_seconds()
    level = limit.level(seconds)
    if level is Level.BAD:
        return Marked(level, concern, round(limit.bad))
    if level is Level.WARNING:
        return Marked(level, concern, round(limit.warning), since_at + timedelta(seconds=limit.bad))
    return Marked(turns_at=since_at + timedelta(seconds=limit.warning))
