"""What a room does about words that never came: who has left, who is there after all, where the customer is. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from telephony.menu.walk import Spoken, seconds_to_say
from telephony.providers.base import EndedBy, Order, outside_endpoint
from telephony.providers.twilio.happenings import LegMoved, ParticipantSeen, Queued, Seen, Turn, Turned, Waited
from telephony.providers.twilio.happenings import after as told
from telephony.providers.twilio.obeying import dialled
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Place, Role, Room
from telephony.providers.twilio.steps import (
    Call,
    End,
    ToConference,
    ToQueue,
    accepted,
    next_step,
    submitted,
    was_gone,
    was_unknown,
    watch_seconds,
)
from tests.telephony.providers.twilio_accepting import AT, CALLER_SID, ONE, SID, TWO, K, Twilio, consulting, talking

CLOSED = (
    Spoken("zh-HK", "多謝致電。我們現已休息,請於星期一至五早上九時至下午六時再致電。" * 2),
    Spoken("en", "Thank you for calling. We are closed now; please call again from nine to six. " * 2),
)


def later(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def seen(room: Room, seconds: float, *there: ParticipantSeen, sid: str = SID, **statuses: str) -> Room:
    """Look `seconds` after `AT`; whose status is not given is in progress."""
    known = {each.call_sid: "in-progress" for each in room.legs if each.call_sid} | statuses
    return told(room, Seen(room.name, sid if there else "", later(seconds).timestamp(), there, known))


def test_words_take_as_long_as_a_slow_voice() -> None:
    assert seconds_to_say([Spoken("zh-HK", "多謝致電", "")]) == 1
    assert seconds_to_say([Spoken("en", "Thank you")]) == pytest.approx(0.75)
    assert 20 < seconds_to_say(CLOSED) < 40


def test_whoever_is_told_why_hears_it_to_its_end_and_is_ended_only_if_they_are_there_still() -> None:
    twilio = Twilio()
    twilio.happen(Queued())
    twilio.order(K.END_CALL, spoken=CLOSED)
    assert twilio.since()[0] == ["end caller"]
    says = seconds_to_say(CLOSED)

    assert watch_seconds(twilio.room, AT) == pytest.approx(says + 5)
    room = seen(twilio.room, 6)
    assert next_step(room) is None
    ended = seen(room, says + 6)
    step = next_step(ended)
    assert isinstance(step, End)
    assert step.words == ()
    # A recording is as long as it is.
    longer = accepted(twilio.room, End(twilio.room.legs[0], CLOSED), at=AT, heard_seconds=90)
    assert watch_seconds(longer, later(5)) == 90


def test_an_agent_of_whose_leaving_nothing_came_is_missed_within_a_minute() -> None:
    twilio, agent = talking()
    wait = watch_seconds(twilio.room, AT)
    assert wait is not None
    assert 30 <= wait <= 60

    here = ParticipantSeen(CALLER, CALLER_SID, "connected")
    room = seen(twilio.room, wait, here, **{f"CA-{agent}": "completed"})

    assert isinstance(next_step(room), ToQueue)


@pytest.mark.parametrize("what", ["join", "ringing", "answered", "seen"])
def test_a_line_that_was_given_up_and_is_there_is_ended_and_never_the_agent(what: str) -> None:
    twilio, agent = talking()
    lost = Leg("agent-lost", Role.AGENT, TWO, state=LegState.LEFT, dismissed=True)
    room = twilio.room.with_leg(lost)
    match what:
        case "join":
            room = told(room, Turned(Turn.JOIN, room.name, SID, 50, lost.label, "CA-new"))
        case "seen":
            others = [ParticipantSeen(each.label, each.call_sid, "connected") for each in room.legs if each.call_sid]
            room = seen(room, 1, *others, ParticipantSeen(lost.label, "CA-new", "ringing"))
        case _:
            room = told(room, LegMoved(lost.label, "CA-new", what))

    step = next_step(room)
    assert isinstance(step, End)
    assert step.leg.call_sid == "CA-new"
    assert room.agent is not None
    assert room.agent.label == agent
    room = told(accepted(room, step, at=AT), LegMoved(lost.label, "CA-new", "completed"))
    assert next_step(room) is None
    assert told(room, LegMoved(lost.label, "CA-new", "ringing")) == room  # what comes late of a call that has ended


def test_in_another_conference_too_and_after_the_call_a_line_that_nobody_wants_is_ended() -> None:
    twilio, _, _ = consulting()
    lost = Leg("colleague-lost", Role.COLLEAGUE, TWO, state=LegState.LEFT)
    room = told(twilio.room.with_leg(lost), Turned(Turn.JOIN, twilio.room.name, "CF-other", 1, lost.label, "CA-new"))
    assert isinstance(next_step(room), End)

    over = told(twilio.room.with_leg(lost), LegMoved(CALLER, CALLER_SID, "completed"))
    over = told(over, LegMoved(lost.label, "CA-new", "ringing"))
    step = next_step(over)
    assert isinstance(step, End)
    assert (step.leg.call_sid, watch_seconds(over, AT)) == ("CA-new", 5)


def test_a_customer_whose_call_was_given_up_and_rings_is_rung_no_more() -> None:
    twilio = Twilio(dialled(Order(uuid4(), "out-1", K.DIAL, ONE, to_number="+85261234182", from_number="+85228880000")))
    twilio.work()
    twilio.join(twilio.room.legs[0].label)
    caller = twilio.room.caller
    assert caller is not None
    room = was_gone(replace(twilio.room.with_leg(replace(caller, call_sid=""))), Call(caller), at=AT)
    assert room.ended_by is not None

    room = told(room, LegMoved(CALLER, "CA-late", "ringing"))
    ends = next_step(room)
    assert isinstance(ends, End)
    assert ends.leg.call_sid == "CA-late"
    room = told(accepted(room, ends, at=AT), LegMoved(CALLER, "CA-late", "completed"))
    assert room.caller is not None
    assert not room.caller.is_live


def test_whoever_outside_was_refused_and_rings_has_failed_as_before() -> None:
    twilio, _ = talking()
    line = outside_endpoint(uuid4())
    leg = Leg("outside-1", Role.COLLEAGUE, line, "+85228881234", state=LegState.LEFT, failed=EndedBy.UNREACHABLE)

    room = told(twilio.room.with_leg(leg), LegMoved(leg.label, "CA-late", "ringing"))

    assert room.colleague_failed is EndedBy.UNREACHABLE
    assert isinstance(next_step(room), End)


def test_when_the_caller_hangs_up_nobody_waits_for_a_telephone_that_was_to_call_in() -> None:
    twilio = Twilio()
    twilio.happen(Queued())
    agent = twilio.order(K.JOIN_AGENT, ONE)
    leg = twilio.room.leg(agent)
    assert leg is not None
    waiting = twilio.room.with_leg(replace(leg, call_sid="", by_ticket=True))
    assert watch_seconds(waiting, AT) == 5

    over = told(waiting, LegMoved(CALLER, CALLER_SID, "completed"))
    assert watch_seconds(over, AT) is None
    # Nor where the ticket is only made out when they have gone.
    asked = waiting.with_leg(replace(leg, call_sid="", state=LegState.SUBMITTED))
    asked = told(asked, LegMoved(CALLER, CALLER_SID, "completed"))
    made = accepted(asked, Call(leg), at=AT, by_ticket=True)
    assert watch_seconds(made, AT) is None


def back_in_queue() -> Room:
    twilio, agent = talking()
    twilio.leave(agent)
    assert twilio.since()[0] == ["ToQueue"]
    return twilio.room


def test_a_caller_who_is_not_heard_of_in_the_queue_is_taken_there_again() -> None:
    room = back_in_queue()
    assert (room.place, watch_seconds(room, AT)) == (Place.QUEUE, 5)
    assert next_step(seen(room, 4)) is None

    again = next_step(seen(room, 6))
    assert isinstance(again, ToQueue)
    asked = accepted(seen(room, 6), again, at=later(6))
    assert (next_step(asked), asked.name) == (None, room.name)

    heard = told(room, Waited())
    assert next_step(seen(heard, 6)) is None
    assert watch_seconds(heard, AT) == 120


def test_a_caller_whom_a_look_up_misses_in_the_conference_is_awaited_in_the_queue() -> None:
    twilio, _ = talking()
    room = seen(twilio.room, 60)
    assert room.place is Place.QUEUE
    assert isinstance(next_step(seen(room, 66)), ToQueue)


def test_a_caller_who_joins_an_earlier_conference_is_taken_to_the_queue() -> None:
    twilio, agent = talking()
    name = twilio.room.name
    twilio.leave(agent)
    room = told(twilio.room, Waited())

    room = told(room, Turned(Turn.JOIN, name, "CF-new", 1, CALLER, CALLER_SID))

    assert isinstance(next_step(room), ToQueue)


def test_whether_a_caller_was_taken_to_the_conference_is_looked_up_before_they_are_taken_again() -> None:
    twilio = Twilio()
    twilio.happen(Queued())
    agent = Leg("agent-1", Role.AGENT, ONE)
    room = replace(twilio.room.with_leg(agent), waits=False, words=CLOSED)
    step = next_step(room)
    assert isinstance(step, ToConference)

    unsure = was_unknown(room, step, at=AT)
    calls = next_step(unsure)
    assert isinstance(calls, Call)
    unsure = accepted(submitted(unsure, calls), calls, at=AT, call_sid="CA-agent", conference_sid=SID)
    says = seconds_to_say(CLOSED)
    agents = ParticipantSeen("agent-1", "CA-agent", "ringing")
    assert next_step(seen(unsure, says, agents)) is None
    missed = next_step(seen(unsure, says + 6, agents))
    assert missed == ToConference(CLOSED)

    there = seen(unsure, says + 6, agents, ParticipantSeen(CALLER, CALLER_SID, "connected"))
    assert (there.place, there.words, there.unsure) == (Place.ROOM, (), False)
    joined = told(unsure, Turned(Turn.JOIN, unsure.name, SID, 1, CALLER, CALLER_SID))
    assert (joined.words, joined.unsure) == ((), False)
