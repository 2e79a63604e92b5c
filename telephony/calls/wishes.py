"""A caller who gave up while their call rang is to be called back. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.contract import CallState
from telephony.deps import Deps
from telephony.errors import CallTransitionRefusedError, NotYourCallError
from telephony.offers.repository import OfferRepository


def wish_callback(session: Session, deps: Deps, call_id: UUID, agent_id: UUID) -> datetime:
    """Note, for the agent at whom it rang, that the caller is to be called back; return since when they are.

    A wish of the caller's own, said while they waited, stays as it is.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It never rang at this agent.
        CallTransitionRefusedError: It was answered, or is still on.
    """
    call: CallRow = CallRepository(session).lock_call(call_id)
    if OfferRepository(session).find_last(call_id, agent_id) is None:
        raise NotYourCallError(call_id=str(call_id))
    if call.state is not CallState.ENDED or call.answered_at is not None:
        raise CallTransitionRefusedError(state=call.state.value, action="wish_callback")
    if call.callback_wished_at is None:
        call.callback_wished_at = deps.now()
        call.version += 1
        session.flush()
    return call.callback_wished_at
