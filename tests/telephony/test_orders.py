"""Orders to the carrier survive whoever was to carry them out, and a carrier that does not do them."""

import threading
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.orders import OrderFailure, order_failed
from telephony.contract import AgentAction, AgentState, CallAction, CallState, EndCause, SystemReason
from telephony.providers.base import Order, OrderKind, OrderOutcome
from telephony.providers.models import OutboxRow
from telephony.providers.outbox import OutboxRunner
from telephony.reconciling.rounds import Reconciler
from tests.telephony.support import Centre

WAIT_SECONDS = 20


def test_an_order_written_before_a_crash_is_carried_out_by_the_next_worker(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)  # committed; the worker that was to carry it out is gone

    OutboxRunner(centre.open_work, centre.deps, centre.carrier).run_due()

    centre.deliver()
    assert centre.call(call_id).state is CallState.TALKING


def test_an_order_whose_worker_died_after_the_carrier_took_it_is_not_done_twice(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)

    class DyingCarrier:
        name = centre.carrier.name
        verify = centre.carrier.verify
        read_report = centre.carrier.read_report

        def carry_out(self, order: Order) -> OrderOutcome:
            centre.carrier.carry_out(order)
            raise KeyboardInterrupt  # the process dies between the carrier's word and the commit

    with pytest.raises(KeyboardInterrupt):
        OutboxRunner(centre.open_work, centre.deps, DyingCarrier()).run_due()
    centre.run()

    first, second = centre.carrier.orders
    assert first.order_id == second.order_id
    assert len(centre.carrier.sent) == 2  # the arrival and one joining
    assert centre.call(call_id).state is CallState.TALKING


def test_two_workers_carry_out_each_order_once_and_those_of_a_call_in_order(centre: Centre) -> None:
    agents = [centre.agent() for _ in range(6)]
    calls = [centre.ring() for _ in agents]
    for agent, call_id in zip(agents, calls, strict=True):
        centre.act(agent, call_id, CallAction.ANSWER)
        centre.act(agent, call_id, CallAction.HANG_UP)
    together = threading.Barrier(2)
    taken: dict[str, list[UUID]] = {}

    class Watched:
        name = centre.carrier.name
        verify = centre.carrier.verify
        read_report = centre.carrier.read_report

        def __init__(self) -> None:
            self.first = True

        def carry_out(self, order: Order) -> OrderOutcome:
            if self.first:  # both hold an order at the same moment
                self.first = False
                together.wait(WAIT_SECONDS)
            taken.setdefault(threading.current_thread().name, []).append(order.order_id)
            return centre.carrier.carry_out(order)

    threads = [
        threading.Thread(target=OutboxRunner(centre.open_work, centre.deps, Watched()).run_due) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)

    assert len(taken) == 2
    orders = centre.carrier.orders
    assert len({order.order_id for order in orders}) == len(orders) == 12
    for call_id in calls:
        sid = centre.call(call_id).call_sid
        kinds = [order.kind for order in orders if order.call_sid == sid]
        assert kinds == [OrderKind.JOIN_AGENT, OrderKind.END_CALL]


def test_a_carrier_that_comes_back_in_time_gets_the_order(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.ANSWER)
    for _ in range(5):
        centre.run()
        centre.clock.advance(1)
    centre.carrier.away = False
    centre.clock.advance(6)
    centre.run()

    assert centre.call(call_id).state is CallState.TALKING


def test_a_call_whose_agent_cannot_be_joined_goes_back_with_its_place(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    enqueued_at = centre.call(call_id).enqueued_at
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.clock.advance(15)
    centre.run()

    desk = centre.desk(agent)
    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, SystemReason.CONNECTION)
    assert desk.call is None
    call = centre.call(call_id)
    assert (call.state, call.agent_id, call.enqueued_at) == (CallState.QUEUED, None, enqueued_at)
    assert centre.host.returned == [(call_id, agent)]

    centre.carrier.away = False
    for _ in range(10):
        centre.clock.advance(5)
        centre.run()
    room = centre.carrier.carrier.find_room(call.call_sid)
    assert room is not None
    assert room.state() == "waiting"  # the line that was joined late was taken out again


def test_a_late_joining_of_the_first_agent_does_not_connect_the_second(centre: Centre) -> None:
    first, second = centre.agent(), centre.agent(ready=False)
    call_id = centre.ring()
    centre.carrier.away = True
    centre.act(first, call_id, CallAction.ANSWER)
    centre.clock.advance(15)
    centre.run()
    centre.go(second, AgentAction.GO_READY)
    centre.act(second, call_id, CallAction.ANSWER)
    centre.carrier.away = False
    centre.clock.advance(5)
    centre.run()

    call = centre.call(call_id)
    room = centre.carrier.carrier.find_room(call.call_sid)
    assert room is not None
    assert (call.state, call.agent_id) == (CallState.TALKING, second)
    assert room.parties["agent"].endpoint == f"agent:{second}"


def test_a_hold_the_carrier_never_took_is_given_up_and_the_talk_goes_on(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.HOLD)
    for _ in range(12):
        centre.run()
        centre.clock.advance(5)

    call = centre.desk(agent).call
    assert call is not None
    assert (call.state, call.pending) == (CallState.TALKING, None)
    assert CallAction.HOLD in call.allowed


def test_a_call_the_carrier_has_lost_ends_for_everybody(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.carrier.lose_everything()

    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.run()

    desk = centre.desk(agent)
    assert desk.agent.state is AgentState.WRAP_UP
    assert desk.call is not None
    assert desk.call.end_cause is EndCause.CARRIER_FAILED


def test_hanging_up_while_the_carrier_is_away_frees_the_agent_after_a_while(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.HANG_UP)
    for _ in range(8):
        centre.run()
        centre.clock.advance(5)
    assert centre.desk(agent).agent.state is AgentState.WRAP_UP

    centre.carrier.away = False  # and the line is still closed when the carrier is back
    centre.clock.advance(5)
    centre.run()
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert room.state() == "ended"


def test_an_order_lost_to_the_callers_hanging_up_leaves_the_cause_to_the_report(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.carrier.hang_up(centre.call(call_id).call_sid)
    centre.act(agent, call_id, CallAction.HOLD)
    assert centre.outbox.run_due() == 1  # the carrier says: that call has ended; its report is still on the way
    assert centre.call(call_id).state is CallState.TALKING

    centre.run()

    assert centre.call(call_id).end_cause is EndCause.CALLER_HUNG_UP


def test_an_order_that_fails_is_put_off_and_does_not_stop_the_others(centre: Centre) -> None:
    agents = [centre.agent() for _ in range(2)]
    calls = [centre.ring() for _ in agents]
    for agent, call_id in zip(agents, calls, strict=True):
        centre.act(agent, call_id, CallAction.ANSWER)
    broken = centre.call(calls[0]).call_sid

    class Odd:
        name = centre.carrier.name
        verify = centre.carrier.verify
        read_report = centre.carrier.read_report

        def carry_out(self, order: Order) -> OrderOutcome:
            if order.call_sid == broken:
                raise LookupError
            return centre.carrier.carry_out(order)

    OutboxRunner(centre.open_work, centre.deps, Odd()).run_due()
    centre.deliver()

    assert centre.call(calls[0]).state is CallState.CONNECTING
    assert centre.call(calls[1]).state is CallState.TALKING


def test_an_order_that_never_can_be_dealt_with_is_given_up_and_the_calls_later_orders_run(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)

    class Odd:
        name = centre.carrier.name
        verify = centre.carrier.verify
        read_report = centre.carrier.read_report
        broken = OrderKind.HOLD

        def carry_out(self, order: Order) -> OrderOutcome:
            if order.kind is self.broken:
                raise LookupError
            return centre.carrier.carry_out(order)

    odd = Odd()
    runner = OutboxRunner(centre.open_work, centre.deps, odd)
    centre.act(agent, call_id, CallAction.HOLD)
    for _ in range(8):
        runner.run_due()
        centre.clock.advance(5)
    call = centre.desk(agent).call
    assert call is not None
    assert (call.state, call.pending) == (CallState.TALKING, None)
    centre.act(agent, call_id, CallAction.MUTE)
    runner.run_due()
    assert centre.carrier.orders[-1].kind is OrderKind.MUTE

    odd.broken = OrderKind.END_CALL  # to end is tried on; but whoever asked for it is free
    centre.deliver()
    centre.act(agent, call_id, CallAction.HANG_UP)
    for _ in range(8):
        runner.run_due()
        centre.clock.advance(5)
    assert centre.desk(agent).agent.state is AgentState.WRAP_UP
    odd.broken = OrderKind.DIAL
    runner.run_due()
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert room.state() == "ended"
    with Session(centre.engine) as session:
        assert all(row.done_at is not None and row.attempts > 0 for row in session.scalars(sa.select(OutboxRow)))


def test_every_order_stays_written_with_how_it_went(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)

    with Session(centre.engine) as session:
        (row,) = session.scalars(sa.select(OutboxRow)).all()
    assert (row.attempts, row.failure) == (1, "")
    assert row.done_at is not None


def test_a_call_that_is_hung_up_while_it_is_joined_ends_though_the_carriers_word_is_lost(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.outbox.run_due()
    centre.carrier.reports.clear()  # that the line was joined, and that the call has ended
    reconciler = Reconciler(centre.open_work, centre.deps, centre.carrier, centre.clock.now)

    for _ in range(2):
        centre.clock.advance(centre.settings.connect_seconds + 1)
        centre.timers.run_due()
        assert not reconciler.look_at_database(now=True), "a timer was still set"
    reconciler.look_at_carrier(now=True)

    assert centre.desk(agent).agent.state is AgentState.WRAP_UP


def test_a_call_that_is_hung_up_before_its_agent_was_joined_rings_at_nobody_else(centre: Centre) -> None:
    first, second = centre.agent(), centre.agent()
    call_id = centre.ring()
    centre.carrier.away = True
    centre.act(first, call_id, CallAction.ANSWER)
    centre.run()
    centre.act(first, call_id, CallAction.HANG_UP)
    with centre.open_work() as work:
        endpoint = AgentRepository(work.session).get_agent(first).endpoint
        order_failed(
            work.session, centre.deps(work.journal), call_id, OrderKind.JOIN_AGENT, endpoint, OrderFailure.REFUSED
        )

    assert centre.desk(second).offer is None
    centre.carrier.away = False
    centre.clock.advance(6)
    centre.run()
    ended = centre.call(call_id)
    assert (ended.state, ended.end_cause) == (CallState.ENDED, EndCause.AGENT_HUNG_UP)
