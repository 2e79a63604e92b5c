"""What each order asks of Twilio, and what is reported once Twilio has confirmed it. Pure."""

from uuid import uuid4

import pytest

from telephony.providers.base import EndedBy, Order, OrderKind, ReportKind, outside_endpoint
from telephony.providers.twilio.happenings import LeftQueue, LegMoved, after
from telephony.providers.twilio.obeying import dialled, label_of, obey
from telephony.providers.twilio.rooms import CALLER, Place
from telephony.providers.twilio.steps import (
    Call,
    End,
    Hold,
    ToQueue,
    accepted,
    next_step,
    submitted,
    watch_seconds,
)
from tests.telephony.providers.twilio_accepting import AT, CALLER_SID, ONE, TWO, K, R, Twilio, consulting, talking


def test_in_the_menu_nobody_is_told_of_a_caller_until_they_hang_up_there() -> None:
    twilio = Twilio()
    assert twilio.since() == ([], [])

    twilio.happen(LegMoved(CALLER, CALLER_SID, "completed"))

    assert twilio.since() == ([], [R.MENU_LEFT])
    assert twilio.room.ended_by is EndedBy.CALLER
    twilio.happen(LegMoved(CALLER, CALLER_SID, "completed"))
    assert twilio.since() == ([], [])


def test_a_caller_whom_a_queue_has_and_of_whom_nobody_was_told_has_not_left_in_the_menu() -> None:
    twilio = Twilio()

    twilio.happen(LeftQueue("hangup"))

    assert twilio.since() == ([], [])
    assert twilio.room.ended_by is EndedBy.CALLER


@pytest.mark.parametrize(
    ("kind", "asked", "report"),
    [
        (K.HOLD, ["hold caller"], R.PARTY_HELD),
        (K.RESUME, [], R.PARTY_RESUMED),
        (K.MUTE, ["mute"], R.PARTY_MUTED),
        (K.UNMUTE, [], R.PARTY_UNMUTED),
        (K.JOIN_AGENT, [], R.PARTY_JOINED),
    ],
)
def test_an_order_is_confirmed_also_where_it_was_so_already(
    kind: OrderKind, asked: list[str], report: ReportKind
) -> None:
    twilio, _ = talking()

    twilio.order(kind, ONE)
    assert twilio.since() == (asked, [report])
    twilio.order(kind, ONE)
    assert twilio.since() == ([], [report])


def test_swap_and_conference_hold_before_they_let_go() -> None:
    twilio, _, _ = consulting()

    twilio.order(K.RESUME, ONE)
    assert twilio.since() == (["hold colleague", "unhold caller"], [R.PARTY_RESUMED])
    twilio.order(K.CONFER, ONE)
    assert twilio.since() == (["unhold colleague"], [R.PARTY_CONFERRED])
    assert twilio.state.conferring
    twilio.order(K.HOLD, ONE)
    assert twilio.since() == (["hold caller"], [R.PARTY_HELD])


def test_half_handed_over_is_not_reported() -> None:
    twilio, agent, _ = consulting()

    twilio.order(K.HAND_OVER, TWO)
    assert twilio.since() == (["unhold caller", "end agent"], [])
    twilio.leave(agent)

    assert twilio.since() == ([], [R.PARTY_HANDED_OVER])
    assert (twilio.state.agent_endpoint, twilio.state.colleague_endpoint) == (TWO, "")


def test_whoever_outside_answers_after_the_agent_has_left_is_the_agent() -> None:
    twilio, agent = talking()
    twilio.order(K.HOLD, ONE)
    line = outside_endpoint(uuid4())
    label = twilio.order(K.DIAL_OUTSIDE, line, to_number="+85228881234", from_number="+85228880000")
    twilio.happen(LegMoved(label, f"CA-{label}", "ringing"))
    twilio.order(K.HAND_OVER, line)
    twilio.leave(agent)
    assert twilio.since()[1][-1] is R.PARTY_HANDED_OVER
    assert twilio.state.agent_endpoint == ""

    twilio.join(label)
    assert twilio.state.agent_endpoint == line
    twilio.leave(label)
    assert twilio.since()[0] == ["end caller"]
    twilio.happen(LegMoved(CALLER, CALLER_SID, "completed"))
    assert twilio.state.ended_by is EndedBy.AGENT


def test_whoever_outside_is_busy_leaves_the_caller_on_hold_with_the_agent() -> None:
    twilio, _ = talking()
    twilio.order(K.HOLD, ONE)
    label = twilio.order(K.DIAL_OUTSIDE, outside_endpoint(uuid4()), to_number="+85228881234")

    twilio.happen(LegMoved(label, f"CA-{label}", "busy", 486))

    assert twilio.state.colleague_failed is EndedBy.BUSY
    assert (twilio.state.agent_endpoint, twilio.state.caller_held) == (ONE, True)


def test_an_agent_who_is_taken_out_leaves_the_caller_in_the_queue_and_the_next_conference_has_another_name() -> None:
    twilio, agent = talking()
    name = twilio.room.name

    twilio.order(K.REMOVE_AGENT, ONE)
    twilio.happen(LegMoved(agent, f"CA-{agent}", "completed"))

    assert twilio.room.place is Place.QUEUE
    assert twilio.room.name != name
    assert twilio.since()[0][0] == "ToQueue"
    assert twilio.order(K.JOIN_AGENT, TWO)
    assert twilio.since()[0] == ["ToConference", "call agent"]


def test_an_agent_who_is_asked_for_while_the_caller_is_taken_back_is_called_all_the_same() -> None:
    twilio, agent = talking()
    twilio.room = after(twilio.room, LegMoved(agent, f"CA-{agent}", "completed"))
    step = next_step(twilio.room)
    assert isinstance(step, ToQueue)
    wished = obey(twilio.room, Order(uuid4(), CALLER_SID, K.JOIN_AGENT, TWO))
    assert wished is not None

    twilio.room = accepted(wished, step, at=AT)
    twilio.work()

    assert twilio.since()[0] == ["ToConference", "call agent"]


def test_the_caller_goes_while_a_leg_is_made_and_it_is_looked_for_and_ended() -> None:
    twilio, _ = talking()
    order = Order(uuid4(), CALLER_SID, K.JOIN_COLLEAGUE, TWO)
    wished = obey(twilio.room, order)
    assert wished is not None
    step = next_step(wished)
    assert isinstance(step, Call)
    twilio.room = submitted(wished, step)
    twilio.room = after(twilio.room, LegMoved(CALLER, CALLER_SID, "completed"))

    looked_for = next_step(twilio.room)
    assert isinstance(looked_for, Call)
    assert looked_for.again
    twilio.room = accepted(twilio.room, step, at=AT, call_sid="CA-late")
    ended = next_step(twilio.room)
    assert isinstance(ended, End)
    assert ended.leg.call_sid == "CA-late"


def test_to_dial_brings_the_agent_first_and_the_customer_when_they_are_there() -> None:
    order = Order(uuid4(), "out-1", K.DIAL, ONE, to_number="+85261234182", from_number="+85228880000", ring_seconds=30)
    twilio = Twilio(dialled(order))
    twilio.work()
    assert twilio.since() == (["call agent"], [R.CALL_DIALLED])

    twilio.join(label_of(order))
    twilio.happen(LegMoved(CALLER, f"CA-{CALLER}", "ringing"))
    twilio.join(CALLER)

    assert twilio.since() == (["call caller"], [R.PARTY_JOINED, R.CALL_ALERTING, R.PARTY_JOINED])


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        ("busy", 486, EndedBy.BUSY),
        ("busy", 603, EndedBy.DECLINED),
        ("no-answer", 487, EndedBy.NO_ANSWER),
        ("failed", 404, EndedBy.UNREACHABLE),
    ],
)
def test_a_customer_who_does_not_come_ends_the_call_with_the_reason(status: str, code: int, why: EndedBy) -> None:
    order = Order(uuid4(), "out-1", K.DIAL, ONE, to_number="+85261234182", from_number="+85228880000")
    twilio = Twilio(dialled(order))
    twilio.work()
    twilio.join(label_of(order))

    twilio.happen(LegMoved(CALLER, f"CA-{CALLER}", status, code))

    assert twilio.state.ended_by is why


def test_of_a_conference_where_nothing_is_open_somebody_looks_now_and_then() -> None:
    twilio, _ = talking()
    assert watch_seconds(twilio.room, AT) == 45

    twilio.room = accepted(twilio.room, Hold(twilio.room.legs[0], True), at=AT)
    assert watch_seconds(twilio.room, AT) == 5
