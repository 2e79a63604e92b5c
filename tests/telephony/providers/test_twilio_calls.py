"""A call over Twilio, from the first ring to the end: what the product's tables say, and who hears whom at Twilio."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from telephony.contract import CallAction, CallState, EndCause
from telephony.providers.twilio.lines import AgentLeg
from telephony.providers.twilio.tickets import find_waiting_ticket
from tests.telephony.providers.twilio_centre import DOMAIN, TwilioCentre, opened_centre

TALK = {"caller": {"agent"}, "agent": {"caller"}}


@pytest.fixture
def centre(engine: sa.Engine) -> Iterator[TwilioCentre]:
    with opened_centre(engine) as centre:
        yield centre
        assert centre.cloud.problems == []


def test_a_caller_is_queued_answered_held_muted_and_hung_up(centre: TwilioCentre) -> None:
    agent = centre.agent()
    line = centre.caller()
    call = centre.call_by_sid(line.sid)
    assert call.state is CallState.RINGING

    centre.act(agent, call.call_id, CallAction.ANSWER)
    centre.run()
    assert centre.call(call.call_id).state is CallState.TALKING
    assert centre.heard(line.sid) == TALK

    centre.act(agent, call.call_id, CallAction.HOLD)
    centre.run()
    assert centre.call(call.call_id).state is CallState.HELD
    assert centre.heard(line.sid) == {"caller": set(), "agent": set()}
    centre.act(agent, call.call_id, CallAction.RESUME)
    centre.run()
    assert centre.heard(line.sid) == TALK

    centre.act(agent, call.call_id, CallAction.MUTE)
    centre.run()
    assert centre.heard(line.sid) == {"caller": set(), "agent": {"caller"}}

    centre.act(agent, call.call_id, CallAction.HANG_UP)
    centre.run()
    ended = centre.call(call.call_id)
    assert (ended.state, ended.end_cause) == (CallState.ENDED, EndCause.AGENT_HUNG_UP)
    assert not any(each.live for each in centre.cloud.world.calls.values())


def test_a_caller_who_hangs_up_in_the_queue_has_abandoned(centre: TwilioCentre) -> None:
    line = centre.caller()
    line.hang_up()
    centre.run()

    ended = centre.call_by_sid(line.sid)
    assert (ended.state, ended.end_cause) == (CallState.ENDED, EndCause.ABANDONED_WAITING)


def test_an_agents_telephone_calls_in_with_its_ticket_and_nobody_else_does(engine: sa.Engine) -> None:
    with opened_centre(engine, agent_leg=AgentLeg.SIP_DIAL_IN) as centre:
        agent = centre.agent()
        line = centre.caller()
        call = centre.call_by_sid(line.sid)
        centre.act(agent, call.call_id, CallAction.ANSWER)
        centre.run()
        with centre.open_work() as work:
            ticket = find_waiting_ticket(work.session, f"agent:{agent}", centre.clock.now())
        assert ticket

        centre.cloud.dial_in(f"sip:nobody@{DOMAIN}", "sip:somebody@elsewhere.test")
        centre.run()
        assert centre.call(call.call_id).state is CallState.CONNECTING
        first = centre.cloud.dial_in(f"sip:{ticket}@{DOMAIN}", f"sip:{agent}@{DOMAIN}")
        centre.run()
        second = centre.cloud.dial_in(f"sip:{ticket}@{DOMAIN}", "sip:thief@elsewhere.test")
        centre.run()

        assert centre.call(call.call_id).state is CallState.TALKING
        assert (first.status, second.status) == ("in-progress", "completed")
        assert centre.heard(line.sid) == TALK
