"""An agent calls a customer: the agent is busy from the moment they dial, and never left with a call that is over."""

import pytest
import sqlalchemy as sa

from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallDirection,
    CallState,
    ChosenReason,
    EndCause,
)
from telephony.errors import (
    AgentTransitionRefusedError,
    CallIsRingingError,
    NumberNotCallableError,
    OutgoingNumberUnknownError,
)
from telephony.outgoing.numbers import numbers_for
from telephony.outgoing.service import call_number
from telephony.providers.base import EndedBy, OrderKind
from telephony.settings import OutgoingNumber
from tests.telephony.support import HOTLINE, Centre

LOANS_LINE = OutgoingNumber(code="loans", number="+85228881111", name={"en": "Loans"}, queues=("loans",))


def test_an_agent_calls_a_customer_talks_and_wraps_up(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.dial(agent)
    assert centre.desk(agent).agent.state is AgentState.ON_CALL

    centre.run()
    assert centre.call(call_id).state is CallState.DIALLING
    sid = centre.call(call_id).call_sid
    centre.carrier.alert(sid)
    centre.run()
    assert centre.call(call_id).state is CallState.ALERTING
    centre.clock.advance(7)
    centre.carrier.answer(sid)
    centre.run()
    desk = centre.desk(agent)
    assert desk.call is not None
    assert (desk.call.state, desk.call.direction) == (CallState.TALKING, CallDirection.OUTBOUND)
    assert desk.call.outgoing_number == HOTLINE.number
    assert desk.call.allowed == {
        CallAction.HOLD, CallAction.MUTE, CallAction.HANG_UP, CallAction.CONSULT, CallAction.SEND_DIGITS,
    }  # fmt: skip

    centre.clock.advance(60)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.run()
    call = centre.call(call_id)
    assert (call.end_cause, call.talk_seconds) == (EndCause.AGENT_HUNG_UP, 60)
    assert centre.desk(agent).agent.state is AgentState.WRAP_UP


def test_the_carrier_is_told_whom_to_call_from_which_number_and_how_long(centre: Centre) -> None:
    centre.dial(centre.agent(), "+85261234182")
    centre.run()

    (order,) = centre.carrier.orders
    assert order.kind is OrderKind.DIAL
    assert (order.to_number, order.from_number, order.ring_seconds) == ("+85261234182", HOTLINE.number, 45)


@pytest.mark.parametrize(
    ("why", "cause"),
    [
        (EndedBy.BUSY, EndCause.BUSY),
        (EndedBy.NO_ANSWER, EndCause.NO_ANSWER),
        (EndedBy.DECLINED, EndCause.DECLINED),
        (EndedBy.UNREACHABLE, EndCause.UNREACHABLE),
        (EndedBy.CARRIER, EndCause.CARRIER_FAILED),
    ],
)
def test_each_way_of_not_being_reached_has_its_cause(centre: Centre, why: EndedBy, cause: EndCause) -> None:
    agent = centre.agent()
    call_id = centre.dial(agent)
    centre.run()
    centre.carrier.refuse(centre.call(call_id).call_sid, why)
    centre.run()

    assert centre.call(call_id).end_cause is cause
    assert centre.desk(agent).agent.state is AgentState.WRAP_UP


def test_an_agent_may_cancel_while_it_rings(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.dial(agent)
    centre.run()
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.run()

    assert centre.call(call_id).end_cause is EndCause.CANCELLED
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert room.state() == "ended"


def test_nobody_is_called_by_one_to_whom_a_call_rings(centre: Centre) -> None:
    agent = centre.agent()
    centre.ring()

    with pytest.raises(CallIsRingingError):
        centre.dial(agent)


def test_no_call_is_offered_to_one_who_dials(centre: Centre) -> None:
    agent = centre.agent()
    centre.dial(agent)
    waiting = centre.ring()

    assert centre.call(waiting).state is CallState.QUEUED


def test_one_who_wraps_up_finishes_that_first(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)

    with pytest.raises(AgentTransitionRefusedError):
        centre.dial(agent)


def test_who_was_on_a_break_is_on_a_break_after_the_call(centre: Centre) -> None:
    agent = centre.agent()
    centre.go(agent, AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    call_id = centre.dial(agent)
    centre.run()
    centre.carrier.refuse(centre.call(call_id).call_sid, EndedBy.BUSY)
    centre.run()
    centre.choose(agent, call_id)
    desk = centre.finish(agent, call_id)

    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, ChosenReason.LUNCH)


def test_the_server_gives_up_a_call_of_which_the_carrier_says_nothing(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.dial(agent)
    centre.outbox.run_due()
    centre.carrier.reports.clear()  # lost on the way
    centre.clock.advance(60)
    centre.timers.run_due()

    assert centre.call(call_id).end_cause is EndCause.CARRIER_FAILED
    assert centre.desk(agent).agent.state is AgentState.WRAP_UP
    centre.run()
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert room.state() == "ended", "nobody answers to nobody"


def test_a_dial_that_waited_too_long_rings_at_nobody(centre: Centre) -> None:
    call_id = centre.dial(centre.agent())
    centre.clock.advance(31)  # the server was down
    centre.run()

    assert centre.call(call_id).end_cause is EndCause.CARRIER_FAILED
    assert [order.kind for order in centre.carrier.orders] == [OrderKind.END_CALL]


def test_an_answer_that_overtakes_the_ringing_counts_and_the_ringing_no_more(centre: Centre) -> None:
    call_id = centre.dial(centre.agent())
    centre.outbox.run_due()
    sid = centre.call(call_id).call_sid
    centre.carrier.alert(sid)
    centre.carrier.answer(sid)
    for report in reversed(centre.carrier.reports):
        centre.report(report)

    assert centre.call(call_id).state is CallState.TALKING


def test_a_room_of_ours_that_no_table_knows_makes_no_caller(centre: Centre) -> None:
    centre.dial(centre.agent())
    centre.outbox.run_due()
    with centre.engine.begin() as connection:
        connection.execute(sa.text("UPDATE agents SET state = 'offline', call_id = NULL, wrap_up = NULL"))
        connection.execute(sa.text("DELETE FROM calls"))
    centre.deliver()

    with centre.engine.begin() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM calls")).scalar_one() == 0


def test_our_own_numbers_and_nonsense_are_not_called(centre: Centre) -> None:
    agent = centre.agent()
    for number in (HOTLINE.number, "", "abc"):
        with pytest.raises(NumberNotCallableError):
            centre.dial(agent, number)


def test_a_number_of_ours_that_is_none_is_refused(centre: Centre) -> None:
    agent = centre.agent()
    with pytest.raises(OutgoingNumberUnknownError):
        centre.do(
            lambda session, deps: call_number(
                session, deps, agent, "+85261234182", outgoing_code="other", provider="simulator"
            )
        )


def test_numbers_of_queues_are_for_those_who_serve_one_of_them() -> None:
    numbers = (LOANS_LINE, HOTLINE)

    assert numbers_for(numbers, ["cards"]) == (HOTLINE,)
    assert numbers_for(numbers, ["cards", "loans"]) == numbers
