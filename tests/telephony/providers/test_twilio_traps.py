"""The traps of `telephony.md` 9 into which a call can fall, each at the stand-in for Twilio; ADR 57 lists them all.

2, 3, 4, 6, 10, 11, 12, 14, 15 and 18 are here, by number. The others, in `tests/telephony/providers` where no folder is
named:

 1  twilio/test_rest.py  test_only_what_may_be_changed_of_a_leg_reaches_twilio
 5  test_twilio_any_order.py  test_5_a_conference_that_has_started_is_nobody_who_answered
 7  tests/telephony/test_seats.py  test_whoever_takes_the_seat_is_told_on_the_agents_own_topic_and_the_call_goes_on
    tests/client/test_drafts.py  test_a_second_desktop_of_the_same_person_is_told_that_one_is_running
 8  test_twilio_any_order.py  test_in_any_order_and_repeated_the_events_come_to_the_same
 9  test_twilio_any_order.py  test_with_events_lost_a_look_up_makes_the_room_what_it_is
13  twilio/test_rest.py  test_what_cannot_be_ended_has_ended_only_where_twilio_says_so
    twilio/test_rest.py  test_a_room_whose_only_leg_still_rings_is_not_taken_for_ended
16  twilio/test_signing.py  test_everything_else_is_refused
17  twilio/test_rest.py  test_nothing_is_tried_beyond_its_time
    twilio/test_rest_over_the_stand_in.py  test_a_leg_is_called_once_though_the_answer_is_lost
19  tests/telephony/test_outgoing.py  test_our_own_numbers_and_nonsense_are_not_called
    tests/telephony/transfers/test_cold.py  test_no_number_or_our_own_is_not_called
20  test_twilio_recordings.py  test_a_second_recording_of_the_call_is_paused_with_the_first
23  tests/server/twilio/test_twilio_carrier.py  test_23_while_the_database_stands_still_every_caller_is_answered
24  twilio/test_rest.py  test_a_leg_whose_answer_was_lost_is_looked_for_by_its_label_and_not_called_twice
25  twilio/test_signing.py  test_a_query_alone_and_a_body_of_json_are_signed_by_the_address
    tests/twilio_cloud/test_published.py  test_each_kind_of_wrong_request_is_found_once_and_a_refused_one_is_left_alone

21 and 22 have none: they are of the softphone and of TaskRouter, neither of which is used here.
"""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallState, EndCause, TransferKind
from telephony.providers.base import Order, OrderKind, OrderOutcome
from telephony.providers.twilio.rooms import Place
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre, opened_centre

TALK = {"caller": {"agent"}, "agent": {"caller"}}
OUTSIDE = "+85228881234"


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre


def answered(centre: TwilioCentre) -> tuple[UUID, UUID, str]:
    agent = centre.agent()
    call_id = centre.answered(agent)
    return agent, call_id, centre.call(call_id).call_sid


def behave(centre: TwilioCentre, address: str, **traits: object) -> None:
    centre.cloud.do(lambda stage: stage.person(address, **traits))


def hang_up(centre: TwilioCentre, sid: str) -> None:
    centre.cloud.do(lambda stage: stage.hang_up(sid))
    centre.run()


def consult(centre: TwilioCentre) -> tuple[UUID, UUID, UUID, str]:
    agent, call_id, sid = answered(centre)
    colleague = centre.agent()
    centre.consult(agent, call_id, colleague)
    centre.run()
    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.run()
    assert centre.heard(sid) == {"caller": set(), "agent": {"colleague"}, "colleague": {"agent"}}
    return agent, colleague, call_id, sid


def test_2_left_alone_on_hold_the_caller_is_off_hold_and_back_in_the_queue(centre: TwilioCentre) -> None:
    agent, call_id, sid = answered(centre)
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()

    hang_up(centre, centre.line_of(agent).sid)

    room = centre.room(sid)
    assert room.place is Place.QUEUE
    assert room.caller is not None
    assert not room.caller.held
    assert centre.live_calls() == ["+85291234567"]


def test_3_agent_leaves_while_it_rings_outside_and_the_caller_stays_and_is_answered(centre: TwilioCentre) -> None:
    agent, call_id, sid = answered(centre)
    behave(centre, OUTSIDE, does="wait")
    centre.transfer(agent, call_id, TransferKind.WARM, number=OUTSIDE)
    centre.run()

    hang_up(centre, centre.line_of(agent).sid)
    assert centre.live_calls() == sorted(["+85291234567", OUTSIDE])
    centre.cloud.line_to(OUTSIDE).pick_up()
    centre.run()

    assert centre.heard(sid) == {"caller": {"outside"}, "outside": {"caller"}}
    hang_up(centre, centre.cloud.line_to(OUTSIDE).sid)
    assert centre.live_calls() == []


def test_4_caller_hangs_up_while_a_leg_rings_and_it_rings_no_more(centre: TwilioCentre) -> None:
    agent, call_id, sid = answered(centre)
    behave(centre, OUTSIDE, does="wait")
    centre.transfer(agent, call_id, TransferKind.WARM, number=OUTSIDE)
    centre.run()
    assert OUTSIDE in centre.live_calls()

    hang_up(centre, sid)

    assert centre.live_calls() == []
    assert centre.call(call_id).state is CallState.ENDED


def test_6_an_agent_whose_telephone_is_not_answered_has_no_call_and_the_caller_waits_on(centre: TwilioCentre) -> None:
    agent = centre.agent()
    behave(centre, f"sip:{agent}@{DOMAIN}", does="wait")
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()

    centre.wait(centre.settings.connect_seconds + 2)

    sid = centre.call(call_id).call_sid
    assert centre.call(call_id).state is not CallState.TALKING
    assert centre.room(sid).place is Place.QUEUE
    assert centre.live_calls() == ["+85291234567"]


def test_10_a_create_whose_answer_is_lost_calls_nobody_twice(centre: TwilioCentre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.cloud.do(lambda stage: stage.fail_rest("cut", "POST", "/Participants"))
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.wait(3)

    assert centre.call(call_id).state is CallState.TALKING
    assert centre.heard(centre.call(call_id).call_sid) == TALK
    rung = centre.cloud.world.people[f"sip:{agent}@{DOMAIN}"].calls
    assert len(rung) == 1


def test_11_the_same_order_again_does_nothing_twice(centre: TwilioCentre) -> None:
    agent = centre.agent()
    sid = centre.caller().sid
    order = Order(uuid4(), sid, OrderKind.JOIN_AGENT, f"agent:{agent}")

    assert {centre.provider.carry_out(order) for _ in range(3)} == {OrderOutcome.DONE}
    centre.run()

    assert len(centre.cloud.world.people[f"sip:{agent}@{DOMAIN}"].calls) == 1


def test_12_caller_gone_before_the_redirect_ends_the_call_and_calls_nobody(centre: TwilioCentre) -> None:
    agent = centre.agent()
    line = centre.caller()
    centre.cloud.do(lambda stage: stage.fail_delivery("lost", "leg"))
    centre.cloud.do(lambda stage: stage.fail_delivery("lost", "action"))
    line.hang_up()
    call = centre.call_by_sid(line.sid)
    centre.act(agent, call.call_id, CallAction.ANSWER)
    centre.run()

    assert centre.call(call.call_id).state is CallState.ENDED
    assert not centre.cloud.world.people[f"sip:{agent}@{DOMAIN}"].calls


def test_12_a_caller_whose_line_twilio_has_not_taken_yet_is_waited_for_and_not_taken_for_gone(
    centre: TwilioCentre,
) -> None:
    agent = centre.agent()
    centre.cloud.do(lambda stage: stage.set_faults(unanswered=1.0))  # the answer to the first document is lost
    line = centre.caller()
    centre.cloud.do(lambda stage: stage.set_faults(unanswered=0.0))
    call_id = centre.call_by_sid(line.sid).call_id
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.run()
    assert (line.call.status, centre.call(call_id).state) == ("ringing", CallState.CONNECTING)

    centre.wait(12)  # Twilio asks again after five seconds
    assert centre.call(call_id).state is CallState.TALKING
    assert centre.heard(line.sid) == TALK


def test_14_events_that_never_come_are_missed_and_looked_up(centre: TwilioCentre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.cloud.do(lambda stage: stage.set_faults(lost=1.0))
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.wait(8)

    assert centre.call(call_id).state is CallState.TALKING
    hang_up(centre, centre.call(call_id).call_sid)
    centre.provider.look_up_room(centre.call(call_id).call_sid)
    ended = centre.call(call_id)
    assert (ended.state, ended.end_cause) == (CallState.ENDED, EndCause.CALLER_HUNG_UP)


def test_15_a_redirect_that_also_asks_for_the_dials_action_requeues_nobody(centre: TwilioCentre) -> None:
    agent, colleague, call_id, sid = consult(centre)
    centre.cloud.world.limits.redirect_action_seconds = 0.3
    centre.cloud.world.limits.redirect_seconds = 0.35

    hang_up(centre, centre.line_of(agent).sid)
    centre.wait(2)

    assert centre.heard(sid) == {"caller": {"colleague"}, "colleague": {"caller"}}
    assert centre.call(call_id).agent_id == colleague


def test_18_a_machine_at_an_agents_telephone_presses_nothing_and_never_has_the_caller(centre: TwilioCentre) -> None:
    agent, number = centre.agent(), "+85261112222"
    with centre.open_work() as work:
        work.session.execute(sa.text("UPDATE agents SET endpoint = :number"), {"number": number})
    behave(centre, number, does="voicemail")
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.wait(centre.settings.connect_seconds + 2)

    assert centre.call(call_id).state is not CallState.TALKING
    behave(centre, number, does="answer", keys=["1"])
    waiting = centre.caller("+85291234568")
    assert centre.heard(waiting.sid) == {"caller": set()}


def test_consult_complete_and_confer_are_heard_as_the_simulator_has_them(centre: TwilioCentre) -> None:
    agent, colleague, call_id, sid = consult(centre)

    centre.act(agent, call_id, CallAction.RESUME)
    centre.run()
    assert centre.heard(sid) == {"caller": {"agent"}, "agent": {"caller"}, "colleague": set()}
    centre.act(agent, call_id, CallAction.CONFER)
    centre.run()
    both = {"caller", "agent", "colleague"}
    assert centre.heard(sid) == {who: both - {who} for who in both}
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()
    centre.act(agent, call_id, CallAction.COMPLETE_TRANSFER)
    centre.run()

    assert centre.heard(sid) == {"caller": {"colleague"}, "colleague": {"caller"}}
    assert centre.call(call_id).agent_id == colleague
