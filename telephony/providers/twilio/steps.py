"""The next thing to ask of Twilio, so that a room comes to be as it is wished. Pure.

One step at a time: what Twilio has accepted is noted (`accepted`) and not asked again, until it is confirmed or a
look-up says that it is not so. Whoever goes on with a room, after whatever happened to whoever began, asks the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from telephony.contract import RecordingState, SupervisionMode
from telephony.menu.walk import Spoken, seconds_to_say
from telephony.providers.base import EndedBy
from telephony.providers.twilio.happenings import BACK_SECONDS
from telephony.providers.twilio.leaving import gone, out_of_conference
from telephony.providers.twilio.recording import after_answers
from telephony.providers.twilio.rooms import CALLER, Leg, LegState, Place, Role, Room
from telephony.providers.twilio.settling import settled
from telephony.providers.twilio.surveying import in_survey
from telephony.providers.twilio.values import TwilioRecording


@dataclass(frozen=True, slots=True)
class ToConference:
    """Take the customer out of the queue into the conference."""

    words: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class ToQueue:
    words: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class ToSurvey:
    """Take the customer, wherever they are, to where they are asked how it was."""


@dataclass(frozen=True, slots=True)
class Call:
    """Call this leg into the conference. `again`: it may have been called before."""

    leg: Leg
    again: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Hang this leg up, after `words`."""

    leg: Leg
    words: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    leg: Leg
    held: bool
    words: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Mute:
    leg: Leg
    muted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Have every recording of the customer's leg, and of their conference, stand so."""

    wished: RecordingState


@dataclass(frozen=True, slots=True)
class Coach:
    """Have a supervisor's line be heard so: by nobody, by `agent` alone, or by all."""

    leg: Leg
    mode: SupervisionMode
    agent: Leg


Step = ToConference | ToQueue | ToSurvey | Call | End | Hold | Mute | Record | Coach


def next_step(room: Room) -> Step | None:
    """Return what is to be asked of Twilio now; None: nothing, or nothing before Twilio has said more."""
    if room.ended_by is not None or room.ending:
        return _to_end(room)
    if room.surveying:
        return _to_survey(room)
    caller = room.caller
    if room.has_customer and caller is not None and caller.state >= LegState.ANSWERED:
        step = _place(room)
        if step is not None:
            return step
    calls = next((each for each in room.legs if _is_to_be_called(room, each)), None)
    if calls is not None:
        return Call(calls, again=calls.state is LegState.SUBMITTED)
    step = _turn(room)
    if step is not None:
        return step
    record = _record(room)
    if record is not None:
        return record
    out = next((each for each in room.legs if each.dismissed and _can_be_ended(each)), None)
    return None if out is None else End(out)


def submitted(room: Room, step: Step) -> Room:
    """Return the room once a step is about to be asked: of a call that is made, nobody may forget that it may be."""
    if isinstance(step, Call):
        leg = _now(room, step.leg)
        conference = leg.conference or room.sid or room.name
        return room.with_leg(replace(leg, state=max(leg.state, LegState.SUBMITTED), conference=conference))
    if isinstance(step, Record) and room.transcribe:
        number = room.scribe + 1  # each that may have begun has a name, by which it is stopped
        return replace(room, scribe=number, scribes=(*room.scribes, number))
    return room


def accepted(
    room: Room,
    step: Step,
    *,
    at: datetime,
    call_sid: str = "",
    conference_sid: str = "",
    by_ticket: bool = False,
    heard_seconds: float = 0.0,
    recordings: tuple[TwilioRecording, ...] = (),
) -> Room:
    """Return the room once Twilio has accepted a step, `at` (machine time). `by_ticket`: nobody is called, their
    telephone calls in. `heard_seconds`: what is said lasts so long, where that is known better than by its texts."""
    match step:
        case ToConference(words):
            until = at.timestamp() + NO_WORD_SECONDS + max(heard_seconds, seconds_to_say(words))
            room = replace(room, place=Place.ROOM, words=_left_of(room, words), way_until=until)
            return replace(room, comes_back=False, lost=False, unsure=False)
        case ToQueue(words):
            until = at.timestamp() + BACK_SECONDS + max(heard_seconds, seconds_to_say(words))
            room = replace(room, words=_left_of(room, words))
            room = out_of_conference(room) if room.place is Place.ROOM else room
            return replace(room, comes_back=True, lost=False, way_until=until)
        case ToSurvey():
            room = replace(in_survey(room), lost=False)
            # Where they have asked for their first question meanwhile, they are there.
            return (
                room if room.survey_heard else replace(room, comes_back=True, way_until=at.timestamp() + BACK_SECONDS)
            )
        case Call(leg):
            leg = _now(room, leg)
            made = replace(leg, state=max(leg.state, LegState.CALLED), call_sid=leg.call_sid or call_sid)
            room = room.with_leg(replace(made, by_ticket=by_ticket))
            return settled(replace(room, sid=room.sid or conference_sid))
        case End(leg, words):
            room = replace(room, words=_left_of(room, words))
            ends_at = 0.0
            if words:
                ends_at = at.timestamp() + NO_WORD_SECONDS + max(heard_seconds, seconds_to_say(words))
            return room.with_leg(replace(_now(room, leg), asked_end=True, stays=False, ends_at=ends_at))
        case Hold(leg, held, words):
            return _asked(replace(room, words=_left_of(room, words)), leg, asked_hold=held)
        case Mute(leg, muted):
            return _asked(room, leg, asked_mute=muted)
        case Record(wished):
            parts = after_answers(room.recordings, recordings, at)
            scribes = room.scribes if wished is RecordingState.ON else ()
            return replace(room, recordings=parts, asked_record=wished, scribes=scribes)
        case Coach(leg, mode):
            leg = _now(room, leg)
            return room.with_leg(replace(leg, asked_mode="" if leg.mode is mode else mode.value))


def was_unknown(
    room: Room, step: ToConference | ToQueue | ToSurvey | End, *, at: datetime, heard_seconds: float = 0.0
) -> Room:
    """Return the room once Twilio was asked to take somebody elsewhere and nobody knows whether it does: to ask twice
    would take them out of where they have come. It counts as done until a look-up says that it was not."""
    done = accepted(room, step, at=at, heard_seconds=heard_seconds)
    caller = done.caller
    if not isinstance(step, ToConference) or caller is None or caller.joined or not caller.is_live:
        return done
    # What they were to hear first is not forgotten before they are seen there.
    return replace(done, unsure=True, words=room.words)


def was_gone(room: Room, step: Step, *, at: datetime) -> Room:
    """Return the room once Twilio has said of a step that whoever it is about is not there any more."""
    match step:
        case ToConference() | ToQueue() | ToSurvey():
            caller = room.caller
            return room if caller is None else settled(room.with_leg(gone(caller)))
        case Call(leg):  # the conference they were to come into is over
            return settled(room.with_leg(replace(_now(room, leg), state=LegState.LEFT, dismissed=True)))
        case End(leg):
            return settled(room.with_leg(gone(_now(room, leg))))
        case _:
            # They are out of the conference, or on the way out: their own events say it, or a look-up does.
            return accepted(room, step, at=at)


def was_refused(room: Room, step: Step, *, at: datetime) -> Room:
    """Return the room once Twilio has refused a step: whom it does not call is not to be had. Nothing else is asked
    again before a look-up has said how the room is."""
    if not isinstance(step, Call):
        return accepted(room, step, at=at)
    leg = replace(_now(room, step.leg), state=LegState.LEFT, failed=EndedBy.UNREACHABLE)
    return settled(room.with_leg(leg))


def watch_seconds(room: Room, now: datetime) -> float | None:
    """Return after how many seconds without a word from `now` on Twilio is asked how the room is; None: it need not
    be."""
    if room.ended_by is not None:
        left = any(each.is_live and (each.label != CALLER or _is_back(each)) for each in room.legs)
        return NO_WORD_SECONDS if left else None
    caller = room.caller
    if caller is not None and caller.asked_end and caller.ends_at > now.timestamp():
        return max(NO_WORD_SECONDS, caller.ends_at - now.timestamp())
    waits = [_leg_seconds(room, each, now) for each in room.legs if each.is_live]
    if room.awaited:
        waits.append(NO_WORD_SECONDS)
    if room.comes_back:
        waits.append(max(NO_WORD_SECONDS, room.way_until - now.timestamp()))
    waits.append(CONFERENCE_SECONDS if room.place is Place.ROOM else QUEUE_SECONDS)
    return min((each for each in waits if each is not None), default=None)


NO_WORD_SECONDS = 5.0
"""Twilio confirms within a second what it has accepted; a wrong event name is accepted and never confirmed."""
QUEUE_SECONDS = 120.0
"""Whoever waits is heard of at least as often: what they hear ends, and is asked for again."""
CONFERENCE_SECONDS = 45.0
"""Of somebody who has left a conference nobody may have said it: whoever is alone there then hears nothing more."""
WAY_SECONDS = 10.0
"""How long the way into a conference takes, where nothing is said first."""
_RINGS_ON = 10.0
_LONGEST_RING = 60


def _leg_seconds(room: Room, leg: Leg, now: datetime) -> float | None:
    asked = leg.asked_hold is not None or leg.asked_mute is not None or leg.asked_mode or leg.asked_end
    if asked or room.ending or leg.dismissed:
        return NO_WORD_SECONDS
    if leg.state in (LegState.SUBMITTED, LegState.CALLED):
        return NO_WORD_SECONDS
    if leg.label == CALLER and leg.state is LegState.ANSWERED:
        way = max(NO_WORD_SECONDS if room.unsure else WAY_SECONDS, room.way_until - now.timestamp())
        return way if room.place is Place.ROOM else None
    if leg.rings:
        return (leg.ring_seconds or _LONGEST_RING) + _RINGS_ON
    return None


def _place(room: Room) -> Step | None:
    others = [
        each
        for each in room.legs
        if each.label != CALLER and each.role is not Role.SUPERVISOR and each.is_live and not each.dismissed
    ]
    if room.place is Place.ROOM and (room.waits or not others):
        return ToQueue(room.words)  # music is better than a silent conference
    if room.place is not Place.ROOM and not room.waits and any(each.role is Role.AGENT for each in others):
        return ToConference(room.words)
    if room.place is Place.QUEUE and (room.words or room.lost):
        return ToQueue(room.words)
    return None


def _is_to_be_called(room: Room, leg: Leg) -> bool:
    if leg.state is LegState.SUBMITTED and leg.dismissed:
        return True  # nobody is called any more, but it is looked for
    if leg.state not in (LegState.WANTED, LegState.SUBMITTED):
        return False
    if leg.label == CALLER:
        agent = room.agent
        return agent is not None and agent.joined
    return room.place is Place.ROOM


def _turn(room: Room) -> Step | None:
    """Hold before letting go: never do two hear each other who are not to."""
    caller, colleague, agent = room.caller, room.colleague, room.agent
    wishes: list[tuple[Leg, bool]] = []
    if caller is not None and caller.joined and not (room.waits or room.over):
        wishes.append((caller, room.hold_caller))
    for each in (colleague, agent, room.guest):
        if each is not None and each.joined and not room.over:
            held = each is colleague and caller is not None and caller.joined and not (room.hold_caller or room.confer)
            wishes.append((each, held))
    for leg, held in sorted(wishes, key=lambda each: not each[1]):
        if (leg.held if leg.asked_hold is None else leg.asked_hold) is not held:
            return Hold(leg, held, room.words if leg is caller and held else ())
    if agent is not None and agent.joined and not room.over:
        muted = agent.muted if agent.asked_mute is None else agent.asked_mute
        if muted is not room.mute_agent:
            return Mute(agent, room.mute_agent)
    coach = _coach(room)
    if coach is not None:
        return coach
    if room.words and room.hold_caller and caller is not None and caller.joined and not room.over:
        return Hold(caller, True, room.words)
    return None


def _record(room: Room) -> Step | None:
    """What is wished is asked once, and looked at in the answer; whoever wishes it still asks again."""
    caller = room.caller
    if room.record is None or room.asked_record is room.record or caller is None:
        return None
    return Record(room.record) if caller.call_sid and caller.is_live else None


def _coach(room: Room) -> Coach | None:
    supervisor, agent = room.supervisor, room.agent
    if supervisor is None or not supervisor.joined or room.over or not room.supervise:
        return None
    if agent is None or not agent.joined or (supervisor.asked_mode or supervisor.mode.value) == room.supervise:
        return None
    return Coach(supervisor, SupervisionMode(room.supervise), agent)


def _to_end(room: Room) -> Step | None:
    """The customer first: with them their conference ends, and whoever was in it drops out by itself."""
    caller = room.caller
    if room.ended_by is None and caller is not None and _can_be_ended(caller):
        return End(caller, room.words)
    by_itself = caller is not None and room.has_customer
    for leg in room.legs:
        if not leg.is_live or (leg.label == CALLER and not _is_back(leg)):
            continue
        if leg.state is LegState.SUBMITTED and not leg.call_sid:
            return Call(leg, again=True)  # for a call that is over nobody is called: it is looked for
        if _can_be_ended(leg) and not (by_itself and leg.joined and not leg.stays):
            return End(leg)
    return None


def _to_survey(room: Room) -> Step | None:
    """The recording first, so that nothing of the survey is in it; with the customer the others drop out by themselves,
    and who does not is ended."""
    caller = room.caller
    if caller is None or not caller.is_live:
        return None
    if room.place is not Place.SURVEY:
        return _record(room) or ToSurvey()
    if room.lost:
        return ToSurvey()
    sought = next((each for each in room.legs if each.dismissed and each.state is LegState.SUBMITTED), None)
    if sought is not None and not sought.call_sid:
        return Call(sought, again=True)
    out = next((each for each in room.legs if each.dismissed and _can_be_ended(each)), None)
    return None if out is None else End(out)


def _can_be_ended(leg: Leg) -> bool:
    return bool(leg.call_sid) and leg.is_live and not leg.asked_end


def _is_back(leg: Leg) -> bool:
    """Say that a leg is a customer's whom we had given up, and who is called all the same."""
    return leg.label == CALLER and leg.is_live and leg.dismissed


def _now(room: Room, leg: Leg) -> Leg:
    """Return a leg as it is now: while Twilio was asked, it may have gone on."""
    return room.leg(leg.label) or leg


def _asked(room: Room, leg: Leg, *, asked_hold: bool | None = None, asked_mute: bool | None = None) -> Room:
    leg = _now(room, leg)
    if asked_hold is not None:
        leg = replace(leg, asked_hold=None if leg.held is asked_hold else asked_hold)
    if asked_mute is not None:
        leg = replace(leg, asked_mute=None if leg.muted is asked_mute else asked_mute)
    return room.with_leg(leg)


def _left_of(room: Room, words: tuple[Spoken, ...]) -> tuple[Spoken, ...]:
    return () if room.words == words else room.words
