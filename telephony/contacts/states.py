"""What one call has been to one agent. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from telephony.contract import CallDirection, CallState, EndCause, OfferOutcome


class ContactState(StrEnum):
    """How a call stands, or ended, for one agent. Who asks over the wire is told one more (`contract/contacts.py`)."""

    RINGING = "ringing"
    PREVIEWING = "previewing"  # they have taken a callback, and look at it
    DIALLING = "dialling"  # the agent calls; nothing rings yet
    ALERTING = "alerting"  # it rings at whoever is called
    CONNECTING = "connecting"
    TALKING = "talking"
    HELD = "held"
    WRAP_UP = "wrap_up"
    HANDLED = "handled"
    NOT_REACHED = "not_reached"  # the agent called, and nobody answered
    NOT_CONNECTED = "not_connected"  # they answered, and their line could not be joined
    MISSED = "missed"
    DECLINED = "declined"
    CALLER_GAVE_UP = "caller_gave_up"
    LINE_FAILED = "line_failed"  # the carrier lost the call while it rang
    TAKEN_BACK = "taken_back"  # the agent went away, or their desktop did
    GIVEN_BACK = "given_back"  # a callback, before it was dialled


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A call as it stood with one agent.

    `at` is when it came to them last; `outcome` how its last offer to them ended (None: it was never offered, they
    made the call themselves). `offer_ended_at` is None while it rings. `in_hands` says that they have it now, through
    wrap-up; `talked` that they were in the room with the caller.
    """

    call_id: UUID
    at: datetime
    outcome: OfferOutcome | None
    offer_ended_at: datetime | None
    decline_reason: str
    rings: int
    direction: CallDirection
    call_state: CallState
    end_cause: EndCause | None
    in_hands: bool
    talked: bool
    queue_name: dict[str, str]
    caller_number: str
    menu_reason: dict[str, str]
    callback_wished: bool
    began_at: datetime | None
    ended_at: datetime | None
    talk_seconds: int


def state_of(facts: ContactFacts) -> ContactState:
    """Return how the call stands, or ended, for the agent."""
    if facts.outcome is OfferOutcome.OPEN:
        return ContactState.RINGING
    if facts.in_hands:
        return _IN_HANDS.get(facts.call_state, ContactState.WRAP_UP)
    if facts.direction is CallDirection.OUTBOUND and facts.end_cause in _NOT_REACHED:
        return ContactState.NOT_REACHED
    if facts.talked or facts.outcome is None:
        return ContactState.HANDLED
    match facts.outcome:
        case OfferOutcome.ANSWERED:
            return ContactState.NOT_CONNECTED
        case OfferOutcome.GIVEN_BACK:
            return ContactState.GIVEN_BACK
        case OfferOutcome.DECLINED:
            return ContactState.DECLINED
        case OfferOutcome.NOT_ANSWERED:
            return ContactState.MISSED
        case _:
            return withdrawn(facts)


def withdrawn(facts: ContactFacts) -> ContactState:
    """Return why an offer was withdrawn: by the caller's or the carrier's doing only where the call ended with it."""
    ended_with_it = facts.ended_at is not None and facts.ended_at == facts.offer_ended_at
    if ended_with_it and facts.end_cause is EndCause.ABANDONED_RINGING:
        return ContactState.CALLER_GAVE_UP
    if ended_with_it and facts.end_cause is EndCause.CARRIER_FAILED:
        return ContactState.LINE_FAILED
    return ContactState.TAKEN_BACK


_NOT_REACHED: Final = frozenset(
    {EndCause.BUSY, EndCause.NO_ANSWER, EndCause.DECLINED, EndCause.UNREACHABLE, EndCause.CANCELLED}
)
_IN_HANDS: Final = {
    CallState.PREVIEWING: ContactState.PREVIEWING,
    CallState.DIALLING: ContactState.DIALLING,
    CallState.ALERTING: ContactState.ALERTING,
    CallState.CONNECTING: ContactState.CONNECTING,
    CallState.TALKING: ContactState.TALKING,
    CallState.HELD: ContactState.HELD,
}
