"""What attempts come to: which count, when the next is proposed, and what a time that is said to them is worth."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CallbackPlan, PlanCallback
from agent_desktop.contract.callbacks import CallbackOutcome, CallbackState, Obstacle
from agent_desktop.records.callbacks.attempting import Said, dial_callback, finish_attempt, take_callback
from agent_desktop.records.callbacks.changing import NewPlace, move_callback
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.server.callbacks.hosting import OUTCOMES
from agent_desktop.server.callbacks.planned import plan_callback
from telephony.contract import EndCause
from tests.records.callbacks.made import Office

_O = CallbackOutcome
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(session: Session) -> Office:
    return Office(session)


def attempt(office: Office, row: CallbackRow, outcome: CallbackOutcome, next_at: datetime | None = None) -> None:
    take_callback(office.doing(), row, office.me)
    dial_callback(office.doing(), row, office.me, number=row.number, call_id=uuid4())
    finish_attempt(office.doing(), row, Said(outcome, next_at=next_at))


def plan(office: Office, row: CallbackRow, **values: Any) -> CallbackPlan:
    return plan_callback(office.session, office.asking(), PlanCallback(callback_id=row.callback_id, **values))


def test_a_number_that_nobody_can_reach_counts_as_an_attempt() -> None:
    assert OUTCOMES[EndCause.UNREACHABLE] is _O.NO_ANSWER
    assert EndCause.CARRIER_FAILED not in OUTCOMES


def test_the_carrier_fails_so_often_then_a_supervisor_decides_and_the_promise_grows_no_younger(office: Office) -> None:
    row = office.make(office.customer()).row
    expires_at = row.expires_at
    for _ in range(2):
        office.at = row.due_at
        attempt(office, row, _O.FAILED)
        assert (row.state, row.due_at) == (CallbackState.OPEN, office.at + 10 * MINUTE)
        assert row.expires_at == expires_at
    attempt(office, row, _O.BUSY)  # the carrier works: failures are counted anew
    office.at = row.due_at
    for _ in range(3):
        attempt(office, row, _O.FAILED)
    assert (row.state, row.attempts, row.next_at) == (CallbackState.EXPIRED, 1, None)
    move_callback(office.doing(), row, office.at + 30 * MINUTE, NewPlace(), words="", by_supervisor=False)
    attempt(office, row, _O.FAILED)
    assert row.state is CallbackState.EXPIRED


def test_a_time_that_is_said_after_the_last_attempt_is_refused_and_never_dropped(office: Office) -> None:
    row = office.make(office.customer()).row
    for _ in range(2):
        attempt(office, row, _O.BUSY)
    with pytest.raises(CallbackRefusedError) as refused, office.session.begin_nested():
        attempt(office, row, _O.NO_ANSWER, office.at + 60 * MINUTE)
    assert refused.value.problem == "attempts_used"
    other = office.make(office.customer("2", "+85261230002"), number="+85261230002").row
    with pytest.raises(CallbackRefusedError) as refused, office.session.begin_nested():
        attempt(office, other, _O.WRONG_PERSON, office.at + 60 * MINUTE)
    assert refused.value.problem == "wrong_number"


def test_the_time_proposed_after_an_attempt_is_the_one_that_its_outcome_brings(office: Office) -> None:
    row = office.make(office.customer()).row
    for outcome, minutes in ((_O.BUSY, 15), (_O.NO_ANSWER, 60), (_O.MACHINE, 120)):
        assert plan(office, row, outcome=outcome).next_at == office.at + minutes * MINUTE
    assert plan(office, row).next_at == office.at + 30 * MINUTE
    assert plan(office, row, outcome=_O.REACHED).next_at is None
    for _ in range(2):
        attempt(office, row, _O.BUSY)
    last = plan(office, row, outcome=_O.BUSY)
    assert (last.next_at, last.slots, last.obstacles) == (None, (), (Obstacle.ATTEMPTS_USED,))
    assert plan(office, row, outcome=_O.FAILED).next_at == office.at + 10 * MINUTE


def test_a_new_promise_for_one_that_nobody_would_dial_any_more_is_kept_on_the_number_that_was_said(
    office: Office,
) -> None:
    customer_id, later = office.customer(), office.at + timedelta(days=1)
    row = office.make(customer_id).row
    for _ in range(3):
        attempt(office, row, _O.BUSY)
    assert row.state is CallbackState.EXPIRED
    other, mobile = uuid4(), "+85261230009"

    assert office.make(customer_id, due_at=later, number=mobile, owner_id=other).joined
    assert (row.state, row.due_at, row.attempts_most) == (CallbackState.OPEN, later, 4)
    assert (row.number, row.owner_id, row.owner_until) == (mobile, other, later + 10 * MINUTE)
    attempt(office, row, _O.WRONG_PERSON)
    assert row.wrong_numbers == [mobile]
    row.number = mobile
    with pytest.raises(CallbackRefusedError) as refused, office.session.begin_nested():
        office.make(customer_id, number=mobile)
    assert refused.value.problem == "wrong_number"
    row = office.row(row.callback_id)
    london = "+442071234567"
    office.make(customer_id, number=london, region="GB", due_at=later.replace(hour=9))
    assert (row.number, row.region, row.state) == (london, "GB", CallbackState.OPEN)
