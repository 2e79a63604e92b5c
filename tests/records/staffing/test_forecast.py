"""Forecasts: two methods, tried on days that they did not know, and the better one used."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.contract.staffing import ForecastMethod
from agent_desktop.records.staffing.baseline import expected_day
from agent_desktop.records.staffing.history import (
    SLOTS,
    DayType,
    History,
    Slots,
    by_half_hour,
    half_hours_of,
    weekdays_only,
)
from agent_desktop.records.staffing.intraday import Carry, factor_of
from agent_desktop.records.staffing.library import LibraryAnswer, LibraryAwayError, StatsforecastProcess, Wish
from agent_desktop.records.staffing.making import HistoryShortError, make_forecast

BASELINE, LIBRARY = ForecastMethod.BASELINE, ForecastMethod.LIBRARY
MONDAY = date(2026, 6, 1)


def day_of(calls: float) -> Slots:
    """A day whose calls come evenly from eight to eighteen."""
    return tuple(calls / 20 if 16 <= slot < 36 else 0.0 for slot in range(SLOTS))


def history(totals: Sequence[float], first: date = MONDAY, queue: str = "cards") -> History:
    days = {first + timedelta(days=number): day_of(total) for number, total in enumerate(totals)}
    return History(first, max(days), {queue: days}, {queue: 200.0})


def growing(weeks: int, growth: float) -> list[float]:
    """Working weeks, each so much busier than the one before."""
    return [100 * growth**week if weekday < 5 else 0.0 for week in range(weeks) for weekday in range(7)]


class Told:
    """A library that says what it was given to say of a day: the true total times `times`."""

    def __init__(self, times: float = 1.0, growth: float = 1.0) -> None:
        self.asked: list[Wish] = []
        self._times, self._growth = times, growth

    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        self.asked.extend(wishes)
        answers = []
        for wish in wishes:
            days = list(wish.totals)
            for _ in range(wish.ahead):
                days.append(days[-7] * self._growth)
            answers.append(tuple(each * self._times for each in days[len(wish.totals) :]))
        return LibraryAnswer("told 1.0", tuple(answers))


class Away:
    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        raise LibraryAwayError("not_installed")


def test_the_method_that_was_less_off_forecasts() -> None:
    growth = history(growing(6, 1.3))
    start = growth.last + timedelta(days=1)

    better = make_forecast(growth, start, 7, weekdays_only, Told(growth=1.3)).queues[0]
    worse = make_forecast(growth, start, 7, weekdays_only, Told(times=3)).queues[0]

    assert (better.method, worse.method) == (LIBRARY, BASELINE)
    assert better.error(LIBRARY).off == pytest.approx(0, abs=1e-6)
    assert (better.error(BASELINE).wape or 0) > 0.2
    assert sum(better.days[0].calls) == pytest.approx(100 * 1.3**6)
    assert worse.days[0].calls == worse.days[0].baseline


def test_no_method_knows_the_days_that_it_is_tried_on() -> None:
    library = Told()
    make_forecast(history(growing(4, 1.0)), MONDAY + timedelta(days=28), 3, weekdays_only, library, origins=5)

    assert [(len(wish.totals), wish.ahead) for wish in library.asked] == [
        (23, 5), (24, 4), (25, 3), (26, 2), (27, 1), (28, 3),
    ]  # fmt: skip


def test_without_the_library_the_baseline_forecasts_and_it_is_said_why() -> None:
    past = history(growing(4, 1.0))
    away = make_forecast(past, past.last + timedelta(days=1), 7, weekdays_only, Away())
    assert (away.library_away, away.library, away.queues[0].method) == ("not_installed", "", BASELINE)

    library = Told()
    short = make_forecast(history(growing(2, 1.0)), MONDAY + timedelta(days=14), 7, weekdays_only, library)
    assert (short.library_away, library.asked) == ("short_history", [])
    with pytest.raises(HistoryShortError):
        make_forecast(history([1] * 6), MONDAY + timedelta(days=6), 1, weekdays_only, library)


def test_a_holiday_is_what_holidays_were_and_spoils_no_weekday() -> None:
    totals = growing(5, 1.0)
    totals[28 - 7] = 20.0  # the fourth Monday
    holidays = {MONDAY + timedelta(days=21), MONDAY + timedelta(days=35)}

    def kinds(day: date) -> DayType:
        return DayType.HOLIDAY if day in holidays else DayType(day.weekday())

    library = Told()
    made = make_forecast(history(totals), MONDAY + timedelta(days=35), 8, kinds, library).queues[0]

    assert sum(made.days[0].calls) == pytest.approx(20)
    assert made.days[0].library is None
    assert sum(made.days[7].calls) == pytest.approx(100)
    assert library.asked[-1].totals[21] == pytest.approx(100)  # or the library would expect it again


def test_a_day_of_a_kind_that_was_not_yet_is_as_those_nearest_to_it() -> None:
    week = [(DayType(number), day_of(100 if number < 5 else 10)) for number in range(7)]
    assert sum(expected_day(DayType.HOLIDAY, week)) == pytest.approx(10)
    assert sum(expected_day(DayType.MAKE_UP, week)) == pytest.approx(100)
    assert sum(expected_day(DayType.FRIDAY, week[:3])) == pytest.approx(100)
    assert sum(expected_day(DayType.MONDAY, [])) == 0


def test_days_of_another_length_have_their_half_hours() -> None:
    zone = ZoneInfo("Europe/London")
    assert len(half_hours_of(date(2026, 3, 29), zone)) == 46
    assert len(half_hours_of(date(2026, 10, 25), zone)) == 50
    slots = [float(number) for number in range(SLOTS)]
    back = by_half_hour(slots, date(2026, 10, 25), zone)
    assert back[2:6] == [2.0, 3.0, 2.0, 3.0]
    assert half_hours_of(MONDAY, ZoneInfo("Asia/Hong_Kong"))[0] == datetime(2026, 5, 31, 16, tzinfo=ZoneInfo("UTC"))


def test_a_day_that_goes_better_than_forecast_is_believed_the_more_calls_have_come() -> None:
    assert factor_of(0, 0, 0.15, 1.0).factor == 1
    early, late = factor_of(12, 10, 0.1, 1.0).factor, factor_of(1200, 1000, 0.1, 1.0).factor
    assert 1 < early < 1.03
    assert late == pytest.approx(1.1818, abs=1e-4)
    assert factor_of(1200, 1000, 0.1, 0.0).factor == 1


def test_how_much_of_a_morning_the_afternoon_keeps_is_learned() -> None:
    keeps, loses = Carry(), Carry()
    for surplus in (0.8, 1.3, 1.2, 0.7, 1.25, 0.85, 1.3, 0.75, 1.2, 0.8):
        keeps = keeps.and_day(surplus, surplus, 500)
        loses = loses.and_day(surplus, 1.0, 500)
    assert (Carry().share, keeps.share > 0.85, loses.share < 0.15) == (0.5, True, True)


def test_statsforecast_itself_answers_in_a_process_of_its_own() -> None:
    pytest.importorskip("statsforecast", reason="statsforecast is not installed", exc_type=ImportError)
    answer = StatsforecastProcess().ask([Wish(tuple(growing(5, 1.02)), 7)])

    assert answer.name.startswith("statsforecast ")
    assert len(answer.totals[0]) == 7
    assert all(math.isfinite(each) for each in answer.totals[0])
    assert answer.totals[0][0] > answer.totals[0][6]
