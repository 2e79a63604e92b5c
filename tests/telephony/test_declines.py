"""Calls that are declined, and calls that nobody answers."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentState, CallAction, CallState, DeclineReason, OfferOutcome, SystemReason
from telephony.errors import DeclineReasonNeededError
from telephony.offers.models import OfferRow
from telephony.settings import TelephonySettings
from tests.telephony.support import Centre

REASONS = (
    DeclineReason(code="not_at_desk", name={"en": "Not at my desk", "zh": "不在座位"}),
    DeclineReason(code="conflict", name={"en": "I know the caller", "zh": "与客户相识需回避"}),
)


@pytest.fixture
def strict(engine: sa.Engine, centre: Centre) -> Centre:
    return Centre(engine, TelephonySettings(default_queue="cards", decline_reasons=REASONS))


def reasons(centre: Centre, call_id: UUID) -> list[tuple[OfferOutcome, str]]:
    with Session(centre.engine) as session:
        query = sa.select(OfferRow).where(OfferRow.call_id == call_id).order_by(OfferRow.offered_at)
        return [(row.outcome, row.decline_reason) for row in session.scalars(query)]


def test_why_a_call_was_declined_is_kept_with_its_offer(strict: Centre) -> None:
    agent = strict.agent()
    call_id = strict.ring()

    strict.act(agent, call_id, CallAction.DECLINE, "conflict")

    assert reasons(strict, call_id) == [(OfferOutcome.DECLINED, "conflict")]


@pytest.mark.parametrize("reason", ["", "too_tired"])
def test_a_call_is_not_declined_without_one_of_the_reasons_there_are(strict: Centre, reason: str) -> None:
    agent = strict.agent()
    call_id = strict.ring()

    with pytest.raises(DeclineReasonNeededError):
        strict.act(agent, call_id, CallAction.DECLINE, reason)

    assert strict.call(call_id).state is CallState.RINGING
    assert reasons(strict, call_id) == [(OfferOutcome.OPEN, "")]


def test_where_there_are_no_reasons_none_is_needed_or_kept(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()

    centre.act(agent, call_id, CallAction.DECLINE, "anything")

    assert reasons(centre, call_id) == [(OfferOutcome.DECLINED, "")]


def test_a_call_not_answered_keeps_its_place_and_goes_before_those_who_came_later(centre: Centre) -> None:
    first = centre.agent()
    call_id = centre.ring()
    enqueued_at = centre.call(call_id).enqueued_at
    centre.clock.advance(1)
    later = centre.ring("+85298765432")
    second = centre.agent(ready=False)
    centre.clock.advance(20)
    centre.run()
    assert centre.desk(first).agent.misses == 1  # it is offered to them again, being first in line

    assert centre.call(call_id).enqueued_at == enqueued_at
    assert centre.call(call_id).state is CallState.RINGING
    assert centre.call(later).state is CallState.QUEUED
    centre.clock.advance(20)
    centre.run()

    desk = centre.desk(first)
    assert (desk.agent.state, desk.agent.reason) == (AgentState.NOT_READY, SystemReason.NO_ANSWER)
    assert centre.desk(second).offer is None
