"""What follows of itself from the facts of a room. Pure."""

from dataclasses import replace

from telephony.providers.base import EndedBy
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Role, Room


def settled(room: Room) -> Room:
    """Return the room with what its facts mean: who has the customer now, whether all speak together, what is over."""
    if room.ended_by is None:
        room = _over(_conferring(_taken_over(room)))
    return room if room.ended_by is None else _nobody_comes(room)


def _nobody_comes(room: Room) -> Room:
    """Of a call that is over, whoever was not called yet and whoever was to call in does not come any more."""
    for leg in room.legs:
        never = leg.by_ticket or leg.state is LegState.WANTED
        if leg.label != CALLER and leg.is_live and never and not leg.call_sid:
            room = room.dismiss(leg)
    return room


def _taken_over(room: Room) -> Room:
    """Whoever outside the customer was left to has answered: they are the agent now."""
    leg = room.leg(room.takes_over) if room.takes_over else None
    if leg is None:
        return room
    if not leg.is_live:
        return replace(room, takes_over="")
    return replace(room.with_leg(replace(leg, role=Role.AGENT)), takes_over="") if leg.joined else room


def _conferring(room: Room) -> Room:
    caller = room.caller
    colleague = next((each for each in room.live(Role.COLLEAGUE) if each.joined), None)
    if caller is None or colleague is None or not caller.joined or caller.held or colleague.held:
        return replace(room, conferred=False)
    return replace(room, conferred=room.conferred or room.confer)


def _over(room: Room) -> Room:
    caller = room.caller
    if caller is not None and not caller.is_live:
        return replace(room, ended_by=_by_whom(room, caller))
    others = [each for each in room.legs if each.label != CALLER]
    if not room.has_customer:
        return replace(room, ended_by=EndedBy.AGENT) if others and not any(each.is_live for each in others) else room
    if not room.is_inbound and (caller is None or caller.state < LegState.ANSWERED):
        return _given_up(room, caller)
    left = any(each.role is Role.AGENT and each.is_outside and not each.is_live for each in others)
    # A customer who was given to a telephone outside is nobody's when that is put down.
    return replace(room, ending=True) if left and room.agent is None else room


def _given_up(room: Room, caller: Leg | None) -> Room:
    """A customer is being called: there is no call without the line of the agent who calls them."""
    if room.live(Role.AGENT):
        return room
    if caller is None or caller.state is LegState.WANTED:
        return replace(room, ended_by=EndedBy.AGENT)
    return replace(room, ending=True)


def _by_whom(room: Room, caller: Leg) -> EndedBy:
    if room.ending or room.survey_over:
        return EndedBy.AGENT
    return EndedBy.CARRIER if room.failing else caller.failed or EndedBy.CALLER
