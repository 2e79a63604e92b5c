"""What is true of every assignment, whoever waits and whoever is free."""

import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from telephony.queues.policy import (
    Overflow,
    QueueRules,
    ReadyAgent,
    Refusals,
    Routing,
    WaitingCall,
    assign,
)
from tests.telephony.support import NINE

QUEUES = tuple(UUID(int=900 + number) for number in range(4))
AGENTS = tuple(UUID(int=100 + number) for number in range(9))
SKILLS = ("english", "cards")
TEAMS = ("", "Peak", "Harbour")

rules = st.builds(
    QueueRules,
    needs=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3), max_size=2),
    overflow=st.lists(st.builds(Overflow, st.sampled_from([0, 20, 60]), st.sampled_from(QUEUES)), max_size=2).map(
        tuple
    ),
)
routings = st.builds(
    Routing,
    rules=st.dictionaries(st.sampled_from(QUEUES), rules),
    point_seconds=st.sampled_from([1, 30, 60]),
)
ends = st.none() | st.integers(-30, 30).map(lambda seconds: NINE + timedelta(seconds=seconds))
calls_waiting = st.lists(
    st.builds(
        WaitingCall,
        st.integers(1, 30).map(lambda number: UUID(int=number)),
        st.sampled_from(QUEUES),
        st.integers(0, 3),
        st.integers(0, 90).map(lambda seconds: NINE - timedelta(seconds=seconds)),
        st.booleans(),
        st.none() | st.sampled_from(AGENTS),
        ends,
        st.sampled_from(TEAMS),
        ends,
    ),
    max_size=14,
    unique_by=lambda one: one.call_id,
)
agents_ready = st.lists(
    st.builds(
        ReadyAgent,
        st.sampled_from(AGENTS),
        st.integers(0, 3).map(lambda seconds: NINE - timedelta(seconds=seconds)),
        st.frozensets(st.sampled_from(QUEUES)),
        st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5)),
        st.sampled_from(TEAMS),
    ),
    max_size=9,
    unique_by=lambda one: one.agent_id,
)
by_call = st.dictionaries(
    st.integers(1, 30).map(lambda number: UUID(int=number)), st.frozensets(st.sampled_from(AGENTS)), max_size=6
)
refusals_made = st.builds(Refusals, paused=by_call, missed=by_call)


def may_have(call: WaitingCall, agent: ReadyAgent, refusals: Refusals, routing: Routing) -> bool:
    """The rule in plain words, written a second time: who may have a call at nine."""

    def refused(by: Mapping[UUID, object], who: UUID | None) -> bool:
        return who in by.get(call.call_id, ())  # type: ignore[operator]

    if refused(refusals.paused, agent.agent_id):
        return False
    if agent.agent_id == call.manager_id:
        return True
    manager_has_it = call.manager_until_at is not None and call.manager_until_at > NINE
    if (
        manager_has_it
        and not refused(refusals.paused, call.manager_id)
        and not refused(refusals.missed, call.manager_id)
    ):
        return False
    if call.team_until_at is not None and call.team_until_at > NINE and agent.team != call.team:
        return False
    waited = (NINE - call.enqueued_at).total_seconds()
    open_to = {call.queue_id} | {
        each.queue_id
        for each in routing.rules.get(call.queue_id, QueueRules()).overflow
        if waited >= each.after_seconds
    }
    return any(
        all(
            agent.skills.get(skill, 0) >= least for skill, least in routing.rules.get(queue, QueueRules()).needs.items()
        )
        for queue in open_to & agent.queue_ids
    )


def grown(call: WaitingCall, at: datetime, point_seconds: int) -> tuple[bool, float]:
    """What priority means in plain words: the points a call came with, and one more for each stretch it waited."""
    return call.urgent, call.priority + (at - call.enqueued_at).total_seconds() / point_seconds


@given(calls=calls_waiting, agents=agents_ready, refusals=refusals_made, routing=routings, data=st.data())
def test_the_same_facts_in_any_order_give_the_same_answer(
    calls: list[WaitingCall], agents: list[ReadyAgent], refusals: Refusals, routing: Routing, data: st.DataObject
) -> None:
    assignments = assign(calls, agents, refusals, routing=routing, at=NINE)
    shuffled = assign(
        data.draw(st.permutations(calls)), data.draw(st.permutations(agents)), refusals, routing=routing, at=NINE
    )

    assert assignments == shuffled


@given(calls=calls_waiting, agents=agents_ready, refusals=refusals_made, routing=routings)
def test_nobody_is_assigned_twice_and_only_to_what_they_may_have(
    calls: list[WaitingCall], agents: list[ReadyAgent], refusals: Refusals, routing: Routing
) -> None:
    assignments = assign(calls, agents, refusals, routing=routing, at=NINE)
    call_of = {call.call_id: call for call in calls}
    agent_of = {agent.agent_id: agent for agent in agents}

    assert len({one.call_id for one in assignments}) == len(assignments)
    assert len({one.agent_id for one in assignments}) == len(assignments)
    assert all(may_have(call_of[one.call_id], agent_of[one.agent_id], refusals, routing) for one in assignments)


@given(calls=calls_waiting, agents=agents_ready, refusals=refusals_made, routing=routings)
def test_no_caller_waits_beside_an_idle_agent_who_may_take_them(
    calls: list[WaitingCall], agents: list[ReadyAgent], refusals: Refusals, routing: Routing
) -> None:
    assignments = assign(calls, agents, refusals, routing=routing, at=NINE)
    taken = {one.agent_id for one in assignments}
    served = {one.call_id for one in assignments}

    idle = [agent for agent in agents if agent.agent_id not in taken]
    waiting = [call for call in calls if call.call_id not in served]
    assert not [(call, agent) for call in waiting for agent in idle if may_have(call, agent, refusals, routing)]


@given(calls=calls_waiting, agents=agents_ready, refusals=refusals_made, routing=routings)
def test_whoever_is_passed_over_has_no_claim_on_the_agent_of_a_call_behind(
    calls: list[WaitingCall], agents: list[ReadyAgent], refusals: Refusals, routing: Routing
) -> None:
    assignments = assign(calls, agents, refusals, routing=routing, at=NINE)
    agent_of = {agent.agent_id: agent for agent in agents}
    got = {one.call_id: agent_of[one.agent_id] for one in assignments}
    line = sorted(calls, key=routing.place_of)

    for place, call in enumerate(line):
        if call.call_id not in got:
            behind = [got[other.call_id] for other in line[place:] if other.call_id in got]
            assert not [agent for agent in behind if may_have(call, agent, refusals, routing)]


@given(calls=calls_waiting, routing=routings, later=st.integers(0, 7_200))
def test_the_line_is_in_the_order_of_priority_grown_with_waiting_and_never_changes(
    calls: list[WaitingCall], routing: Routing, later: int
) -> None:
    line = sorted(calls, key=routing.place_of)
    at = NINE + timedelta(seconds=later)

    for ahead, behind in itertools.pairwise(grown(call, at, routing.point_seconds) for call in line):
        assert ahead[0] > behind[0] or (ahead[0] == behind[0] and ahead[1] >= behind[1] - 1e-9)


@given(calls=calls_waiting, agents=agents_ready, routing=routings)
def test_a_call_that_comes_back_keeps_its_place(
    calls: list[WaitingCall], agents: list[ReadyAgent], routing: Routing
) -> None:
    first = assign(calls, agents, Refusals(), routing=routing, at=NINE)
    if not first:
        return
    missed = Refusals(missed={one.call_id: {one.agent_id} for one in first})

    again = assign(calls, agents, missed, routing=routing, at=NINE)
    line = [call.call_id for call in sorted(calls, key=routing.place_of)]

    for assignments in (first, again):
        assert [one.call_id for one in assignments] == sorted((one.call_id for one in assignments), key=line.index)
