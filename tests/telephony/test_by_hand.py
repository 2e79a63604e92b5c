"""What may be done by hand, what would come of it, and what goes on for too long."""

from datetime import timedelta

import pytest

from telephony.calls.states import HANDLED
from telephony.contract import AgentState, CallDirection, CallState, ColleagueState
from telephony.reconciling.by_hand import Doubt, Effect, agent_doubt, call_doubt, end_effects, free_effects
from telephony.reconciling.states import AgentFacts
from tests.telephony.support import NINE

A, C, E = AgentState, CallState, Effect
IN, INTERNAL = CallDirection.INBOUND, CallDirection.INTERNAL


@pytest.mark.parametrize(
    ("agent", "effects"),
    [
        (AgentFacts(A.OFFLINE), ()),
        (AgentFacts(A.ON_CALL, C.TALKING, call_is_theirs=True), ()),
        (AgentFacts(A.ON_CALL, C.ENDED, call_is_theirs=True), (E.AGENT_NOT_READY,)),
        (AgentFacts(A.ON_CALL, C.TALKING), (E.AGENT_NOT_READY,)),  # held by a call that is another's
        (AgentFacts(A.READY, reserved=True, offer_is_open=True), (E.OFFER_RETURNS, E.AGENT_NOT_READY)),
        (AgentFacts(A.READY, reserved=True), (E.AGENT_NOT_READY,)),
        (AgentFacts(A.WRAP_UP, C.ENDED, call_is_theirs=True), (E.WRAP_UP_ENDS, E.AGENT_NOT_READY)),
    ],
)
def test_what_comes_of_freeing_an_agent_is_told_and_a_call_that_is_theirs_keeps_them(
    agent: AgentFacts, effects: tuple[Effect, ...]
) -> None:
    assert free_effects(agent) == effects


def test_whoever_is_on_the_line_is_named_before_a_call_is_ended() -> None:
    assert end_effects(C.ENDED, IN, None) == ()
    assert end_effects(C.QUEUED, IN, None) == (E.CALLER_IS_CUT_OFF,)
    assert {end_effects(state, IN, None) for state in HANDLED} == {(E.TALK_IS_CUT_OFF,)}
    assert end_effects(C.HELD, IN, ColleagueState.JOINED) == (E.TALK_IS_CUT_OFF, E.COLLEAGUE_IS_CUT_OFF)
    assert E.COLLEAGUE_IS_CUT_OFF in end_effects(C.TALKING, INTERNAL, None)


def test_what_goes_on_for_too_long_is_doubted_and_nothing_else() -> None:
    at = NINE + timedelta(hours=3)

    assert agent_doubt(A.WRAP_UP, NINE, at) is Doubt.LONG_WRAP_UP
    assert agent_doubt(A.WRAP_UP, at - timedelta(minutes=29), at) is None
    assert agent_doubt(A.NOT_READY, NINE, at) is None
    assert call_doubt(C.QUEUED, NINE, None, at) is Doubt.LONG_WAIT
    assert call_doubt(C.HELD, at - timedelta(minutes=20), NINE, at) is Doubt.LONG_HOLD
    # Resumed a moment ago, and answered three hours ago.
    assert call_doubt(C.TALKING, at - timedelta(minutes=1), NINE, at) is Doubt.LONG_CALL
    assert call_doubt(C.TALKING, at - timedelta(minutes=1), at - timedelta(hours=1), at) is None
