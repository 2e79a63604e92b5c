"""What an order makes of the wishes about a room. Pure; what is so already is awaited again, since whoever asks does
not know it. What an order means is the simulator's `obeying`, line for line."""

from dataclasses import replace
from typing import Final

from telephony.contract import CallDirection
from telephony.providers.base import Arrival, Order, OrderKind, PartState
from telephony.providers.twilio.recording import WISHES
from telephony.providers.twilio.rooms import CALLER, Awaited, Leg, Place, Role, Room
from telephony.providers.twilio.supervising import LABEL, SUPERVISING, supervise
from telephony.providers.twilio.surveying import STILL, survey

_SAYING: Final = frozenset({OrderKind.JOIN_AGENT, OrderKind.REMOVE_AGENT, OrderKind.HOLD, OrderKind.END_CALL})
"""Orders with which the customer is taken where words can be said: who is given to somebody hears them instead."""


def obey(room: Room, order: Order) -> Room | None:
    """Return the room as it is to be, or None where it does not allow the order."""
    if order.kind is OrderKind.SURVEY or room.surveying:
        wished = survey(room, order.kind) if order.kind in STILL else None
    else:
        wished = supervise(room, order, label_of(order)) if order.kind in SUPERVISING else _do(room, order)
    if wished is None:
        return None
    if order.spoken and wished.has_customer and order.kind in _SAYING:
        wished = replace(wished, words=order.spoken)
    awaited = Awaited(order.kind, order.endpoint)
    return replace(wished, awaited=(*(each for each in wished.awaited if each != awaited), awaited))


def dialled(order: Order) -> Room:
    """Return the room that an order to dial makes: the agent's line first, then the customer, where there is one."""
    direction = CallDirection.OUTBOUND if order.to_number else CallDirection.INTERNAL
    legs = [Leg(label_of(order), Role.AGENT, order.endpoint, from_number=order.from_number)]
    if order.to_number:
        customer = Leg(CALLER, Role.CALLER, number=order.to_number, from_number=order.from_number)
        legs.append(replace(customer, ring_seconds=order.ring_seconds))
    return Room(
        order.call_sid,
        arrival=Arrival(from_number=order.from_number, to_number=order.to_number, direction=direction),
        place=Place.ROOM,
        legs=tuple(legs),
        waits=False,
        awaited=(Awaited(order.kind, order.endpoint),),
    )


def label_of(order: Order) -> str:
    """Return the label of the leg that an order makes: one a kind of order and order, so that no leg is made twice."""
    match order.kind:
        case OrderKind.DIAL_OUTSIDE:
            return order.endpoint.replace(":", "-")
        case OrderKind.JOIN_COLLEAGUE:
            return f"colleague-{order.order_id}"
        case OrderKind.LISTEN | OrderKind.WHISPER | OrderKind.BARGE:
            return f"{LABEL}{order.order_id}"
        case _:
            return f"agent-{order.order_id}"


def _do(room: Room, order: Order) -> Room | None:
    agent = room.agent
    match order.kind:
        case OrderKind.DIAL:
            return room
        case OrderKind.END_CALL:
            return replace(room, ending=True)
        case OrderKind.JOIN_AGENT:
            return _join_agent(room, order)
        case OrderKind.REMOVE_AGENT:
            return _remove_agent(room, order)
        case OrderKind.JOIN_COLLEAGUE | OrderKind.DIAL_OUTSIDE if agent is None or agent.endpoint == order.endpoint:
            return None
        case OrderKind.JOIN_COLLEAGUE:
            return _join_colleague(room, order)
        case OrderKind.DIAL_OUTSIDE:
            return _dial_outside(room, order)
        case OrderKind.REMOVE_COLLEAGUE:
            colleague = room.colleague
            return _drop_colleague(room) if colleague is not None and colleague.endpoint == order.endpoint else room
        case OrderKind.KEEP_GUEST:
            return _keep_guest(room, order)
        case OrderKind.REMOVE_GUEST:
            guest = room.guest
            return room if guest is None or guest.endpoint != order.endpoint else room.dismiss(guest)
        case OrderKind.HAND_OVER:
            return _hand_over(room, order)
        case _ if order.kind in WISHES:
            return _record(room, order)
        case _:
            room = _handed_back(room, order.endpoint)
            agent = room.agent
            if agent is None or agent.endpoint != order.endpoint or not agent.joined:
                return None
            return _turn(room, order)


def taken_back(room: Room, kinds: frozenset[OrderKind]) -> Room:
    """Return the room once Twilio has refused what one of these orders asked: it is to be as it is."""
    agent, caller, colleague = room.agent, room.caller, room.colleague
    room = replace(room, awaited=tuple(each for each in room.awaited if each.kind not in kinds))
    if OrderKind.SURVEY in kinds:
        return replace(room, surveying=False)
    if OrderKind.MUTE in kinds:
        return room if agent is None else replace(room, mute_agent=agent.muted)
    held = caller is not None and caller.held
    confer = not held and colleague is not None and colleague.joined and not colleague.held
    return replace(room, hold_caller=held, confer=confer)


def _handed_back(room: Room, endpoint: str) -> Room:
    """Return the room with its customer still with whoever asks for something as their agent: to hand them over was
    given up before their line was out."""
    former = next((each for each in room.live(Role.FORMER) if each.endpoint == endpoint), None)
    if former is None or former.asked_end or not former.joined:
        return room
    now = room.agent
    if now is not None and now.endpoint == endpoint:
        return room  # another line of theirs, which was given up and came all the same
    if now is not None:
        room = room.with_leg(replace(now, role=Role.COLLEAGUE))
    room = room.with_leg(replace(former, role=Role.AGENT, dismissed=False))
    awaited = tuple(each for each in room.awaited if each.kind is not OrderKind.HAND_OVER)
    return replace(room, takes_over="", awaited=awaited)


def _turn(room: Room, order: Order) -> Room | None:
    """Change who of those in the conference is heard; the order names the agent's line."""
    here = room.caller is not None and room.caller.joined
    match order.kind:
        case OrderKind.HOLD if here:
            return replace(room, hold_caller=True, confer=False)
        case OrderKind.RESUME if here:
            return replace(room, hold_caller=False, confer=False)
        case OrderKind.CONFER if here and room.colleague is not None and room.colleague.joined:
            return replace(room, hold_caller=False, confer=True)
        case OrderKind.MUTE:
            return replace(room, mute_agent=True)
        case OrderKind.UNMUTE:
            return replace(room, mute_agent=False)
        case _:
            return None


def _record(room: Room, order: Order) -> Room | None:
    caller, wished = room.caller, WISHES[order.kind]
    is_live = any(each.state in (PartState.RUNNING, PartState.PAUSED) for each in room.recordings)
    if order.kind is OrderKind.RECORD_START and (caller is None or not caller.joined or order.spoken):
        return None  # nobody is recorded before they were told, and words are heard only on the way into a conference
    if order.kind in (OrderKind.RECORD_PAUSE, OrderKind.RECORD_RESUME) and not is_live:
        return None
    return replace(room, record=wished, asked_record=None, transcribe=order.transcribe)


def _join_agent(room: Room, order: Order) -> Room:
    agent = room.agent
    if agent is not None and agent.endpoint == order.endpoint:
        return replace(room, waits=False)
    theirs = next((each for each in (room.colleague, room.guest) if each and each.endpoint == order.endpoint), None)
    if agent is not None:
        room = _out(room, agent)
    if theirs is not None:
        room = room.with_leg(replace(theirs, role=Role.AGENT))  # one telephone, one line
    else:
        room = room.with_leg(Leg(label_of(order), Role.AGENT, order.endpoint, from_number=_own_number(room)))
    return replace(room, waits=False, hold_caller=False, confer=False, mute_agent=False, takes_over="")


def _remove_agent(room: Room, order: Order) -> Room:
    agent = next((each for each in room.live(Role.AGENT) if each.endpoint == order.endpoint), None)
    if agent is None:
        others = [each for each in room.legs if each.label != CALLER and each.role is not Role.SUPERVISOR]
        alone = not any(each.is_live and not each.dismissed for each in others)
        return _back_to_waiting(room) if alone else room
    room = _drop_colleague(room.dismiss(agent))
    guest = room.guest  # nobody is left alone with a customer whom they were not to have
    return _back_to_waiting(room if guest is None else room.dismiss(guest))


def _back_to_waiting(room: Room) -> Room:
    waits = room.has_customer and room.caller is not None
    return replace(room, waits=waits, hold_caller=False, confer=False, mute_agent=False, takes_over="")


def _join_colleague(room: Room, order: Order) -> Room | None:
    colleague = room.colleague
    if any(each.endpoint == order.endpoint for each in room.live(Role.GUEST)):
        return None  # one telephone, one line
    if colleague is not None and colleague.endpoint == order.endpoint:
        return room
    if colleague is not None:
        room = room.dismiss(colleague)
    return room.with_leg(Leg(label_of(order), Role.COLLEAGUE, order.endpoint, from_number=_own_number(room)))


def _dial_outside(room: Room, order: Order) -> Room | None:
    if not room.has_customer or room.caller is None or not order.to_number:
        return None
    if room.leg(label_of(order)) is not None:
        return room  # called once, whatever became of it
    if room.colleague is not None:
        return None
    leg = Leg(label_of(order), Role.COLLEAGUE, order.endpoint, order.to_number, order.from_number, order.ring_seconds)
    return room.with_leg(leg)


def _keep_guest(room: Room, order: Order) -> Room | None:
    colleague, guest = room.colleague, room.guest
    if guest is not None:
        return room if guest.endpoint == order.endpoint else None
    caller, agent = room.caller, room.agent
    if colleague is None or colleague.endpoint != order.endpoint or not colleague.joined:
        return None
    if agent is None or not agent.joined or caller is None or not caller.joined:
        return None
    return replace(room.with_leg(replace(colleague, role=Role.GUEST)), confer=False)


def _drop_colleague(room: Room) -> Room:
    colleague = room.colleague
    return room if colleague is None else replace(room.dismiss(colleague), confer=False, takes_over="")


def _hand_over(room: Room, order: Order) -> Room | None:
    agent, colleague = room.agent, room.colleague
    if room.caller is None:
        return None
    if agent is not None and agent.endpoint == order.endpoint and agent.joined:
        return room
    if colleague is None or colleague.endpoint != order.endpoint or not (colleague.joined or colleague.is_outside):
        return None
    if agent is not None:
        room = _out(room, agent)
    if colleague.joined:
        room = room.with_leg(replace(colleague, role=Role.AGENT))
    else:
        room = replace(room, takes_over=colleague.label)
    return replace(room, hold_caller=False, confer=False, mute_agent=False)


def _out(room: Room, agent: Leg) -> Room:
    """Return the room with its agent on the way out, who counts as its agent no more."""
    return room.dismiss(replace(agent, role=Role.FORMER))


def _own_number(room: Room) -> str:
    """Return the number of ours that the call came to, or was made from: agents are called from it."""
    return room.arrival.to_number if room.is_inbound else room.arrival.from_number
