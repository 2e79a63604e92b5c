"""An agent sees the caller of a call that is theirs: offered to them, or in their hands through wrap-up."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of
from telephony.contract import CallState
from telephony.errors import NotYourCallError
from telephony.ports import CallFacts
from telephony.transfers.repository import LegRepository


@dataclass(frozen=True, slots=True)
class OwnCall:
    """`on_line`: the agent has somebody to speak to. `talk_seconds` holds what was spent on the line, on hold too.
    `subject` is what the caller chose in the menu."""

    facts: CallFacts
    on_line: bool
    talk_seconds: int
    subject: LocalText | None


def get_own_call(session: Session, call_id: UUID, agent_id: UUID) -> OwnCall:
    """Return a call that is this agent's now.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It is another agent's, nobody's, or its wrap-up is finished.
    """
    call, queue, offer, _ = CallRepository(session).get_with_agent(call_id, agent_id)
    # A colleague who is called into a call sees nothing of its customer.
    as_colleague = call.colleague_state is not None and call.colleague_id == agent_id
    offered = offer is not None and offer.agent_id == agent_id and not as_colleague
    in_hands = call.agent_id == agent_id and call.wrapped_up_at is None
    if not offered and not in_hands and not as_colleague:
        part = LegRepository(session).find_wrapping_up(call_id, agent_id)
        if part is not None:  # they have passed the call on, and wrap up what was theirs of it
            return OwnCall(facts_of(call, queue), False, part.talk_seconds + part.hold_seconds, _subject_of(call))
    if not offered and not in_hands:
        raise NotYourCallError(call_id=str(call_id))
    return OwnCall(
        facts_of(call, queue),
        in_hands and call.state in (CallState.TALKING, CallState.HELD),
        call.talk_seconds + call.hold_seconds,
        _subject_of(call),
    )


def _subject_of(call: CallRow) -> LocalText | None:
    return dict(call.menu_path[-1]) if call.menu_path else None
