"""What Twilio tells of a room, and what it changes there. Pure.

Deliveries are late, repeated, reordered or lost (telephony.md 1.4, 2.2): nothing that is over comes back, a leg only
goes on, and how it is held is what the event with the highest number says. What was lost comes with a look-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from telephony.providers.twilio.leaving import gone, out, out_of_conference, there_after_all
from telephony.providers.twilio.recording import RecordingTold, after_told
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Place, Room
from telephony.providers.twilio.settling import settled
from telephony.providers.twilio.surveying import in_survey


class Turn(StrEnum):
    """What an event of a conference says. Every other is let pass."""

    START = "conference-start"
    END = "conference-end"
    JOIN = "participant-join"
    LEAVE = "participant-leave"
    MUTE = "participant-mute"
    UNMUTE = "participant-unmute"
    HOLD = "participant-hold"
    UNHOLD = "participant-unhold"
    MODIFY = "participant-modify"


@dataclass(frozen=True, slots=True)
class Queued:
    """The menu is over for the customer."""


@dataclass(frozen=True, slots=True)
class Waited:
    """The customer is in Twilio's queue as it asks this: what they hear next there."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The customer asks for the next question of a survey."""


@dataclass(frozen=True, slots=True)
class LeftQueue:
    result: str


@dataclass(frozen=True, slots=True)
class Turned:
    """An event of the conference `name`; `number` is its place in the order of that conference's events."""

    turn: Turn
    name: str
    sid: str
    number: int
    label: str = ""
    call_sid: str = ""
    held: bool | None = None
    muted: bool | None = None
    coaching: bool | None = None
    reason: str = ""
    call_status: str = ""


@dataclass(frozen=True, slots=True)
class LegMoved:
    """A leg's own progress; `status` is Twilio's word, `sip_code` why a leg over SIP failed."""

    label: str
    call_sid: str
    status: str
    sip_code: int = 0


@dataclass(frozen=True, slots=True)
class ParticipantSeen:
    label: str
    call_sid: str
    status: str
    held: bool = False
    muted: bool = False
    coaching: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """How Twilio says that the room is now. `statuses` are those of calls by their SID, "" where Twilio knows none;
    `sid` is that of its live conference, empty where there is none; `at` is when that was asked (unix time).
    `recordings` are as Twilio lists them, where they were asked for."""

    name: str
    sid: str = ""
    at: float = 0.0
    participants: tuple[ParticipantSeen, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    recordings: tuple[RecordingTold, ...] = ()


Happening = Queued | Waited | Surveyed | LeftQueue | Turned | LegMoved | RecordingTold | Seen

BACK_SECONDS: Final = 5.0
"""How long after they were taken out of a conference the queue has to ask what a customer hears, at most."""

HUNG_UP: Final = "participant_hung_up"
OVER_STATUSES: Final = frozenset({"completed", "busy", "failed", "no-answer", "canceled", ""})

_COMES_TO: Final[Mapping[str, LegState]] = MappingProxyType(
    {
        "queued": LegState.CALLED,
        "initiated": LegState.CALLED,
        "ringing": LegState.RINGING,
        "in-progress": LegState.ANSWERED,
        "answered": LegState.ANSWERED,
    }
)
_PARTICIPANT_AT: Final[Mapping[str, LegState]] = MappingProxyType(
    {
        "queued": LegState.CALLED,
        "connecting": LegState.CALLED,
        "ringing": LegState.RINGING,
        "connected": LegState.JOINED,
    }
)


def after(room: Room, what: Happening) -> Room:
    """Return the room once this is known of it. What is known already changes nothing."""
    if room.ended_by is not None:
        return _legs_end(room, what)
    return settled(_after(room, what))


def _after(room: Room, what: Happening) -> Room:
    match what:
        case Queued():
            return replace(room, place=Place.QUEUE) if room.place is Place.MENU else room
        case Waited():
            return _waited(room)
        case Surveyed() if room.surveying:
            return replace(in_survey(room), survey_heard=True, comes_back=False, lost=False)
        case LeftQueue("hangup"):
            waited = replace(room, place=Place.QUEUE) if room.place is Place.MENU else room
            return _gone(waited, room.caller)
        case LeftQueue("error" | "system-error" | "queue-full"):
            return replace(room, failing=True)
        case Turned():
            return _turned(room, what)
        case LegMoved():
            return _leg_moved(room, what)
        case RecordingTold():
            return replace(room, recordings=after_told(room.recordings, what))
        case Seen():
            return _seen(room, what)
        case _:
            return room  # that we took them out of the queue ourselves is nothing new


def _legs_end(room: Room, what: Happening) -> Room:
    """A call that is over stays so; but its other legs may have to be seen out."""
    match what:
        case Turned(turn=Turn.END, name=room.name):
            return _conference_over(room, what.sid)
        case RecordingTold():
            return replace(room, recordings=after_told(room.recordings, what))
        case Turned(label=label, call_sid=sid) | LegMoved(label=label, call_sid=sid):
            leg = room.leg(label)
            if leg is None or (leg.label == CALLER and leg.is_live and not leg.dismissed):
                return room
            if not leg.is_live:
                return _back(room, leg, what)
            known = replace(leg, call_sid=leg.call_sid or sid)
            left = isinstance(what, Turned) and what.turn is Turn.LEAVE
            over = isinstance(what, LegMoved) and what.status in OVER_STATUSES
            if isinstance(what, Turned) and what.turn is Turn.JOIN:
                known = replace(known, state=max(known.state, LegState.JOINED))
            return room.with_leg(gone(known) if left or over else known)
        case Seen():
            return _seen(room, what)
        case _:
            return room


def _waited(room: Room) -> Room:
    """Twilio asks this and waits for the answer, so that it is of now: whose conference is over has come back from it,
    by themselves or by us. One that is still on says that we are just taking them there."""
    if room.place is Place.ROOM and room.over:
        room = out_of_conference(room)
    return replace(room, comes_back=False, lost=False) if room.place is Place.QUEUE else room


def _back(room: Room, leg: Leg, what: Turned | LegMoved) -> Room:
    """Of a leg that has left, only what is told of another call of it is new: the rest comes late."""
    if not what.call_sid or what.call_sid == leg.call_sid:
        return room
    if isinstance(what, Turned):
        state = LegState.JOINED if what.turn is Turn.JOIN else LegState.WANTED
    else:
        state = _COMES_TO.get(what.status, LegState.WANTED)
    return there_after_all(room, leg, what.call_sid, state)


def _gone(room: Room, leg: Leg | None, status: str = "completed", sip_code: int = 0) -> Room:
    return room if leg is None else room.with_leg(gone(leg, status, sip_code))


def _turned(room: Room, what: Turned) -> Room:
    if what.name != room.name:
        return _of_earlier(room, what)
    if not room.sid:
        room = replace(room, sid=what.sid)
    elif what.sid != room.sid:
        return _of_another(room, what)  # a second conference of the same name: nobody of ours is meant to be in it
    leg = _leg_of(room, what.label, what.call_sid)
    match what.turn:
        case Turn.END:
            return _conference_over(room, what.sid)
        case _ if leg is None:
            return room
        case _ if not leg.is_live:
            return _back(room, leg, what)
        case Turn.LEAVE:
            return _left(room, leg, what)
        case Turn.START:
            return room
        case _ if room.over:
            return room
        case _:
            if leg.label == CALLER:
                room = _arrived(room)  # before the answer to our asking for it, it may be
            return room.with_leg(_as_told(leg, what))


def _arrived(room: Room) -> Room:
    """The customer is in the conference, and has heard on the way what there was to hear."""
    words = () if room.unsure else room.words
    return replace(room, place=Place.ROOM, words=words, unsure=False, comes_back=False, lost=False)


def _as_told(leg: Leg, what: Turned) -> Leg:
    """Return a leg that is in the conference; held and muted as an event says that is newer than what is known."""
    leg = replace(leg, call_sid=leg.call_sid or what.call_sid, state=max(leg.state, LegState.JOINED))
    if what.number < leg.mark:
        return leg
    held = leg.held if what.held is None else what.held
    muted = leg.muted if what.muted is None else what.muted
    coaching = leg.coaching if what.coaching is None else what.coaching
    told = replace(
        leg,
        mark=what.number,
        held=held,
        muted=muted,
        coaching=coaching,
        asked_hold=None if leg.asked_hold is held else leg.asked_hold,
        asked_mute=None if leg.asked_mute is muted else leg.asked_mute,
    )
    return replace(told, asked_mode="") if told.mode.value == told.asked_mode else told


def _left(room: Room, leg: Leg, what: Turned) -> Room:
    if leg.label != CALLER:
        return room.with_leg(gone(replace(leg, call_sid=leg.call_sid or what.call_sid), what.call_status))
    if what.reason == HUNG_UP or leg.state < LegState.ANSWERED:
        return room.with_leg(gone(leg, what.call_status))
    # Out of the conference, and perhaps on the line: they are heard of in the queue, or as having hung up.
    return replace(room, over=True)


def _of_earlier(room: Room, what: Turned) -> Room:
    """A conference that the customer was taken out of: what is said of it still says who has hung up, and that they
    are in it again: a request to take them there was overtaken."""
    leg = _leg_of(room, what.label, what.call_sid)
    if what.turn is not Turn.LEAVE or leg is None or not leg.is_live:
        if what.turn is Turn.JOIN and leg is not None and leg.is_live and leg.label == CALLER:
            return replace(room, lost=True) if room.place in (Place.QUEUE, Place.SURVEY) else room
        return _of_another(room, what)
    if leg.label == CALLER:
        return room.with_leg(gone(leg)) if what.reason == HUNG_UP else room
    return room.with_leg(gone(leg, what.call_status))


def _of_another(room: Room, what: Turned) -> Room:
    """Whoever joins a conference that is not theirs, and whom nobody wants, is known so that they can be ended."""
    leg = _leg_of(room, what.label, what.call_sid)
    if what.turn is not Turn.JOIN or leg is None or leg.label == CALLER:
        return room
    if not leg.is_live:
        return _back(room, leg, what)
    return room.with_leg(replace(leg, call_sid=leg.call_sid or what.call_sid)) if leg.dismissed else room


def _conference_over(room: Room, sid: str) -> Room:
    """Whoever had joined the conference has left it; the customer may be on the line still."""
    if sid != room.sid:
        return room
    for leg in room.legs:
        if leg.label != CALLER and leg.joined:
            room = room.with_leg(gone(leg))
    return replace(room, over=bool(room.sid))


def _leg_moved(room: Room, what: LegMoved) -> Room:
    leg = _leg_of(room, what.label, what.call_sid)
    if leg is not None and not leg.is_live:
        return _back(room, leg, what)
    if leg is None or (leg.call_sid and what.call_sid and leg.call_sid != what.call_sid):
        return room
    leg = replace(leg, call_sid=leg.call_sid or what.call_sid)
    if what.status in OVER_STATUSES:
        failing = what.status == "failed" and leg.label == CALLER and leg.state >= LegState.ANSWERED
        return replace(room.with_leg(gone(leg, what.status, what.sip_code)), failing=room.failing or failing)
    return room.with_leg(replace(leg, state=max(leg.state, _COMES_TO.get(what.status, leg.state))))


def _seen(room: Room, what: Seen) -> Room:
    """Take a look-up: it knows more than any event, but of what has left only that it is not there."""
    for told in what.recordings:
        room = replace(room, recordings=after_told(room.recordings, told))
    if what.name != room.name:
        return room
    if what.sid:
        room = replace(room, sid=room.sid or what.sid)
    here = {each.label: each for each in what.participants} if what.sid in ("", room.sid) else {}
    is_over = room.ended_by is not None
    for leg in room.legs:
        there = here.get(leg.label)
        if not leg.is_live:
            if there is not None:
                at = _PARTICIPANT_AT.get(there.status, LegState.WANTED)
                room = there_after_all(room, leg, there.call_sid, at)
        elif leg.label != CALLER or leg.dismissed or not is_over:
            room = room.with_leg(_leg_seen(leg, there, what, is_over=is_over))
    caller = room.caller
    if not is_over and caller is not None and caller.is_live:
        if room.place is Place.ROOM and not caller.joined:
            return _not_in_conference(room, caller, what.at)
        if room.place in (Place.QUEUE, Place.SURVEY) and room.comes_back and what.at >= room.way_until:
            room = replace(room, lost=True)
        elif room.unsure and caller.joined:
            room = _arrived(room)
    return replace(room, over=True) if room.sid and not what.sid else room


def _not_in_conference(room: Room, caller: Leg, at: float) -> Room:
    """Where that is not known to have come about, they are taken there again; else they are on the way back."""
    if caller.state < LegState.ANSWERED or (at < room.way_until and not room.over):
        return room
    if room.unsure and not room.over:
        return replace(room, place=Place.QUEUE, unsure=False)
    return replace(out_of_conference(room), way_until=at + BACK_SECONDS)


def _leg_seen(leg: Leg, participant: ParticipantSeen | None, what: Seen, *, is_over: bool) -> Leg:
    ends = leg.asked_end and what.at < leg.ends_at  # by itself, once they have heard why
    unasked = replace(leg, asked_hold=None, asked_mute=None, asked_end=ends, asked_mode="")
    if participant is not None:
        if participant.status in {"complete", "failed"}:
            return gone(leg, "failed" if participant.status == "failed" else "completed")
        at = _PARTICIPANT_AT.get(participant.status, leg.state)
        stays = is_over or leg.dismissed
        leg = replace(unasked, call_sid=leg.call_sid or participant.call_sid, state=max(leg.state, at), stays=stays)
        return replace(leg, held=participant.held, muted=participant.muted, coaching=participant.coaching)
    if not leg.call_sid:
        # Never made, as far as anybody can see: it is asked for again, looked for first, or is not wanted any more.
        return replace(unasked, state=LegState.LEFT) if is_over or leg.dismissed else unasked
    status = what.statuses.get(leg.call_sid)
    if status is None:
        return unasked
    if status in OVER_STATUSES:
        return gone(leg, status)
    if leg.label == CALLER and leg.joined:
        return out(unasked)
    if leg.joined and not what.sid:
        return replace(unasked, stays=True, dismissed=True)  # on the line, and their conference is over
    return replace(unasked, state=max(leg.state, _COMES_TO.get(status, leg.state)), stays=is_over or leg.dismissed)


def _leg_of(room: Room, label: str, call_sid: str) -> Leg | None:
    by_label = room.leg(label) if label else None
    if by_label is not None or not call_sid:
        return by_label
    return next((each for each in room.legs if each.call_sid == call_sid), None)
