"""A call that was an agent's, or rang at them: over or not."""

from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.server.calls.own import expect_not_anothers, get_own_call
from telephony.calls.repository import CallRepository
from telephony.contract import CallState
from telephony.errors import NotYourCallError
from telephony.offers.repository import OfferRepository


def number_of_call(session: Session, call_id: UUID, agent_id: UUID) -> tuple[str, UUID | None]:
    """Return the customer's number of a call that was this agent's, or rang at them, and whom it is linked to.

    Enough to call back and to look; who may say whom it was with is told by `number_to_attach`.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It never was.
    """
    call = CallRepository(session).get_call(call_id)
    if call.agent_id != agent_id:
        offer = OfferRepository(session).find_last(call_id, agent_id)
        if offer is None or offer.from_colleague or call.colleague_id == agent_id:
            raise NotYourCallError(call_id=str(call_id))
    link = find_link(session, call_id)
    return call.caller_number, None if link is None else link.customer_id


def number_to_attach(session: Session, call_id: UUID, agent_id: UUID) -> str:
    """Return the customer's number of a call of which this agent may say whom it was with.

    It is theirs now, or they have a part of it and nobody else speaks in it. Where it only rang at them it is over and
    nobody had a part: else a colleague's word would be moved by somebody who never spoke to the caller.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: They may not.
    """
    call = CallRepository(session).get_call(call_id)
    parts = InteractionRepository(session)
    if parts.find(call_id, agent_id) is None:
        if call.state is CallState.ENDED and not parts.has_parts(call_id):
            number_of_call(session, call_id, agent_id)
        else:
            get_own_call(session, call_id, agent_id)
    expect_not_anothers(call, agent_id)
    return call.caller_number
