"""Who may see what of a call that is handed over: whoever has it, and a colleague while they are consulted."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.server.calls.own import is_consulted, wraps_up
from telephony.calls.models import CallRow
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import facts_of
from telephony.errors import NotYourCallError
from telephony.ports import CallFacts


@dataclass(frozen=True, slots=True)
class CallAtHand:
    """`is_colleague`: it rings at the agent who asks, or they are in it, because whoever has it consults them. They may
    read and change nothing. `from_agent_id` has the call then. `is_theirs`: who asks has the call now; neither of both:
    they have passed it on and wrap up their part. `asked_id` is who is about to be consulted."""

    call: CallRow
    facts: CallFacts
    is_colleague: bool
    is_theirs: bool = False
    asked_id: UUID | None = None

    @property
    def may_read_received(self) -> bool:
        """Whether what colleagues wrote is for who asks. Whoever has passed the call on gets no later note."""
        return self.is_colleague or self.is_theirs

    @property
    def from_agent_id(self) -> UUID | None:
        return self.call.agent_id

    @property
    def consulted_id(self) -> UUID | None:
        """Who is consulted in it now, or is about to be."""
        if self.asked_id is not None:
            return self.asked_id
        return self.call.colleague_id if self.call.colleague_state is not None else None


def get_call_at_hand(session: Session, call_id: UUID, agent_id: UUID) -> CallAtHand:
    """Return a call that this agent has, is still in wrap-up of, or is consulted in.

    Raises:
        CallNotFoundError: No such call.
        NotYourCallError: It is none of that.
    """
    call, queue, _, agent = CallRepository(session).get_with_agent(call_id, agent_id)
    is_colleague = is_consulted(call, agent_id)
    in_hands = call.agent_id == agent_id and call.wrapped_up_at is None
    # Who has handed a call over has their own part of it to finish.
    if not (is_colleague or in_hands or wraps_up(agent, call_id)):
        raise NotYourCallError(call_id=str(call_id))
    return CallAtHand(call, facts_of(call, queue), is_colleague, in_hands)
