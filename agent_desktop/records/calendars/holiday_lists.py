"""The published holidays of a place, by the `holidays` library. Pure: it has its lists with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Final

import holidays

from agent_desktop.records.calendars.schema import CalendarEntry

_SEVERAL: Final = "; "
_SEVERAL_ZH: Final = "；"
_NOTES_ZH: Final = {
    " (observed)": "（补假）",
    " (estimated)": "（推算）",
    " (observed, estimated)": "（补假，推算）",
}
_DAY_IN_ENGLISH: Final = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """The holidays of one year by day, their names by language, and the weekend days on which work is made up."""

    holidays: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    made_up: frozenset[date] = frozenset()


def is_known(entry: CalendarEntry) -> bool:
    """Say whether the library has the place that a calendar names."""
    if entry.market:
        parts = entry.subdivision or entry.categories or entry.anywhere
        return entry.market in holidays.list_supported_financial() and not parts
    subdivisions = holidays.list_supported_countries(include_aliases=False).get(entry.country)
    if subdivisions is None or (entry.subdivision and (entry.anywhere or entry.subdivision not in subdivisions)):
        return False
    return set(entry.categories) <= set(holidays.country_holidays(entry.country).supported_categories)


@cache
def library_version() -> str:
    """Return the version of the lists: with another, days may have changed."""
    return version("holidays")


def published_year(entry: CalendarEntry, year: int, names: Mapping[str, str]) -> PublishedYear:
    """Return the holidays of a year. `names` are Chinese words by the English ones."""
    # The next year too: the library notes there what of this year is worked in exchange.
    years = (year, year + 1)
    english = _list_of(entry, years, "en")
    chinese = _list_of(entry, years, "zh") if _knows_chinese(entry) else english
    found: dict[date, Mapping[str, str]] = {}
    for on, text in english.items():
        if on.year == year:
            translated = chinese.get(on, "")
            zh = translated.replace(_SEVERAL, _SEVERAL_ZH) if translated != text else _in_chinese(text, names)
            found[on] = {"en": _DAY_IN_ENGLISH.sub(r"\3-\1-\2", text), "zh": zh}
    made_up: frozenset[date] = frozenset(getattr(english, "weekend_workdays", ()))
    return PublishedYear(found, frozenset(day for day in made_up if day.year == year))


def _list_of(entry: CalendarEntry, years: tuple[int, ...], language: str) -> Mapping[date, str]:
    if entry.market:
        return holidays.financial_holidays(entry.market, years=years)
    known = holidays.country_holidays(entry.country).supported_languages
    lists = [
        holidays.country_holidays(
            entry.country,
            subdiv=subdivision or None,
            years=years,
            language=next((each for each in known if each.startswith("zh_CN" if language == "zh" else "en")), None),
            categories=entry.categories or None,
        )
        for subdivision in _subdivisions(entry)
    ]
    return lists[0] if len(lists) == 1 else {day: name for each in reversed(lists) for day, name in each.items()}


def _knows_chinese(entry: CalendarEntry) -> bool:
    known = () if entry.market else holidays.country_holidays(entry.country).supported_languages
    return any(each.startswith("zh_CN") for each in known)


def _subdivisions(entry: CalendarEntry) -> tuple[str, ...]:
    """Return the parts whose holidays count, the whole country as an empty one."""
    if not entry.anywhere:
        return (entry.subdivision,)
    return ("", *holidays.list_supported_countries(include_aliases=False)[entry.country])


def _in_chinese(text: str, names: Mapping[str, str]) -> str:
    parts = []
    for part in text.split(_SEVERAL):
        note = next((each for each in _NOTES_ZH if part.endswith(each)), "")
        plain = part.removesuffix(note)
        parts.append(names.get(plain, plain) + _NOTES_ZH.get(note, ""))
    return _SEVERAL_ZH.join(parts)
