"""Dates, times and money as they are said."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.records.formatting import day, day_within_a_week, long_day, moment, money, short_day

ZONE = ZoneInfo("Asia/Hong_Kong")
NOW = datetime(2026, 6, 16, 2, 42, tzinfo=UTC)  # 10:42 in Hong Kong
TODAY = date(2026, 6, 16)


def test_days_have_a_weekday_and_a_year_only_when_it_is_another() -> None:
    assert day(date(2026, 6, 18), TODAY) == {"en": "Thu 18 Jun", "zh": "6月18日 周四"}
    assert day(date(1998, 12, 31), TODAY) == {"en": "Thu 31 Dec 1998", "zh": "1998年12月31日 周四"}
    assert short_day(date(2026, 6, 12), TODAY) == {"en": "12 Jun", "zh": "6月12日"}
    assert long_day(date(2026, 6, 21)) == {"en": "21 June", "zh": "6月21日"}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 6, 16), {"en": "today", "zh": "今天"}),
        (date(2026, 6, 17), {"en": "tomorrow", "zh": "明天"}),
        (date(2026, 6, 21), {"en": "on Sunday", "zh": "周日"}),
        (date(2026, 6, 23), {"en": "next Tuesday", "zh": "下周二"}),
    ],
)
def test_a_near_day_is_said_by_its_weekday(when: date, words: dict[str, str]) -> None:
    assert day_within_a_week(when, TODAY) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 6, 15, 18, 14, tzinfo=UTC), {"en": "02:14 today", "zh": "今天 02:14"}),
        (datetime(2026, 6, 15, 15, 59, tzinfo=UTC), {"en": "23:59 yesterday", "zh": "昨天 23:59"}),
        (datetime(2026, 6, 10, 4, 0, tzinfo=UTC), {"en": "12:00 on Wed 10 Jun", "zh": "6月10日 周三 12:00"}),
    ],
)
def test_a_time_is_said_in_the_banks_own_day(at: datetime, words: dict[str, str]) -> None:
    assert moment(at, NOW, ZONE) == words


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("8000", "HKD 8,000.00"), ("-86240.185", "HKD \u221286,240.19"), ("-0.001", "HKD 0.00")],
)
def test_money_has_its_code_and_two_decimals(amount: str, shown: str) -> None:
    assert money(Decimal(amount), "HKD") == {"en": shown, "zh": shown}
