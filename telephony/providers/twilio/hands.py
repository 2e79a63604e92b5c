"""What is done at Twilio for a room: each step as one request, and the look at how a room is."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from telephony.contract import RecordingState, SupervisionMode
from telephony.errors import CarrierRefusedError
from telephony.providers.twilio import twiml
from telephony.providers.twilio.asking import Made
from telephony.providers.twilio.errors import PartyGoneError
from telephony.providers.twilio.happenings import ParticipantSeen, Seen
from telephony.providers.twilio.lines import Lines
from telephony.providers.twilio.recording import RecordingTold, is_untold, told_by
from telephony.providers.twilio.recording_hands import Recordings, bring_to, see_recordings
from telephony.providers.twilio.rest import RestLoad
from telephony.providers.twilio.rest_calls import CallWish, IsOthers, nobodys
from telephony.providers.twilio.rest_participants import ParticipantWish
from telephony.providers.twilio.rooms import CALLER, NAME_PREFIX, Leg, LegState, Role, Room
from telephony.providers.twilio.scribing import Scribing, Transcripts, all_stopped
from telephony.providers.twilio.steps import (
    Call,
    Coach,
    End,
    Hold,
    Mute,
    Record,
    Step,
    ToConference,
    ToQueue,
    ToSurvey,
)
from telephony.providers.twilio.twiml import Style
from telephony.providers.twilio.values import Page, TwilioCall, TwilioConference, TwilioParticipant, TwilioRecording
from telephony.providers.twilio.wire import WebhookKind

LONGEST_SECONDS: Final = 4 * 3600


class Calls(Protocol):
    """The part of `TwilioRest.calls` that is used."""

    def create(
        self, wish: CallWish, *, look_first: bool = False, is_others: IsOthers = nobodys
    ) -> Made[TwilioCall]: ...

    def fetch(self, call_sid: str) -> TwilioCall: ...

    def find_live(self, to_number: str, from_number: str, *, is_others: IsOthers = nobodys) -> TwilioCall | None: ...

    def redirect(self, call_sid: str, *, twiml: str = "", url: str = "") -> TwilioCall: ...

    def end(self, call_sid: str) -> None: ...


class Conferences(Protocol):
    def fetch(self, conference_sid: str) -> TwilioConference: ...

    def list_named(self, name: str) -> tuple[TwilioConference, ...]: ...

    def list_live(self, page: str = "") -> Page[TwilioConference]: ...

    def announce(self, conference_sid: str, url: str) -> None: ...


class Participants(Protocol):
    def create(
        self, conference: str, wish: ParticipantWish, *, look_first: bool = False
    ) -> Made[TwilioParticipant]: ...

    def fetch(self, conference_sid: str, who: str) -> TwilioParticipant: ...

    def list_all(self, conference_sid: str) -> tuple[TwilioParticipant, ...]: ...

    def update(self, conference_sid: str, who: str, **changes: Any) -> TwilioParticipant: ...

    def announce(self, conference_sid: str, who: str, url: str) -> None: ...


class Rest(Protocol):
    """The part of `TwilioRest` that is used. Each raises `PartyGoneError`, `CarrierRefusedError` or
    `CarrierAwayError`."""

    @property
    def load(self) -> RestLoad: ...

    @property
    def calls(self) -> Calls: ...

    @property
    def conferences(self) -> Conferences: ...

    @property
    def participants(self) -> Participants: ...

    @property
    def recordings(self) -> Recordings: ...

    @property
    def transcripts(self) -> Transcripts: ...


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step. `by_ticket`: a telephone is to call in."""

    call_sid: str = ""
    conference_sid: str = ""
    by_ticket: bool = False
    recordings: tuple[TwilioRecording, ...] = ()


class Hands:
    """Safe to use from several threads; raises as `Rest` does."""

    def __init__(self, rest: Rest, style: Style, lines: Lines, scribing: Scribing | None = None) -> None:
        self._rest = rest
        self._scribing = scribing or Scribing()
        self._style = style
        self._lines = lines

    def do(self, room: Room, step: Step, *, is_others: IsOthers = nobodys) -> Done:
        """Ask Twilio for one step. `is_others` knows the calls of other lines, where one is looked for by its number
        alone."""
        match step:
            case ToConference(words):
                document = twiml.caller_joins(self._style, room.call_sid, room.name, words)
                self._rest.calls.redirect(_sid_of(room.caller), twiml=document)
            case ToQueue(words):
                document = twiml.into_queue(self._style, room.call_sid, words)
                self._rest.calls.redirect(_sid_of(room.caller), twiml=document)
            case ToSurvey():
                url = self._style.address(WebhookKind.SURVEY, room=room.call_sid)
                self._rest.calls.redirect(_sid_of(room.caller), url=url)
            case Call(leg, again):
                return self._call(room, leg, is_others, again=again)
            case End(leg, words) if words:
                self._rest.calls.redirect(_sid_of(leg), twiml=twiml.goodbye(self._style, words))
            case End(leg):
                self._rest.calls.end(leg.call_sid)
            case Hold(leg, held, words):
                more = {"hold_url": self._hold_url(room, bool(words))} if held else {}
                self._rest.participants.update(self._conference(room), leg.label, hold=held, **more)
            case Mute(leg, muted):
                self._rest.participants.update(self._conference(room), leg.label, muted=muted)
            case Record(wished):
                url = self._style.address(WebhookKind.RECORDING, room=room.call_sid)
                caller_sid, conference_sid = _sid_of(room.caller), "" if room.over else room.sid
                scribes = () if wished is RecordingState.ON else room.scribes
                with all_stopped(self._rest.transcripts, caller_sid, scribes):
                    found = bring_to(self._rest.recordings, wished, caller_sid, conference_sid, url)
                if room.transcribe:
                    told_at = self._style.address(WebhookKind.TRANSCRIPT, room=room.call_sid, step=room.scribe)
                    self._scribing.start(self._rest.transcripts, caller_sid, room.transcribe, room.scribe, told_at)
                return Done(recordings=found)
            case Coach(leg, mode, agent):
                self._rest.participants.update(self._conference(room), leg.label, **_heard(mode, agent))
        return Done()

    def seconds_to_turn(self, room: Room, step: Step) -> float:
        """Return in how many seconds a step may be asked: calls start only so many a second. Of a leg that may have
        been called, it is asked whenever one wants to know."""
        if not isinstance(step, Call) or step.again or room.ended_by is not None:
            return 0.0
        try:
            by_ticket = self._lines.reach(step.leg).by_ticket
        except CarrierRefusedError:
            return 0.0  # to be heard when it is done
        return 0.0 if by_ticket else self._rest.load.call_wait_seconds

    def say(self, room: Room, label: str, sealed: str) -> None:
        """Have one leg, or everybody where `label` is empty, hear what is sealed."""
        url = self._style.address(WebhookKind.SAY, say=sealed)
        if label:
            self._rest.participants.announce(self._conference(room), label, url)
        else:
            self._rest.conferences.announce(self._conference(room), url)

    def heard_seconds(self, step: Step) -> float:
        """Return about how long what a step says lasts."""
        return self._style.seconds(step.words) if isinstance(step, ToConference | ToQueue | End) else 0.0

    def see(self, room: Room, at: datetime) -> Seen:
        """Look how a room is, `at` (machine time)."""
        conference = self._live_conference(room)
        participants: Sequence[TwilioParticipant] = ()
        if conference is not None:
            try:
                participants = self._rest.participants.list_all(conference.sid)
            except PartyGoneError:
                conference = None
        by_sid = {each.call_sid: each for each in participants}
        legs = {each.call_sid: each.label for each in room.legs if each.call_sid}
        statuses = {
            each.call_sid: self._status_of(each)
            for each in room.legs
            if each.is_live and each.call_sid and each.call_sid not in by_sid
        }
        return Seen(
            room.name,
            "" if conference is None else conference.sid,
            at.timestamp(),
            tuple(
                ParticipantSeen(
                    each.label or legs.get(each.call_sid, ""),
                    each.call_sid,
                    each.status,
                    each.hold,
                    each.muted,
                    each.coaching,
                )
                for each in participants
            ),
            statuses,
            self._recordings(room, at),
        )

    def _recordings(self, room: Room, at: datetime) -> tuple[RecordingTold, ...]:
        """See the recordings of a room that is to have one and of which none was heard of, or of which the end is still
        to be told: what a webhook has not brought."""
        untold = room.ended_by is not None or not room.recordings
        if room.record is None or not untold or not is_untold(room.recordings):
            return ()
        caller = room.leg(CALLER)
        if caller is None or not caller.call_sid:
            return ()
        try:
            found = see_recordings(self._rest.recordings, caller.call_sid, room.sid)
        except PartyGoneError:
            return ()
        return tuple(told_by(each, at) for each in found)

    def list_conferences(self, page: str) -> Page[TwilioConference]:
        """Return a page of all conferences of the account that are on."""
        return self._rest.conferences.list_live(page)

    def _call(self, room: Room, leg: Leg, is_others: IsOthers, *, again: bool) -> Done:
        if room.ended_by is not None or leg.dismissed:
            return self._find(leg, is_others)
        reach = self._lines.reach(leg)
        if reach.by_ticket:
            return Done(by_ticket=True)
        address = self._style.address
        status_url = address(WebhookKind.LEG, room=room.call_sid, leg=leg.label)
        from_number = leg.from_number or self._lines.own_number
        ring_seconds = leg.ring_seconds or self._lines.ring_seconds
        if reach.screened:
            wish = CallWish(
                leg.label,
                reach.to,
                from_number,
                url=address(WebhookKind.SCREEN, room=room.call_sid, leg=leg.label),
                status_url=status_url,
                ring_seconds=ring_seconds,
                longest_seconds=LONGEST_SECONDS,
            )
            return Done(self._rest.calls.create(wish, look_first=again, is_others=is_others).value.sid)
        made = self._rest.participants.create(
            room.sid or room.name,
            ParticipantWish(
                leg.label,
                reach.to,
                from_number,
                status_url=status_url,
                conference_url=address(WebhookKind.CONFERENCE, room=room.call_sid),
                ring_seconds=ring_seconds,
                longest_seconds=LONGEST_SECONDS,
                muted=leg.role is Role.SUPERVISOR,
                starts_conference=leg.role is not Role.SUPERVISOR,
                ends_conference=leg.label == CALLER,
            ),
            look_first=again,
        )
        return Done(made.value.call_sid, made.value.conference_sid)

    def clear_out(self, room: Room) -> None:
        """End whoever is still in a conference of a call that is over: somebody who came by its name after the end has
        made it anew."""
        for conference in self._rest.conferences.list_named(room.name):
            for each in self._rest.participants.list_all(conference.sid):
                with suppress(PartyGoneError):
                    self._rest.calls.end(each.call_sid)

    def _find(self, leg: Leg, is_others: IsOthers) -> Done:
        """Look for a leg that may have been called, and is not wanted by now."""
        sids = [leg.conference]
        if leg.conference.startswith(NAME_PREFIX):
            sids = [each.sid for each in self._rest.conferences.list_named(leg.conference)]
        for sid in sids:
            with suppress(PartyGoneError):
                found = self._rest.participants.fetch(sid, leg.label)
                return Done(found.call_sid, found.conference_sid)
        reach = self._lines.reach(leg)
        if reach.screened:  # in no conference before they have pressed their key
            own = leg.from_number or self._lines.own_number
            call = self._rest.calls.find_live(reach.to, own, is_others=is_others)
            if call is not None:
                return Done(call.sid)
        raise PartyGoneError

    def _conference(self, room: Room) -> str:
        """Return the SID of a room's conference: by its name nobody is found, and a new one is made."""
        if room.sid:
            return room.sid
        found = self._live_conference(room)
        if found is None:
            raise PartyGoneError
        return found.sid

    def _live_conference(self, room: Room) -> TwilioConference | None:
        if room.sid:
            try:
                known = self._rest.conferences.fetch(room.sid)
            except PartyGoneError:
                return None
            return known if known.is_live else None
        return next(iter(self._rest.conferences.list_named(room.name)), None)

    def _status_of(self, leg: Leg) -> str:
        try:
            return self._rest.calls.fetch(leg.call_sid).status
        except PartyGoneError:
            return ""

    def _hold_url(self, room: Room, has_words: bool) -> str:
        more = {"say": "1"} if has_words else {}
        return self._style.address(WebhookKind.HOLD, room=room.call_sid, **more)


def _heard(mode: SupervisionMode, agent: Leg) -> dict[str, Any]:
    """Return what makes a supervisor's line heard so: all in one request, so that nobody hears what is between."""
    if mode is SupervisionMode.WHISPER:
        return {"muted": False, "coaching": True, "call_sid_to_coach": _sid_of(agent)}
    return {"muted": mode is SupervisionMode.LISTEN, "coaching": False}


def _sid_of(leg: Leg | None) -> str:
    if leg is None or not leg.call_sid or leg.state is LegState.LEFT:
        raise CarrierRefusedError(problem="no such leg")
    return leg.call_sid
