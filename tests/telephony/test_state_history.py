"""How often an agent may change their state, and why they are in the one they are in."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.agents.causes import CAUSES
from telephony.agents.flaps import MOST_CHANGES, WITHIN, is_limited, seconds_to_wait
from telephony.agents.service import history_of
from telephony.agents.states import AgentTrigger
from telephony.contract import AgentAction, AgentState, CallAction, ChosenReason, StateCause
from telephony.errors import StateChangesTooFastError
from tests.telephony.support import NINE, Centre


def test_every_thing_that_can_happen_to_an_agent_has_a_cause_in_words() -> None:
    assert set(CAUSES) == set(AgentTrigger)


def test_an_agent_who_flaps_is_told_how_long_to_wait_and_can_always_stop(centre: Centre) -> None:
    agent_id = centre.agent()
    for _ in range(MOST_CHANGES // 2 - 1):
        centre.go(agent_id, AgentAction.GO_NOT_READY, ChosenReason.BREAK)
        centre.go(agent_id, AgentAction.GO_READY)
        centre.clock.advance(1)
    centre.go(agent_id, AgentAction.GO_NOT_READY, ChosenReason.BREAK)
    with pytest.raises(StateChangesTooFastError) as refused:
        centre.go(agent_id, AgentAction.GO_READY)
    assert refused.value.details == {"seconds": 57}

    centre.clock.advance(57)
    assert centre.go(agent_id, AgentAction.GO_READY).agent.state is AgentState.READY
    assert centre.go(agent_id, AgentAction.GO_NOT_READY, ChosenReason.LUNCH).agent.state is AgentState.NOT_READY
    assert centre.go(agent_id, AgentAction.GO_OFFLINE).agent.state is AgentState.OFFLINE


def test_only_what_could_bring_calls_or_fill_the_history_is_limited() -> None:
    limited = {(state, action) for state in AgentState for action in AgentAction if is_limited(state, action)}

    assert (AgentState.READY, AgentAction.GO_NOT_READY) not in limited
    assert not {state for state, action in limited if action is AgentAction.GO_OFFLINE}
    assert {(AgentState.NOT_READY, AgentAction.GO_READY), (AgentState.NOT_READY, AgentAction.GO_NOT_READY)} <= limited


@given(st.lists(st.integers(0, 120), max_size=20).map(sorted))
def test_whoever_waits_as_long_as_they_are_told_may_change_then_and_not_before(ago: list[int]) -> None:
    chosen = [NINE - timedelta(seconds=seconds) for seconds in reversed(ago)]

    wait = seconds_to_wait(chosen, NINE)

    assert seconds_to_wait(chosen, NINE + timedelta(seconds=wait)) == 0
    if wait:
        assert wait <= WITHIN.total_seconds()
        assert seconds_to_wait(chosen, NINE + timedelta(seconds=wait - 1)) == 1


def test_the_history_says_what_brought_each_state_about_the_newest_first(centre: Centre) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    centre.clock.advance(30)
    centre.act(agent_id, call_id, CallAction.HANG_UP)
    centre.run()
    centre.clock.advance(5)
    centre.finish(agent_id, call_id)
    for _ in range(2):
        centre.clock.advance(5)
        missed = centre.ring()
        centre.clock.advance(25)
        centre.run()
        centre.caller_hangs_up(missed)

    with centre.open_work() as work:
        history = history_of(work.session, agent_id, 10).stretches
        newest = history_of(work.session, agent_id, 1).stretches

    assert [(each.state, each.cause) for each in history] == [
        (AgentState.NOT_READY, StateCause.NO_ANSWER),
        (AgentState.READY, StateCause.WRAPPED_UP),
        (AgentState.WRAP_UP, StateCause.CALL_ENDED),
        (AgentState.ON_CALL, StateCause.CALL_ANSWERED),
        (AgentState.READY, StateCause.CHOSEN),
        (AgentState.NOT_READY, StateCause.SIGNED_IN),
        (AgentState.OFFLINE, StateCause.SYSTEM),
    ]
    assert history[0].ended_at is None
    assert history[3].call_id == call_id
    assert newest == history[:1]
