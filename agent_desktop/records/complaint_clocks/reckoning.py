"""From a start and a span to a date, with every day that does not count and why. Pure.

The day of the start is day 0. A span of days ends with the last second of its last day, in the calendar's time zone, so
that hours which a change of the clocks adds or takes make no difference; a span of hours is that many hours.

A day does not count while the clock stands still at its end: so many midnights as a pause goes over, so many days later
the date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from agent_desktop.contract.complaint_clocks import ClockUnit, SkipReason
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.calendars.days import Day, DayKind
from agent_desktop.records.complaint_clocks.schema import Span

_ONE_DAY: Final = timedelta(days=1)
_ONE_SECOND: Final = timedelta(seconds=1)
_DAYS_OF_WEEK: Final = 7
_MONTHS: Final = 12
_REASONS: Final = {
    DayKind.WEEKEND: SkipReason.WEEKEND,
    DayKind.HOLIDAY: SkipReason.HOLIDAY,
    DayKind.CLOSED: SkipReason.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `since` to `until`. `reason` is the state or the words of who stopped it."""

    since: datetime
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that does not count."""

    day: Day
    why: SkipReason


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A date and how it came about. `counted_from` is day 0; `made_up` are weekend days that counted."""

    counted_from: date
    due_on: date
    due_at: datetime
    skipped: tuple[Skipped, ...] = ()
    made_up: tuple[date, ...] = ()
    is_provisional: bool = False


@dataclass(slots=True)
class _Count:
    """A walk from day to day."""

    calendar: Calendar
    paused: Callable[[date], bool]
    on: date
    skipped: list[Skipped]
    made_up: list[date]
    provisional: bool = False

    def days(self, count: int, *, working: bool) -> None:
        while count > 0:
            self.on += _ONE_DAY
            if self._counts(working=working):
                count -= 1

    def to_working(self) -> None:
        """Go on to the next working day, where this one is none."""
        while not self.calendar.is_working(self.on):
            self._note(self.calendar.day(self.on))
            self.on += _ONE_DAY
        self.provisional = self.provisional or self.calendar.day(self.on).is_provisional

    def _counts(self, *, working: bool) -> bool:
        day = self.calendar.day(self.on)
        if working:
            self.provisional = self.provisional or day.is_provisional
            if not day.is_working:
                self._note(day)
                return False
        if self.paused(self.on):
            self.skipped.append(Skipped(day, SkipReason.PAUSED))
            return False
        if working and day.kind is DayKind.MAKE_UP:
            self.made_up.append(self.on)
        return True

    def _note(self, day: Day) -> None:
        self.provisional = self.provisional or day.is_provisional
        self.skipped.append(Skipped(day, _REASONS[day.kind]))


def reckon(
    span: Span, started_at: datetime, calendar: Calendar, pauses: Sequence[Pause] = (), *, roll: bool = False
) -> Reckoned:
    """Return until when a span goes that began at `started_at`.

    `pauses` are in order and do not overlap. `roll`: a date that is not worked moves to the next day that is.
    """
    zone = calendar.zone
    started_at = started_at.astimezone(UTC)  # hours are counted there: a local one may come twice
    start = started_at.astimezone(zone).date()
    if span.unit is ClockUnit.HOURS:
        return _hours(span.amount, started_at, start, pauses, zone)

    def paused(on: date) -> bool:
        end = end_of_day(on, zone) + _ONE_SECOND
        return any(pause.since < end <= pause.until for pause in pauses)

    count = _Count(calendar, paused, start, [], [])
    while paused(count.on):  # a clock that stands still from its first day on has not begun to count
        count.skipped.append(Skipped(calendar.day(count.on), SkipReason.PAUSED))
        count.on += _ONE_DAY
    counted_from = count.on
    if span.unit is ClockUnit.WORKING_DAYS:
        count.days(span.amount, working=True)
    else:
        count.days(_calendar_days(span, counted_from), working=False)
        if roll:
            count.to_working()
    due_at = end_of_day(count.on, zone)
    return Reckoned(counted_from, count.on, due_at, tuple(count.skipped), tuple(count.made_up), count.provisional)


def end_of_day(on: date, zone: tzinfo) -> datetime:
    """Return the last second of a day in a zone, as UTC; a day may have 23 or 25 hours."""
    return datetime.combine(on + _ONE_DAY, time.min, zone).astimezone(UTC) - _ONE_SECOND


def add_months(on: date, count: int) -> date:
    """Return the same day `count` months later, or the month's last where it has none of that number."""
    months = on.year * _MONTHS + on.month - 1 + count
    year, month = divmod(months, _MONTHS)
    after = divmod(months + 1, _MONTHS)
    last = date(after[0], after[1] + 1, 1) - _ONE_DAY
    return min(last, date(year, month + 1, min(on.day, last.day)))


def _calendar_days(span: Span, start: date) -> int:
    match span.unit:
        case ClockUnit.WEEKS:
            return span.amount * _DAYS_OF_WEEK
        case ClockUnit.MONTHS:
            return (add_months(start, span.amount) - start).days
        case _:
            return span.amount


def _hours(amount: int, started_at: datetime, start: date, pauses: Sequence[Pause], zone: tzinfo) -> Reckoned:
    due_at = started_at + timedelta(hours=amount)
    for pause in pauses:
        if pause.since < due_at:
            due_at += max(pause.until, started_at) - max(pause.since, started_at)
    return Reckoned(start, due_at.astimezone(zone).date(), due_at)
