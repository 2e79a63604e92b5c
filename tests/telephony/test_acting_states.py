"""What comes of changing an agent's state by hand, and how many points put a caller in front."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.acting.states import Facts, Option, Standing, effects_of, options, points_to_front
from telephony.agents.states import Agent, Next
from telephony.contract import (
    AgentState,
    CallDirection,
    CallState,
    ChosenReason,
    StateEffect,
    StateWhen,
    WrapUpMode,
)
from telephony.wrap_up.states import Plan
from tests.telephony.support import NINE

NOW, AFTER = StateWhen.NOW, StateWhen.AFTER_CALL
READY, NOT_READY, OFFLINE = AgentState.READY, AgentState.NOT_READY, AgentState.OFFLINE
PLAN = Plan(WrapUpMode.AGENT_ENDS, outcome_required=True, seconds=60, extensions_left=0, extension_seconds=60)
E = StateEffect


def on_call(state: CallState = CallState.TALKING, **more: object) -> Facts:
    values: dict[str, object] = {"call_state": state, "direction": CallDirection.INBOUND, **more}
    return Facts(Agent(AgentState.ON_CALL, wrap_up=PLAN), **values)  # type: ignore[arg-type]


def proposed(facts: Facts) -> dict[AgentState, StateWhen]:
    return {each.state: each.when for each in options(facts) if each.proposed}


def test_after_the_call_is_proposed_for_whoever_has_one_and_now_for_who_has_none() -> None:
    assert proposed(on_call()) == {NOT_READY: AFTER, OFFLINE: AFTER}
    assert proposed(Facts(Agent(READY))) == {NOT_READY: NOW, OFFLINE: NOW}
    assert proposed(Facts(Agent(NOT_READY, ChosenReason.LUNCH))) == {READY: NOW, NOT_READY: NOW, OFFLINE: NOW}
    assert options(Facts(Agent(OFFLINE))) == []


def test_each_change_says_what_becomes_of_call_offer_wrap_up_and_callbacks() -> None:
    assert effects_of(on_call(), OFFLINE, AFTER) == (E.CALL_GOES_ON, E.GETS_NO_CALLS)
    assert effects_of(on_call(callbacks_due=True), OFFLINE, NOW) == (
        E.CALLER_RETURNS,
        E.GETS_NO_CALLS,
        E.CALLBACKS_WAIT,
    )
    assert effects_of(on_call(CallState.PREVIEWING), READY, NOW) == (E.CALLBACK_RETURNS, E.GETS_CALLS)
    wraps_up = Facts(Agent(AgentState.WRAP_UP, wrap_up=PLAN, next=Next(OFFLINE)), call_state=CallState.ENDED)
    assert effects_of(wraps_up, READY, NOW) == (E.WRAP_UP_ENDS, E.GETS_CALLS)
    assert effects_of(wraps_up, READY, AFTER) == (E.WRAP_UP_GOES_ON, E.CHOICE_REPLACED, E.GETS_CALLS)
    rung = Facts(Agent(READY), rings=True, asked_for=True)
    assert effects_of(rung, NOT_READY, NOW) == (E.OFFER_RETURNS, E.GETS_NO_CALLS, E.ASKED_LOSE_THEM)
    assert effects_of(Facts(Agent(NOT_READY, ChosenReason.LUNCH)), NOT_READY, NOW) == ()


@pytest.mark.parametrize(
    "facts",
    [
        on_call(CallState.CONNECTING),
        on_call(direction=CallDirection.OUTBOUND),
        on_call(busy_with_colleague=True),
        on_call(ending=True),
    ],
)
def test_a_call_that_could_not_go_on_without_its_agent_keeps_them_until_its_end(facts: Facts) -> None:
    assert effects_of(facts, OFFLINE, NOW) is None
    assert effects_of(facts, OFFLINE, AFTER) is not None


def test_nobody_is_made_what_they_are_or_will_be_anyway() -> None:
    assert effects_of(on_call(), READY, AFTER) is None
    assert effects_of(on_call(), READY, NOW) is None
    assert effects_of(Facts(Agent(READY)), READY, NOW) is None
    assert effects_of(Facts(Agent(READY)), AgentState.ON_CALL, NOW) is None
    assert Option(READY, NOW, ()) not in options(Facts(Agent(READY)))


STANDINGS = st.builds(
    Standing,
    st.integers(0, 3600).map(lambda seconds: NINE + timedelta(seconds=seconds)),
    st.integers(-5, 50),
    st.booleans(),
)


@given(STANDINGS, st.lists(STANDINGS, max_size=8), st.integers(1, 300))
def test_as_few_points_as_put_a_caller_before_all_who_are_as_urgent(
    mine: Standing, others: list[Standing], point_seconds: int
) -> None:
    points = points_to_front(mine, others, point_seconds)
    rivals = [each.reckoned_at(point_seconds) for each in others if each.urgent is mine.urgent]

    def before(more: int) -> bool:
        moved = Standing(mine.enqueued_at, mine.points + more, mine.urgent).reckoned_at(point_seconds)
        return all(moved < each for each in rivals)

    assert before(points)
    assert points == 0 or not before(points - 1)
