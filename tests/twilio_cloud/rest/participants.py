"""Participants of a conference (telephony.md 1.3, 1.5, 1.6)."""

from typing import Any, Final

from tests.twilio_cloud import lines, recordings, rooms
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.announcing import announce, play_hold_music
from tests.twilio_cloud.rest.calls import callback_of, check_from
from tests.twilio_cloud.rest.conferences import find_room
from tests.twilio_cloud.rest.fields import (
    INVALID,
    Field,
    RestError,
    choice,
    endpoint,
    link,
    method,
    not_found,
    number,
    paging,
    sid,
    text,
    url,
    yes_no,
)
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.sids import is_sid
from tests.twilio_cloud.things import Call, Hook, Participant, Room, Source, Wish
from tests.twilio_cloud.twiml.conferencing import play_until_start
from tests.twilio_cloud.twiml.player import live
from tests.twilio_cloud.world import World

_EVENTS: Final = Field(text(80), many=True)
CREATE: Final = {
    "From": Field(endpoint, 21212, required=True, missing=21213),
    "To": Field(endpoint, 21211, required=True, missing=21201),
    "Label": Field(text(128, shortest=1)),
    "Timeout": Field(number(5, 600)),
    "TimeLimit": Field(number(1, 14400)),
    "StartConferenceOnEnter": yes_no,
    "EndConferenceOnExit": yes_no,
    "Beep": Field(choice("true", "false", "onEnter", "onExit")),
    "Muted": yes_no,
    "EarlyMedia": yes_no,
    "Coaching": yes_no,
    "CallSidToCoach": Field(sid("CA")),
    "WaitUrl": Field(url),
    "WaitMethod": method,
    "MaxParticipants": Field(number(2, 250)),
    "CallerId": Field(text(100)),
    "CallerDisplayName": Field(text(100)),
    "CallToken": Field(text(2000)),
    "CallReason": Field(text(50)),
    "StatusCallback": link,
    "StatusCallbackMethod": method,
    "StatusCallbackEvent": _EVENTS,
    "ConferenceStatusCallback": link,
    "ConferenceStatusCallbackMethod": method,
    "ConferenceStatusCallbackEvent": _EVENTS,
    "Record": yes_no,
    "RecordingChannels": Field(choice("mono", "dual")),
    "RecordingTrack": Field(choice("inbound", "outbound", "both")),
    "RecordingStatusCallback": link,
    "RecordingStatusCallbackMethod": method,
    "RecordingStatusCallbackEvent": _EVENTS,
    "ConferenceRecord": Field(choice("true", "false", "record-from-start", "do-not-record")),
    "ConferenceTrim": Field(choice("trim-silence", "do-not-trim")),
    "ConferenceRecordingStatusCallback": link,
    "ConferenceRecordingStatusCallbackMethod": method,
    "ConferenceRecordingStatusCallbackEvent": _EVENTS,
    "JitterBufferSize": Field(choice("off", "small", "medium", "large")),
    "SipAuthUsername": Field(text(100)),
    "SipAuthPassword": Field(text(100)),
    "Region": Field(text(20)),
}
UPDATE: Final = {
    "Muted": yes_no,
    "Hold": yes_no,
    "HoldUrl": Field(url),
    "HoldMethod": method,
    "AnnounceUrl": Field(url),
    "AnnounceMethod": method,
    "EndConferenceOnExit": yes_no,
    "Coaching": yes_no,
    "CallSidToCoach": Field(sid("CA")),
}


@route("POST", "/Conferences/{ConferenceSid}/Participants.json", CREATE)
def create(ask: Ask) -> Answer:
    """Call somebody into a conference. By its name a new one is made when the old one has ended: a ghost room with a
    lone leg; by its id that fails (telephony.md 0.4). There is no document and no whisper (1.3)."""
    world, form = ask.world, ask.form
    check_from(world, form["From"], form.get("CallToken", ""))
    wish = _wish(world, form)
    name = ask.ids["ConferenceSid"]
    leg_hook = callback_of(world, form, "StatusCallback", lines.EVENTS, ("completed",))
    room = _room(world, name, wish)
    if wish.label and any(one.wish.label == wish.label and one.status in _ALIVE for one in room.participants.values()):
        # what Twilio does here is not established (telephony.md 10); refusing shows a label that was used twice
        raise RestError(400, 16025, f"There is a participant {wish.label} in the conference")
    if wish.coaching and ((other := room.participants.get(wish.call_sid_to_coach)) is None or not other.here):
        raise RestError(400, 16028, f"{wish.call_sid_to_coach} is not in the conference")
    call = lines.new_call(world, form["From"], form["To"], "outbound-api")
    call.status_hook, call.wish, call.api_leg_of = leg_hook, wish, room.sid
    call.timeout, call.time_limit = form.get("Timeout", 60), form.get("TimeLimit")
    participant = rooms.expect(world, room, call, wish)
    wait = lines.queue_for_cps(world, call)
    leg = _Leg(world, room, call, ask.form)
    call.job = world.clock.start_job(leg.live(wait))
    return Answer(201, written.participant(world, room, participant))


_ALIVE: Final = ("queued", "connecting", "ringing", "connected")


class _Leg:
    """A leg called into a conference: it rings, is in it, and hangs up when it is out of it."""

    def __init__(self, world: World, room: Room, call: Call, form: dict[str, Any]) -> None:
        self._world = world
        self._room = room
        self._call = call
        self._form = form

    async def live(self, wait: float) -> None:
        world, call = self._world, self._call
        if not await lines.ring(world, call, wait=wait):
            return
        room, wish = self._room, call.wish
        assert wish is not None
        if not room.live:
            # Whether Twilio cancels a leg that rings when its room ends is not established (telephony.md 10); it rings
            # on, and whoever answers is alone in a ghost room, until somebody cancels it.
            room = rooms.open_room(world, room.name, wish)
            call.api_leg_of = room.sid
        try:
            participant = rooms.join(world, room, call, wish)
        except rooms.RoomRefusesError as refused:
            world.blame(refused.code, str(refused), call)
            lines.over(world, call, "completed")
            return
        if self._form.get("Record"):
            channels = 2 if self._form.get("RecordingChannels") == "dual" else 1
            hook = callback_of(world, self._form, "RecordingStatusCallback", recordings.EVENTS, ("completed",))
            recordings.start(world, call, None, hook, source="call", channels=channels)
        if wish.wait is not None and wish.wait.url and not room.started.fired:
            source = Source(wish.wait.url, wish.wait.method)
            world.clock.start_job(play_until_start(world, call, room, participant.left, source))
        await world.clock.wait(call.interrupt, participant.left)
        if call.live and call.interrupt.value is not None:
            source, call.interrupt = call.interrupt.value, type(call.interrupt)()
            await live(world, call, source)
        elif call.live:
            lines.over(world, call, "completed")  # it has no document to go on with (1.3)


def _room(world: World, name: str, wish: Wish) -> Room:
    if is_sid(name, "CF"):
        room = find_room(world, name)
        if not room.live:
            raise not_found(name)
        return room
    if name.startswith("CF"):
        raise RestError(400, INVALID, f"{name} is no conference id")
    return rooms.open_room(world, name, wish)


def _wish(world: World, form: dict[str, Any]) -> Wish:
    wait = Hook(form["WaitUrl"], form.get("WaitMethod", "POST")) if "WaitUrl" in form else None
    if form.get("Coaching") and "CallSidToCoach" not in form:
        raise RestError(400, INVALID, "Coaching needs CallSidToCoach")
    return Wish(
        label=form.get("Label", ""),
        start_on_enter=form.get("StartConferenceOnEnter", True),
        end_on_exit=form.get("EndConferenceOnExit", False),
        muted=form.get("Muted", False),
        beep=form.get("Beep", "true"),
        wait=wait,
        coaching=form.get("Coaching", False),
        call_sid_to_coach=form.get("CallSidToCoach", ""),
        max_participants=form.get("MaxParticipants", 250),
        early_media=form.get("EarlyMedia", True),
        status=callback_of(world, form, "ConferenceStatusCallback", rooms.EVENTS, ("start", "end")),
        record=form.get("ConferenceRecord") in ("true", "record-from-start"),
        recording=callback_of(world, form, "ConferenceRecordingStatusCallback", recordings.EVENTS, ("completed",)),
    )


def _find(ask: Ask) -> tuple[Room, Participant]:
    """Return a live participant of a live conference, by call id or label.

    Raises:
        RestError: 20404 (telephony.md 1.3: only live ones are known).
    """
    room, key = find_room(ask.world, ask.ids["ConferenceSid"]), ask.ids["CallSid"]
    if room.live:
        for one in room.participants.values():
            if key in (one.call_sid, one.wish.label) and one.status in _ALIVE:
                return room, one
    raise not_found(key)


@route(
    "GET",
    "/Conferences/{ConferenceSid}/Participants.json",
    paging(Muted=yes_no, Hold=yes_no, Coaching=yes_no),
)
def list_participants(ask: Ask) -> Answer:
    """List those in a conference, and on the way into it; nobody once it is over (telephony.md 1.3)."""
    room = find_room(ask.world, ask.ids["ConferenceSid"])
    found = [
        written.participant(ask.world, room, one)
        for one in room.participants.values()
        if room.live
        and one.status in _ALIVE
        and ask.get("Muted") in (None, one.muted)
        and ask.get("Hold") in (None, one.held)
        and ask.get("Coaching") in (None, one.coaching)
    ]
    return page(ask, "participants", found)


@route("GET", "/Conferences/{ConferenceSid}/Participants/{CallSid}.json")
def fetch(ask: Ask) -> Answer:
    """Fetch one, by call id or label."""
    return Answer(data=written.participant(ask.world, *_find(ask)))


@route("POST", "/Conferences/{ConferenceSid}/Participants/{CallSid}.json", UPDATE)
def update(ask: Ask) -> Answer:
    """Hold, mute, coach, announce. There is no `Status` here (telephony.md 1.3, trap 25)."""
    world, form = ask.world, ask.form
    room, one = _find(ask)
    if not one.here:
        raise not_found(one.call_sid)
    if "EndConferenceOnExit" in form:  # before the hold: both in one request, it is not held yet
        rooms.set_end_on_exit(world, room, one, ends=form["EndConferenceOnExit"])
    if "Coaching" in form or "CallSidToCoach" in form:
        coaching = form.get("Coaching", one.coaching)
        whom = form.get("CallSidToCoach", one.call_sid_to_coach)
        try:
            rooms.coach(world, room, one, coaching=coaching, whom=whom)
        except rooms.RoomRefusesError as refused:
            raise RestError(400, refused.code, str(refused)) from refused
    if "Muted" in form:
        rooms.mute(world, room, one, muted=form["Muted"])
    if "Hold" in form:
        music = form.get("HoldUrl", "")
        rooms.hold(world, room, one, held=form["Hold"], music=music)
        if form["Hold"] and music:  # its method is GET unless said otherwise (1.3)
            world.clock.start_job(play_hold_music(world, one, music, form.get("HoldMethod", "GET")))
    if form.get("AnnounceUrl"):
        announce(world, room, [one], form["AnnounceUrl"], form.get("AnnounceMethod", "POST"))
    one.updated = world.now
    return Answer(data=written.participant(world, room, one))


@route("DELETE", "/Conferences/{ConferenceSid}/Participants/{CallSid}.json")
def delete(ask: Ask) -> Answer:
    """Take somebody out; their leg goes on with its document, or hangs up (telephony.md 1.3)."""
    room, one = _find(ask)
    call = ask.world.calls[one.call_sid]
    if not one.here:
        lines.over(ask.world, call, "canceled", 487, by_api=True)
    rooms.leave(ask.world, room, call, rooms.KICKED)
    return Answer(204)
