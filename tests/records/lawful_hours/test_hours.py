"""When people may be called: over all time zones and changes of their clocks, by wishes, on holidays."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desktop.contract.callbacks import Obstacle, PlaceBasis
from agent_desktop.records.lawful_hours.hours import LawfulHours
from agent_desktop.records.lawful_hours.places import Clock, Place, Places
from agent_desktop.records.lawful_hours.wishes import NO_WISHES, CallWishes, wishes_of
from agent_desktop.server.callbacks.rules import hours_file, open_book, read_hours
from agent_desktop.settings import load_settings
from tests.records.trial import OPTIONS

HONG_KONG = "+85261234567"
NEW_YORK = "+12125551234"
MONTH = timedelta(days=30)


class OnDays:
    def __init__(self, *days: date) -> None:
        self._days = days

    def is_holiday(self, calendar: str, day: date) -> bool:
        return bool(calendar) and day in self._days


@cache
def lawful(*holidays: date) -> LawfulHours:
    file = read_hours(hours_file(load_settings(None))).content
    assert file is not None
    return LawfulHours(file, OnDays(*holidays), (8 * 60, 21 * 60))


@cache
def places() -> Places:
    return Places(lawful().file)


def find(given: str = "", address: str = "", number: str = "") -> Place:
    return places().find(given=given, address=address, number=number)


ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))
)
REGIONS = sorted(lawful().file.regions)
START = datetime(2024, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 8 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
A_DAY = st.integers(0, 24 * 4 - 1).map(lambda quarter: quarter * 15)


def by_hand(place: Place, at: datetime, wishes: CallWishes) -> bool:
    """Say the same by another road: the file's own texts, read as clock times, for each clock that is possible."""
    file = lawful().file
    for clock in place.clocks:
        wall = at.astimezone(ZoneInfo(clock.zone))
        rule_sets = [file.regions[code].rules for code in clock.regions] or [file.other]
        for rules in rule_sets:
            begun = [rule for rule in rules if rule.from_ <= wall.date()]
            rule = max(begun, key=lambda each: each.from_) if begun else min(rules, key=lambda each: each.from_)
            weekday = wall.weekday()
            texts = rule.weekdays if weekday < 5 else rule.saturday if weekday == 5 else rule.sunday
            spans = [tuple(time.fromisoformat(part) for part in text.split("-")) for text in texts]
            if not any(start <= wall.time() < end for start, end in spans):
                return False
        if not time(8) <= wall.time() < time(21):
            return False
        minute = wall.hour * 60 + wall.minute
        if wishes.never or wall.weekday() in wishes.not_days:
            return False
        if not wishes.from_minute <= minute < wishes.until_minute:
            return False
    return bool(place.clocks)


@given(MOMENTS, st.sampled_from(REGIONS), A_DAY, A_DAY, st.sets(st.integers(0, 6), max_size=2))
@settings(max_examples=60, deadline=None)
def test_the_next_time_is_lawful_by_every_clock_and_none_before_it_is(
    after: datetime, region: str, one: int, other: int, not_days: set[int]
) -> None:
    wishes = CallWishes(min(one, other), max(one, other) + 15, frozenset(not_days))
    place = find(given=region)

    following = lawful().next(place, after, after + timedelta(days=4), wishes)

    assert lawful().allows(place, after, wishes) == by_hand(place, after, wishes)
    until = following or after + timedelta(days=4)
    assert following is None or by_hand(place, following, wishes)
    moment = after
    while moment < until:
        assert not by_hand(place, moment, wishes)
        moment += timedelta(minutes=37)


@given(MOMENTS, st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_in_every_zone_of_the_world_the_next_time_is_within_the_hours_of_its_own_clock(at: datetime, zone: str) -> None:
    place = Place("", PlaceBasis.NUMBER, (Clock(zone, ()),))

    following = lawful().next(place, at, at + MONTH)

    assert following is not None
    wall = following.astimezone(ZoneInfo(zone))
    first, last = (time(10), time(18)) if wall.weekday() == 6 else (time(9), time(20))
    assert first <= wall.time() < last
    start, end = lawful().clipped(place, following, timedelta(minutes=15))
    assert start <= following <= end
    for edge in (start, end):
        assert first <= edge.astimezone(ZoneInfo(zone)).time() < last


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago"])
def test_on_the_days_on_which_clocks_change_hours_are_those_of_the_wall(zone: str) -> None:
    place = Place("", PlaceBasis.NUMBER, (Clock(zone, ()),))
    for day in range(0, 366, 2):
        noon = datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        for quarter in range(0, 96, 3):
            at = noon + timedelta(minutes=15 * quarter)
            assert lawful().allows(place, at) == by_hand(place, at, NO_WISHES)


def test_the_place_is_where_they_say_then_where_they_live_then_what_the_number_tells() -> None:
    home = "Flat C, 18/F, Lotus Court, Kowloon Tong, Hong Kong"

    assert (find("GB", home, HONG_KONG).region, find("GB", home, HONG_KONG).basis) == ("GB", PlaceBasis.GIVEN)
    assert (find("", home, NEW_YORK).region, find("", home, NEW_YORK).basis) == ("HK", PlaceBasis.ADDRESS)
    assert find("", "深圳市南山区荷花路3号", HONG_KONG).region == "CN"
    assert find("", "12 Ocean Drive, Miami, FL 33139, USA", HONG_KONG).region == "US-FL"
    assert find("", "4 Hill Road, Springfield, IL 62704", HONG_KONG).region == "US"
    assert (find("", "", HONG_KONG).region, find("", "", HONG_KONG).basis) == ("HK", PlaceBasis.NUMBER)


def test_a_number_tells_the_country_and_never_which_of_its_clocks() -> None:
    new_york = find(number=NEW_YORK)
    florida = find(given="US-FL")

    assert {"America/New_York", "America/Los_Angeles", "Pacific/Honolulu"} <= set(new_york.zones)
    # 14:00 in New York is 9:00 in Honolulu; 8:00 in New York is night there.
    assert lawful().allows(new_york, datetime(2026, 6, 16, 18, 0, tzinfo=UTC))
    assert not lawful().allows(new_york, datetime(2026, 6, 16, 12, 0, tzinfo=UTC))
    # What one of its states forbids is forbidden while the state is unknown: after eight in the evening of Florida.
    late = datetime(2026, 6, 17, 0, 30, tzinfo=UTC)
    assert not lawful().allows(florida, late)
    assert lawful().allows(find(given="US-NY"), late)
    assert not lawful().allows(new_york, late)


def test_where_nothing_is_known_no_hour_is_lawful_everywhere() -> None:
    nowhere = find()

    assert nowhere.basis is PlaceBasis.UNKNOWN
    at = datetime(2026, 6, 16, 4, tzinfo=UTC)
    assert lawful().next(nowhere, at, at + timedelta(days=8)) is None


def test_wishes_holidays_and_rules_with_a_day_to_begin_count() -> None:
    wishes = wishes_of(
        [{"en": "No calls after 20:00"}, {"en": "No calls before 10:30"}, {"en": "No calls on Sundays"}],
        [(time(11), None), (None, time(19, 45))],
    )
    assert wishes == CallWishes(11 * 60, 19 * 60 + 45, frozenset({6}))
    assert wishes_of([{"en": "Please do not call"}]).never
    assert wishes_of([{"en": "No sales calls"}]).no_sales
    assert wishes_of([{"en": "No calls on weekends"}]).not_days == {5, 6}
    france, monday = find(given="FR"), datetime(2026, 7, 13, 9, tzinfo=UTC)
    assert lawful(date(2026, 7, 14)).obstacles(france, monday) == ()
    assert lawful(date(2026, 7, 14)).obstacles(france, monday + timedelta(days=1)) == (Obstacle.HOLIDAY,)
    assert lawful().obstacles(france, monday + timedelta(hours=2, minutes=30)) == (Obstacle.UNLAWFUL_HOUR,)
    assert lawful().obstacles(find("HK"), datetime(2026, 6, 16, 12, 15, tzinfo=UTC), wishes) == (Obstacle.AGAINST_WISH,)
    spans = lawful().spans_on(france, monday)
    assert [(start.hour, end.hour) for start, end in spans] == [(8, 11), (12, 18)]  # UTC, in summer
    assert lawful().stretch_end(france, monday) == datetime(2026, 7, 13, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("region", "holiday"),
    [("DE", datetime(2026, 11, 18, 9, tzinfo=UTC)), ("SG", datetime(2026, 11, 9, 4, tzinfo=UTC))],
)
def test_by_the_shipped_calendars_nobody_is_called_on_a_holiday_where_the_codes_forbid_it(
    region: str, holiday: datetime
) -> None:
    hours = open_book(load_settings(None), OPTIONS).hours

    assert hours.obstacles(find(given=region), holiday) == (Obstacle.HOLIDAY,)
    assert hours.obstacles(find(given=region), holiday + timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("words", "wishes"),
    [
        ("20:00 后请勿致电", CallWishes(until_minute=20 * 60)),
        ("請勿在20：30以後來電", CallWishes(until_minute=20 * 60 + 30)),
        ("上午 9 点以前不要打电话，周末也不接电话", CallWishes(from_minute=9 * 60, not_days=frozenset({5, 6}))),
        ("晚上8点后不要打电话", CallWishes(until_minute=20 * 60)),
        ("星期日请勿打扰", CallWishes(not_days=frozenset({6}))),
        ("谢绝推销电话", CallWishes(no_sales=True)),
        ("请勿来电", CallWishes(never=True)),
        ("请用普通话接听电话", NO_WISHES),
        ("信件请勿寄至公司", NO_WISHES),
    ],
)
def test_wishes_that_are_kept_in_chinese_are_obeyed(words: str, wishes: CallWishes) -> None:
    assert wishes_of([{"zh": words}]) == wishes
    assert wishes_of([{"en": "See the file", "zh": words}]) == wishes
