"""How far a kept report is, and when schedules are due. Pure."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from agent_desktop.contract.reports import Cadence


class KeptState(StrEnum):
    CLAIMED = "claimed"  # a server counts it
    MADE = "made"  # counted, and not everywhere yet where it is to go
    DONE = "done"
    FAILED = "failed"  # given up


GIVEN_UP_AFTER: Final = timedelta(minutes=10)
"""A server that has claimed one for so long has ended; another goes on."""
RETRY_AFTER: Final = timedelta(minutes=5)
MOST_TRIES: Final = 24
_DAYS_BACK: Final = 62


def last_due(cadence: Cadence, at: str, now: datetime, zone: tzinfo, is_worked: Callable[[date], bool]) -> date | None:
    """Return the last day up to now on which it was due; None where it was on none of two months."""
    today = now.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(_DAYS_BACK))
    return next((day for day in days if _is_of(cadence, day, is_worked) and due_at(day, at, zone) <= now), None)


def next_due(
    cadence: Cadence, at: str, now: datetime, zone: tzinfo, is_worked: Callable[[date], bool]
) -> datetime | None:
    """Return when it is due next."""
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(_DAYS_BACK))
    return next(
        (due_at(day, at, zone) for day in days if _is_of(cadence, day, is_worked) and due_at(day, at, zone) > now), None
    )


def due_at(day: date, at: str, zone: tzinfo) -> datetime:
    """Return when it is due on a day. A time that clocks leave out that night is as much later."""
    return datetime.combine(day, time.fromisoformat(at), zone).astimezone(UTC)


def _is_of(cadence: Cadence, day: date, is_worked: Callable[[date], bool]) -> bool:
    match cadence:
        case Cadence.EVERY_DAY:
            return True
        case Cadence.BUSINESS_DAYS:
            return is_worked(day)
        case Cadence.WEEKLY:
            return day.weekday() == 0
        case Cadence.MONTHLY:
            return day.day == 1
