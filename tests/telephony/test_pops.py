"""A call takes an agent's screen once: when it is offered to them first."""

from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentAction, CallAction, CallState, EventKind
from telephony.offers.models import OfferRow
from tests.telephony.support import Centre


def pops(centre: Centre, call_id: UUID, agent_id: UUID) -> list[bool]:
    """Whether each offer of the call to the agent popped, in their order."""
    with Session(centre.engine) as session:
        query = sa.select(OfferRow.pops).where(OfferRow.call_id == call_id, OfferRow.agent_id == agent_id)
        return list(session.scalars(query.order_by(OfferRow.offered_at)))


def test_a_call_that_was_not_answered_rings_again_and_pops_no_more(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    first = centre.desk(agent).offer
    centre.clock.advance(20)
    centre.run()

    again = centre.desk(agent).offer
    assert first is not None
    assert again is not None
    assert first.offer_id != again.offer_id
    assert (first.pops, again.pops) == (True, False)
    assert again.payload == first.payload  # who calls is said all the same
    assert pops(centre, call_id, agent) == [True, False]


def test_a_declined_call_pops_at_the_next_agent_and_not_again_at_the_first(centre: Centre) -> None:
    agent, other = centre.agent(), centre.agent()
    call_id = centre.ring()
    centre.act(agent, call_id, CallAction.DECLINE)
    centre.clock.advance(5)
    centre.act(other, call_id, CallAction.DECLINE)
    centre.clock.advance(60)
    centre.run()

    assert pops(centre, call_id, agent) == [True, False]
    assert pops(centre, call_id, other)[0] is True


def test_who_went_away_while_it_rang_and_came_back_is_not_popped_at_again(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.go(agent, AgentAction.GO_OFFLINE)
    centre.clock.advance(5)
    centre.sign_in(agent)
    centre.go(agent, AgentAction.GO_READY)

    assert pops(centre, call_id, agent) == [True, False]


def test_hold_resume_mute_and_the_end_make_no_offer(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    for action in (CallAction.HOLD, CallAction.RESUME, CallAction.MUTE, CallAction.UNMUTE):
        centre.act(agent, call_id, action)
        centre.run()
    centre.caller_hangs_up(call_id)

    assert centre.call(call_id).state is CallState.ENDED
    assert pops(centre, call_id, agent) == [True]
    kinds = [entry.kind for appended in centre.appended for entry in appended.entries]
    assert kinds.count(EventKind.CALL_OFFERED) == 1


def test_the_database_itself_knows_of_no_second_pop(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.clock.advance(20)
    centre.run()

    with Session(centre.engine) as session, pytest.raises(sa.exc.IntegrityError, match="uq_offers_pop"):
        session.execute(sa.update(OfferRow).where(OfferRow.call_id == call_id).values(pops=True))
    assert pops(centre, call_id, agent) == [True, False]
