"""A survey in one of the simulator's rooms. Pure."""

from typing import Final

from telephony.providers.base import Order, OrderKind, ReportKind, is_outside
from telephony.providers.simulator.rooms import AGENT, CALLER, Room

STILL: Final = frozenset(
    {
        OrderKind.SURVEY,
        OrderKind.END_CALL,
        OrderKind.LEAVE,
        OrderKind.REMOVE_AGENT,
        OrderKind.REMOVE_COLLEAGUE,
        OrderKind.REMOVE_GUEST,
    }
)
"""What a room still hears whose caller is in a survey: nobody comes into it any more."""


def survey(room: Room, order: Order) -> ReportKind | None:
    """Have the caller alone stay; None where nobody is there to be asked, or they are with somebody outside."""
    caller, agent = room.parties.get(CALLER), room.parties.get(AGENT)
    if order.kind is not OrderKind.SURVEY:
        return ReportKind.CALL_ENDED if order.kind is OrderKind.END_CALL else ReportKind.PARTY_LEFT
    if room.survey_inputs is not None:
        return ReportKind.SURVEY_CHANGED
    if caller is None or room.in_menu or (agent is not None and is_outside(agent.endpoint)):
        return None
    caller.held = False
    room.parties = {CALLER: caller}
    room.dialled = None
    room.survey_inputs = ()
    return ReportKind.SURVEY_CHANGED
