"""Recordings of calls and conferences (telephony.md 1.8)."""

import io
import wave
from typing import Final

from tests.twilio_cloud.hearing import heard_in_room
from tests.twilio_cloud.things import Call, Callback, Recording, Room
from tests.twilio_cloud.webhooks import rfc_2822
from tests.twilio_cloud.world import World

SOURCES: Final = {"call": "StartCallRecordingAPI", "room": "Conference", "record": "RecordVerb", "dial": "DialVerb"}
EVENTS: Final = ("in-progress", "completed", "absent")


def start(
    world: World,
    call: Call | None,
    room: Room | None,
    hook: Callback,
    *,
    source: str,
    channels: int,
    track: str = "both",
) -> Recording:
    """Begin a recording of one leg or of one conference."""
    recording = Recording(
        world.sids.make("RE"),
        call.sid if call is not None else "",
        room.sid if room is not None else "",
        SOURCES[source],
        world.now,
        channels,
        hook,
        track,
        since=world.now,
    )
    world.recordings[recording.sid] = recording
    if call is not None:
        call.recordings.append(recording.sid)
    if room is not None:
        room.recordings.append(recording.sid)
    tell(world, recording)
    return recording


def watch_room(world: World, room: Room) -> None:
    """Begin a conference's recording when the first two are bridged, and complete it at the end; wait music is never
    recorded (telephony.md 1.8)."""
    of_room = [world.recordings[sid] for sid in room.recordings if sid in world.recordings]
    if room.live and room.record and not of_room and len(room.here) >= 2 and room.status == "in-progress":
        of_room = [start(world, None, room, room.recording, source="room", channels=2)]
    if not room.live:
        for recording in of_room:
            stop(world, recording)
        if room.record and not of_room and room.ever_joined:
            _absent(world, room)


def pause(world: World, recording: Recording, behavior: str) -> None:
    """Pause: `silence` records silence meanwhile, `skip` leaves the time out."""
    if recording.status != "in-progress" or recording.since is None:
        return
    recording.kept += (world.now - recording.since).total_seconds()
    recording.status, recording.pause_behavior = "paused", behavior
    recording.since, recording.paused_at, recording.updated = None, world.now, world.now


def resume(world: World, recording: Recording) -> None:
    """Go on after a pause."""
    if recording.status != "paused":
        return
    _close_pause(world, recording)
    recording.status, recording.since, recording.updated = "in-progress", world.now, world.now


def stop(world: World, recording: Recording) -> None:
    """Stop for good. It is completed at once; fetch media only after the callback says so."""
    if not recording.running:
        return
    if recording.since is not None:
        recording.kept += (world.now - recording.since).total_seconds()
    _close_pause(world, recording)
    recording.since, recording.status, recording.updated = None, "completed", world.now
    tell(world, recording)


def stop_of_call(world: World, call: Call) -> None:
    """A leg that is over is no longer recorded."""
    for sid in filter(world.recordings.__contains__, call.recordings):
        stop(world, world.recordings[sid])


def seconds(recording: Recording) -> int:
    """Return how long what was recorded is."""
    return round(recording.kept + recording.silent)


def recorded_now(world: World, recording: Recording) -> frozenset[str]:
    """Return the call ids of those whose words go into a recording at this moment: nobody while it is paused, and
    never a coach (telephony.md 1.5)."""
    if recording.status != "in-progress":
        return frozenset()
    if recording.room_sid:
        room = world.rooms[recording.room_sid]
        if room.status != "in-progress":
            return frozenset()
        return frozenset(one.call_sid for one in room.here if not (one.held or one.muted or one.coaching))
    call = world.calls[recording.call_sid]
    if not call.room_sid:
        return frozenset({call.sid} | ({call.bridged_to} if call.bridged_to else set()))
    return heard_in_room(world.rooms[call.room_sid]).get(call.sid, frozenset()) | {call.sid}


def media(recording: Recording, channels: int) -> bytes:
    """Return the recording as a WAV file: 8 kHz, 16 bit, a level of its own for each recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(8000)
        sample = bytes([int(recording.sid[2:4], 16), 1]) * channels
        file.writeframes(sample * 8000 * min(seconds(recording), 60))
    return out.getvalue()


def url(world: World, recording: Recording) -> str:
    """Return where its media are. They need the account's credentials."""
    return f"https://api.twilio.com/2010-04-01/Accounts/{world.credentials.account_sid}/Recordings/{recording.sid}"


def tell(world: World, recording: Recording) -> None:
    """Tell how a recording stands, if that was asked for (telephony.md 1.8)."""
    hook = recording.hook
    if not hook.wants(recording.status):
        return
    params = {
        "AccountSid": world.credentials.account_sid,
        "RecordingSid": recording.sid,
        "RecordingUrl": url(world, recording),
        "RecordingStatus": recording.status,
        "RecordingChannels": str(recording.channels),
        "RecordingStartTime": rfc_2822(recording.created),
        "RecordingSource": recording.source,
        "RecordingTrack": recording.track,
        "ErrorCode": "0",
    }
    if recording.status == "completed":
        params["RecordingDuration"] = str(seconds(recording))
    params |= {"CallSid": recording.call_sid} if recording.call_sid else {}
    params |= {"ConferenceSid": recording.room_sid} if recording.room_sid else {}
    world.post.tell(recording.sid, "recording", hook.url, hook.method, params)


def _absent(world: World, room: Room) -> None:
    recording = Recording(world.sids.make("RE"), "", room.sid, SOURCES["room"], world.now, 2, room.recording)
    recording.status = "absent"
    room.recordings.append(recording.sid)
    world.recordings[recording.sid] = recording
    tell(world, recording)


def _close_pause(world: World, recording: Recording) -> None:
    if recording.paused_at is not None and recording.pause_behavior == "silence":
        recording.silent += (world.now - recording.paused_at).total_seconds()
    recording.paused_at = None
