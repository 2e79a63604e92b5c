"""Whatever contradicts itself, in the database or beside the carrier's rooms, is set right, kept and counted."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.contract import AgentState, CallAction, CallState, EndCause, SystemReason
from telephony.providers.base import Order, OrderKind
from telephony.reconciling.models import MendRow
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.states import Finding
from tests.telephony.support import Centre


@pytest.fixture
def reconciler(centre: Centre) -> Reconciler:
    return reconciler_of(centre)


def reconciler_of(centre: Centre) -> Reconciler:
    return Reconciler(centre.open_work, centre.deps, centre.carrier, centre.clock.now)


def hand(centre: Centre, statement: str, **values: object) -> None:
    """Do to the tables what no use case would."""
    with centre.engine.begin() as connection:
        connection.execute(sa.text(statement), values)


def agent_of(centre: Centre, agent_id: UUID) -> AgentRow:
    with Session(centre.engine) as session:
        return session.get_one(AgentRow, agent_id)


def mended(centre: Centre) -> list[Finding]:
    with Session(centre.engine) as session:
        return list(session.scalars(sa.select(MendRow.finding).order_by(MendRow.at, MendRow.finding)))


END_CALL = "UPDATE calls SET state = 'ended', ended_at = :at, version = version + 1 WHERE call_id = :call_id"
QUEUE_CALL = "UPDATE calls SET state = 'queued', agent_id = NULL, version = version + 1 WHERE call_id = :call_id"
END_OFFER = "UPDATE offers SET outcome = 'withdrawn', ended_at = :at, payload = NULL WHERE outcome = 'open'"


def test_nothing_is_found_in_a_centre_at_work(centre: Centre, reconciler: Reconciler) -> None:
    agents = [centre.agent() for _ in range(3)]
    centre.answered(agents[0])
    call_id = centre.answered(agents[1])
    centre.caller_hangs_up(call_id)
    centre.ring()
    centre.ring()
    centre.clock.advance(8)

    assert reconciler.look_at_database(now=True) == reconciler.look_at_carrier(now=True) == 0
    assert mended(centre) == []
    assert centre.carrier.looked_up == []


def test_an_agent_on_a_call_that_has_ended_goes_to_wrap_up(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    hand(centre, END_CALL, call_id=call_id, at=centre.clock.now())

    assert reconciler.look_at_database(now=True) == 1

    assert (agent_of(centre, agent_id).state, agent_of(centre, agent_id).call_id) == (AgentState.WRAP_UP, call_id)
    assert mended(centre) == [Finding.AGENT_ON_ENDED_CALL]
    assert reconciler.counts == {"agent_on_ended_call": 1}
    assert centre.finish(agent_id, call_id).agent.state is AgentState.READY


def test_an_agent_held_by_a_call_that_is_not_theirs_is_freed(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    hand(centre, QUEUE_CALL, call_id=call_id)

    reconciler.look_at_database(now=True)

    agent = agent_of(centre, agent_id)
    assert (agent.state, agent.given_reason) == (AgentState.NOT_READY, SystemReason.CONNECTION)
    assert centre.desk(agent_id).call is None
    assert Finding.AGENT_ON_OTHERS_CALL in mended(centre)


def test_a_call_whose_agent_says_something_else_gets_its_agent_back(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    hand(
        centre,
        "UPDATE agents SET state = 'ready', call_id = NULL, wrap_up = NULL, version = version + 1"
        " WHERE agent_id = :agent_id",
        agent_id=agent_id,
    )
    second = centre.ring()  # rings at the agent, who is on a call
    assert centre.desk(agent_id).offer is not None

    reconciler.look_at_database(now=True)

    assert (agent_of(centre, agent_id).state, agent_of(centre, agent_id).call_id) == (AgentState.ON_CALL, call_id)
    assert centre.call(second).state is CallState.QUEUED
    assert mended(centre) == [Finding.CALL_WITHOUT_ITS_AGENT]


def test_a_call_that_rings_nowhere_and_the_agent_it_held_are_both_free_again(
    centre: Centre, reconciler: Reconciler
) -> None:
    agent_id = centre.agent()
    call_id = centre.ring()
    before = centre.call(call_id).enqueued_at
    hand(centre, END_OFFER, at=centre.clock.now())

    reconciler.look_at_database(now=True)

    assert sorted(mended(centre)) == [Finding.AGENT_RESERVED_FOR_NOTHING, Finding.CALL_RINGS_NOWHERE]
    offer = centre.desk(agent_id).offer
    assert offer is not None
    assert offer.call_id == call_id
    assert centre.call(call_id).enqueued_at == before


@pytest.mark.parametrize("statement", [END_CALL, QUEUE_CALL])
def test_an_offer_without_a_ringing_call_ends(centre: Centre, reconciler: Reconciler, statement: str) -> None:
    agent_id = centre.agent()
    call_id = centre.ring()
    values = {"at": centre.clock.now()} if statement is END_CALL else {}
    hand(centre, statement, call_id=call_id, **values)

    reconciler.look_at_database(now=True)

    assert mended(centre)[0] is Finding.OFFER_WITHOUT_RINGING_CALL
    offer = centre.desk(agent_id).offer
    assert (offer is None) is (statement is END_CALL)  # one that waits is offered anew


def test_an_offer_that_does_not_hold_its_agent_goes_back(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.ring()
    hand(centre, "UPDATE agents SET offer_id = NULL WHERE agent_id = :agent_id", agent_id=agent_id)

    reconciler.look_at_database(now=True)

    assert mended(centre) == [Finding.OFFER_WITHOUT_AGENT]
    offer = centre.desk(agent_id).offer
    assert offer is not None
    assert offer.call_id == call_id


def test_offers_and_joins_that_would_last_for_ever_run_out(centre: Centre, reconciler: Reconciler) -> None:
    first, second = centre.agent(), centre.agent()
    ringing = centre.ring()
    joining = centre.ring()
    centre.carrier.away = True
    centre.act(second, joining, CallAction.ANSWER)
    hand(centre, "DELETE FROM timers")

    reconciler.look_at_database(now=True)
    assert sorted(mended(centre)) == [Finding.CONNECTING_WITHOUT_TIMER, Finding.OFFER_WITHOUT_TIMER]
    centre.clock.advance(21)
    centre.timers.run_due()

    assert agent_of(centre, first).misses == 1
    assert agent_of(centre, second).state is AgentState.NOT_READY
    assert {centre.call(ringing).agent_id, centre.call(joining).agent_id} == {None}


def test_a_timer_that_nobody_runs_is_run(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(29)
    assert reconciler.look_at_database(now=True) == 0
    centre.clock.advance(2)

    reconciler.look_at_database(now=True)

    assert mended(centre) == [Finding.TIMER_NOT_RUN]
    assert agent_of(centre, agent_id).misses == 1
    offer = centre.desk(agent_id).offer  # nobody else is there
    assert offer is not None
    assert (offer.call_id, offer.offered_at) == (call_id, centre.clock.now())


def test_a_call_that_was_forgotten_while_somebody_is_free_is_offered(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent(ready=False)
    call_id = centre.ring()
    hand(
        centre,
        "UPDATE agents SET state = 'ready', system_reason = NULL, version = version + 1 WHERE agent_id = :agent_id",
        agent_id=agent_id,
    )
    centre.clock.advance(11)

    reconciler.look_at_database(now=True)

    offer = centre.desk(agent_id).offer
    assert offer is not None
    assert offer.call_id == call_id
    assert mended(centre) == [Finding.CALL_NOT_OFFERED]


def test_a_lost_report_is_looked_up_once_and_only_for_the_call_that_looks_wrong(
    centre: Centre, reconciler: Reconciler
) -> None:
    agents = [centre.agent() for _ in range(3)]
    for agent_id in agents[:2]:
        centre.answered(agent_id)
    lost = centre.answered(agents[2])
    sid = centre.call(lost).call_sid
    centre.carrier.hang_up(sid)
    centre.carrier.reports.clear()
    assert reconciler.look_at_carrier(now=True) == 0  # it may be on its way
    centre.clock.advance(6)

    assert reconciler.look_at_carrier(now=True) == 1

    call = centre.call(lost)
    assert (call.state, call.end_cause) == (CallState.ENDED, EndCause.CALLER_HUNG_UP)
    assert call.talk_seconds == 0  # it ended when the carrier says, not when we found out
    assert agent_of(centre, agents[2]).state is AgentState.WRAP_UP
    assert centre.carrier.looked_up == [sid]
    assert reconciler.look_at_carrier(now=True) == 0
    assert not centre.report(centre.carrier.sent[-1])  # should it come after all


def test_a_caller_of_whom_nobody_was_told_gets_to_an_agent(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    sid = centre.carrier.ring("+85291234567")
    centre.carrier.reports.clear()
    centre.clock.advance(6)

    reconciler.look_at_carrier(now=True)

    offer = centre.desk(agent_id).offer
    assert offer is not None
    assert offer.call_id == centre.call_by_sid(sid).call_id
    assert mended(centre) == [Finding.ROOM_UNKNOWN]


def test_a_hold_that_the_carrier_did_and_never_told_is_seen(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    centre.act(agent_id, call_id, CallAction.HOLD)
    centre.outbox.run_due()
    centre.carrier.reports.clear()
    centre.clock.advance(6)

    reconciler.look_at_carrier(now=True)

    assert (centre.call(call_id).state, centre.call(call_id).pending) == (CallState.HELD, None)
    assert mended(centre) == [Finding.REPORT_MISSING]


def test_a_carrier_that_lost_every_call_ends_them_all(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id, waiting = centre.answered(agent_id), centre.ring()
    centre.carrier.lose_everything()
    centre.clock.advance(6)

    assert reconciler.look_at_carrier(now=True) == 2

    assert {centre.call(each).end_cause for each in (call_id, waiting)} == {EndCause.CARRIER_FAILED}
    assert agent_of(centre, agent_id).state is AgentState.WRAP_UP


def carrier_does(kind: OrderKind, endpoint: str) -> Callable[[Centre, str], None]:
    """Do at the carrier what we did not ask for, and tell us in order."""

    def do(centre: Centre, sid: str) -> None:
        order = Order(uuid4(), sid, kind, endpoint)
        _, report = centre.carrier.carrier.carry_out(order, centre.clock.now())
        assert report is not None
        centre.report(report)

    return do


def test_a_line_that_does_not_belong_in_a_room_is_taken_out(centre: Centre, reconciler: Reconciler) -> None:
    waiting = centre.ring()
    sid = centre.call(waiting).call_sid
    carrier_does(OrderKind.JOIN_AGENT, "agent:stranger")(centre, sid)
    centre.clock.advance(6)

    reconciler.look_at_carrier(now=True)
    centre.run()

    room = centre.carrier.carrier.find_room(sid)
    assert room is not None
    assert room.state() == "waiting"
    assert mended(centre) == [Finding.STRANGER_IN_ROOM]


def test_a_caller_left_alone_by_the_line_hears_their_agent_again(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    sid = centre.call(call_id).call_sid
    carrier_does(OrderKind.REMOVE_AGENT, agent_of(centre, agent_id).endpoint)(centre, sid)
    centre.clock.advance(6)

    reconciler.look_at_carrier(now=True)
    centre.run()

    room = centre.carrier.carrier.find_room(sid)
    assert room is not None
    assert room.state() == "connected"
    assert mended(centre) == [Finding.CALLER_ALONE]


def test_a_room_that_lives_on_after_its_call_is_ended(centre: Centre, reconciler: Reconciler) -> None:
    call_id = centre.ring()
    hand(centre, END_CALL, call_id=call_id, at=centre.clock.now())
    centre.clock.advance(6)

    reconciler.look_at_carrier(now=True)
    centre.run()

    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert room.state() == "ended"


def test_a_carrier_that_does_not_answer_changes_nothing_and_is_counted(centre: Centre, reconciler: Reconciler) -> None:
    call_id = centre.ring()
    centre.clock.advance(60)
    centre.carrier.away = True

    assert reconciler.look_at_carrier(now=True) == 0

    assert centre.call(call_id).state is CallState.QUEUED
    assert reconciler.counts == {"carrier_away": 1}


def test_several_servers_share_the_rounds_and_set_each_thing_right_once(centre: Centre) -> None:
    first, second = reconciler_of(centre), reconciler_of(centre)
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    assert first.look_at_database() == 0
    hand(centre, END_CALL, call_id=call_id, at=centre.clock.now())

    assert second.look_at_database() == 0  # this round was the first one's
    centre.clock.advance(10)
    assert second.look_at_database() == 1
    assert first.look_at_database() == 0
    assert first.look_at_database(now=True) == 0
    assert mended(centre) == [Finding.AGENT_ON_ENDED_CALL]


def test_one_thing_that_cannot_be_set_right_does_not_stand_before_the_others(
    centre: Centre, reconciler: Reconciler
) -> None:
    first, second = centre.agent(), centre.agent()
    calls = [centre.answered(first), centre.answered(second)]
    for call_id in calls:
        hand(centre, END_CALL, call_id=call_id, at=centre.clock.now())
    hand(centre, "UPDATE agents SET since_at = 'infinity' WHERE agent_id = :agent_id", agent_id=first)

    assert reconciler.look_at_database(now=True) == 1

    assert reconciler.counts == {"not_mended": 1, "agent_on_ended_call": 1}
    assert agent_of(centre, second).state is AgentState.WRAP_UP


def test_a_clock_that_is_set_back_stops_no_rounds(centre: Centre, reconciler: Reconciler) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    reconciler.look_at_database()
    centre.clock.at -= timedelta(hours=3)
    hand(centre, END_CALL, call_id=call_id, at=centre.clock.now())

    assert reconciler.look_at_database() == 1
