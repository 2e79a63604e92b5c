"""What is due survives whoever was to do it: orders, timers, reports."""

import threading
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.reports import receive_report
from telephony.contract import AgentAction, AgentState, CallAction, CallState, EndCause, NotReadyReason
from telephony.deps import Deps
from telephony.providers.base import Order, OrderKind, OrderOutcome
from telephony.providers.models import InboxRow, OutboxRow
from telephony.providers.outbox import OutboxRunner
from telephony.timers import worker as timer_worker
from telephony.timers.actions import act_on_timer
from telephony.timers.models import TimerKind, TimerRow
from telephony.timers.worker import TimerRunner
from telephony.worker import Worker
from tests.telephony.support import NINE, Centre

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
    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, NotReadyReason.CONNECTION)
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


def test_a_timer_is_acted_on_once_whoever_gets_there_first(centre: Centre) -> None:
    agent = centre.agent()
    centre.ring()
    centre.clock.advance(20)
    runners = [TimerRunner(centre.open_work, centre.deps) for _ in range(3)]
    done: list[int] = []
    threads = [threading.Thread(target=lambda runner=runner: done.append(runner.run_due())) for runner in runners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)

    assert sorted(done) == [0, 0, 1]
    assert centre.desk(agent).agent.misses == 1


def test_timers_that_became_due_while_no_server_ran_are_acted_on_at_the_start(centre: Centre) -> None:
    agent = centre.agent()
    centre.ring()
    centre.clock.advance(3600)

    TimerRunner(centre.open_work, centre.deps).run_due()

    assert centre.desk(agent).agent.misses >= 1


def test_an_answered_offer_leaves_no_timer_behind(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)

    with Session(centre.engine) as session:
        assert session.scalars(sa.select(TimerRow)).all() == []


def test_a_timer_of_an_offer_that_is_no_more_does_not_stop_the_others(centre: Centre) -> None:
    agent = centre.agent()
    centre.ring()
    centre.clock.advance(20)

    broken = uuid4()
    with centre.open_work() as work:
        work.session.execute(
            sa.text("INSERT INTO timers (timer_id, kind, subject_id, due_at) VALUES (:id, 'offer_expires', :id, :at)"),
            {"id": broken, "at": centre.clock.now().replace(year=2020)},
        )
    assert centre.timers.run_due() == 1
    assert centre.desk(agent).agent.misses == 1


def test_a_timer_that_fails_is_put_off_and_does_not_stop_the_others(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = centre.agent()
    centre.ring()
    centre.clock.advance(20)
    broken = uuid4()
    with centre.open_work() as work:
        timer = TimerRow(timer_id=broken, kind=TimerKind.DISPATCH, subject_id=uuid4(), due_at=NINE)
        work.session.add(timer)

    def act_or_fail(session: Session, deps: Deps, timer_id: UUID, kind: TimerKind, subject_id: UUID) -> bool:
        if timer_id == broken:
            raise LookupError
        return act_on_timer(session, deps, timer_id, kind, subject_id)

    monkeypatch.setattr(timer_worker, "act_on_timer", act_or_fail)
    assert centre.timers.run_due() == 1
    assert centre.desk(agent).agent.misses == 1
    with Session(centre.engine) as session:
        put_off = session.get_one(TimerRow, broken).due_at
    assert put_off == centre.clock.now() + timer_worker.RETRY_AFTER


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


def test_a_report_is_stored_and_applied_once(centre: Centre) -> None:
    agent = centre.agent()
    centre.ring()
    (arrival,) = centre.carrier.sent
    before = centre.desk(agent)

    assert not centre.report(arrival)

    assert centre.desk(agent) == before
    with Session(centre.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(InboxRow)) == 1


def test_a_call_whose_end_overtook_its_arrival_rings_at_nobody(centre: Centre) -> None:
    agent = centre.agent()
    sid = centre.carrier.ring("+85291234567")
    centre.carrier.hang_up(sid)
    arrival, end = centre.carrier.reports
    centre.carrier.reports.clear()

    centre.report(end)
    centre.report(arrival)

    assert centre.desk(agent).offer is None
    call = centre.call_by_sid(sid)
    assert (call.state, call.end_cause) == (CallState.ENDED, EndCause.ABANDONED_WAITING)
    assert call.caller_number == "+85291234567"


def test_the_same_report_at_two_servers_at_once_makes_one_call(centre: Centre) -> None:
    centre.carrier.ring("+85291234567")
    (arrival,) = centre.carrier.reports
    threads = [threading.Thread(target=centre.report, args=(arrival,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)

    with Session(centre.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CallRow)) == 1


def test_a_report_that_comes_late_keeps_the_time_at_which_it_happened(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.clock.advance(10)
    centre.carrier.hang_up(centre.call(call_id).call_sid)
    centre.clock.advance(25)  # the server was away
    centre.run()

    call = centre.call(call_id)
    assert call.talk_seconds == 10
    planned_end_at = centre.desk(agent).agent.planned_end_at
    assert planned_end_at is not None
    assert (planned_end_at - centre.clock.now()).total_seconds() == 60


def test_a_failure_in_applying_a_report_forgets_it_so_that_the_carrier_brings_it_again(centre: Centre) -> None:
    centre.carrier.ring("+85291234567")
    (arrival,) = centre.carrier.reports

    def receive_and_fail() -> None:
        with centre.open_work() as work:
            receive_report(work.session, centre.deps(work.journal), "simulator", arrival)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        receive_and_fail()
    assert centre.report(arrival)


def test_a_worker_does_what_is_due_when_woken_and_stops_when_told() -> None:
    ran = threading.Event()
    failed_once = threading.Event()

    def run_due() -> int:
        if not failed_once.is_set():
            failed_once.set()
            raise RuntimeError
        ran.set()
        return 0

    worker = Worker("tried", run_due, poll_seconds=0.01)
    worker.start()
    worker.wake()
    assert ran.wait(WAIT_SECONDS)  # a failure has not ended it
    worker.stop()
    assert not worker.is_alive


def test_every_order_stays_written_with_how_it_went(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    centre.caller_hangs_up(call_id)

    with Session(centre.engine) as session:
        (row,) = session.scalars(sa.select(OutboxRow)).all()
    assert (row.attempts, row.failure) == (1, "")
    assert row.done_at is not None
