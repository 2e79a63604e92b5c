"""An agent sees the caller of a call that is theirs: offered to them, in their hands through wrap-up, or, to read only,
while whoever has it consults them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of
from telephony.contract import AgentState, CallDirection, CallState
from telephony.errors import NotYourCallError
from telephony.ports import CallFacts
from telephony.transfers.repository import LegRepository


@dataclass(frozen=True, slots=True)
class OwnCall:
    """`on_line`: the agent has somebody to speak to. `talk_seconds` holds what was spent on the line, on hold too.
    `subject` is what the caller chose in the menu. `was_passed_on`: it has, or had, a transfer."""

    facts: CallFacts
    on_line: bool
    talk_seconds: int
    subject: LocalText | None
    was_passed_on: bool = False


def get_own_call(session: Session, call_id: UUID, agent_id: UUID) -> OwnCall:
    """Return a call that is this agent's now.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It is another agent's, nobody's, or its wrap-up is finished.
    """
    call, queue, offer, _ = CallRepository(session).get_with_agent(call_id, agent_id)
    # A colleague who is consulted changes nothing: they have another way to read.
    offered = offer is not None and offer.agent_id == agent_id and not _is_colleague(call, agent_id)
    in_hands = call.agent_id == agent_id and call.wrapped_up_at is None
    subject = dict(call.menu_path[-1]) if call.menu_path else None
    if not offered and not in_hands:
        # Who has passed it on wraps up what was theirs of it.
        part = LegRepository(session).find_wrapping_up(call_id, agent_id)
        if part is None:
            raise NotYourCallError(call_id=str(call_id))
        return OwnCall(facts_of(call, queue), False, part.talk_seconds + part.hold_seconds, subject, True)
    on_line = in_hands and call.state in (CallState.TALKING, CallState.HELD)
    seconds = call.talk_seconds + call.hold_seconds
    return OwnCall(facts_of(call, queue), on_line, seconds, subject, call.transfer_id is not None)


def expect_not_anothers(call: CallRow, agent_id: UUID) -> None:
    """See that nobody else speaks in the call. Who has passed it on changes nothing of it before it is over.

    Raises:
        NotYourCallError: Somebody else has it, and it goes on.
    """
    if call.agent_id not in (None, agent_id) and call.state is not CallState.ENDED:
        raise NotYourCallError(call_id=str(call.call_id))


def get_readable_call(session: Session, call_id: UUID, agent_id: UUID) -> CallFacts:
    """Return a call whose caller this agent may see: their own, or one that they are consulted in.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It is neither.
    """
    call, queue, *_ = CallRepository(session).get_with_agent(call_id, agent_id)
    if is_consulted(call, agent_id):
        return facts_of(call, queue)
    return get_own_call(session, call_id, agent_id).facts


def is_consulted(call: CallRow, agent_id: UUID) -> bool:
    """Say whether a customer's call rings at this agent, or they are in it, because whoever has it consults them
    or keeps them as a guest."""
    return _is_colleague(call, agent_id) and call.direction is not CallDirection.INTERNAL


def _is_colleague(call: CallRow, agent_id: UUID) -> bool:
    asked = call.colleague_state is not None and call.colleague_id == agent_id
    return asked or call.guest_id == agent_id


def wraps_up(agent: AgentRow | None, call_id: UUID) -> bool:
    """Say whether an agent is in wrap-up of a call: also of one that another has by now."""
    return agent is not None and agent.call_id == call_id and agent.state is AgentState.WRAP_UP
