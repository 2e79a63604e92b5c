"""When the warnings of a clock come. Pure.

The percentage is that of the time in which the clock runs: days that do not count, and pauses, are no part of it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from agent_desktop.contract.complaint_clocks import SkipReason
from agent_desktop.records.complaint_clocks.reckoning import Pause, Reckoned, end_of_day

_WHOLE: Final = 100
_ONE_DAY: Final = timedelta(days=1)
_ONE_SECOND: Final = timedelta(seconds=1)

Run = tuple[datetime, datetime]


def rung_at(percent: int, runs: Sequence[Run]) -> datetime:
    """Return when `percent` of the running time is over; all of it is so in the first second after the last.

    `runs` are not empty.
    """
    if percent >= _WHOLE:
        return runs[-1][1].astimezone(UTC) + _ONE_SECOND
    left = _length(runs) * percent / _WHOLE
    for since, until in runs:
        if left <= until - since:
            return _whole_second(since + left)
        left -= until - since
    return runs[-1][1].astimezone(UTC)


def percent_at(at: datetime, runs: Sequence[Run]) -> int:
    """Return how much of the running time is over, rounded down; never more than 100."""
    whole = _length(runs)
    gone = sum((min(at, until) - since for since, until in runs if since < at), timedelta(0))
    return _WHOLE if gone >= whole else int(gone / whole * _WHOLE)


def runs_of(started_at: datetime, reckoned: Reckoned, pauses: Sequence[Pause], zone: tzinfo) -> tuple[Run, ...]:
    """Return the stretches in which a clock runs, from its start to its end, in order."""
    off = [*_days_off(reckoned, zone), *((pause.since, pause.until) for pause in pauses)]
    end = max(reckoned.due_at, started_at + _ONE_SECOND)
    runs: list[Run] = []
    at = started_at
    for since, until in sorted(off):
        if min(since, end) > at:
            runs.append((at, min(since, end)))
        at = max(at, until)
    if at < end:
        runs.append((at, end))
    return tuple(runs) or ((started_at, end),)


def _days_off(reckoned: Reckoned, zone: tzinfo) -> Iterator[Run]:
    for skipped in reckoned.skipped:
        if skipped.why is not SkipReason.PAUSED:
            yield _begin(skipped.day.on, zone), _begin(skipped.day.on + _ONE_DAY, zone)


def _begin(on: date, zone: tzinfo) -> datetime:
    return end_of_day(on - _ONE_DAY, zone) + _ONE_SECOND


def _length(runs: Sequence[Run]) -> timedelta:
    return sum((until - since for since, until in runs), timedelta(0))


def _whole_second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
