"""Working days of each place, against what was published of them, and the arithmetic by properties."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent_desktop.records.calendars.calendar import MOST_DAYS, Calendars
from agent_desktop.records.calendars.days import DayKind
from agent_desktop.records.calendars.holiday_lists import is_known
from agent_desktop.records.calendars.schema import CalendarEntry, CalendarsFile, Override
from tests.records.calendars.shipped import calendar, shipped_calendars, working_days_between

MAINLAND_2026_OFF = [
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]
MAINLAND_2026_WORKED = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
"""State Council General Office, notice of 4 November 2025 (politics.gmw.cn/2025-11/04/content_38391083.htm)."""

HONG_KONG_2026 = "01-01 02-17 02-18 02-19 04-03 04-04 04-06 04-07 05-01 05-25 06-19 07-01 09-26 10-01 10-19 12-25 12-26"
"""Government press release of 16 May 2025 (info.gov.hk, P2025051300354), beside every Sunday."""

ENGLAND_2026 = "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"
"""GOV.UK, bank holidays of England and Wales; 28 December stands for Boxing Day, a Saturday."""

TARGET_2026 = "01-01 04-03 04-06 05-01 12-25"
"""ECB long-term calendar: New Year, Good Friday, Easter Monday, 1 May, 25 and 26 December."""

FED_2026 = "01-01 01-19 02-16 05-25 06-19 09-07 10-12 11-11 11-26 12-25"
"""5 U.S.C. 6103; 4 July is a Saturday in 2026, and the Federal Reserve banks are open on the Friday before it."""


def _year(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def test_the_mainland_works_and_rests_as_the_state_council_has_said() -> None:
    off = set()
    for first, last in MAINLAND_2026_OFF:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            off.add(day)
            day += timedelta(days=1)
    worked = {date.fromisoformat(f"2026-{each}") for each in MAINLAND_2026_WORKED}
    cn = calendar("cn")

    for day in _year(2026):
        rests = day in off or (day.weekday() >= 5 and day not in worked)
        assert cn.is_working(day) is not rests, day
    assert {day for day in _year(2026) if cn.day(day).kind is DayKind.MAKE_UP} == worked


@pytest.mark.parametrize(
    ("code", "closed"), [("hk", HONG_KONG_2026), ("uk", ENGLAND_2026), ("eu", TARGET_2026), ("us", FED_2026)]
)
def test_other_places_close_on_the_days_that_were_published(code: str, closed: str) -> None:
    published = {date.fromisoformat(f"2026-{each}") for each in closed.split()}
    place = calendar(code)
    week = [day for day in _year(2026) if day.weekday() < 5]

    assert {day for day in week if not place.is_working(day)} == {day for day in published if day.weekday() < 5}


def test_a_year_that_is_not_announced_is_provisional_and_so_are_the_days_that_hang_on_it() -> None:
    cn, us = calendar("cn"), calendar("us")

    assert cn.is_announced(2026)
    assert not cn.is_announced(2027)
    assert cn.day(date(2027, 3, 1)).is_provisional
    assert not cn.day(date(2026, 12, 24)).is_provisional
    assert cn.day(date(2026, 12, 26)).is_provisional  # may be worked for a longer New Year, as in 2011
    assert cn.add_working_days(date(2026, 12, 30), 2).is_provisional
    assert not cn.add_working_days(date(2026, 12, 1), 5).is_provisional
    assert not us.add_working_days(date(2026, 12, 30), 2).is_provisional  # by law, for good


def test_it_is_told_which_days_were_passed_over_and_why_in_both_languages() -> None:
    counted = calendar("cn").add_working_days(date(2026, 9, 30), 3)

    assert counted.on == date(2026, 10, 10)
    assert [(day.on.day, day.kind.value) for day in counted.skipped] == [
        (1, "holiday"), (2, "holiday"), (3, "holiday"), (4, "weekend"), (5, "holiday"), (6, "holiday"), (7, "holiday"),
    ]  # fmt: skip
    assert counted.skipped[0].name == {"en": "National Day", "zh": "国庆节"}
    assert counted.skipped[-1].name == {
        "en": "Day off (substituted from 2026-10-10)",
        "zh": "休息日（由 2026-10-10 调休）",
    }
    assert counted.made_up == (date(2026, 10, 10),)
    assert calendar("uk").day(date(2026, 12, 28)).name == {"en": "Boxing Day (observed)", "zh": "节礼日（补假）"}


def test_every_special_day_of_a_place_has_a_name_in_chinese() -> None:
    for place in shipped_calendars():
        for year in (2025, 2026, 2027):
            for day in place.special_days(year):
                if day.kind is DayKind.HOLIDAY:
                    assert any("\u4e00" <= sign <= "\u9fff" for sign in day.name["zh"]), (place.code, day)


def _with(*overrides: Override) -> Calendars:
    base = CalendarEntry(
        code="cn", name={}, time_zone="Asia/Shanghai", country="CN", announced_until=2026, source="x",
    )  # fmt: skip
    house = base.model_copy(update={"code": "house", "country": "", "like": "cn", "overrides": overrides})
    return Calendars(CalendarsFile(calendars=(base, house)))


def test_the_banks_own_word_on_a_day_counts_before_the_list_and_settles_it() -> None:
    opened = Override(day=date(2027, 2, 20), working=True, name={"en": "Made up", "zh": "补班"}, source="notice")
    closed = Override(day=date(2027, 3, 1), working=False, name={"en": "Typhoon", "zh": "台风"}, source="notice")
    before, after = _with().of("house"), _with(opened, closed).of("house")

    assert [before.day(each.day).kind for each in (opened, closed)] == [DayKind.WEEKEND, DayKind.WORKING]
    assert [after.day(each.day).kind for each in (opened, closed)] == [DayKind.MAKE_UP, DayKind.CLOSED]
    assert not after.day(opened.day).is_provisional
    assert after.day(closed.day).name["zh"] == "台风"
    assert before.version != after.version
    assert before.version == _with().of("house").version
    assert _with(closed).of("cn").day(closed.day).kind is DayKind.WORKING  # it is the house's own


DAYS = st.dates(date(2020, 1, 1), date(2028, 12, 31))
CODES = st.sampled_from([each.code for each in shipped_calendars()])


@settings(max_examples=60, deadline=None)
@given(code=CODES, start=DAYS, count=st.integers(1, 60))
def test_counting_working_days_and_counting_them_back_agree(code: str, start: date, count: int) -> None:
    place = calendar(code)
    counted = place.add_working_days(start, count)

    assert place.is_working(counted.on)
    assert working_days_between(place, start, counted.on) == count
    assert len(counted.skipped) + count == (counted.on - start).days
    assert not any(day.is_working for day in counted.skipped)


@settings(max_examples=60, deadline=None)
@given(code=CODES, start=DAYS, first=st.integers(0, 30), second=st.integers(0, 30))
def test_counting_in_two_goes_is_counting_in_one(code: str, start: date, first: int, second: int) -> None:
    place = calendar(code)
    halfway = place.add_working_days(start, first)

    assert place.add_working_days(halfway.on, second).on == place.add_working_days(start, first + second).on


@settings(max_examples=60, deadline=None)
@given(code=CODES, start=DAYS, count=st.integers(0, 40))
def test_a_later_start_never_ends_earlier(code: str, start: date, count: int) -> None:
    place = calendar(code)
    later = start + timedelta(days=1)

    assert place.add_working_days(later, count).on >= place.add_working_days(start, count).on


def test_a_count_that_never_ends_is_refused() -> None:
    for count in (-1, MOST_DAYS + 1):
        with pytest.raises(ValueError, match=str(count)):
            calendar("cn").add_working_days(date(2026, 1, 1), count)


def test_where_nobody_knows_which_part_of_a_country_a_holiday_of_any_part_counts() -> None:
    germany = calendar("de")
    saxony, bavaria, everywhere = date(2026, 11, 18), date(2026, 1, 6), date(2026, 10, 3)

    assert [germany.day(each).kind for each in (saxony, bavaria, everywhere)] == [DayKind.HOLIDAY] * 3
    assert germany.day(saxony).name == {"en": "Repentance and Prayer Day", "zh": "忏悔祈祷日"}
    assert germany.is_working(date(2026, 11, 17))
    base: dict[str, Any] = {"code": "de", "name": {}, "time_zone": "Europe/Berlin", "source": "x", "anywhere": True}
    assert is_known(CalendarEntry(**base, country="DE"))
    assert not is_known(CalendarEntry(**base, country="DE", subdivision="BY")), "one part, or all of them"
    assert not is_known(CalendarEntry(**base, market="XECB"))


def test_a_day_in_lieu_and_one_that_is_reckoned_say_so_in_chinese_where_the_list_is_english() -> None:
    singapore = calendar("sg")

    assert singapore.day(date(2026, 11, 9)).name == {"en": "Deepavali (observed)", "zh": "屠妖节（补假）"}
    assert singapore.day(date(2028, 5, 9)).name == {"en": "Vesak Day (estimated)", "zh": "卫塞节（推算）"}
