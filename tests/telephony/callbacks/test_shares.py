"""How callers and callbacks share those who are free. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.queues.policy import QueueRules, ReadyAgent, Refusals, Routing, WaitingCall, assign

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARDS, LOANS = UUID(int=1), UUID(int=2)
AMY, BEN = UUID(int=11), UUID(int=12)
NOBODY = Refusals()


def caller(number: int, queue_id: UUID = CARDS, *, urgent: bool = False, waited: float = 60) -> WaitingCall:
    return WaitingCall(UUID(int=100 + number), queue_id, 0, AT - timedelta(seconds=waited), urgent)


def callback(number: int, queue_id: UUID = CARDS, *, credit: int = 0, late: bool = False) -> WaitingCall:
    late_at = AT - timedelta(seconds=1) if late else AT + timedelta(seconds=900)
    due = AT - timedelta(seconds=number)
    return WaitingCall(UUID(int=200 + number), queue_id, 0, due, by_share=True, late_at=late_at, credit=credit)


def agent(agent_id: UUID = AMY, *queues: UUID, idle: float = 30) -> ReadyAgent:
    return ReadyAgent(agent_id, AT - timedelta(seconds=idle), frozenset(queues or (CARDS,)))


def routing(share: int = 20, late_share: int = 50) -> Routing:
    rules = QueueRules(share=share, late_share=late_share)
    return Routing({CARDS: rules, LOANS: rules})


def chosen(calls: Sequence[WaitingCall], agents: Sequence[ReadyAgent], rules: Routing) -> list[UUID]:
    return [each.call_id for each in assign(calls, agents, NOBODY, routing=rules, at=AT)]


def turns(share: int, late_share: int, how_many: int, *, late: bool = False) -> list[bool]:
    """Say of each of so many choices in a row, with callers and callbacks without end, whether the callback had it."""
    credit, had = 0, []
    for _ in range(how_many):
        (one,) = assign(
            [caller(1), callback(1, credit=credit, late=late)],
            [agent()],
            NOBODY,
            routing=routing(share, late_share),
            at=AT,
        )
        credit = one.credits.get(CARDS, credit)
        had.append(one.call_id == callback(1).call_id)
    return had


@settings(max_examples=25, deadline=None)
@given(share=st.integers(0, 100))
def test_of_a_hundred_choices_so_many_are_for_the_callback_evenly_spread(share: int) -> None:
    had = list(accumulate(turns(share, 100, 100)))

    assert had == [count * share // 100 for count in range(1, 101)]  # at every moment, not only in the end


def test_once_its_promised_time_is_over_the_larger_share_counts() -> None:
    assert turns(20, 50, 10, late=True) == [False, True] * 5
    assert turns(0, 100, 3, late=True) == [True] * 3
    assert turns(0, 100, 3) == [False] * 3


def test_without_a_caller_every_callback_is_made_whatever_the_share() -> None:
    agents = [agent(AMY), agent(BEN, idle=20)]

    assert chosen([callback(1), callback(2)], agents, routing(share=0)) == [
        callback(2).call_id,  # due before the other
        callback(1).call_id,
    ]


def test_what_callers_leave_goes_to_callbacks_and_takes_nothing_from_callers_later() -> None:
    calls = [caller(1), callback(1, credit=60)]
    first, second = assign(calls, [agent(AMY), agent(BEN, idle=20)], NOBODY, routing=routing(), at=AT)

    assert [first.call_id, second.call_id] == [calls[0].call_id, calls[1].call_id]
    assert dict(first.credits) | dict(second.credits) == {CARDS: 0}


def test_an_urgent_caller_goes_before_a_callback_whose_turn_it_is() -> None:
    waiting = [caller(1, urgent=True), callback(1, credit=99)]

    (one,) = assign(waiting, [agent()], NOBODY, routing=routing(), at=AT)

    assert one.call_id == waiting[0].call_id
    assert one.credits == {}


def test_where_its_turn_has_come_the_callback_goes_first_and_the_caller_has_the_next_agent() -> None:
    waiting = [caller(1), caller(2, waited=30), callback(1, credit=80)]

    assert chosen(waiting, [agent(AMY), agent(BEN, idle=20)], routing()) == [waiting[2].call_id, waiting[0].call_id]


def test_a_callback_that_waits_where_its_caller_did_goes_by_its_place_and_not_by_the_share() -> None:
    kept = replace(callback(1), by_share=False, enqueued_at=AT - timedelta(seconds=90))

    assert chosen([caller(1, waited=60), kept, caller(2, waited=120)], [agent()], routing(share=0)) == [
        caller(2).call_id
    ]
    assert chosen([caller(1, waited=60), kept], [agent()], routing(share=0)) == [kept.call_id]


def test_a_callback_of_another_queue_is_weighed_against_the_caller_who_wants_the_same_agent() -> None:
    both = agent(AMY, CARDS, LOANS)

    assert chosen([caller(1, CARDS), callback(1, LOANS, credit=80)], [both], routing()) == [callback(1).call_id]


def test_a_callback_that_would_have_somebody_else_takes_nothing_from_a_caller() -> None:
    own = replace(callback(1, credit=99), manager_id=BEN, manager_until_at=AT + timedelta(hours=1))

    assigned = assign([caller(1), own], [agent(AMY), agent(BEN, LOANS)], NOBODY, routing=routing(), at=AT)

    assert {(each.call_id, each.agent_id) for each in assigned} == {(caller(1).call_id, AMY), (own.call_id, BEN)}


@pytest.mark.parametrize("refused", [False, True])
def test_until_the_time_of_its_owner_is_over_nobody_else_has_it_unless_they_refused(refused: bool) -> None:
    own = replace(callback(1), manager_id=BEN, manager_until_at=AT + timedelta(hours=1), team="", was_refused=refused)
    refusals = Refusals(missed={own.call_id: {BEN}} if refused else {})

    assigned = assign([own], [agent(AMY)], refusals, routing=routing(), at=AT)

    assert [each.agent_id for each in assigned] == ([AMY] if refused else [])


@given(
    callers=st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=8, unique_by=lambda each: each[0]),
    callbacks=st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=8, unique_by=lambda each: each[0]),
    agents=st.integers(0, 6),
    share=st.integers(0, 100),
    credit=st.integers(0, 99),
)
def test_nobody_is_idle_while_somebody_waits_and_each_kind_keeps_its_order(
    callers: list[tuple[int, bool]],
    callbacks: list[tuple[int, bool]],
    agents: int,
    share: int,
    credit: int,
) -> None:
    waiting = [caller(number, urgent=urgent, waited=number) for number, urgent in callers]
    made = [callback(number, late=late, credit=credit) for number, late in callbacks]
    free = [agent(UUID(int=1000 + number), idle=number) for number in range(agents)]
    rules = routing(share, 100)

    assigned = assign([*made, *waiting], free, NOBODY, routing=rules, at=AT)

    assert len(assigned) == min(agents, len(waiting) + len(made))
    assert len({each.call_id for each in assigned}) == len({each.agent_id for each in assigned}) == len(assigned)
    order = [each.call_id for each in assigned]
    late = {callback(number, late=True).call_id for number, is_late in callbacks if is_late}
    in_time = [each for each in made if each.call_id not in late]
    # Without a share those in time wait for an agent whom no caller wants: then the late ones go before them.
    kinds = (waiting, made) if share else (waiting, in_time, [each for each in made if each.call_id in late])
    for kind in kinds:
        places = [each.call_id for each in sorted(kind, key=rules.place_of)]
        had = [call_id for call_id in order if call_id in places]
        assert had == places[: len(had)]  # nobody of a kind is overtaken by another of it
    assert all(0 <= left < 100 for each in assigned for left in each.credits.values())
