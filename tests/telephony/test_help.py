"""An agent calls for a supervisor: somebody comes, it is not needed any more, or everybody is told."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.acting.service import change_state
from telephony.contract import AgentAction, AgentState, CallAction, HelpState, StateWhen
from telephony.errors import AgentTransitionRefusedError, HelpOverError
from telephony.events.journal import FLOOR_TOPIC
from telephony.help.repository import HelpRepository
from telephony.help.service import answer_help, ask_help, cancel_help
from telephony.help.states import ON, TRANSITIONS, HelpTrigger, after
from telephony.help.watch import HelpWatch
from tests.telephony.support import Centre

BY = uuid4()


def ask(centre: Centre, agent_id: UUID, words: str = "") -> UUID:
    help_id: UUID = centre.do(lambda session, deps: ask_help(session, deps, agent_id, words).help_id)
    return help_id


def stands(centre: Centre, help_id: UUID) -> HelpState:
    asked = centre.do(lambda session, _: HelpRepository(session).find(help_id))
    state: HelpState = asked.row.state
    return state


def test_a_call_for_help_is_told_to_the_floor_and_a_second_press_only_changes_the_words(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    help_id = ask(centre, agent)
    assert FLOOR_TOPIC in centre.appended[-1].entries[-1].topics

    assert ask(centre, agent, " he wants a manager ") == help_id

    asked = centre.do(lambda session, _: HelpRepository(session).list_on())
    assert [(each.row.call_id, each.row.words) for each in asked] == [(call_id, "he wants a manager")]
    centre.do(lambda session, deps: answer_help(session, deps, help_id, BY))
    assert stands(centre, help_id) is HelpState.ANSWERED
    assert centre.host.told == [(agent, "help_coming")]
    with pytest.raises(HelpOverError):
        centre.do(lambda session, deps: answer_help(session, deps, help_id, uuid4()))
    centre.clock.advance(120)
    centre.run()
    assert stands(centre, help_id) is HelpState.ANSWERED  # it does not escalate any more


def test_what_nobody_answers_is_told_to_everybody_and_can_be_answered_still(centre: Centre) -> None:
    agent = centre.agent()
    help_id = ask(centre, agent)
    centre.clock.advance(59)
    centre.run()
    assert stands(centre, help_id) is HelpState.OPEN
    centre.clock.advance(2)
    centre.run()
    assert stands(centre, help_id) is HelpState.ESCALATED
    centre.do(lambda session, deps: answer_help(session, deps, help_id, BY))
    assert stands(centre, help_id) is HelpState.ANSWERED


def test_it_is_over_when_its_call_is_or_the_agent_has_gone_or_needs_nobody(centre: Centre) -> None:
    agent, other, third = centre.agent(), centre.agent(), centre.agent()
    call_id = centre.answered(agent)
    of_call, of_one_who_goes, cancelled = (ask(centre, each) for each in (agent, other, third))
    assert HelpWatch(centre.open_work, centre.deps).look() == 0

    centre.caller_hangs_up(call_id)
    centre.go(other, AgentAction.GO_OFFLINE)
    centre.do(lambda session, deps: cancel_help(session, deps, third))
    assert HelpWatch(centre.open_work, centre.deps).look() == 2

    states = [stands(centre, each) for each in (of_call, of_one_who_goes, cancelled)]
    assert states == [HelpState.OVER, HelpState.OVER, HelpState.CANCELLED]
    assert centre.do(lambda session, deps: cancel_help(session, deps, third)) is None
    with pytest.raises(AgentTransitionRefusedError):
        ask(centre, other)


def test_nobody_comes_into_a_call_that_another_agent_has_by_then(centre: Centre) -> None:
    agent, other = centre.agent(), centre.agent()
    call_id = centre.answered(agent)
    help_id = ask(centre, agent)
    centre.do(lambda session, deps: change_state(session, deps, agent, AgentState.OFFLINE, StateWhen.NOW, by=BY))
    centre.run()
    centre.act(other, call_id, CallAction.ANSWER)
    centre.run()
    assert centre.call(call_id).agent_id == other

    with pytest.raises(HelpOverError):
        centre.do(lambda session, deps: answer_help(session, deps, help_id, BY, mode="listen"))
    centre.do(lambda session, deps: answer_help(session, deps, help_id, BY))  # but they may be walked over to


@given(st.lists(st.sampled_from(HelpTrigger), max_size=8))
def test_whatever_happens_in_whatever_order_it_ends_once_and_stays_so(triggers: list[HelpTrigger]) -> None:
    state, ends = HelpState.OPEN, 0
    for trigger in triggers:
        before = state
        try:
            state = after(state, trigger)
        except HelpOverError:
            assert (before, trigger) not in TRANSITIONS
        ends += before in ON and state not in ON
    assert ends <= 1
    assert (state in ON) is (ends == 0)
