"""What an order about a supervisor makes of the wishes about a room. Pure.

Their line always comes muted: what is to be heard of them is a step of its own, once they are there.
"""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from telephony.contract import SupervisionMode
from telephony.providers.base import Order, OrderKind
from telephony.providers.twilio.rooms import Leg, Role, Room

MODES: Final = MappingProxyType(
    {
        OrderKind.LISTEN: SupervisionMode.LISTEN,
        OrderKind.WHISPER: SupervisionMode.WHISPER,
        OrderKind.BARGE: SupervisionMode.BARGE,
    }
)
LABEL: Final = "listen-"
SUPERVISING: Final = frozenset({*MODES, OrderKind.LEAVE})


def is_supervisors(label: str) -> bool:
    """Say whether a leg of this label is a supervisor's."""
    return label.startswith(LABEL)


def supervise(room: Room, order: Order, label: str) -> Room | None:
    """Return the room as it is to be, or None where it does not allow the order. `label` is that of a line that is
    still to be called."""
    there = room.supervisor
    # What was awaited of them before is overtaken.
    room = replace(room, awaited=tuple(each for each in room.awaited if each.kind not in MODES))
    if order.kind is OrderKind.LEAVE:
        if there is None or there.endpoint != order.endpoint:
            return room
        return replace(room.dismiss(there), supervise="")
    agent, caller = room.agent, room.caller
    if agent is None or not agent.joined or caller is None or not caller.joined or not order.endpoint:
        return None
    if there is not None and there.endpoint != order.endpoint:
        return None
    if any(each.endpoint == order.endpoint for each in room.live(Role.AGENT, Role.COLLEAGUE, Role.GUEST, Role.FORMER)):
        return None  # one telephone, one line
    if there is None:
        own = room.arrival.to_number if room.is_inbound else room.arrival.from_number
        room = room.with_leg(Leg(label, Role.SUPERVISOR, order.endpoint, from_number=own))
    return replace(room, supervise=MODES[order.kind].value)
