"""How far off forecasts were on the last days of a real bank's call log, beside the seasonal baseline's error.

The log is no part of the product. Small: the newest three days as begins; at full size every day that has two weeks
before it.
"""

from datetime import timedelta

import pytest

from agent_desktop.contract.staffing import ForecastMethod
from agent_desktop.demo.replay.history import QUEUE, history_of_file
from agent_desktop.records.staffing.history import ONE_DAY, weekdays_only
from agent_desktop.records.staffing.library import LEAST_DAYS, StatsforecastProcess
from agent_desktop.records.staffing.making import make_forecast
from agent_desktop.server.staffing.command import lines_of
from tests.demo.replay.support import find_anonymous_bank

pytestmark = pytest.mark.prove


def test_the_better_of_two_methods_forecasts_the_last_days_of_the_anonymous_bank(
    full_size: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    path = find_anonymous_bank()
    if path is None:
        pytest.skip("the Anonymous Bank's call log is not here")
    pytest.importorskip("statsforecast", reason="statsforecast is not installed", exc_type=ImportError)
    history = history_of_file(path)
    assert (history.count, len(history.days)) == (22_642, 20)
    origins = len(history.days) - LEAST_DAYS if full_size else 3

    made = make_forecast(history, history.last + ONE_DAY, 7, weekdays_only, StatsforecastProcess(), origins=origins)

    with capsys.disabled():
        print()
        print("\n".join(lines_of(made, history, "en")))
    queue = made.queues[0]
    baseline, library = queue.error(ForecastMethod.BASELINE), queue.error(ForecastMethod.LIBRARY)
    assert queue.queue == QUEUE
    assert made.origins == origins
    assert baseline.half_hours == library.half_hours == 48 * sum(range(1, origins + 1))
    better = min((baseline, library), key=lambda each: each.off)
    assert queue.error(queue.method) == better
    assert better.wape is not None
    assert better.wape < 0.25
    assert queue.days[0].day == history.last + timedelta(days=1)
    if full_size:
        assert queue.method is ForecastMethod.LIBRARY
