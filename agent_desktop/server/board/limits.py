"""When an agent's row on the board is marked, by the thresholds that are published. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.contract.board import Activity, Concern, Level
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.server.floor_alerts.limits import Limit, Limits
from telephony.board.facts import LiveAgent

_RANK: Final = {Level.OK: 0, Level.WARNING: 1, Level.BAD: 2}


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


def wraps_up_until(agent: LiveAgent, since_at: datetime, wrap_up_seconds: int | None) -> datetime | None:
    """Return the end of an agent's wrap-up: the one that was set, or that of the queue; None where it has none."""
    if agent.planned_end_at is not None:
        return agent.planned_end_at
    return None if wrap_up_seconds is None else since_at + timedelta(seconds=wrap_up_seconds)


def agent_mark(
    agent: LiveAgent,
    activity: Activity,
    since_at: datetime,
    now: datetime,
    limits: Limits,
    *,
    queue: str = "",
    wrap_up_seconds: int | None = None,
    help_asked: bool = False,
) -> Marked:
    """Say what is wrong with an agent now, the worst first. `queue` is the code of that of their call."""
    if help_asked:
        return Marked(Level.BAD, Concern.HELP_ASKED, turns_at=now)
    if agent.is_silent:
        return Marked(Level.BAD, Concern.DESKTOP_SILENT, turns_at=now)
    match activity:
        case Activity.ON_CALL:
            return _marked(limits.of(FloorMeasure.CALL_SECONDS, queue), since_at, now, Concern.LONG_CALL)
        case Activity.ON_HOLD | Activity.CONSULTING:
            return _marked(limits.of(FloorMeasure.HOLD_SECONDS, queue), since_at, now, Concern.LONG_HOLD)
        case Activity.WRAP_UP:
            end, measure, concern = (
                wraps_up_until(agent, since_at, wrap_up_seconds),
                FloorMeasure.WRAP_UP_OVER,
                Concern.WRAP_UP_OVER,
            )
        case Activity.NOT_READY:
            end, measure, concern = agent.planned_end_at, FloorMeasure.AWAY_OVER, Concern.PAST_PLANNED_END
        case _:
            return Marked()
    if end is None:
        return Marked()
    mark = _marked(limits.of(measure, queue), end, now, concern)
    if mark.limit_seconds is None:
        return mark
    planned = (end - since_at) / timedelta(seconds=1)
    past = 0 if concern is Concern.PAST_PLANNED_END else mark.limit_seconds
    return replace(mark, limit_seconds=round(planned + past))


def _marked(limit: Limit, since_at: datetime, now: datetime, concern: Concern) -> Marked:
    seconds = (now - since_at) / timedelta(seconds=1)
    level = limit.level(seconds)
    if level is Level.BAD:
        return Marked(level, concern, round(limit.bad or 0))
    turns = [each for each in (limit.warning, limit.bad) if each is not None and each > seconds]
    turns_at = since_at + timedelta(seconds=min(turns)) if turns else None
    if level is Level.WARNING:
        return Marked(level, concern, round(limit.warning or 0), turns_at)
    return Marked(turns_at=turns_at)
