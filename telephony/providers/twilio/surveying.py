"""A survey after the call: what an order makes of the wishes about a room, and how the customer comes into it. Pure."""

from dataclasses import replace
from typing import Final

from telephony.contract import RecordingState
from telephony.providers.base import OrderKind
from telephony.providers.twilio.leaving import out_of_conference
from telephony.providers.twilio.rooms import CALLER, LegState, Place, Room

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
"""What a room still hears whose customer is, or is to be, in a survey: nobody comes into it any more."""


def survey(room: Room, kind: OrderKind) -> Room | None:
    """Return the room as it is to be: the customer alone in it, and nothing recorded. None where nobody is there to be
    asked, or they are with somebody outside."""
    if room.surveying:
        return replace(room, ending=True) if kind is OrderKind.END_CALL else room
    caller, agent = room.caller, room.agent
    if caller is None or not LegState.ANSWERED <= caller.state < LegState.LEFT or room.place is Place.MENU:
        return None
    if agent is not None and agent.is_outside:
        return None
    room = _alone(room)
    record = room.record if room.record is None else RecordingState.OFF
    calm = replace(room, waits=False, hold_caller=False, confer=False, mute_agent=False, takes_over="", words=())
    return replace(calm, surveying=True, supervise="", record=record, asked_record=None)


def in_survey(room: Room) -> Room:
    """Return the room with its customer in the survey, or on the way into it: out of conference and queue."""
    if room.place is Place.SURVEY:
        return room
    if room.place is Place.ROOM:
        room = out_of_conference(room)
    return replace(_alone(room), place=Place.SURVEY, comes_back=False, lost=False, waits=False)


def _alone(room: Room) -> Room:
    for leg in room.legs:
        if leg.label != CALLER and leg.is_live and not leg.dismissed:
            room = room.dismiss(leg)
    return room
