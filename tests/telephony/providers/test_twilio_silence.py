"""Calls of which Twilio says less than it should: nobody is left alone, cut off, or rung for nothing."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallState
from telephony.menu.walk import Spoken, seconds_to_say
from telephony.providers.base import Order, OrderKind
from telephony.providers.twilio.lines import AgentLeg
from telephony.providers.twilio.repository import RoomRepository
from telephony.providers.twilio.rooms import Leg, LegState, Place, Role
from telephony.providers.twilio.tickets import find_waiting_ticket
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre, opened_centre

FULL = (Spoken("en", "All our lines are taken at the moment. Please call again later. " * 6),)


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre


def redirects(centre: TwilioCentre) -> int:
    """How often calls that are on were told to do something else, or to end."""
    asked = [(each["method"], each["path"]) for each in centre.cloud.requests]
    return sum(method == "POST" and "/Calls/CA" in path for method, path in asked)


def test_whoever_is_told_that_all_lines_are_full_hears_it_out(centre: TwilioCentre) -> None:
    line = centre.caller()
    centre.provider.carry_out(Order(uuid4(), line.sid, OrderKind.END_CALL, "", spoken=FULL))
    asked = redirects(centre)

    centre.wait(15, step=3)
    assert line.status == "in-progress", centre.cloud.problems
    centre.wait(seconds_to_say(FULL), step=3)

    assert line.status == "completed"
    assert redirects(centre) == asked, "it was ended before it had ended by itself"


def test_an_agents_hang_up_of_which_nothing_came_leaves_the_caller_alone_for_a_minute_at_most(
    centre: TwilioCentre,
) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    sid = centre.call(call_id).call_sid
    centre.cloud.do(lambda stage: stage.set_faults(lost=1.0))
    centre.cloud.do(lambda stage: stage.hang_up(centre.line_of(agent).sid))
    centre.run()
    assert centre.room(sid).place is Place.ROOM
    centre.cloud.do(lambda stage: stage.set_faults(lost=0.0))

    centre.wait(60, step=15)

    assert centre.room(sid).place is Place.QUEUE
    (listed,) = centre.provider.list_live_rooms().rooms
    assert listed.agent_endpoint == "", "who reconciles cannot see that nobody is with them"


@pytest.mark.parametrize("kind", ["cut", "500"])
def test_a_redirect_without_an_answer_is_not_asked_for_again_before_a_look(centre: TwilioCentre, kind: str) -> None:
    agent = centre.agent()
    line = centre.caller()
    call = centre.call_by_sid(line.sid)
    before = redirects(centre)
    centre.cloud.do(lambda stage: stage.fail_rest(kind, "POST", f"/Calls/{line.sid}"))
    centre.act(agent, call.call_id, CallAction.ANSWER)
    centre.run()
    centre.wait(4)
    assert redirects(centre) == before + 1

    centre.wait(9)

    assert redirects(centre) == before + (1 if kind == "cut" else 2)
    assert centre.call(call.call_id).state is CallState.TALKING
    assert centre.heard(line.sid) == {"caller": {"agent"}, "agent": {"caller"}}


def test_a_telephone_that_is_not_wanted_any_more_is_found_by_its_number_and_another_call_to_it_is_not(
    centre: TwilioCentre,
) -> None:
    agent, number = centre.agent(), "+85261112222"
    with centre.open_work() as work:
        work.session.execute(sa.text("UPDATE agents SET endpoint = :number"), {"number": number})
    centre.cloud.do(lambda stage: stage.person(number, does="wait"))
    line = centre.caller()
    centre.act(agent, centre.call_by_sid(line.sid).call_id, CallAction.ANSWER)
    centre.run()
    assert number in centre.live_calls()
    lost = Leg("agent-lost", Role.AGENT, number, from_number="", state=LegState.SUBMITTED, dismissed=True)
    with centre.open_work() as work:
        rooms = RoomRepository(work.session)
        found = rooms.lock_room(line.sid)
        assert found is not None
        ring = next(each for each in found[1].legs if each.role is Role.AGENT)
        rooms.write(found[0], found[1], found[1].with_leg(lost))

    centre.provider.worker.work(line.sid)
    assert number in centre.live_calls(), "the call that is wanted was ended for the one that was not"

    # Where nobody knows that call, it is the one that was lost.
    with centre.open_work() as work:
        rooms = RoomRepository(work.session)
        found = rooms.lock_room(line.sid)
        assert found is not None
        room = found[1].with_leg(lost)
        rooms.write(found[0], found[1], room.with_leg(Leg(ring.label, Role.AGENT, state=LegState.LEFT)))
    centre.provider.worker.work(line.sid)
    centre.run()
    assert number not in centre.live_calls()


def test_a_telephone_that_has_called_in_is_known_before_it_joins_and_ended_with_its_caller(engine: sa.Engine) -> None:
    with opened_centre(engine, agent_leg=AgentLeg.SIP_DIAL_IN) as centre:
        agent = centre.agent()
        line = centre.caller()
        centre.act(agent, centre.call_by_sid(line.sid).call_id, CallAction.ANSWER)
        centre.run()
        with centre.open_work() as work:
            ticket = find_waiting_ticket(work.session, f"agent:{agent}", centre.clock.now())
        centre.cloud.do(lambda stage: stage.set_faults(lost=1.0))
        phone = centre.cloud.dial_in(f"sip:{ticket}@{DOMAIN}", f"sip:{agent}@{DOMAIN}")
        centre.cloud.advance(0.5)

        assert phone.sid in [each.call_sid for each in centre.room(line.sid).legs]
