"""Which days are worked in a place, and counting in them. Pure: the same file always gives the same days."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from agent_desktop.records.calendars.days import Counted, Day, DayKind
from agent_desktop.records.calendars.holiday_lists import PublishedYear, library_version, published_year
from agent_desktop.records.calendars.schema import CalendarEntry, CalendarsFile, Override

MOST_DAYS: Final = 2000
"""So many working days are counted at most."""

_ONE_DAY: Final = timedelta(days=1)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OPEN_FROM: Final = (12, 25)
"""From this day of the last announced year on, days may be exchanged with days of the next."""


class Calendar:
    """The days of one place. Dates are those of `zone`."""

    def __init__(
        self, entry: CalendarEntry, base: CalendarEntry, overrides: Mapping[date, Override], names: Mapping[str, str]
    ) -> None:
        self.code: Final = entry.code
        self.name: Final[Mapping[str, str]] = entry.name
        self.zone: Final = ZoneInfo(entry.time_zone)
        self.source: Final = entry.source
        self._base = base
        self._overrides = overrides
        self._names = names
        self._weekend = frozenset(_WEEKDAYS.index(each) for each in entry.weekend)
        self._years: dict[int, PublishedYear] = {}
        kept = "|".join((entry.model_dump_json(), base.model_dump_json(), library_version()))
        self.version: Final = hashlib.sha256(kept.encode()).hexdigest()[:12]
        """Changes with anything that may change a day."""

    def is_announced(self, year: int) -> bool:
        """Say whether the holidays of a year are published, or fixed by law for good."""
        until = self._base.announced_until
        return until is None or year <= until

    def day(self, on: date) -> Day:
        """Return what a day is, and why."""
        override = self._overrides.get(on)
        at_weekend = on.weekday() in self._weekend
        if override is not None:
            worked = DayKind.MAKE_UP if at_weekend else DayKind.WORKING
            return Day(on, worked if override.working else DayKind.CLOSED, override.name)
        year = self._year(on.year)
        provisional = not self._is_settled(on)
        if on in year.holidays:
            return Day(on, DayKind.HOLIDAY, year.holidays[on], provisional)
        if on in year.made_up:
            return Day(on, DayKind.MAKE_UP, {}, provisional)
        return Day(on, DayKind.WEEKEND if at_weekend else DayKind.WORKING, {}, provisional)

    def is_working(self, on: date) -> bool:
        return self.day(on).is_working

    def add_working_days(self, on: date, count: int) -> Counted:
        """Return the `count`-th working day after a day; the day itself is day 0, whatever it is.

        Raises:
            ValueError: `count` is negative, or more than `MOST_DAYS`.
        """
        if not 0 <= count <= MOST_DAYS:
            raise ValueError(count)
        return self._walk(on, count)

    def special_days(self, year: int) -> tuple[Day, ...]:
        """Return the days of a year that are not what their day of the week says."""
        days = (self.day(on) for on in days_after(date(year - 1, 12, 31), date(year, 12, 31)))
        return tuple(day for day in days if day.kind not in (DayKind.WORKING, DayKind.WEEKEND) or day.name)

    def _walk(self, on: date, count: int) -> Counted:
        skipped: list[Day] = []
        made_up: list[date] = []
        provisional = False
        while count > 0:
            on += _ONE_DAY
            day = self.day(on)
            provisional = provisional or day.is_provisional
            if not day.is_working:
                skipped.append(day)
                continue
            count -= 1
            if day.kind is DayKind.MAKE_UP:
                made_up.append(on)
        return Counted(on, tuple(skipped), tuple(made_up), provisional)

    def _is_settled(self, on: date) -> bool:
        if not self.is_announced(on.year):
            return False
        return not self._base.makes_up or (on.month, on.day) < _OPEN_FROM or self.is_announced(on.year + 1)

    def _year(self, year: int) -> PublishedYear:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = published_year(self._base, year, self._names)
        return known


class Calendars:
    """Every calendar of a file that was checked."""

    def __init__(self, file: CalendarsFile) -> None:
        entries = {each.code: each for each in file.calendars}
        self._calendars = {code: _calendar(entry, entries, file.names) for code, entry in entries.items()}

    def of(self, code: str) -> Calendar:
        """Return one calendar.

        Raises:
            KeyError: There is none of this code.
        """
        return self._calendars[code]

    def __contains__(self, code: object) -> bool:
        return code in self._calendars

    def __iter__(self) -> Iterator[Calendar]:
        return iter(self._calendars.values())


def days_after(after: date, until: date) -> Iterator[date]:
    """Yield each day after one until another, that one included."""
    on = after
    while on < until:
        on += _ONE_DAY
        yield on


def _calendar(entry: CalendarEntry, entries: Mapping[str, CalendarEntry], names: Mapping[str, str]) -> Calendar:
    base = entries[entry.like] if entry.like else entry
    overrides = {each.day: each for each in (*base.overrides, *entry.overrides)}
    return Calendar(entry, base, overrides, names)
