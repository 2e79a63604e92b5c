"""A supervisor acts on agents and waiting calls: nobody is lost, and what was told is what is done."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from telephony.acting.service import change_state
from telephony.acting.waiting import Given, give_call, move_to_front, place_of
from telephony.agents.service import history_of
from telephony.calls.repository import CallRepository
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallState,
    ChosenReason,
    OfferOutcome,
    StateCause,
    StateEffect,
    StateWhen,
)
from telephony.deps import Deps
from telephony.errors import (
    AgentTransitionRefusedError,
    CallTransitionRefusedError,
    ColleagueNotFreeError,
    MendOvertakenError,
)
from telephony.offers.repository import OfferRepository
from telephony.providers.simulator.rooms import hears
from tests.telephony.support import Centre

BY = uuid4()
NOW, AFTER = StateWhen.NOW, StateWhen.AFTER_CALL


def change(
    centre: Centre,
    agent_id: UUID,
    state: AgentState,
    when: StateWhen = AFTER,
    reason: ChosenReason | None = None,
    told: tuple[StateEffect, ...] | None = None,
) -> tuple[StateEffect, ...]:
    effects: tuple[StateEffect, ...] = centre.do(
        lambda session, deps: change_state(session, deps, agent_id, state, when, by=BY, reason=reason, told=told)
    )
    centre.run()
    return effects


def give(centre: Centre, call_id: UUID, agent_id: UUID, by: UUID = BY) -> Given:
    given: Given = centre.do(lambda session, deps: give_call(session, deps, call_id, agent_id, by=by))
    return given


def front(centre: Centre, call_id: UUID) -> int:
    points: int = centre.do(lambda session, deps: move_to_front(session, deps, call_id))
    return points


def place(centre: Centre, call_id: UUID) -> tuple[int, int, bool]:
    def read(session: Session, deps: Deps) -> tuple[int, int, bool]:
        found = place_of(session, deps, CallRepository(session).get_call(call_id))
        return found.place, found.waiting, found.may_move

    told: tuple[int, int, bool] = centre.do(read)
    return told


def test_a_supervisor_who_wants_an_agent_away_after_the_call_cuts_nobody_off(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)

    assert change(centre, agent, AgentState.OFFLINE) == (StateEffect.CALL_GOES_ON, StateEffect.GETS_NO_CALLS)
    desk = centre.desk(agent)
    assert desk.agent.state is AgentState.ON_CALL
    assert desk.agent.next is not None
    assert desk.agent.next.state is AgentState.OFFLINE
    assert centre.host.told == [(agent, "state_changed")]
    centre.caller_hangs_up(call_id)
    centre.choose(agent, call_id)
    centre.finish(agent, call_id)
    assert centre.desk(agent).agent.state is AgentState.OFFLINE


def test_an_agent_who_is_to_be_away_now_leaves_the_caller_in_front_of_the_queue_with_nothing_left_of_them(
    centre: Centre,
) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.clock.advance(600)
    others = [centre.ring("+85298765432"), centre.ring("+85298765433")]

    effects = change(centre, agent, AgentState.NOT_READY, NOW, ChosenReason.MEETING)

    assert effects == (StateEffect.CALLER_RETURNS, StateEffect.GETS_NO_CALLS)
    call, desk = centre.call(call_id), centre.desk(agent)
    assert (call.state, call.agent_id) == (CallState.QUEUED, None)
    assert place(centre, call_id)[:2] == (1, 3)
    assert (desk.agent.state, desk.agent.reason, desk.call) == (AgentState.NOT_READY, ChosenReason.MEETING, None)
    room = centre.carrier.carrier.find_room(call.call_sid)
    assert room is not None
    assert list(hears(room)) == ["caller"]
    second = centre.agent()
    offer = centre.desk(second).offer
    assert offer is not None
    assert offer.call_id == call_id
    assert {centre.call(each).state for each in others} == {CallState.QUEUED}


def test_what_rings_goes_back_to_its_place_and_counts_as_no_refusal_of_the_agents(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    offer = centre.desk(agent).offer
    assert offer is not None

    effects = change(centre, agent, AgentState.NOT_READY, AFTER, ChosenReason.TRAINING)

    assert effects == (StateEffect.OFFER_RETURNS, StateEffect.GETS_NO_CALLS)
    assert centre.call(call_id).state is CallState.QUEUED
    change(centre, agent, AgentState.READY)
    again = centre.desk(agent).offer  # no pause as after a refusal of their own
    assert again is not None
    assert again.offer_id != offer.offer_id
    with Session(centre.engine) as session:
        assert OfferRepository(session).get_offer(offer.offer_id).outcome is OfferOutcome.WITHDRAWN


def test_a_wrap_up_that_is_ended_by_a_supervisor_counts_as_handled_and_the_history_says_who(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)
    told = (StateEffect.WRAP_UP_ENDS, StateEffect.GETS_CALLS)

    with pytest.raises(MendOvertakenError):
        change(centre, agent, AgentState.READY, NOW, told=(StateEffect.GETS_CALLS,))
    assert change(centre, agent, AgentState.READY, NOW, told=told) == told

    assert centre.call(call_id).wrapped_up_at is not None
    assert centre.desk(agent).agent.state is AgentState.READY
    stretches = centre.do(lambda session, _: history_of(session, agent, 1)).stretches
    assert stretches[0].cause is StateCause.SUPERVISOR
    with pytest.raises(AgentTransitionRefusedError):
        change(centre, agent, AgentState.READY, NOW)


def test_a_caller_is_moved_to_the_front_and_their_waiting_is_counted_on(centre: Centre) -> None:
    calls = []
    for _ in range(3):
        calls.append(centre.ring())
        centre.clock.advance(90)
    came_at = centre.call(calls[2]).enqueued_at
    assert place(centre, calls[2]) == (3, 3, True)

    assert front(centre, calls[2]) > 0

    assert [place(centre, each)[0] for each in calls] == [2, 3, 1]
    assert centre.call(calls[2]).enqueued_at == came_at
    with pytest.raises(CallTransitionRefusedError):
        front(centre, calls[2])
    agent = centre.agent()
    offer = centre.desk(agent).offer
    assert offer is not None
    assert offer.call_id == calls[2]
    with pytest.raises(CallTransitionRefusedError):  # it waits no more
        front(centre, calls[2])


def test_a_waiting_call_is_given_to_whoever_is_free_and_a_refusal_returns_it(
    centre: Centre,
) -> None:
    loans = centre.agent("loans")
    first, second = centre.ring(), centre.ring()

    assert give(centre, second, loans).rings
    offer = centre.desk(loans).offer
    assert offer is not None
    assert offer.call_id == second
    with pytest.raises(ColleagueNotFreeError):
        give(centre, first, loans)
    centre.act(loans, second, CallAction.DECLINE)
    assert [centre.call(each).state for each in (first, second)] == [CallState.QUEUED, CallState.QUEUED]


def test_a_call_given_to_a_busy_agent_is_their_next_one_and_everybodys_after_two_minutes(centre: Centre) -> None:
    busy = centre.agent()
    now_on = centre.answered(busy)
    older, given = centre.ring(), centre.ring()

    answer = give(centre, given, busy)

    assert (answer.rings, answer.kept_until_at) == (False, centre.clock.now() + timedelta(seconds=120))
    other = centre.agent()
    offered = centre.desk(other).offer
    assert offered is not None
    assert offered.call_id == older  # what is kept for somebody is nobody else's meanwhile
    centre.caller_hangs_up(now_on)
    centre.choose(busy, now_on)
    centre.finish(busy, now_on)
    theirs = centre.desk(busy).offer
    assert theirs is not None
    assert theirs.call_id == given

    centre.go(busy, AgentAction.GO_OFFLINE)
    centre.act(other, older, CallAction.ANSWER)
    centre.run()
    third = centre.agent("loans", ready=False)
    centre.go(third, AgentAction.GO_READY)
    change(centre, other, AgentState.NOT_READY, NOW, ChosenReason.BREAK)
    centre.clock.advance(121)
    centre.run()
    change(centre, other, AgentState.READY)
    centre.run()
    assert centre.desk(other).offer is not None


def test_whoever_takes_a_call_themselves_turns_ready_by_it(centre: Centre) -> None:
    me = centre.agent(ready=False)
    first, second = centre.ring(), centre.ring()

    assert give(centre, second, me, by=me).rings

    desk = centre.desk(me)
    assert desk.offer is not None
    assert (desk.agent.state, desk.offer.call_id) == (AgentState.READY, second)
    assert centre.call(first).state is CallState.QUEUED
    with pytest.raises(ColleagueNotFreeError):
        give(centre, first, centre.agent(ready=False))


def test_two_supervisors_who_give_one_call_at_once_give_it_once(centre: Centre) -> None:
    one, other = centre.agent("loans"), centre.agent("loans")
    call_id = centre.ring()

    give(centre, call_id, one)
    with pytest.raises(CallTransitionRefusedError):
        give(centre, call_id, other)
    assert centre.desk(other).offer is None
    assert centre.desk(one).offer is not None
