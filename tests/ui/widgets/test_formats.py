from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from agent_desktop.ui.widgets.formats import (
    amount_text,
    clock_text,
    day_text,
    full_date_text,
    money_text,
    short_amount_text,
    weekday_text,
)

TODAY = date(2026, 6, 16)


@pytest.fixture
def chinese() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.HongKong))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00"), (46, "00:46"), (277, "04:37"), (3599, "59:59"), (3864, "1:04:24"), (-5, "00:00")],
)
def test_a_timer_shows_minutes_and_from_an_hour_on_hours(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


def test_amounts_have_two_decimals_and_a_real_minus() -> None:
    assert amount_text(Decimal("-86240.18")) == "\u221286,240.18"
    assert amount_text(Decimal("1284310.55")) == "1,284,310.55"
    assert amount_text(Decimal("-0.001")) == "0.00"
    assert amount_text(None) == "—"
    assert money_text("HKD", Decimal(8000)) == "HKD 8,000.00"


def test_short_amounts_keep_three_figures() -> None:
    assert short_amount_text(Decimal("5274092.95")) == "5.27M"
    assert short_amount_text(Decimal(912000)) == "912K"
    assert short_amount_text(Decimal(-4206240)) == "\u22124.21M"
    assert short_amount_text(Decimal(999)) == "999"


def test_dates_name_the_month_and_another_year() -> None:
    assert day_text(date(2026, 6, 12), TODAY) == "12 Jun"
    assert day_text(date(2025, 11, 28), TODAY) == "28 Nov 2025"
    assert weekday_text(date(2026, 6, 18)) == "Thu 18 Jun"
    assert full_date_text(datetime(2026, 6, 16, 10, 42, tzinfo=UTC)) == "Tue 16 Jun 2026, 10:42"


def test_dates_and_amounts_are_chinese_in_chinese(chinese: None) -> None:
    assert weekday_text(date(2026, 6, 18)) == "6月18日 周四"
    assert short_amount_text(Decimal("5274092.95")) == "527万"
    assert full_date_text(datetime(2026, 6, 16, 10, 42, tzinfo=UTC)) == "2026年6月16日 周二 10:42"
