"""What the schema alone cannot say of calendars: codes, languages, places, days given twice. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from agent_desktop.records.calendars.holiday_lists import is_known
from agent_desktop.records.calendars.schema import CalendarEntry, CalendarsFile

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class CalendarProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    CODE_TWICE = "code_twice"  # code
    TIME_ZONE_UNKNOWN = "time_zone_unknown"  # zone
    DAY_LISTED_TWICE = "day_listed_twice"  # day
    CALENDAR_PLACE_NEEDED = "calendar_place_needed"
    CALENDAR_PLACE_UNKNOWN = "calendar_place_unknown"  # where
    CALENDAR_NOT_THERE = "calendar_not_there"  # calendar, allowed
    CALENDAR_LIKE_LIKE = "calendar_like_like"  # calendar
    WEEK_WITHOUT_WORK = "week_without_work"


WARNINGS: Final[frozenset[CalendarProblem]] = frozenset()


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: CalendarProblem
    details: Mapping[str, str]


def findings_in(file: CalendarsFile) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    known: dict[str, CalendarEntry] = {}
    every = {each.code: each for each in file.calendars}
    for number, entry in enumerate(file.calendars):
        here: Place = ("calendars", number)
        if entry.code in known:
            yield found((*here, "code"), CalendarProblem.CODE_TWICE, code=entry.code)
        known[entry.code] = entry
        yield from languages((*here, "name"), entry.name)
        if not _is_zone(entry.time_zone):
            yield found((*here, "time_zone"), CalendarProblem.TIME_ZONE_UNKNOWN, zone=entry.time_zone)
        if len(set(entry.weekend)) == 7:
            yield found((*here, "weekend"), CalendarProblem.WEEK_WITHOUT_WORK)
        yield from _place(here, entry, every)
        days: set[object] = set()
        for place, override in enumerate(entry.overrides):
            if override.day in days:
                yield found(
                    (*here, "overrides", place, "day"), CalendarProblem.DAY_LISTED_TWICE, day=override.day.isoformat()
                )
            days.add(override.day)
            yield from languages((*here, "overrides", place, "name"), override.name)


def _place(here: Place, entry: CalendarEntry, every: Mapping[str, CalendarEntry]) -> Iterator[Finding]:
    named = [each for each in ("country", "market", "like") if getattr(entry, each)]
    if len(named) != 1:
        yield found(here, CalendarProblem.CALENDAR_PLACE_NEEDED)
    elif entry.like:
        other = every.get(entry.like)
        if other is None or other is entry:
            allowed = ", ".join(code for code in every if code != entry.code)
            yield found((*here, "like"), CalendarProblem.CALENDAR_NOT_THERE, calendar=entry.like, allowed=allowed)
        elif other.like:
            yield found((*here, "like"), CalendarProblem.CALENDAR_LIKE_LIKE, calendar=entry.like)
    elif not is_known(entry):
        parts = (entry.country, entry.subdivision, entry.market, *entry.categories)
        where = " ".join(part for part in parts if part)
        yield found((*here, named[0]), CalendarProblem.CALENDAR_PLACE_UNKNOWN, where=where)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def languages(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the languages that a text lacks, and those it should not have."""
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield found(place, CalendarProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield found((*place, language), CalendarProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def found(place: Place, problem: CalendarProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})
