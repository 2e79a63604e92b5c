"""The agent's table."""

from itertools import product

import pytest

from telephony.agents.states import Agent, AgentTrigger, trigger_of
from telephony.contract import CHOSEN_REASONS, AgentAction, AgentState, NotReadyReason
from telephony.errors import AgentTransitionRefusedError, ReasonNeededError

S, T, A, R = AgentState, AgentTrigger, AgentAction, NotReadyReason

EXPECTED = {
    S.OFFLINE: {
        T.SIGNED_IN: S.NOT_READY,
        T.WENT_READY: S.READY,
        T.WENT_NOT_READY: S.NOT_READY,
        T.FOUND_ON_CALL: S.ON_CALL,
    },
    S.NOT_READY: {
        T.WENT_READY: S.READY,
        T.WENT_NOT_READY: S.NOT_READY,
        T.WENT_OFFLINE: S.OFFLINE,
        T.DESKTOP_LOST: S.NOT_READY,
        T.FOUND_ON_CALL: S.ON_CALL,
        T.FREED: S.NOT_READY,
    },
    S.READY: {
        T.WENT_NOT_READY: S.NOT_READY,
        T.WENT_OFFLINE: S.OFFLINE,
        T.MISSED_TOO_OFTEN: S.NOT_READY,
        T.ACCEPTED: S.ON_CALL,
        T.DESKTOP_LOST: S.NOT_READY,
        T.FOUND_ON_CALL: S.ON_CALL,
        T.FREED: S.NOT_READY,
    },
    S.ON_CALL: {T.NOT_JOINED: S.NOT_READY, T.CALL_ENDED: S.WRAP_UP, T.FREED: S.NOT_READY},
    S.WRAP_UP: {T.WRAPPED_UP: S.READY, T.FOUND_ON_CALL: S.ON_CALL, T.FREED: S.NOT_READY},
}


@pytest.mark.parametrize(("state", "trigger"), list(product(S, T)))
def test_every_pair_of_state_and_trigger_goes_where_the_table_says_or_is_refused_by_name(
    state: AgentState, trigger: AgentTrigger
) -> None:
    agent = Agent(state=state)
    wanted = EXPECTED[state].get(trigger)

    if wanted is not None:
        assert agent.after(trigger, R.LUNCH).state is wanted
    else:
        with pytest.raises(AgentTransitionRefusedError) as refusal:
            agent.after(trigger, R.LUNCH)
        assert refusal.value.details == {"state": state.value, "action": trigger.value}


@pytest.mark.parametrize("reason", [None, *R])
def test_only_a_chosen_reason_makes_an_agent_not_ready_at_their_own_wish(reason: NotReadyReason | None) -> None:
    agent = Agent(state=S.READY)

    if reason in CHOSEN_REASONS:
        assert agent.after(T.WENT_NOT_READY, reason) == Agent(state=S.NOT_READY, reason=reason)
    else:
        with pytest.raises(ReasonNeededError):
            agent.after(T.WENT_NOT_READY, reason)


@pytest.mark.parametrize(
    ("state", "trigger", "reason"),
    [
        (S.OFFLINE, T.SIGNED_IN, R.SIGNED_IN),
        (S.READY, T.MISSED_TOO_OFTEN, R.NO_ANSWER),
        (S.ON_CALL, T.NOT_JOINED, R.CONNECTION),
    ],
)
def test_the_system_gives_its_own_reasons(state: AgentState, trigger: AgentTrigger, reason: NotReadyReason) -> None:
    assert Agent(state=state).after(trigger).reason is reason


@pytest.mark.parametrize("state", list(S))
def test_what_is_allowed_is_exactly_what_the_table_takes(state: AgentState) -> None:
    taken = {action for action in A if trigger_of(action) in EXPECTED[state]}

    assert Agent(state=state).allowed() == taken


def test_misses_are_counted_in_a_row_and_forgotten_when_the_agent_is_there_again() -> None:
    once, too_often = Agent(state=S.READY).missed(2)
    assert (once.misses, too_often) == (1, False)

    twice, too_often = once.missed(2)
    assert (twice.misses, too_often) == (2, True)

    assert once.after(T.ACCEPTED).misses == 0
    assert twice.after(T.MISSED_TOO_OFTEN).after(T.WENT_READY).misses == 0
