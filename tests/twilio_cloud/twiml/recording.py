"""Record: a message that a caller leaves (telephony.md 1.9)."""

from tests.twilio_cloud import recordings
from tests.twilio_cloud.things import Callback, Source
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import GoTo, Interrupted, Player


async def record(player: Player, verb: Element) -> None:
    """Record until the caller is silent, presses a key, hangs up or has used all the time. Without an action the same
    document comes once more (1.9); who hangs up is told as `Digits=hangup`."""
    player.answer()
    call, world = player.call, player.world
    hook = Callback(
        player.link(verb.get("recordingStatusCallback")) if "recordingStatusCallback" in verb.attributes else "",
        verb.get("recordingStatusCallbackMethod", "POST"),
        tuple(verb.get("recordingStatusCallbackEvent", "completed").split()),
    )
    if "action" not in verb.attributes:
        world.blame(13609, "<Record> without an action comes back to its own document for ever (1.9)", call)
    if verb.flag("playBeep", default=True):
        call.told.append("beep")
    recording = recordings.start(world, call, None, hook, source="record", channels=1)
    speaks = call.person.speaks_seconds if call.person is not None else 10
    longest = float(verb.get("maxLength", "3600"))
    action, method = player.link(verb.get("action")), verb.get("method", "POST")
    call.keys.clear()
    keys = ""
    try:
        if await player.wait(min(longest, speaks + float(verb.get("timeout", "5"))), call.key_signal) is not None:
            keys = "".join(call.keys)
    except Interrupted:
        if call.live:
            raise
        told = _told(player, recording.sid) | {"Digits": "hangup"}
        await player.tell_handler(action, method, told)
        raise
    finally:
        recordings.stop(world, recording)
    raise GoTo(Source(action, method, params=_told(player, recording.sid) | {"Digits": keys}))


def _told(player: Player, sid: str) -> dict[str, str]:
    recording = player.world.recordings[sid]
    return {
        "RecordingUrl": recordings.url(player.world, recording),
        "RecordingSid": sid,
        "RecordingDuration": str(recordings.seconds(recording)),
    }
