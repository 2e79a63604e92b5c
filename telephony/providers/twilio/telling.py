"""What of a room is reported. Pure.

A report is made when the room stands otherwise than the last one said, and when an order that was accepted is seen
done: who asked does not know that it was so already.
"""

from dataclasses import dataclass, replace

from telephony.contract import Reached
from telephony.providers.base import EndedBy, OrderKind, PartState, ReportKind, RoomState
from telephony.providers.twilio.recording import WISHES
from telephony.providers.twilio.rooms import Awaited, LegState, Place, Role, Room, state_of
from telephony.providers.twilio.supervising import MODES

_K, _O = ReportKind, OrderKind


@dataclass(frozen=True, slots=True)
class Told:
    """The room once it was reported as `kind`; None: there is nothing to report."""

    room: Room
    kind: ReportKind | None = None


def tell(room: Room, last: RoomState | None) -> Told:
    """Say what to report of a room whose last report said `last`; None: none was made."""
    state = state_of(room)
    if last is None and room.is_inbound and (room.place is Place.MENU or room.ended_by is not None):
        left = room.place is Place.MENU and room.ended_by is EndedBy.CALLER
        return Told(room, _K.MENU_LEFT if left else None)  # they have come to nobody yet
    if room.ended_by is not None:
        ended_before = last is not None and last.ended_by is not None
        if ended_before and last is not None and state.recordings != last.recordings:
            return Told(replace(room, awaited=()), _recording_kind(last, state))
        return Told(replace(room, awaited=()), None if ended_before else _K.CALL_ENDED)
    hopeful = [each for each in room.awaited if not _is_hopeless(room, each)]
    if any(each.kind is _O.HAND_OVER and not is_done(room, state, each) for each in hopeful):
        return Told(room)  # half handed over they would seem to confer, or to be nobody's
    done = [each for each in hopeful if is_done(room, state, each)]
    room = replace(room, awaited=tuple(each for each in hopeful if each not in done))
    if last is None:
        return Told(room, _first(room, done))
    if done:
        return Told(room, _KINDS[done[-1].kind])
    return Told(room, None if state == last else _kind_of(last, state))


def is_done(room: Room, state: RoomState, order: Awaited) -> bool:
    """Say whether it can be seen that an order was done."""
    match order.kind:
        case OrderKind.JOIN_AGENT:
            return state.agent_endpoint == order.endpoint
        case OrderKind.REMOVE_AGENT:
            here = any(each.endpoint == order.endpoint for each in room.live(Role.AGENT, Role.FORMER))
            return not here and not (room.has_customer and room.place is Place.ROOM and room.waits)
        case OrderKind.HOLD:
            return state.caller_held
        case OrderKind.RESUME:
            return not state.caller_held and not state.conferring
        case OrderKind.CONFER:
            return state.conferring
        case OrderKind.MUTE | OrderKind.UNMUTE:
            return state.agent_muted is (order.kind is OrderKind.MUTE)
        case OrderKind.DIAL:
            agent = room.agent
            return agent is not None and agent.state >= LegState.CALLED
        case OrderKind.JOIN_COLLEAGUE:
            return state.colleague_endpoint == order.endpoint and state.colleague_reached is Reached.HERE
        case OrderKind.DIAL_OUTSIDE:
            leg = next((each for each in room.legs if each.endpoint == order.endpoint), None)
            return leg is not None and leg.state >= LegState.CALLED
        case OrderKind.LISTEN | OrderKind.WHISPER | OrderKind.BARGE:
            return state.supervisor_endpoint == order.endpoint and state.supervisor_mode is MODES[order.kind]
        case OrderKind.LEAVE:
            return not any(each.endpoint == order.endpoint for each in room.live(Role.SUPERVISOR))
        case OrderKind.KEEP_GUEST:
            return state.guest_endpoint == order.endpoint
        case OrderKind.REMOVE_GUEST:
            return not any(each.endpoint == order.endpoint for each in room.live(Role.GUEST))
        case OrderKind.SURVEY:
            return state.survey_inputs is not None
        case OrderKind.REMOVE_COLLEAGUE:
            return not any(each.endpoint == order.endpoint for each in room.live(Role.COLLEAGUE))
        case OrderKind.HAND_OVER:
            return _is_handed_over(room, state, order)
        case _ if order.kind in WISHES:
            return state.recording is WISHES[order.kind]
        case _:
            return False  # an end is told by itself


def _is_handed_over(room: Room, state: RoomState, order: Awaited) -> bool:
    if room.live(Role.FORMER) or state.caller_held:
        return False
    theirs = [each for each in room.live(Role.AGENT, Role.COLLEAGUE) if each.endpoint == order.endpoint]
    return any(not each.held for each in theirs)


def _is_hopeless(room: Room, order: Awaited) -> bool:
    """Say that an order will never be seen done: those whom it is about have left."""
    if order.kind in WISHES:  # Twilio's answer has said how they stand: whoever wishes it still asks again
        return room.asked_record is not None and state_of(room).recording is not WISHES[order.kind]
    if order.kind in _OF_THE_AGENT:
        return room.agent is None or (order.kind is OrderKind.CONFER and room.colleague is None)
    if order.kind not in _OF_A_LINE:
        return False
    about = [each for each in room.legs if each.endpoint == order.endpoint]
    return not any(each.is_live and not each.dismissed for each in about)


_OF_A_LINE = frozenset({_O.HAND_OVER, _O.JOIN_AGENT, _O.JOIN_COLLEAGUE, _O.KEEP_GUEST, *MODES})
_OF_THE_AGENT = frozenset({_O.HOLD, _O.RESUME, _O.CONFER, _O.MUTE, _O.UNMUTE})


def _first(room: Room, done: list[Awaited]) -> ReportKind | None:
    if room.is_inbound:
        return _K.CALL_ARRIVED
    return _K.CALL_DIALLED if any(each.kind is OrderKind.DIAL for each in done) else None


_KINDS = {
    _O.JOIN_AGENT: _K.PARTY_JOINED,
    _O.REMOVE_AGENT: _K.PARTY_LEFT,
    _O.HOLD: _K.PARTY_HELD,
    _O.RESUME: _K.PARTY_RESUMED,
    _O.MUTE: _K.PARTY_MUTED,
    _O.UNMUTE: _K.PARTY_UNMUTED,
    _O.DIAL: _K.CALL_DIALLED,
    _O.JOIN_COLLEAGUE: _K.PARTY_JOINED,
    _O.REMOVE_COLLEAGUE: _K.PARTY_LEFT,
    _O.DIAL_OUTSIDE: _K.PARTY_DIALLED,
    _O.CONFER: _K.PARTY_CONFERRED,
    _O.KEEP_GUEST: _K.PARTY_STAYED,
    _O.REMOVE_GUEST: _K.PARTY_LEFT,
    _O.HAND_OVER: _K.PARTY_HANDED_OVER,
    **dict.fromkeys(WISHES, _K.RECORDING_CHANGED),
    _O.LISTEN: _K.PARTY_SUPERVISED,
    _O.WHISPER: _K.PARTY_SUPERVISED,
    _O.BARGE: _K.PARTY_SUPERVISED,
    _O.LEAVE: _K.PARTY_LEFT,
    _O.SURVEY: _K.SURVEY_CHANGED,
}
_ENDS = frozenset({PartState.READY, PartState.FAILED})


def _kind_of(before: RoomState, now: RoomState) -> ReportKind:
    """Return what has happened, where nobody had asked for it or more than one thing has."""
    if now.survey_inputs != before.survey_inputs:
        return _K.SURVEY_CHANGED
    if now.agent_endpoint != before.agent_endpoint:
        if not now.agent_endpoint:
            return _K.PARTY_LEFT
        return _K.PARTY_HANDED_OVER if now.agent_endpoint == before.colleague_endpoint else _K.PARTY_JOINED
    if now.reached is not before.reached:
        return _K.CALL_ALERTING if now.reached is Reached.RINGING else _K.PARTY_JOINED
    if now.guest_endpoint != before.guest_endpoint:
        return _K.PARTY_STAYED if now.guest_endpoint else _K.PARTY_LEFT
    if now.colleague_endpoint != before.colleague_endpoint or now.colleague_reached is not before.colleague_reached:
        return _colleague_kind(now)
    if now.colleague_failed is not before.colleague_failed:
        return _K.PARTY_LEFT
    if now.conferring is not before.conferring and now.conferring:
        return _K.PARTY_CONFERRED
    if now.caller_held is not before.caller_held or now.conferring is not before.conferring:
        return _K.PARTY_HELD if now.caller_held else _K.PARTY_RESUMED
    if (now.supervisor_endpoint, now.supervisor_mode) != (before.supervisor_endpoint, before.supervisor_mode):
        return _K.PARTY_SUPERVISED if now.supervisor_endpoint else _K.PARTY_LEFT
    if now.agent_muted is not before.agent_muted:
        return _K.PARTY_MUTED if now.agent_muted else _K.PARTY_UNMUTED
    if now.recordings != before.recordings:
        return _recording_kind(before, now)
    return _K.CALL_KEYED


def _recording_kind(before: RoomState, now: RoomState) -> ReportKind:
    ready = {each.recording_sid for each in before.recordings if each.state in _ENDS}
    new = any(each.state in _ENDS and each.recording_sid not in ready for each in now.recordings)
    return _K.RECORDING_READY if new else _K.RECORDING_CHANGED


def _colleague_kind(now: RoomState) -> ReportKind:
    if not now.colleague_endpoint:
        return _K.PARTY_LEFT
    match now.colleague_reached:
        case Reached.HERE:
            return _K.PARTY_JOINED
        case Reached.RINGING:
            return _K.PARTY_ALERTING
        case _:
            return _K.PARTY_DIALLED
