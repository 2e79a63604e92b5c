"""Real-time transcription of one leg (telephony.md 6.1)."""

import json
from collections.abc import Mapping

from tests.twilio_cloud.things import Call
from tests.twilio_cloud.webhooks import rfc_2822
from tests.twilio_cloud.world import World


def start_transcription(world: World, call: Call, wishes: Mapping[str, str]) -> str:
    """Begin, tell so, and return the id. `wishes` go by the names of TwiML's attributes."""
    sid = world.sids.make("GT")
    world.transcriptions[sid] = dict(wishes) | {"CallSid": call.sid, "status": "in-progress", "sequence": "0"}
    _tell(world, sid, "transcription-started", {})
    return sid


def stop_transcription(world: World, sid: str) -> None:
    """End one."""
    if world.transcriptions[sid]["status"] == "in-progress":
        world.transcriptions[sid]["status"] = "stopped"
        _tell(world, sid, "transcription-stopped", {})


def stop_transcriptions(world: World, call: Call, name: str = "") -> None:
    """End those of a call, or the one of that name."""
    for sid, one in list(world.transcriptions.items()):
        if one["CallSid"] == call.sid and (not name or one.get("name") == name):
            stop_transcription(world, sid)


def heard_words(world: World, call: Call, words: str, *, by_call: bool) -> None:
    """Somebody said something: whoever is at the end of the leg (`by_call`), or whom they hear."""
    track = "inbound_track" if by_call else "outbound_track"
    for sid, one in list(world.transcriptions.items()):
        if one["CallSid"] != call.sid or one["status"] != "in-progress":
            continue
        if one.get("track", "both_tracks") not in (track, "both_tracks"):
            continue
        said = {
            "Track": track,
            "TranscriptionData": json.dumps({"transcript": words, "confidence": 0.95}),
            "Final": "true",
            "LanguageCode": one.get("languageCode", "en-US"),
        }
        _tell(world, sid, "transcription-content", said)


def _tell(world: World, sid: str, event: str, extra: Mapping[str, str]) -> None:
    one = world.transcriptions[sid]
    url = one.get("statusCallbackUrl", "")
    if not url:
        return
    one["sequence"] = str(int(one["sequence"]) + 1)
    params = {
        "AccountSid": world.credentials.account_sid,
        "CallSid": one["CallSid"],
        "TranscriptionSid": sid,
        "TranscriptionEvent": event,
        "SequenceId": one["sequence"],
        "Timestamp": rfc_2822(world.now),
    }
    world.post.tell(sid, "transcription", url, one.get("statusCallbackMethod", "POST"), params | dict(extra))
