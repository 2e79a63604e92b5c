"""A replay's business clock in several processes, and what waits by it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent_desktop.demo.replay.child import StartedClock, start_clock
from agent_desktop.server.workers import HELD_SECONDS, due_work

NINE = datetime(1999, 2, 1, 1, 0, tzinfo=UTC)


def test_time_stands_until_the_replay_starts_it_and_then_runs_for_all_alike(tmp_path: Path) -> None:
    start = tmp_path / "clock"
    theirs = StartedClock(NINE, 60, start)
    assert (theirs.now(), theirs.now()) == (NINE, NINE)

    ours = start_clock(NINE, 60, start)

    before = ours.now()
    between = theirs.now()
    assert NINE <= before <= between <= ours.now()


def test_a_worker_waits_machine_time_for_what_is_due_in_business_time() -> None:
    work = due_work(lambda: 0, lambda: NINE + timedelta(seconds=30), lambda: NINE, speed=60)

    assert work() == pytest.approx(0.5)


def test_what_is_due_and_in_other_hands_is_looked_at_again_by_the_machines_time() -> None:
    assert due_work(lambda: 0, lambda: NINE, lambda: NINE, speed=60)() == HELD_SECONDS
