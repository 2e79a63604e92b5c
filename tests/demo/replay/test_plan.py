"""Who calls when, with how much patience, and who works when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent_desktop.demo.replay.log import parse_log
from agent_desktop.demo.replay.plan import (
    QUEUE,
    QUEUE_AHEAD,
    Plan,
    PlanWish,
    customers_numbers,
    made_up_numbers,
    plan_replay,
)
from telephony.numbers import to_e164
from tests.demo.replay.support import log_of, morning, row, served, waiting

DAY = date(1999, 2, 1)
ZONE = ZoneInfo("Asia/Hong_Kong")


def plan(*rows: str, seed: int = 1, agents: int | None = None, on: date | None = None) -> Plan:
    log = parse_log(log_of(*rows) if rows else morning())
    return plan_replay(log.calls, PlanWish([DAY], ZONE, seed=seed, agents=agents, on=on), made_up_numbers())


def test_only_who_asked_for_an_agent_is_offered() -> None:
    assert [call.call_sid for call in plan().calls] == [
        f"AA0101-{number}-990201" for number in (1, 2, 3, 4, 5, 7, 8, 9)
    ]


def test_the_times_of_the_log_are_local_times_of_the_bank() -> None:
    first = plan().calls[0]

    assert timedelta() <= first.at - datetime(1999, 2, 1, 1, 0, tzinfo=UTC) < timedelta(seconds=1)


def test_who_left_has_the_patience_they_showed_and_who_was_served_has_more_than_their_wait() -> None:
    calls = {call.call_sid: call for call in plan().calls}

    assert calls["AA0101-4-990201"].patience_seconds == 10
    assert calls["AA0101-3-990201"].patience_seconds >= 20


def test_who_was_served_talks_as_long_as_they_did_and_who_left_as_long_as_somebody_did() -> None:
    calls = {call.call_sid: call for call in plan().calls}

    assert calls["AA0101-3-990201"].talk_seconds == 120
    assert calls["AA0101-4-990201"].talk_seconds in (60, 90, 120, 45)


def test_callers_of_the_second_priority_go_into_the_queue_that_goes_ahead() -> None:
    queues = {call.call_sid: call.queue for call in plan().calls}

    assert (queues["AA0101-3-990201"], queues["AA0101-1-990201"]) == (QUEUE_AHEAD, QUEUE)


def test_an_agent_works_from_the_first_to_the_last_service_of_the_log() -> None:
    shifts = plan().shifts

    begin = datetime(1999, 2, 1, 1, 0, tzinfo=UTC)
    assert [(shift.agent, shift.begins_at - begin, shift.ends_at - begin) for shift in shifts] == [
        (1, timedelta(), timedelta(minutes=11)),
        (2, timedelta(seconds=10), timedelta(minutes=13)),
    ]


def test_who_works_at_the_same_time_is_counted() -> None:
    one_after_the_other = plan(
        served(1, "9:00:00", 60, "FIRST"), served(2, "9:01:00", 60, "SECOND"), waiting(3, "9:03:00", "9:03:30", 30)
    )

    assert (plan().most_at_once, plan(agents=9).most_at_once, one_after_the_other.most_at_once) == (2, 9, 1)


def test_a_number_of_agents_works_all_day() -> None:
    shifts = plan(agents=3).shifts

    assert [shift.agent for shift in shifts] == [1, 2, 3]
    assert {shift.ends_at - shift.begins_at for shift in shifts} == {timedelta(hours=1, minutes=12)}


def test_the_same_seed_plans_the_same_and_another_one_does_not() -> None:
    assert plan(seed=5) == plan(seed=5)
    assert plan(seed=5) != plan(seed=6)


def test_a_days_calls_are_the_same_whichever_other_days_are_played() -> None:
    log = parse_log([*morning(), row(30, date="990202")])

    alone = plan_replay(log.calls, PlanWish([DAY], ZONE), made_up_numbers())
    both = plan_replay(log.calls, PlanWish([DAY, date(1999, 2, 2)], ZONE), made_up_numbers())

    assert list(both.calls[: len(alone.calls)]) == list(alone.calls)


def test_a_log_can_be_played_on_another_date() -> None:
    moved = plan(on=date(2026, 3, 2))

    assert [call.at.date() for call in moved.calls][:1] == [date(2026, 3, 2)]
    assert moved.calls[1].at - moved.calls[0].at == plan().calls[1].at - plan().calls[0].at


def test_days_without_calls_cannot_be_planned() -> None:
    with pytest.raises(ValueError, match="no calls"):
        plan(row(1, date="990203"))


def test_made_up_numbers_are_numbers_and_lead_back_to_the_customer() -> None:
    calls = parse_log(
        log_of(row(1, customer_id=7), row(2, customer_id=7), row(3), waiting(4, "9:00:00", "9:00:09", 9))
    ).calls
    number = made_up_numbers()

    assert number(calls[0]) == number(calls[1])
    assert len({number(call) for call in calls}) == 3
    assert all(to_e164(number(call), "HK") == number(call) for call in calls)


def test_a_customer_of_the_log_calls_from_the_number_of_always_the_same_known_customer() -> None:
    calls = parse_log(log_of(served(1, "9:00:00", 9, "A", customer_id=7), row(2, customer_id=7), row(3))).calls
    known = ["+85261111111", "+85262222222"]
    number = customers_numbers(known)

    assert number(calls[0]) == number(calls[1])
    assert number(calls[0]) in known
    assert number(calls[2]) not in known
