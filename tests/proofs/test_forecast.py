"""How far off forecasts were on the last days of a real bank's call log, beside the seasonal baseline's error.

The log is no part of the product; without it made-up weeks show that the library answers. Small: the newest three days
as begins; at full size every day that has two weeks before it.
"""

from datetime import date, timedelta

import pytest

from agent_desktop.contract.staffing import ForecastMethod
from agent_desktop.demo.replay.history import QUEUE, history_of_file
from agent_desktop.records.staffing.history import ONE_DAY, SLOTS, History, weekdays_only
from agent_desktop.records.staffing.library import LEAST_DAYS, StatsforecastProcess
from agent_desktop.records.staffing.making import make_forecast
from agent_desktop.server.staffing.command import lines_of
from tests.demo.replay.support import find_anonymous_bank


def made_up() -> History:
    """Four weeks that grow, one queue; another whose weeks are exactly alike, which the library cannot fit."""
    first = date(2026, 6, 1)
    days = [first + timedelta(days=number) for number in range(28)]
    growing = {day: ((50.0 if day.weekday() < 5 else 5.0) * 1.01**number,) * SLOTS for number, day in enumerate(days)}
    alike = {day: (2.0 if day.weekday() < 5 else 0.0,) * SLOTS for day in days}
    return History(first, days[-1], {QUEUE: growing, "alike": alike}, {})


@pytest.mark.prove
def test_the_better_of_two_methods_forecasts_the_last_days(full_size: bool, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("statsforecast", reason="statsforecast is not installed", exc_type=ImportError)
    path = find_anonymous_bank()
    history = made_up() if path is None else history_of_file(path)
    origins = len(history.days) - LEAST_DAYS if full_size else 3

    made = make_forecast(history, history.last + ONE_DAY, 7, weekdays_only, StatsforecastProcess(), origins=origins)

    with capsys.disabled():
        print()
        print("\n".join(lines_of(made, history, "en")))
    queue = next(each for each in made.queues if each.queue == QUEUE)
    assert made.library.startswith("statsforecast ")
    assert made.origins == origins
    baseline, library = queue.error(ForecastMethod.BASELINE), queue.error(ForecastMethod.LIBRARY)
    assert baseline.half_hours == library.half_hours > 0
    better = min((baseline, library), key=lambda each: each.off)
    assert queue.error(queue.method) == better
    assert (better.wape or 0) < 0.25
    assert [day.day for day in queue.days] == [history.last + number * ONE_DAY for number in range(1, 8)]
    assert all(calls >= 0 for day in queue.days for calls in day.calls)
    if path is not None:
        assert (history.count, len(history.days)) == (22_642, 20)
        assert not full_size or queue.method is ForecastMethod.LIBRARY
