"""Legs that leave, and those that are there although they had left. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from telephony.providers.base import EndedBy
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Place, Role, Room

_FAILURES: Final[Mapping[str, EndedBy]] = MappingProxyType(
    {
        "busy": EndedBy.BUSY,
        "no-answer": EndedBy.NO_ANSWER,
        "failed": EndedBy.UNREACHABLE,
        "canceled": EndedBy.NO_ANSWER,  # by Twilio, when it had rung long enough; by us, it is dismissed
        "completed": EndedBy.DECLINED,
    }
)
_SIP_FAILURES: Final[Mapping[int, EndedBy]] = MappingProxyType(
    {
        486: EndedBy.BUSY,
        600: EndedBy.BUSY,
        603: EndedBy.DECLINED,
        607: EndedBy.DECLINED,
        403: EndedBy.DECLINED,
        408: EndedBy.NO_ANSWER,
        480: EndedBy.NO_ANSWER,
        487: EndedBy.NO_ANSWER,
        404: EndedBy.UNREACHABLE,
        410: EndedBy.UNREACHABLE,
        484: EndedBy.UNREACHABLE,
    }
)


def gone(leg: Leg, status: str = "completed", sip_code: int = 0) -> Leg:
    """Return a leg that has left. One that never came has failed, and why is kept."""
    if not leg.is_live:
        return leg
    failed = leg.failed
    if leg.state < LegState.ANSWERED and not leg.dismissed and not (leg.label == CALLER and status == "completed"):
        failed = _SIP_FAILURES.get(sip_code) or _FAILURES.get(status, EndedBy.UNREACHABLE)
    return replace(leg, state=LegState.LEFT, failed=failed, held=False, muted=False)


def there_after_all(room: Room, leg: Leg, call_sid: str, state: LegState) -> Room:
    """Return the room with a leg that was taken for gone and is there: nobody wants it any more, so that it is ended.

    A customer whom we have called comes back so too; one who has called us never does.
    """
    if state < LegState.CALLED or (leg.label == CALLER and room.is_inbound):
        return room
    role = leg.role if leg.role in (Role.CALLER, Role.SUPERVISOR) else Role.FORMER
    back = replace(leg, role=role, call_sid=call_sid or leg.call_sid, state=state, dismissed=True, stays=True)
    return room.with_leg(replace(back, asked_end=False, ends_at=0.0))


def out_of_conference(room: Room) -> Room:
    """Return the room with the customer on the way back to the queue, until `way_until`. Whoever else was called into
    their conference has no business there any more: the next one is another."""
    for leg in room.legs:
        if leg.label != CALLER and leg.is_live and leg.state is not LegState.WANTED:
            room = room.dismiss(leg)
    caller = room.caller
    if caller is not None:
        room = room.with_leg(out(caller))
    # Whom an order has asked for meanwhile is called into the next one.
    quiet = replace(room, hold_caller=False, confer=False, waits=room.agent is None, takes_over="")
    gone_on = replace(quiet, place=Place.QUEUE, generation=room.generation + 1, sid="", over=False)
    return replace(gone_on, comes_back=True, unsure=False)


def out(caller: Leg) -> Leg:
    state = min(caller.state, LegState.ANSWERED) if caller.is_live else caller.state
    return replace(caller, state=state, held=False, muted=False, mark=0, asked_hold=None, asked_mute=None)
