"""What each verb does."""

from collections.abc import Awaitable, Callable
from typing import Final

from tests.twilio_cloud import recordings
from tests.twilio_cloud.things import Callback, Source
from tests.twilio_cloud.twiml import dialling, queueing, speaking
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import GoTo, HangUp, LeaveQueue, Player
from tests.twilio_cloud.twiml.recording import record
from tests.twilio_cloud.twiml.transcribing import start_transcription, stop_transcriptions


async def redirect(player: Player, verb: Element) -> None:
    """Go to another document; an empty one means this once more (telephony.md 1.2)."""
    raise GoTo(Source(player.link(verb.text), verb.get("method", "POST")))


async def leave(player: Player, verb: Element) -> None:
    """Out of the queue."""
    raise LeaveQueue


async def hang_up(player: Player, verb: Element) -> None:
    """End the call."""
    raise HangUp


async def reject(player: Player, verb: Element) -> None:
    """Do not answer. It ends an answered call as a hang-up does."""
    if player.call.answered is not None:
        raise HangUp
    raise HangUp("busy" if verb.get("reason") == "busy" else "no-answer")


async def start(player: Player, verb: Element) -> None:
    """Begin a recording or a transcription, and go on at once (telephony.md 1.8, 6.1)."""
    for noun in verb.children:
        if noun.name == "Transcription":
            start_transcription(player.world, player.call, noun.attributes)
            continue
        player.answer()
        hook = Callback(
            noun.get("recordingStatusCallback"),
            noun.get("recordingStatusCallbackMethod", "POST"),
            tuple(noun.get("recordingStatusCallbackEvent", "completed").split()),
        )
        channels = 1 if noun.get("channels") == "mono" else 2
        track = noun.get("track", "both")
        recordings.start(player.world, player.call, None, hook, source="call", channels=channels, track=track)


async def stop(player: Player, verb: Element) -> None:
    """End transcriptions."""
    stop_transcriptions(player.world, player.call, verb.children[0].get("name") if verb.children else "")


async def refer(player: Player, verb: Element) -> None:
    """Have a SIP phone call somebody else itself (telephony.md 1.7)."""
    player.answer()
    sip = player.call.far_end.startswith("sip:")
    target = verb.children[0].text if verb.children else ""
    player.call.told.append(f"refer: {target}")
    if not sip or not target.startswith("sip:"):
        player.world.blame(13224, f"<Refer> of {player.call.far_end} to {target}", player.call)
    params = {"ReferCallStatus": "completed" if sip else "failed", "ReferSipResponseCode": "202" if sip else "405"}
    if "action" in verb.attributes:
        raise GoTo(Source(player.link(verb.get("action")), verb.get("method", "POST"), params=params))
    if sip:
        raise HangUp


PERFORM: Final[dict[str, Callable[[Player, Element], Awaitable[None]]]] = {
    "Say": speaking.say,
    "Play": speaking.play,
    "Pause": speaking.pause,
    "Gather": speaking.gather,
    "Enqueue": queueing.enqueue,
    "Leave": leave,
    "Redirect": redirect,
    "Dial": dialling.dial,
    "Hangup": hang_up,
    "Reject": reject,
    "Record": record,
    "Start": start,
    "Stop": stop,
    "Refer": refer,
}
