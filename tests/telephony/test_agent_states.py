"""The agent's table."""

from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pydantic import ValidationError

from telephony.agents.states import BUSY, TRANSITIONS, Agent, AgentTrigger, Next, trigger_of
from telephony.contract import (
    SHIPPED_REASONS,
    AgentAction,
    AgentState,
    AgentStretch,
    ChosenReason,
    NextState,
    SystemReason,
    WrapUpMode,
)
from telephony.errors import AgentTransitionRefusedError, ReasonNeededError
from telephony.wrap_up.states import Plan

S, T, A, R = AgentState, AgentTrigger, AgentAction, ChosenReason

DONE = {T.WORK_DONE: S.READY, T.WORK_DONE_NOT_READY: S.NOT_READY, T.WORK_DONE_OFFLINE: S.OFFLINE}
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
        T.DIALLED: S.ON_CALL,
    },
    S.READY: {
        T.WENT_NOT_READY: S.NOT_READY,
        T.WENT_OFFLINE: S.OFFLINE,
        T.MISSED_TOO_OFTEN: S.NOT_READY,
        T.ACCEPTED: S.ON_CALL,
        T.DIALLED: S.ON_CALL,
        T.DESKTOP_LOST: S.NOT_READY,
        T.FOUND_ON_CALL: S.ON_CALL,
        T.FREED: S.NOT_READY,
    },
    S.ON_CALL: {
        T.NOT_JOINED: S.NOT_READY,
        T.GAVE_BACK: S.READY,
        T.GAVE_BACK_NOT_READY: S.NOT_READY,
        T.GAVE_BACK_OFFLINE: S.OFFLINE,
        T.PREVIEW_RAN_OUT: S.NOT_READY,
        T.CALL_ENDED: S.WRAP_UP,
        T.FREED: S.NOT_READY,
        **DONE,
    },
    S.WRAP_UP: {T.FOUND_ON_CALL: S.ON_CALL, T.FREED: S.NOT_READY, **DONE},
}
STATES = (A.GO_READY, A.GO_NOT_READY, A.GO_OFFLINE)


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


@pytest.mark.parametrize("state", list(S))
def test_every_state_can_be_reached_and_left(state: AgentState) -> None:
    assert any(after is state for after in TRANSITIONS.values())
    assert any(before is state and after is not state for (before, _), after in TRANSITIONS.items())


@pytest.mark.parametrize("reason", SHIPPED_REASONS)
def test_an_agent_is_not_ready_at_their_own_wish_for_a_reason_of_their_own(reason: ChosenReason) -> None:
    assert Agent(state=S.READY).after(T.WENT_NOT_READY, reason) == Agent(state=S.NOT_READY, reason=reason)


def test_nobody_is_not_ready_at_their_own_wish_without_a_reason() -> None:
    for act in (
        lambda: Agent(state=S.READY).after(T.WENT_NOT_READY),
        lambda: Agent(state=S.ON_CALL).choosing_next(A.GO_NOT_READY),
    ):
        with pytest.raises(ReasonNeededError):
            act()


def test_no_reason_is_both_chosen_and_the_systems() -> None:
    for given in SystemReason:
        with pytest.raises(ValueError, match=given.value):
            ChosenReason(given.value)


def test_a_bank_may_have_any_reason_and_it_keeps_its_kind_over_the_wire() -> None:
    coaching = NextState(state=S.NOT_READY, reason=ChosenReason("coaching"))
    read = NextState.model_validate_json(coaching.model_dump_json())
    assert read == coaching
    assert isinstance(read.reason, ChosenReason)
    assert NextState.model_json_schema()["properties"]["reason"]["anyOf"][0] == {"type": "string"}
    for wrong in ("no_answer", "Coaching", ""):
        with pytest.raises(ValidationError):
            NextState.model_validate({"state": "not_ready", "reason": wrong})
    stretch = AgentStretch.model_validate(
        {"state": "not_ready", "reason": "no_answer", "began_at": "2026-03-02T09:00Z"}
    )
    assert stretch.reason is SystemReason.NO_ANSWER


@pytest.mark.parametrize(
    ("state", "trigger", "reason"),
    [
        (S.OFFLINE, T.SIGNED_IN, SystemReason.SIGNED_IN),
        (S.READY, T.MISSED_TOO_OFTEN, SystemReason.NO_ANSWER),
        (S.ON_CALL, T.NOT_JOINED, SystemReason.CONNECTION),
        (S.ON_CALL, T.PREVIEW_RAN_OUT, SystemReason.NO_ANSWER),
    ],
)
def test_the_system_gives_its_own_reasons(state: AgentState, trigger: AgentTrigger, reason: SystemReason) -> None:
    assert Agent(state=state).after(trigger, R.LUNCH).reason is reason


@pytest.mark.parametrize("state", list(S))
def test_the_states_allowed_are_exactly_those_the_table_takes(state: AgentState) -> None:
    taken = {action for action in STATES if trigger_of(action) in EXPECTED[state]}

    assert Agent(state=state).allowed() == taken


@pytest.mark.parametrize("state", list(S))
def test_what_comes_after_the_call_is_chosen_while_there_is_one(state: AgentState) -> None:
    agent = Agent(state=state)

    if state in BUSY:
        assert agent.allowed_next() == set(STATES)
        chosen = agent.choosing_next(A.GO_NOT_READY, R.LUNCH, 3600)
        assert chosen.next == Next(S.NOT_READY, R.LUNCH, 3600)
        assert A.CANCEL_NEXT in chosen.allowed()
        assert chosen.choosing_next(A.GO_OFFLINE).next == Next(S.OFFLINE)  # the last choice counts
        assert chosen.acting(A.CANCEL_NEXT) == agent
    else:
        assert agent.allowed_next() == frozenset()
        with pytest.raises(AgentTransitionRefusedError):
            agent.choosing_next(A.GO_READY)
    with pytest.raises(AgentTransitionRefusedError):
        agent.acting(A.CANCEL_NEXT)


@pytest.mark.parametrize("state", sorted(BUSY))
def test_once_the_work_is_done_the_agent_is_what_they_chose_or_ready(state: AgentState) -> None:
    agent = Agent(state=state, wrap_up=Plan())

    assert agent.work_done() == Agent(state=S.READY)
    assert agent.choosing_next(A.GO_READY).work_done() == Agent(state=S.READY)
    assert agent.choosing_next(A.GO_NOT_READY, R.BREAK, 900).work_done() == Agent(state=S.NOT_READY, reason=R.BREAK)
    assert agent.choosing_next(A.GO_OFFLINE).work_done() == Agent(state=S.OFFLINE)


def test_a_line_that_is_not_joined_goes_before_what_was_chosen_for_after_the_call() -> None:
    agent = Agent(state=S.ON_CALL).choosing_next(A.GO_READY)

    assert agent.after(T.NOT_JOINED) == Agent(state=S.NOT_READY, reason=SystemReason.CONNECTION)


def test_misses_are_counted_in_a_row_and_forgotten_when_the_agent_is_there_again() -> None:
    once, too_often = Agent(state=S.READY).missed(2)
    assert (once.misses, too_often) == (1, False)

    twice, too_often = once.missed(2)
    assert (twice.misses, too_often) == (2, True)

    assert once.after(T.ACCEPTED).misses == 0
    assert twice.after(T.MISSED_TOO_OFTEN).after(T.WENT_READY).misses == 0


class AnyShift(RuleBasedStateMachine):
    """Anything happens to an agent in any order: they stay in the table, and their work always ends."""

    def __init__(self) -> None:
        super().__init__()
        self.agent = Agent()

    def _try(self, step: object) -> None:
        if isinstance(step, Agent):
            self.agent = step

    @rule(trigger=st.sampled_from(T), reason=st.none() | st.sampled_from(SHIPPED_REASONS))
    def happens(self, trigger: AgentTrigger, reason: ChosenReason | None) -> None:
        listed = (self.agent.state, trigger) in TRANSITIONS
        try:
            self._try(self.agent.after(trigger, reason))
        except AgentTransitionRefusedError:
            assert not listed
        except ReasonNeededError:
            assert reason is None

    @rule(mode=st.sampled_from(WrapUpMode))
    def accepts(self, mode: WrapUpMode) -> None:
        if self.agent.state is S.READY:
            self._try(self.agent.accepted(Plan(mode=mode, extensions_left=1)))

    @rule(action=st.sampled_from(A), reason=st.none() | st.sampled_from(SHIPPED_REASONS))
    def chooses(self, action: AgentAction, reason: ChosenReason | None) -> None:
        allowed = action in self.agent.allowed_next()
        try:
            self._try(self.agent.choosing_next(action, reason, None))
        except AgentTransitionRefusedError:
            assert not allowed
        except ReasonNeededError:
            assert action is A.GO_NOT_READY

    @rule(action=st.sampled_from(A))
    def acts(self, action: AgentAction) -> None:
        allowed = action in self.agent.allowed()
        try:
            self._try(self.agent.acting(action))
        except AgentTransitionRefusedError:
            assert not allowed or action in STATES

    @invariant()
    def is_whole(self) -> None:
        agent = self.agent
        assert (agent.reason is not None) == (agent.state is S.NOT_READY)
        assert agent.next is None or agent.state in BUSY
        assert agent.wrap_up is None or agent.state in BUSY
        if agent.state in BUSY:  # nobody is kept for ever: the end of the work is always in the table
            assert agent.work_done().state not in BUSY
        else:  # and who has no call can always be ready for one
            assert agent.state is S.READY or A.GO_READY in agent.allowed()


TestAnyShift = AnyShift.TestCase
