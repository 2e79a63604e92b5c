"""What the server has a party of one of the simulator's rooms hear: tones, or words. Pure."""

from typing import Final

from telephony.providers.base import Audience, Order, OrderKind, ReportKind
from telephony.providers.simulator.rooms import CALLER, Room

TELLING: Final = frozenset({OrderKind.SEND_DIGITS, OrderKind.ANNOUNCE})
_KEYS: Final = frozenset("0123456789*#")


def tell(room: Room, order: Order) -> ReportKind | None:
    """Have those hear it whom the order means, and return what to report; None where nobody is there to hear it.
    Whoever is on hold hears it too: it comes from the exchange, not from the room."""
    heard_by = room.of_audience(order.audience)
    if order.kind is OrderKind.SEND_DIGITS:
        if not order.digits or set(order.digits) - _KEYS or order.audience is Audience.EVERYBODY:
            return None
        for party in heard_by:
            party.heard_digits += order.digits
    else:
        if not order.spoken:
            return None
        for party in heard_by:
            party.told = order.spoken
            if party.label == CALLER:
                room.last_words = order.spoken
    return ReportKind.PARTY_TOLD if heard_by else None
