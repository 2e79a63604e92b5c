"""Erlang C and Erlang A: the vectors of features.md C3, the sums of the process itself, and what must hold for all."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from agent_desktop.contract.staffing import Assumptions, NeedModel
from agent_desktop.staffing.erlang import Waiting, erlang_a, erlang_c
from agent_desktop.staffing.needs import agents_needed, paid_for, waiting_with

A, C = NeedModel.ERLANG_A, NeedModel.ERLANG_C


def percent(share: float) -> float:
    return 100 * share


def known(waiting: Waiting | None) -> Waiting:
    assert waiting is not None
    return waiting


@pytest.mark.parametrize(("agents", "level"), [(11, 38.96), (12, 64.02), (13, 79.56), (14, 88.83), (15, 94.15)])
def test_a_hundred_calls_of_three_minutes_in_half_an_hour_are_answered_as_published(agents: int, level: float) -> None:
    # 14 agents: 88.83500 %, which the publication cuts and Python rounds up.
    assert percent(known(erlang_c(10, agents, 180, 20)).in_time) == pytest.approx(level, abs=0.00501)


def test_speed_of_answer_and_occupancy_are_as_published() -> None:
    assert known(erlang_c(10, 13, 180, 20)).speed_of_answer == pytest.approx(17.12, abs=0.005)
    fourteen = known(erlang_c(10, 14, 180, 20))
    assert (round(fourteen.speed_of_answer, 2), round(percent(fourteen.occupancy), 1)) == (7.84, 71.4)
    large = known(erlang_c(48, 55, 240, 15))
    assert round(large.delayed, 5) == 0.23870
    assert [round(percent(large.occupancy), 2), round(percent(large.in_time), 2), round(large.speed_of_answer, 2)] == [
        87.27,
        84.59,
        8.18,
    ]


def test_more_work_than_agents_is_never_done_unless_callers_give_up() -> None:
    assert erlang_c(10, 10, 180, 20) is None
    assert known(erlang_a(10, 10, 180, 20, 120)).abandoned > 0.1
    assert erlang_a(10, 0, 180, 20, 120) is None


def test_a_centre_of_thousands_neither_overflows_nor_loses_digits() -> None:
    for agents in (10_050, 10_500, 20_000):
        for found in (known(erlang_c(10_000, agents, 300, 20)), known(erlang_a(10_000, agents, 300, 20, 120))):
            assert all(math.isfinite(each) for each in (found.delayed, found.in_time, found.speed_of_answer))
            assert 0 <= found.in_time <= 1
    assert known(erlang_a(12_000, 10_000, 300, 20, 600)).abandoned == pytest.approx(1 / 6, abs=1e-4)


@pytest.mark.parametrize(
    ("load", "agents", "handle", "patience"),
    [
        (10, 10, 180, 120),
        (10, 14, 180, 120),
        (48, 40, 240, 60),
        (0.3, 1, 300, 60),
        (300, 310, 240, 200),
        (3, 5, 90, 900),
    ],
)
def test_erlang_a_is_what_the_birth_and_death_process_sums_up_to(
    load: float, agents: int, handle: float, patience: float
) -> None:
    arriving, serving, leaving = load / handle, 1 / handle, 1 / patience
    logs = [0.0]
    for inside in range(1, 3000):
        logs.append(logs[-1] + math.log(arriving / (min(inside, agents) * serving + max(0, inside - agents) * leaving)))
    weights = [math.exp(each - max(logs)) for each in logs]
    shares = [each / sum(weights) for each in weights]
    waiting = sum((inside - agents) * share for inside, share in enumerate(shares) if inside > agents)

    found = known(erlang_a(load, agents, handle, 20, patience))

    assert found.delayed == pytest.approx(sum(shares[agents:]), rel=1e-5)
    assert found.abandoned == pytest.approx(leaving * waiting / arriving, abs=1e-6)
    busy = sum(min(inside, agents) * share for inside, share in enumerate(shares)) / agents
    assert found.occupancy == pytest.approx(busy, rel=1e-5)


def test_whoever_never_gives_up_meets_erlang_c() -> None:
    patient, endless = known(erlang_a(48, 55, 240, 15, 1e7)), known(erlang_c(48, 55, 240, 15))
    assert patient.in_time == pytest.approx(endless.in_time, abs=1e-4)
    assert patient.speed_of_answer == pytest.approx(endless.speed_of_answer, rel=1e-3)


_calls = some.floats(0.1, 600)
_handle = some.floats(20, 900)


@settings(max_examples=60, deadline=None)
@given(_calls, _handle, some.floats(0, 60), some.floats(20, 900), some.integers(1, 3))
def test_more_agents_never_do_worse_and_giving_up_never_needs_more(
    calls: float, handle: float, within: float, patience: float, more: int
) -> None:
    assumed = Assumptions(target_seconds=within, patience_seconds=patience)
    impatient = assumed.model_copy(update={"model": A})
    c, a = agents_needed(calls, handle, assumed), agents_needed(calls, handle, impatient)

    assert a.agents <= c.agents
    assert c.waiting.in_time >= 0.8 - 1e-6
    assert c.waiting.occupancy <= 0.85 + 1e-6
    for assumptions, need in ((assumed, c), (impatient, a)):
        better = known(waiting_with(need.agents + more, calls, handle, assumptions))
        assert better.in_time >= need.waiting.in_time - 1e-7
        assert better.speed_of_answer <= need.waiting.speed_of_answer + 1e-7
        fewer = waiting_with(need.agents - 1, calls, handle, assumptions)
        assert fewer is None or fewer.in_time < 0.8 or fewer.occupancy > 0.85
    assert agents_needed(calls + 20, handle, assumed).agents >= c.agents
    assert agents_needed(calls, handle + 20, assumed).agents >= c.agents


def test_nobody_is_busy_for_more_than_fifty_one_minutes_of_an_hour() -> None:
    need = agents_needed(360, 240, Assumptions(target_seconds=15))

    assert (need.agents, need.held_by_occupancy) == (57, True)
    assert agents_needed(360, 240, Assumptions(target_seconds=15, occupancy_most=1)).agents == 55


def test_who_is_away_is_planned_too() -> None:
    assert paid_for(14, Assumptions(shrinkage=0.3)) == 20
    assert paid_for(14, Assumptions(shrinkage=0)) == 14
    assert agents_needed(0, 180, Assumptions()).paid == 0
