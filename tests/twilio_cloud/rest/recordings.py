"""Recordings of calls and of conferences (telephony.md 1.8)."""

from typing import Final

from tests.twilio_cloud import recordings
from tests.twilio_cloud.rest import written
from tests.twilio_cloud.rest.calls import NOT_IN_PROGRESS, callback_of, find_call, sid_of
from tests.twilio_cloud.rest.conferences import find_room
from tests.twilio_cloud.rest.fields import (
    INVALID,
    Field,
    RestError,
    choice,
    link,
    method,
    not_found,
    number,
    paging,
    sid,
    text,
    yes_no,
)
from tests.twilio_cloud.rest.routing import Answer, Ask, page, route
from tests.twilio_cloud.things import Recording

CREATE: Final = {
    "RecordingStatusCallback": link,
    "RecordingStatusCallbackMethod": method,
    "RecordingStatusCallbackEvent": Field(text(80), many=True),
    "RecordingChannels": Field(choice("mono", "dual")),
    "RecordingTrack": Field(choice("inbound", "outbound", "both")),
    "Trim": Field(choice("trim-silence", "do-not-trim")),
}
UPDATE: Final = {
    "Status": Field(choice("in-progress", "paused", "stopped"), required=True),
    "PauseBehavior": Field(choice("silence", "skip")),
}
CURRENT: Final = "Twilio.CURRENT"


@route("POST", "/Calls/{CallSid}/Recordings.json", CREATE)
def create(ask: Ask) -> Answer:
    """Begin to record one leg.

    Raises:
        RestError: 21220 it is not in progress (telephony.md 1.8).
    """
    call = find_call(ask.world, ask.ids["CallSid"])
    if call.status != "in-progress":
        raise RestError(400, NOT_IN_PROGRESS.code, "Requested resource is not eligible for recording")
    hook = callback_of(ask.world, ask.form, "RecordingStatusCallback", recordings.EVENTS, ("completed",))
    channels = 2 if ask.get("RecordingChannels", "mono") == "dual" else 1
    track = ask.get("RecordingTrack", "both")
    one = recordings.start(ask.world, call, None, hook, source="call", channels=channels, track=track)
    return Answer(201, written.recording(ask.world, one, under=f"Calls/{call.sid}/"))


def _owner(ask: Ask) -> tuple[str, list[str]]:
    """Return whose recordings these are, and their ids."""
    if "CallSid" in ask.ids:
        call = find_call(ask.world, ask.ids["CallSid"])
        return f"Calls/{call.sid}/", call.recordings
    room = find_room(ask.world, ask.ids["ConferenceSid"])
    return f"Conferences/{room.sid}/", room.recordings


def _find(ask: Ask) -> tuple[str, Recording]:
    """Return a recording; `Twilio.CURRENT` means the one that runs.

    Raises:
        RestError: 20404.
    """
    under, sids = _owner(ask)
    wanted = ask.ids["Sid"]
    if wanted != CURRENT:
        sid_of(wanted, "RE")
    for one_sid in reversed(sids):
        one = ask.world.recordings.get(one_sid)
        if one is not None and (one.sid == wanted or (wanted == CURRENT and one.running)):
            return under, one
    raise not_found(wanted)


def list_of(ask: Ask) -> Answer:
    """List those of a call or a conference."""
    under, sids = _owner(ask)
    known = [ask.world.recordings[one] for one in sids if one in ask.world.recordings]
    return page(ask, "recordings", [written.recording(ask.world, one, under=under) for one in known])


def fetch(ask: Ask) -> Answer:
    """Fetch one."""
    under, one = _find(ask)
    return Answer(data=written.recording(ask.world, one, under=under))


def update(ask: Ask) -> Answer:
    """Pause, resume or stop. `PauseBehavior` is silence unless it says skip (telephony.md 1.8).

    Raises:
        RestError: 21220 it is over.
    """
    under, one = _find(ask)
    status = ask.form["Status"]
    if "PauseBehavior" in ask.form and status != "paused":
        raise RestError(400, INVALID, "PauseBehavior goes with paused")
    if not one.running:
        raise RestError(400, NOT_IN_PROGRESS.code, f"Recording {one.sid} is {one.status}")
    if status == "paused":
        recordings.pause(ask.world, one, ask.get("PauseBehavior", "silence"))
    elif status == "in-progress":
        recordings.resume(ask.world, one)
    else:
        recordings.stop(ask.world, one)
    shown = written.recording(ask.world, one, under=under)
    return Answer(data=shown | ({"status": "stopped"} if status == "stopped" else {}))


def delete(ask: Ask) -> Answer:
    """Delete one that is done."""
    return _delete(ask, _find(ask)[1])


def _delete(ask: Ask, one: Recording) -> Answer:
    if one.running:
        raise RestError(400, INVALID, "The recording is not done")
    del ask.world.recordings[one.sid]
    return Answer(204)


for _root in ("/Calls/{CallSid}", "/Conferences/{ConferenceSid}"):
    route("GET", f"{_root}/Recordings.json", paging())(list_of)
    route("GET", f"{_root}/Recordings/{{Sid}}.json")(fetch)
    route("POST", f"{_root}/Recordings/{{Sid}}.json", UPDATE)(update)
    route("DELETE", f"{_root}/Recordings/{{Sid}}.json")(delete)


@route("GET", "/Recordings.json", paging(CallSid=Field(sid("CA")), ConferenceSid=Field(sid("CF"))))
def list_all(ask: Ask) -> Answer:
    """List the account's recordings, the latest first."""
    found = [
        written.recording(ask.world, one)
        for one in reversed(ask.world.recordings.values())
        if ask.get("CallSid") in (None, one.call_sid) and ask.get("ConferenceSid") in (None, one.room_sid)
    ]
    return page(ask, "recordings", found)


def _of_account(ask: Ask) -> Recording:
    one = ask.world.recordings.get(sid_of(ask.ids["Sid"], "RE"))
    if one is None:
        raise not_found(ask.ids["Sid"])
    return one


@route("GET", "/Recordings/{Sid}.json", {"IncludeSoftDeleted": yes_no})
def fetch_one(ask: Ask) -> Answer:
    """Fetch one of the account."""
    return Answer(data=written.recording(ask.world, _of_account(ask)))


@route("DELETE", "/Recordings/{Sid}.json")
def delete_one(ask: Ask) -> Answer:
    """Delete one of the account."""
    return _delete(ask, _of_account(ask))


def media(ask: Ask) -> Answer:
    """Download one; mono unless `RequestedChannels=2` (telephony.md 1.8). There is none before it is completed."""
    one = _of_account(ask)
    if one.status != "completed":
        raise not_found(one.sid)
    channels = min(ask.get("RequestedChannels", 1), one.channels)
    return Answer(content=recordings.media(one, channels), media_type="audio/x-wav")


_MEDIA: Final = {"RequestedChannels": Field(number(1, 2))}
route("GET", "/Recordings/{Sid}.wav", _MEDIA)(media)
route("GET", "/Recordings/{Sid}", _MEDIA)(media)
