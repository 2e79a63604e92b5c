"""Clocks that are not the machine's: one that stands until it is moved, one that runs faster."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from telephony.clock import ScaledClock, SteppedClock

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_stepped_clock_stands_until_it_is_moved_and_never_goes_back() -> None:
    clock = SteppedClock(NINE.astimezone(timezone(timedelta(hours=8))))

    clock.move_to(NINE + timedelta(seconds=5))
    clock.move_to(NINE)

    assert clock.now() == NINE + timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_a_scaled_clock_runs_so_many_times_as_fast() -> None:
    machine = [100.0]
    clock = ScaledClock(NINE, 100.0, 60, monotonic=lambda: machine[0])

    machine[0] = 102.5

    assert clock.now() == NINE + timedelta(seconds=150)
    assert clock.later(30) == NINE + timedelta(seconds=180)
    assert clock.machine_seconds_until(NINE + timedelta(seconds=210)) == pytest.approx(1.0)
    assert clock.machine_seconds_until(NINE) == 0


def test_two_processes_with_the_same_three_values_agree() -> None:
    machine = [7.0]
    ours, theirs = (ScaledClock(NINE, 3.0, 17.5, monotonic=lambda: machine[0]) for _ in range(2))

    assert ours.now() == theirs.now() == NINE + timedelta(seconds=70)


@pytest.mark.parametrize("speed", [0, -1])
def test_time_does_not_run_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="forward"):
        ScaledClock(NINE, 0, speed)
