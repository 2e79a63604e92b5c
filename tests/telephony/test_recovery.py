"""What is due survives whoever was to do it: timers and reports."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from psycopg.errors import LockNotAvailable
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.reports import receive_report
from telephony.contract import CallState, EndCause
from telephony.deps import Deps
from telephony.providers.models import InboxRow
from telephony.timers import worker as timer_worker
from telephony.timers.actions import act_on_timer
from telephony.timers.models import TimerKind, TimerRow
from telephony.timers.worker import TimerRunner
from tests.telephony.support import NINE, Centre

WAIT_SECONDS = 20


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


@pytest.mark.parametrize(
    ("failure", "wait"),
    [
        (LookupError(), timer_worker.RETRY_AFTER),
        (sa.exc.OperationalError("", None, LockNotAvailable()), timer_worker.BUSY_RETRY_AFTER),
    ],
    ids=["broken", "busy database"],
)
def test_a_timer_that_fails_is_put_off_and_does_not_stop_the_others(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, failure: Exception, wait: timedelta
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
            raise failure
        return act_on_timer(session, deps, timer_id, kind, subject_id)

    monkeypatch.setattr(timer_worker, "act_on_timer", act_or_fail)
    assert centre.timers.run_due() == 1
    assert centre.desk(agent).agent.misses == 1
    with Session(centre.engine) as session:
        put_off = session.get_one(TimerRow, broken).due_at
    assert put_off == centre.clock.now() + wait


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
