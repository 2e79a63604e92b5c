"""The calls of the past by half hour, as forecasts are made from. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from typing import Final

SLOTS: Final = 48
"""Half hours of a day by the clock on the wall."""

HALF_HOUR: Final = timedelta(minutes=30)
ONE_DAY: Final = timedelta(days=1)

Slots = Sequence[float]
"""Calls by half hour, `SLOTS` of them."""


class DayType(IntEnum):
    """What a day is to a forecast: its weekday (Monday is 0), unless the calendar says otherwise."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6
    HOLIDAY = 7  # or the bank has closed
    MAKE_UP = 8  # a day of the weekend that is worked

    @property
    def is_regular(self) -> bool:
        return self < DayType.HOLIDAY


Days = Callable[[date], DayType]


def weekdays_only(day: date) -> DayType:
    """Say what a day is where there is no calendar."""
    return DayType(day.weekday())


@dataclass(frozen=True, slots=True)
class History:
    """Offered calls of each queue, from `first` to `last` day. A day that a queue lacks had no call.

    `handle_seconds` is what a call took in the mean, of queues that handled any.
    """

    first: date
    last: date
    calls: Mapping[str, Mapping[date, Slots]]
    handle_seconds: Mapping[str, float]

    @property
    def days(self) -> list[date]:
        return [self.first + number * ONE_DAY for number in range((self.last - self.first).days + 1)]

    @property
    def count(self) -> int:
        return round(sum(sum(slots) for days in self.calls.values() for slots in days.values()))

    def of(self, queue: str) -> list[Slots]:
        """Return a queue's days in order."""
        known = self.calls.get(queue, {})
        return [known.get(day, (0.0,) * SLOTS) for day in self.days]


def begin_of_day(day: date, zone: tzinfo) -> datetime:
    """Return when a day begins (UTC)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def half_hours_of(day: date, zone: tzinfo) -> list[datetime]:
    """Return the begins of a day's half hours (UTC): 46 or 50 where the clock is put forwards or back."""
    begin, end = begin_of_day(day, zone), begin_of_day(day + ONE_DAY, zone)
    return [begin + number * HALF_HOUR for number in range(round((end - begin) / HALF_HOUR))]


def slot_of(at: datetime, zone: tzinfo) -> int:
    """Return which half hour by the clock on the wall this is."""
    local = at.astimezone(zone)
    return local.hour * 2 + local.minute // 30


def by_half_hour(slots: Slots, day: date, zone: tzinfo) -> list[float]:
    """Return the slots of a day by its half hours: two that the clock shows alike get the same."""
    return [slots[slot_of(at, zone)] for at in half_hours_of(day, zone)]
