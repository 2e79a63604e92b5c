"""In which hours people may be called, by where they are, as ``resources/callbacks/lawful_hours.yaml`` holds it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Final
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.base import LocalText

QUARTER: Final = 15
"""Hours begin and end at quarters: so do the clocks of all zones, and a search in quarters misses nothing."""

RegionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
CalendarCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{0,10}$")]


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all zones; to list them, many folders are read."""
    return frozenset(available_timezones())


def _zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError(name)
    return name


def _span(text: str) -> str:
    start, end = _minutes(text)
    if not 0 <= start < end <= 24 * 60 or start % QUARTER or end % QUARTER:
        raise ValueError(text)
    return text


def _minutes(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return _minute(start), _minute(end)


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


ZoneName = Annotated[str, AfterValidator(_zone)]
SpanText = Annotated[
    str, StringConstraints(pattern=r"^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"), AfterValidator(_span)
]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HoursRule(Part):
    """The hours of a region from a day on, by the clock of who is called. `holiday` None: a public holiday is as any
    day. `verified`: somebody has read the `source`."""

    from_: date = Field(alias="from")
    weekdays: tuple[SpanText, ...]
    saturday: tuple[SpanText, ...]
    sunday: tuple[SpanText, ...]
    holiday: tuple[SpanText, ...] | None = None
    source: str = Field(max_length=300)
    verified: bool


class Region(Part):
    """One country (``HK``) or part of one (``US-FL``), for which the rules of its country count as well.

    `zones` are all its clocks. By an address `patterns` (regular expressions) tell that somebody is here, `words` name
    the place itself, and `towns` are such as there may be elsewhere too.
    """

    name: LocalText
    zones: tuple[ZoneName, ...] = Field(min_length=1)
    calendar: CalendarCode = ""
    words: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    rules: tuple[HoursRule, ...] = Field(min_length=1)


class LawfulHoursFile(Part):
    """`other` are the rules of every place that has none of its own."""

    regions: Mapping[RegionCode, Region]
    other: tuple[HoursRule, ...] = Field(min_length=1)


def spans_of(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return spans as minutes of the day: from, and until before."""
    return tuple(_minutes(text) for text in texts)


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its name. The library itself remembers only a few, and reads the others' files each time."""
    return ZoneInfo(name)
