"""Who gets which call."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from telephony.queues.policy import Assignment, ReadyAgent, Refusals, WaitingCall, assign, order_of
from tests.telephony.support import NINE

CARDS, LOANS = UUID(int=901), UUID(int=902)


def call(
    number: int, *, queue: UUID = CARDS, priority: int = 0, waits: int = 0, wants: int | None = None
) -> WaitingCall:
    preferred = None if wants is None else UUID(int=wants)
    return WaitingCall(UUID(int=number), queue, priority, NINE - timedelta(seconds=waits), preferred)


def agent(number: int, *, idle: int = 0, queues: frozenset[UUID] = frozenset({CARDS})) -> ReadyAgent:
    return ReadyAgent(UUID(int=number), NINE - timedelta(seconds=idle), queues)


def pairs(assignments: object) -> list[tuple[int, int]]:
    assert isinstance(assignments, list)
    return [(one.call_id.int, one.agent_id.int) for one in assignments if isinstance(one, Assignment)]


def test_the_agent_who_has_been_idle_longest_gets_the_caller_who_has_waited_longest() -> None:
    calls = [call(1, waits=5), call(2, waits=50)]
    agents = [agent(11, idle=10), agent(12, idle=100)]

    assert pairs(assign(calls, agents, Refusals())) == [(2, 12), (1, 11)]


def test_priority_goes_before_waiting() -> None:
    assert pairs(assign([call(1, waits=500), call(2, priority=1)], [agent(11)], Refusals())) == [(2, 11)]


def test_an_agent_gets_only_calls_of_queues_they_serve() -> None:
    agents = [agent(11, idle=99), agent(12, queues=frozenset({LOANS}))]

    assert pairs(assign([call(1, queue=LOANS)], agents, Refusals())) == [(1, 12)]


def test_a_front_caller_whom_nobody_can_take_does_not_hold_up_the_next() -> None:
    calls = [call(1, queue=LOANS, waits=90), call(2)]

    assert pairs(assign(calls, [agent(11)], Refusals())) == [(2, 11)]


def test_an_agent_who_declined_is_passed_over_during_the_pause_even_if_alone() -> None:
    refusals = Refusals(paused={UUID(int=1): {UUID(int=11)}})

    assert pairs(assign([call(1)], [agent(11, idle=99), agent(12)], refusals)) == [(1, 12)]
    assert pairs(assign([call(1)], [agent(11)], refusals)) == []


def test_an_agent_who_let_it_ring_is_passed_over_only_while_another_is_there() -> None:
    refusals = Refusals(missed={UUID(int=1): {UUID(int=11)}})

    assert pairs(assign([call(1)], [agent(11, idle=99), agent(12)], refusals)) == [(1, 12)]
    assert pairs(assign([call(1)], [agent(11)], refusals)) == [(1, 11)]


def test_the_preferred_agent_goes_first_unless_they_let_it_ring() -> None:
    agents = [agent(11, idle=99), agent(12)]

    assert pairs(assign([call(1, wants=12)], agents, Refusals())) == [(1, 12)]
    missed = Refusals(missed={UUID(int=1): {UUID(int=12)}})
    assert pairs(assign([call(1, wants=12)], agents, missed)) == [(1, 11)]


CALLS = st.lists(
    st.builds(
        call,
        st.integers(1, 20),
        queue=st.sampled_from([CARDS, LOANS]),
        priority=st.integers(0, 2),
        waits=st.integers(0, 3),
        wants=st.none() | st.integers(101, 110),
    ),
    max_size=12,
    unique_by=lambda one: one.call_id,
)
AGENTS = st.lists(
    st.builds(
        agent,
        st.integers(101, 110),
        idle=st.integers(0, 3),
        queues=st.sampled_from([frozenset({CARDS}), frozenset({LOANS}), frozenset({CARDS, LOANS})]),
    ),
    max_size=8,
    unique_by=lambda one: one.agent_id,
)


@given(calls=CALLS, agents=AGENTS, data=st.data())
def test_the_same_facts_in_any_order_give_the_same_answer_and_nobody_is_in_it_twice(
    calls: list[WaitingCall], agents: list[ReadyAgent], data: st.DataObject
) -> None:
    assignments = assign(calls, agents, Refusals())
    shuffled = assign(data.draw(st.permutations(calls)), data.draw(st.permutations(agents)), Refusals())

    assert assignments == shuffled
    assert len({one.call_id for one in assignments}) == len(assignments)
    assert len({one.agent_id for one in assignments}) == len(assignments)


@given(calls=CALLS, agents=AGENTS)
def test_no_caller_waits_beside_an_idle_agent_who_could_take_them(
    calls: list[WaitingCall], agents: list[ReadyAgent]
) -> None:
    assignments = assign(calls, agents, Refusals())
    taken = {one.agent_id for one in assignments}
    served = {one.call_id for one in assignments}

    for waiting in calls:
        if waiting.call_id not in served:
            assert not [one for one in agents if waiting.queue_id in one.queue_ids and one.agent_id not in taken]


@given(calls=CALLS, agents=AGENTS)
def test_within_a_queue_nobody_is_served_before_somebody_in_front_of_them(
    calls: list[WaitingCall], agents: list[ReadyAgent]
) -> None:
    served = {one.call_id for one in assign(calls, agents, Refusals())}

    for queue in (CARDS, LOANS):
        line = [one.call_id in served for one in sorted(calls, key=order_of) if one.queue_id == queue]
        assert line == sorted(line, reverse=True)
