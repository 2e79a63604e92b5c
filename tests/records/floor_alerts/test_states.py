"""When an alert is raised and ends: never sooner than it says, and never in turns."""

import itertools
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.contract.floor_alerts import FloorLevel, FloorMeasure
from agent_desktop.records.floor_alerts.checks import findings_in
from agent_desktop.records.floor_alerts.schema import FloorBook
from agent_desktop.records.floor_alerts.states import SUBJECT_OF, UNIT_OF, Limits, Standing, holds_at, step

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WAIT = Limits(60, 120, margin=15, raise_after=timedelta(seconds=10), clear_after=timedelta(seconds=20))
LEVEL = Limits(80, 70, lower_is_worse=True, margin=3)
WARN, ACT = FloorLevel.WARN, FloorLevel.ACT


def played(limits: Limits, *values: float | None, every: int = 5) -> list[FloorLevel | None]:
    """Measure these one after another, and return the level after each."""
    standing, levels = Standing(), []
    for number, value in enumerate(values):
        standing = step(limits, standing, value, NINE + timedelta(seconds=every * number))
        levels.append(standing.level)
    return levels


def test_a_level_is_taken_up_once_it_held_long_enough_and_given_up_once_it_is_well_better_for_long_enough() -> None:
    assert played(WAIT, 61, 62, 63, 50, 50, 50, 44, 44, 44, 44, 44) == [None, None, *[WARN] * 8, None]
    assert played(WAIT, 61, 62, 40, 61, 62) == [None] * 5  # it was not past it all the time
    assert played(WAIT, 130, 130, 130, None, None, None, None, None) == [None, None, *[ACT] * 5, None]


def test_what_becomes_worse_while_it_is_waited_for_is_raised_as_what_it_was_all_the_time() -> None:
    assert played(WAIT, 61, 61, 130, 131, 131, 131) == [None, None, WARN, WARN, ACT, ACT]
    assert played(WAIT, 130, 130, 130, 110, 110, 100, 100, 100, 100, 100)[-1] is WARN


def test_of_a_share_less_is_worse_and_of_numbers_what_is_reached_is_past() -> None:
    assert played(LEVEL, 81, 80, 79.9, 82, 82.9, 83, 69) == [None, None, WARN, WARN, WARN, None, ACT]
    assert played(Limits(1, None), 0, 1, 0) == [None, WARN, None]
    assert Limits(None, 90).threshold_of(WARN) == 90


VALUES = st.lists(st.one_of(st.none(), st.floats(0, 200)), max_size=60)


@given(VALUES)
def test_nothing_flaps_a_level_rises_after_its_time_and_falls_after_its_time(values: list[float | None]) -> None:
    levels = played(WAIT, *values)
    rank = {None: 0, WARN: 1, ACT: 2}
    changed_at = 0
    for number in range(1, len(levels)):
        before, now = levels[number - 1], levels[number]
        if now is before:
            continue
        seconds = 5 * (number - changed_at)
        rose = rank[now] > rank[before]
        needed = WAIT.raise_after if rose else WAIT.clear_after
        span = int(needed.total_seconds()) // 5
        measured = values[number - span : number + 1]
        if rose:  # past it at each look of the whole time
            assert all(rank[WAIT.level_of(value)] >= rank[now] for value in measured)
        else:  # better than it by the margin at each look
            assert all(rank[WAIT.level_of(value, margin=WAIT.margin)] < rank[before] for value in measured)
        assert changed_at == 0 or seconds >= min(10, 20)
        changed_at = number


@given(st.lists(st.floats(46, 74), min_size=1, max_size=80))
def test_what_wavers_about_a_threshold_raises_one_alert_that_stays(values: list[float]) -> None:
    levels = played(WAIT, *values)
    assert sum(one is not other for one, other in itertools.pairwise(levels)) <= 1


def test_hours_are_of_the_day_and_may_go_over_midnight() -> None:
    day, night = (time(8), time(20)), (time(20), time(6))
    assert [holds_at(*day, time(hour)) for hour in (7, 8, 19, 20)] == [False, True, True, False]
    assert [holds_at(*night, time(hour)) for hour in (19, 20, 0, 5, 6)] == [False, True, True, True, False]


def test_a_wrong_rule_is_found_and_every_measure_has_a_unit_and_a_subject() -> None:
    rule = {"code": "wait", "name": {"en": "Wait", "zh": "等待"}, "measure": "longest_wait", "warn": 60, "act": 120}
    wrong = [
        rule | {"act": 30},
        rule | {"code": "level", "measure": "service_level", "warn": 70, "act": 80},
        rule | {"code": "none", "warn": None, "act": None, "name": {"en": "None"}},
        rule,
    ]
    found = [(each.place, each.problem.value) for each in findings_in(FloorBook.model_validate({"rules": wrong}))]
    assert found == [
        (("rules", 0, "act"), "value_out_of_range"),
        (("rules", 1, "act"), "value_out_of_range"),
        (("rules", 2, "name"), "language_missing"),
        (("rules", 2), "value_out_of_range"),
        (("rules", 3, "code"), "code_twice"),
    ]
    assert set(UNIT_OF) == set(SUBJECT_OF) == set(FloorMeasure)
