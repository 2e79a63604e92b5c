"""Who in a call tones are for. Pure: no database, no carrier.

Tones are for a machine at the other end of a line that we have called. A caller who has called us would only hear a
noise, and a colleague of ours likewise.
"""

from enum import StrEnum

from telephony.calls.states import SPEAKING, Call
from telephony.contract import CallDirection, CallState, ColleagueState


class Tones(StrEnum):
    """Whose machine it is."""

    CUSTOMER = "customer"  # whom an agent has called
    COLLEAGUE = "colleague"  # whoever outside was called in a colleague's place


def tones_for(call: Call, *, with_outside: bool) -> Tones | None:
    """Return whom the agent's keys are for now; None where they are for nobody.

    `with_outside`: who was called into the call is somebody outside. With both on the line at once it is they.
    """
    if call.state not in SPEAKING:
        return None
    joined = with_outside and call.colleague is ColleagueState.JOINED
    if joined and (call.conferring or call.state is CallState.HELD):
        return Tones.COLLEAGUE
    if call.direction is CallDirection.OUTBOUND and call.state is CallState.TALKING:
        return Tones.CUSTOMER
    return None
