"""The time of a report, and its steps. Pure.

Days are the bank's own. A step is cut in the bank's time and kept in UTC, so that the day on which clocks go forward
has 46 half hours and that on which they go back has 50.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from agent_desktop.contract.reports import ReportQuery, Span, Step

IsWorked = Callable[[date], bool]
"""Says whether the bank is open on a day."""

_MINUTES: Final = {Step.MINUTES_15: 15, Step.MINUTES_30: 30}
_DAY: Final = timedelta(days=1)
_LOOKED_BACK: Final = 60


@dataclass(frozen=True, slots=True)
class ReportTime:
    """From `first` to `last`, both within; `starts` are when the steps begin, `until` is when the last one ends."""

    first: date
    last: date
    starts: tuple[datetime, ...]
    until: datetime

    @property
    def since(self) -> datetime:
        return self.starts[0]

    def ends(self, place: int) -> datetime:
        """Return when a step ends."""
        return self.starts[place + 1] if place + 1 < len(self.starts) else self.until


def time_of(query: ReportQuery, today: date, zone: tzinfo, is_worked: IsWorked) -> ReportTime:
    """Return the time that a query is about, asked on a day."""
    first, last = days_of(query, today, is_worked)
    until = begin_of(last + _DAY, zone)
    minutes = _MINUTES.get(query.step)
    if minutes is None:
        days = _steps(query.step, first, last)
        return ReportTime(first, last, tuple(begin_of(day, zone) for day in days), until)
    begin, step = begin_of(first, zone), timedelta(minutes=minutes)
    return ReportTime(first, last, tuple(begin + place * step for place in range((until - begin) // step)), until)


def days_of(query: ReportQuery, today: date, is_worked: IsWorked) -> tuple[date, date]:
    """Return the first and the last day."""
    monday, month = today - timedelta(days=today.weekday()), today.replace(day=1)
    match query.span:
        case Span.TODAY:
            return today, today
        case Span.YESTERDAY:
            return today - _DAY, today - _DAY
        case Span.LAST_BUSINESS_DAY:
            day = last_business_day(today, is_worked)
            return day, day
        case Span.THIS_WEEK:
            return monday, today
        case Span.LAST_WEEK:
            return monday - timedelta(days=7), monday - _DAY
        case Span.THIS_MONTH:
            return month, today
        case Span.LAST_MONTH:
            return (month - _DAY).replace(day=1), month - _DAY
        case Span.GIVEN:
            return query.first or today, query.last or today


def last_business_day(today: date, is_worked: IsWorked) -> date:
    """Return the last day before today on which the bank was open; yesterday where it was not for very long."""
    days = (today - timedelta(days=back) for back in range(1, _LOOKED_BACK))
    return next((day for day in days if is_worked(day)), today - _DAY)


def begin_of(day: date, zone: tzinfo) -> datetime:
    """Return when a day of the bank begins, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _steps(step: Step, first: date, last: date) -> list[date]:
    if step is Step.WHOLE:
        return [first]
    days, day = [], first
    while day <= last:
        days.append(day)
        day = _next(step, day)
    return days


def _next(step: Step, day: date) -> date:
    if step is Step.DAY:
        return day + _DAY
    if step is Step.WEEK:
        return day + timedelta(days=7 - day.weekday())
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
