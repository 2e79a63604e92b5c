"""A supervisor in one of the simulator's rooms. Pure. Who hears them is the mixer's doing, not theirs."""

from typing import Final

from telephony.providers.base import Order, OrderKind, ReportKind
from telephony.providers.simulator.rooms import AGENT, CALLER, SUPERVISOR, Party, Room

SUPERVISING: Final = frozenset({OrderKind.LISTEN, OrderKind.WHISPER, OrderKind.BARGE, OrderKind.LEAVE})


def supervise(room: Room, order: Order) -> ReportKind | None:
    """Change the room and return what to report, or None where it does not allow it: nobody listens to a room in which
    agent and customer are not both, and a second supervisor is not let in."""
    there = room.parties.get(SUPERVISOR)
    if order.kind is OrderKind.LEAVE:
        if there is not None and there.endpoint == order.endpoint:
            del room.parties[SUPERVISOR]
        return ReportKind.PARTY_LEFT
    agent = room.parties.get(AGENT)
    taken = {party.endpoint for party in room.parties.values() if party.label != SUPERVISOR}
    if agent is None or CALLER not in room.parties or order.endpoint in taken | {""}:
        return None
    if there is not None and there.endpoint != order.endpoint:
        return None
    if there is None:
        there = room.parties[SUPERVISOR] = Party(SUPERVISOR, endpoint=order.endpoint, muted=True)
    there.muted = order.kind is OrderKind.LISTEN
    there.coaches = agent.endpoint if order.kind is OrderKind.WHISPER else None
    return ReportKind.PARTY_SUPERVISED
