"""A call's life with the database, from the ring to the wrap-up."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import PartyRow
from telephony.contract import AgentAction, AgentState, CallAction, CallState, EndCause, OfferOutcome, SystemReason
from telephony.errors import (
    AgentNotFoundError,
    AgentTransitionRefusedError,
    CallNotFoundError,
    CallTransitionRefusedError,
    NotYourCallError,
    OfferGoneError,
)
from telephony.offers.models import OfferRow
from telephony.ports import RoutingWish
from telephony.providers.base import OrderKind
from telephony.providers.simulator.rooms import hears
from tests.telephony.support import Centre


def test_a_call_that_arrives_rings_at_the_agent_with_the_hosts_payload(centre: Centre) -> None:
    agent = centre.agent()

    call_id = centre.ring(menu_reason="card_charge", menu_path=({"en": "Cards", "zh": "信用卡"},))

    desk = centre.desk(agent)
    assert desk.call is not None
    assert desk.offer is not None
    assert (desk.call.call_id, desk.call.state) == (call_id, CallState.RINGING)
    assert desk.call.allowed == {CallAction.ANSWER, CallAction.DECLINE}
    assert desk.call.menu_path == ({"en": "Cards", "zh": "信用卡"},)
    assert desk.offer.payload == {"name": "Ms Ho"}
    assert (desk.offer.expires_at - desk.offer.offered_at).total_seconds() == 20
    assert centre.host.offered[0].caller_number == "+85291234567"


def test_a_whole_call_from_ring_to_wrap_up_keeps_its_times(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(4)
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    centre.clock.advance(30)
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()
    assert centre.call(call_id).state is CallState.HELD
    centre.clock.advance(10)
    centre.act(agent, call_id, CallAction.RESUME)
    centre.run()
    centre.clock.advance(20)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.run()

    wrapping = centre.desk(agent)
    assert wrapping.agent.state is AgentState.WRAP_UP
    assert wrapping.agent.planned_end_at is not None
    assert (wrapping.agent.planned_end_at - wrapping.agent.since_at).total_seconds() == 60
    assert wrapping.call is not None
    assert (wrapping.call.state, wrapping.call.end_cause) == (CallState.ENDED, EndCause.AGENT_HUNG_UP)

    centre.clock.advance(15)
    done = centre.finish(agent, call_id)

    call = centre.call(call_id)
    assert (call.wait_seconds, call.talk_seconds, call.hold_seconds, call.wrap_up_seconds) == (4, 50, 10, 15)
    assert centre.host.spoken_with == [(call_id, agent)], "once, as the talk ended"
    assert (done.agent.state, done.call) == (AgentState.READY, None)
    assert (done.day.handled, done.day.average_seconds, done.day.missed) == (1, 75, 0)
    assert centre.host.accepted == [(call_id, agent)]


def test_the_parties_of_a_call_are_kept_with_when_they_came_and_left(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.clock.advance(5)
    centre.caller_hangs_up(call_id)

    with Session(centre.engine) as session:
        parties = session.scalars(sa.select(PartyRow).where(PartyRow.call_id == call_id)).all()
    assert {party.kind: party.agent_id for party in parties} == {"caller": None, "agent": agent}
    assert all(party.joined_at is not None and party.left_at is not None for party in parties)


def test_answering_asks_the_carrier_and_only_its_report_makes_it_a_talk(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()

    desk = centre.act(agent, call_id, CallAction.ANSWER)

    assert desk.call is not None
    assert (desk.call.state, desk.call.allowed) == (CallState.CONNECTING, frozenset({CallAction.HANG_UP}))
    assert desk.offer is None
    assert centre.carrier.orders == []  # written down, and carried out after the commit
    centre.run()
    assert [order.kind for order in centre.carrier.orders] == [OrderKind.JOIN_AGENT]
    assert centre.call(call_id).state is CallState.TALKING


def test_a_declined_call_keeps_its_place_and_goes_to_the_next_agent(centre: Centre) -> None:
    first, second = centre.agent(), centre.agent()
    call_id = centre.ring()
    enqueued_at = centre.call(call_id).enqueued_at
    centre.clock.advance(3)

    desk = centre.act(first, call_id, CallAction.DECLINE)

    assert (desk.call, desk.offer, desk.agent.state) == (None, None, AgentState.READY)
    offered = centre.desk(second)
    assert offered.call is not None
    assert (offered.call.call_id, offered.call.enqueued_at) == (call_id, enqueued_at)


def test_a_declined_call_comes_back_to_the_only_agent_after_the_pause(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.DECLINE)

    centre.clock.advance(29)
    centre.run()
    assert centre.call(call_id).state is CallState.QUEUED
    centre.clock.advance(1)
    centre.run()
    assert centre.call(call_id).state is CallState.RINGING


def test_an_offer_nobody_answers_goes_back_with_its_place_and_counts_as_a_miss(centre: Centre) -> None:
    first, second = centre.agent(), centre.agent()
    call_id = centre.ring()
    enqueued_at = centre.call(call_id).enqueued_at

    centre.clock.advance(20)
    centre.run()

    desk = centre.desk(first)
    assert (desk.agent.state, desk.agent.misses, desk.day.missed, desk.offer) == (AgentState.READY, 1, 1, None)
    offered = centre.desk(second)
    assert offered.call is not None
    assert (offered.call.call_id, offered.call.enqueued_at) == (call_id, enqueued_at)


def test_two_misses_in_a_row_turn_the_agent_not_ready_and_going_ready_forgets_them(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    for _ in range(2):
        centre.clock.advance(20)
        centre.run()

    desk = centre.desk(agent)
    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, SystemReason.NO_ANSWER)
    assert centre.call(call_id).state is CallState.QUEUED

    back = centre.go(agent, AgentAction.GO_READY)
    assert back.agent.misses == 0
    assert back.offer is not None
    assert back.offer.call_id == call_id


def test_answering_between_two_misses_forgets_the_first(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(20)
    centre.run()
    centre.act(agent, call_id, CallAction.ANSWER)

    assert centre.desk(agent).agent.misses == 0


def test_a_caller_gone_while_waiting_leaves_the_queue(centre: Centre) -> None:
    call_id = centre.ring()
    centre.clock.advance(12)

    centre.caller_hangs_up(call_id)

    call = centre.call(call_id)
    assert (call.state, call.end_cause, call.wait_seconds) == (CallState.ENDED, EndCause.ABANDONED_WAITING, 12)
    assert centre.host.unanswered == [call_id]


def test_a_caller_gone_while_ringing_frees_the_agent_and_says_why(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()

    centre.caller_hangs_up(call_id)

    desk = centre.desk(agent)
    assert (desk.offer, desk.call, desk.agent.state) == (None, None, AgentState.READY)
    assert desk.agent.misses == 0
    assert centre.call(call_id).end_cause is EndCause.ABANDONED_RINGING
    with pytest.raises(OfferGoneError) as refusal:
        centre.act(agent, call_id, CallAction.ANSWER)
    assert refusal.value.details == {"outcome": OfferOutcome.WITHDRAWN.value}
    assert centre.ring() != call_id  # and the next one rings at the same agent
    assert centre.desk(agent).offer is not None


def test_a_caller_gone_while_connecting_ends_in_wrap_up_for_the_agent_who_answered(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.carrier.hang_up(centre.call(call_id).call_sid)
    centre.deliver()  # before the order reaches the carrier
    centre.run()

    desk = centre.desk(agent)
    assert desk.agent.state is AgentState.WRAP_UP
    assert desk.call is not None
    assert desk.call.end_cause is EndCause.CALLER_HUNG_UP
    assert centre.finish(agent, call_id).day.handled == 0  # nobody spoke


def test_the_caller_hears_music_on_hold_and_the_agent_again_after(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert hears(room) == {"caller": ("agent",), "agent": ("caller",)}

    asked = centre.act(agent, call_id, CallAction.HOLD)
    assert asked.call is not None
    assert (asked.call.state, asked.call.pending) == (CallState.TALKING, CallAction.HOLD)
    centre.run()
    assert hears(room) == {"caller": (), "agent": ()}
    centre.act(agent, call_id, CallAction.RESUME)
    centre.run()
    assert hears(room) == {"caller": ("agent",), "agent": ("caller",)}


def test_a_muted_agent_hears_and_is_not_heard_and_the_snapshot_says_so(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.act(agent, call_id, CallAction.MUTE)
    centre.run()

    desk = centre.desk(agent)
    assert desk.call is not None
    assert (desk.call.muted, desk.call.pending) == (True, None)
    assert CallAction.UNMUTE in desk.call.allowed
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert hears(room) == {"caller": (), "agent": ("caller",)}


def test_nothing_but_hanging_up_is_taken_while_the_carrier_is_still_to_answer(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.act(agent, call_id, CallAction.HOLD)

    with pytest.raises(CallTransitionRefusedError):
        centre.act(agent, call_id, CallAction.MUTE)
    assert centre.act(agent, call_id, CallAction.HANG_UP).call is not None


def test_somebody_elses_call_cannot_be_touched(centre: Centre) -> None:
    agent = centre.agent()
    other = centre.agent(ready=False)
    call_id = centre.ring()

    for action in (CallAction.ANSWER, CallAction.DECLINE, CallAction.HANG_UP):
        with pytest.raises(NotYourCallError):
            centre.act(other, call_id, action)
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    for action in CallAction:
        with pytest.raises(NotYourCallError):
            centre.act(other, call_id, action)


def test_answering_twice_is_refused_by_the_state(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)

    with pytest.raises(CallTransitionRefusedError) as refusal:
        centre.act(agent, call_id, CallAction.ANSWER)
    assert refusal.value.details == {"state": "talking", "action": "answer"}


def test_a_call_or_an_agent_nobody_knows_is_refused_by_name(centre: Centre) -> None:
    agent = centre.agent()
    with pytest.raises(CallNotFoundError):
        centre.act(agent, uuid4(), CallAction.ANSWER)
    with pytest.raises(AgentNotFoundError):
        centre.act(uuid4(), centre.ring(), CallAction.ANSWER)


def test_a_wrap_up_is_finished_once_and_only_ones_own(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    with pytest.raises(AgentTransitionRefusedError):
        centre.finish(agent, call_id)  # still talking
    centre.caller_hangs_up(call_id)
    with pytest.raises(NotYourCallError):
        centre.finish(agent, uuid4())
    centre.finish(agent, call_id)
    with pytest.raises(AgentTransitionRefusedError):
        centre.finish(agent, call_id)


def test_the_caller_in_front_is_offered_first_when_an_agent_finishes(centre: Centre) -> None:
    agent = centre.agent()
    talking = centre.answered(agent)
    waiting = centre.ring("+85291234568")
    centre.clock.advance(5)
    centre.ring("+85291234569")
    centre.caller_hangs_up(talking)

    desk = centre.finish(agent, talking)

    assert desk.offer is not None
    assert desk.offer.call_id == waiting
    assert desk.queues[0].waiting == 1


def test_a_caller_with_priority_goes_first(centre: Centre) -> None:
    centre.ring()
    centre.clock.advance(60)
    centre.host.wish = RoutingWish(priority=5)
    urgent = centre.ring()

    agent = centre.agent()

    desk = centre.desk(agent)
    assert desk.offer is not None
    assert desk.offer.call_id == urgent


def test_a_host_that_fails_does_not_stop_the_call(centre: Centre) -> None:
    centre.host.failing = True
    agent = centre.agent()

    call_id = centre.ring()

    desk = centre.desk(agent)
    assert desk.offer is not None
    assert (desk.offer.call_id, desk.offer.payload) == (call_id, {})


def test_what_the_caller_keys_while_waiting_reaches_the_host_and_later_keys_do_not(centre: Centre) -> None:
    call_id = centre.ring()
    sid = centre.call(call_id).call_sid
    centre.carrier.press(sid, "12345#")
    centre.run()
    agent = centre.agent()
    assert centre.host.offered[0].keyed_digits == "12345#"

    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    centre.carrier.press(sid, "4111")
    centre.run()
    assert centre.call(call_id).keyed_digits == "12345#"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("91234567", "+85291234567"), ("+44 20 7946 0018", "+442079460018"), ("", ""), ("anonymous", "")],
)
def test_numbers_are_e164_from_the_edge_inward(centre: Centre, given: str, kept: str) -> None:
    assert centre.call(centre.ring(given)).caller_number == kept


def test_a_call_goes_to_the_queue_its_menu_chose_and_an_unknown_one_to_the_default(centre: Centre) -> None:
    cards, loans = centre.agent("cards"), centre.agent("loans")

    first, second = centre.ring(queue_code="loans"), centre.ring(queue_code="no-such-queue")

    assert getattr(centre.desk(loans).offer, "call_id", None) == first
    assert getattr(centre.desk(cards).offer, "call_id", None) == second


def test_an_ended_offer_keeps_no_payload(centre: Centre) -> None:
    agent = centre.agent()
    centre.act(agent, centre.ring(), CallAction.ANSWER)

    with Session(centre.engine) as session:
        assert [offer.payload for offer in session.scalars(sa.select(OfferRow))] == [None]
