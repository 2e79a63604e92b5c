"""Whether somebody may be called at a time, and when next. Pure; times are aware, and clocks are those of the place.

A time is lawful where every clock that the person may have allows it: unknown places are the intersection of all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Protocol

from agent_desktop.contract.callbacks import Obstacle
from agent_desktop.records.lawful_hours.places import Clock, Place
from agent_desktop.records.lawful_hours.schema import QUARTER, HoursRule, LawfulHoursFile, spans_of, zone_of
from agent_desktop.records.lawful_hours.wishes import NO_WISHES, CallWishes

Spans = tuple[tuple[int, int], ...]
_DAY: Final = 24 * 60
_STEP: Final = timedelta(minutes=QUARTER)


class Holidays(Protocol):
    """The bank's calendars of public holidays."""

    def is_holiday(self, calendar: str, day: date) -> bool:
        """Say whether a day is a public holiday by a calendar (``hk``)."""
        ...


@dataclass(frozen=True, slots=True)
class _Rule:
    since: date
    days: tuple[Spans, ...]  # Monday first
    holiday: Spans | None


@dataclass(frozen=True, slots=True)
class LawfulHours:
    """The rules of every region. `house` are hours that the bank keeps everywhere, as minutes of the day."""

    file: LawfulHoursFile
    holidays: Holidays
    house: tuple[int, int] = (0, _DAY)
    _rules: Mapping[str, tuple[_Rule, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rules = {code: _compiled(region.rules) for code, region in self.file.regions.items()}
        rules[""] = _compiled(self.file.other)
        object.__setattr__(self, "_rules", rules)

    def obstacles(self, place: Place, at: datetime, wishes: CallWishes = NO_WISHES) -> tuple[Obstacle, ...]:
        """Return what speaks against a call at `at`, empty where nothing does."""
        if not place.clocks:
            return (Obstacle.PLACE_UNKNOWN,)
        found: dict[Obstacle, None] = {}
        for clock in place.clocks:
            local = at.astimezone(zone_of(clock.zone))
            minute = local.hour * 60 + local.minute
            day = self._day(clock, local.date())
            if not _within(minute, day.spans):
                found[Obstacle.HOLIDAY if day.is_closed_holiday else Obstacle.UNLAWFUL_HOUR] = None
            if not wishes.allow(local.weekday(), minute):
                found[Obstacle.AGAINST_WISH] = None
        return tuple(found)

    def allows(self, place: Place, at: datetime, wishes: CallWishes = NO_WISHES) -> bool:
        """Say whether nothing speaks against a call at `at`."""
        for clock in place.clocks:
            local = at.astimezone(zone_of(clock.zone))
            minute = local.hour * 60 + local.minute
            if not wishes.allow(local.weekday(), minute) or not _within(minute, self._day(clock, local.date()).spans):
                return False
        return bool(place.clocks)

    def slots(
        self, place: Place, after: datetime, until: datetime, wishes: CallWishes = NO_WISHES
    ) -> Iterator[datetime]:
        """Yield the lawful times from `after` up to `until`, in order: `after` itself, then every quarter of an hour.

        Every zone's clock and every rule turns at quarters, so that no span between two of them is missed.
        """
        if wishes.never or not place.clocks:
            return
        if after <= until and self.allows(place, after, wishes):
            yield after
        at = _quarter_after(after)
        while at <= until:
            if self.allows(place, at, wishes):
                yield at
            at += _STEP

    def next(self, place: Place, after: datetime, until: datetime, wishes: CallWishes = NO_WISHES) -> datetime | None:
        """Return the first lawful time from `after` up to `until`; None where there is none."""
        return next(self.slots(place, after, until, wishes), None)

    def clipped(
        self, place: Place, at: datetime, window: timedelta, wishes: CallWishes = NO_WISHES
    ) -> tuple[datetime, datetime]:
        """Return the window around a lawful `at`, as far as it is lawful without a break."""
        minute = timedelta(minutes=1)
        start = end = at
        while start - minute >= at - window and self.allows(place, start - minute, wishes):
            start -= minute
        while end + minute <= at + window and self.allows(place, end + minute, wishes):
            end += minute
        return start, end

    def stretch_end(self, place: Place, at: datetime, wishes: CallWishes = NO_WISHES) -> datetime:
        """Return until when it is lawful without a break from a lawful `at` on; at most two days are looked at."""
        moment, last = _quarter_after(at), at + timedelta(days=2)
        while moment < last and self.allows(place, moment, wishes):
            moment += _STEP
        return moment

    def spans_on(
        self, place: Place, at: datetime, wishes: CallWishes = NO_WISHES
    ) -> tuple[tuple[datetime, datetime], ...]:
        """Return the lawful spans of the day around `at`, by the first clock of the place."""
        if not place.clocks:
            return ()
        zone = zone_of(place.clocks[0].zone)
        local = at.astimezone(zone)
        begins = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(at.tzinfo)
        following = local.date() + timedelta(days=1)
        ends = datetime(following.year, following.month, following.day, tzinfo=zone).astimezone(at.tzinfo)
        spans: list[tuple[datetime, datetime]] = []
        moment = begins
        while moment < ends:
            if self.allows(place, moment, wishes):
                joins = bool(spans) and spans[-1][1] == moment
                spans[-1:] = [(spans[-1][0], moment + _STEP)] if joins else [*spans[-1:], (moment, moment + _STEP)]
            moment += _STEP
        return tuple(spans)

    def _day(self, clock: Clock, day: date) -> "_Day":
        return _day_of(self, clock, day)

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True, slots=True)
class _Day:
    spans: Spans
    is_closed_holiday: bool


@lru_cache(maxsize=20_000)
def _day_of(hours: LawfulHours, clock: Clock, day: date) -> _Day:
    """Return the spans of a day by one clock: those of all its rules, and of the house, at once."""
    spans: Spans = (hours.house,)
    is_closed = False
    for code in clock.regions or ("",):
        rule = _in_force(hours._rules[code], day)
        region = hours.file.regions.get(code)
        calendar = region.calendar if region is not None else ""
        own = rule.days[day.weekday()]
        if rule.holiday is not None and calendar and hours.holidays.is_holiday(calendar, day):
            is_closed = is_closed or rule.holiday != own
            own = rule.holiday
        spans = _both(spans, own)
    return _Day(spans, is_closed)


def _compiled(rules: tuple[HoursRule, ...]) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule.from_,
            (*(spans_of(rule.weekdays),) * 5, spans_of(rule.saturday), spans_of(rule.sunday)),
            spans_of(rule.holiday) if rule.holiday is not None else None,
        )
        for rule in sorted(rules, key=lambda rule: rule.from_)
    )


def _in_force(rules: tuple[_Rule, ...], day: date) -> _Rule:
    """Return the newest rule of that day; before the first of all, the first."""
    return next((rule for rule in reversed(rules) if rule.since <= day), rules[0])


def _within(minute: int, spans: Spans) -> bool:
    return any(start <= minute < end for start, end in spans)


def _both(left: Spans, right: Spans) -> Spans:
    pairs = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple((start, end) for start, end in pairs if start < end)


def _quarter_after(at: datetime) -> datetime:
    whole = at.replace(minute=at.minute - at.minute % QUARTER, second=0, microsecond=0)
    return whole + _STEP
