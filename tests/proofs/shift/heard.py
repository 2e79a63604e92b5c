"""Who hears whom in a call as the tables have it: to be held against the carrier's own rooms."""

from collections.abc import Mapping

from telephony.calls.models import CallRow
from telephony.calls.states import SPEAKING
from telephony.contract import CallState, ColleagueState
from telephony.providers.simulator.rooms import AGENT, CALLER, COLLEAGUE, GUEST, Room, hears

Heard = Mapping[str, frozenset[str]]


def heard_in(room: Room) -> Heard:
    """Return whom each party in the carrier's room hears."""
    return {who: frozenset(whom) for who, whom in hears(room).items()}


def heard_as_told(call: CallRow) -> Heard:
    """Return whom each party hears where the call stands so, with nothing asked and nothing on the way."""
    if call.state is CallState.ENDED:
        return {}
    if call.state not in SPEAKING:
        return {CALLER: frozenset()}
    present, together = {CALLER, AGENT}, {AGENT}
    if call.colleague_state is ColleagueState.JOINED:
        present |= {COLLEAGUE}
        together |= {COLLEAGUE} if call.conferring or call.state is CallState.HELD else set()
    if call.guest_id is not None:
        present |= {GUEST}
        together |= {GUEST}
    together |= {CALLER} if call.state is CallState.TALKING else set()
    speaking = together - ({AGENT} if call.muted else set())
    return {who: frozenset(speaking - {who}) if who in together else frozenset() for who in present}
