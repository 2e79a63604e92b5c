"""Dial: into a conference, or to somebody else (telephony.md 1.2, 1.7)."""

from dataclasses import dataclass, field

from tests.twilio_cloud import lines, recordings
from tests.twilio_cloud.clock import Signal
from tests.twilio_cloud.things import Call, Callback, Hook, Source
from tests.twilio_cloud.twiml.conferencing import dial_conference
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import Broken, GoTo, HangUp, Interrupted, LeaveQueue, Player, live


@dataclass(slots=True)
class Attempt:
    """The legs that one Dial calls; the first to answer `won`, and when none is left `lost` fires."""

    legs: list[Call] = field(default_factory=list)
    failed: list[Call] = field(default_factory=list)
    won: Signal = field(default_factory=Signal)
    lost: Signal = field(default_factory=Signal)


async def dial(player: Player, verb: Element) -> None:
    """Connect the call. The action is asked at the end, and also when the call is redirected meanwhile: then with
    `completed`, and its document is not played (1.2, trap 15)."""
    call, world = player.call, player.world
    action = player.link(verb.get("action")) if "action" in verb.attributes else ""
    method = verb.get("method", "POST")
    if not verb.flag("answerOnBridge"):
        player.answer()
    conference = next((child for child in verb.children if child.name == "Conference"), None)
    try:
        if conference is not None:
            told = {"DialCallStatus": await dial_conference(player, verb, conference)}
        else:
            told = await _dial_legs(player, verb)
    except Interrupted:
        if action:
            await world.clock.wait(call.over, within=world.limits.redirect_action_seconds if call.live else 0)
            await player.tell_handler(action, method, {"DialCallStatus": "completed"})
        raise
    if action:
        raise GoTo(Source(action, method, params=told))


async def _dial_legs(player: Player, verb: Element) -> dict[str, str]:
    world, call = player.world, player.call
    attempt = Attempt()
    nouns = verb.children or [Element("Number", {}, verb.text)]
    for noun in nouns:
        leg = _leg(player, verb, noun)
        attempt.legs.append(leg)
        whisper = Source(player.link(noun.get("url")), noun.get("method", "POST")) if noun.get("url") else None
        keys = noun.get("sendDigits")
        leg.job = world.clock.start_job(_call_leg(player, leg, whisper, attempt, keys))
    call.sound = "ringing"
    try:
        came = await player.wait(None, attempt.won, attempt.lost)
        call.sound = ""
        if came is attempt.lost:
            last = attempt.failed[-1]
            return {"DialCallStatus": last.status, "DialCallSid": last.sid, "DialBridged": "false"}
        winner: Call = attempt.won.value
        _cancel(player, [leg for leg in attempt.legs if leg is not winner])
        return await _talk(player, verb, winner)
    finally:
        call.sound = ""
        _cancel(player, attempt.legs)


async def _talk(player: Player, verb: Element, other: Call) -> dict[str, str]:
    world, call = player.world, player.call
    player.answer()
    call.bridged_to, other.bridged_to = other.sid, call.sid
    if verb.get("record", "do-not-record") not in ("do-not-record", "false"):
        hook = Callback(
            player.link(verb.get("recordingStatusCallback")) if verb.get("recordingStatusCallback") else "",
            verb.get("recordingStatusCallbackMethod", "POST"),
            tuple(verb.get("recordingStatusCallbackEvent", "completed").split()),
        )
        channels = 2 if verb.get("record").endswith("dual") else 1
        recordings.start(world, call, None, hook, source="dial", channels=channels)
    try:
        await player.wait(float(verb.get("timeLimit", "14400")), other.over, other.interrupt)
    finally:
        call.bridged_to = ""
        if other.bridged_to == call.sid:
            other.bridged_to = ""
    if not other.interrupt.fired:
        lines.over(world, other, "completed")
    return {
        "DialCallStatus": "completed",
        "DialCallSid": other.sid,
        "DialCallDuration": str(lines.duration(other)),
        "DialBridged": "true",
    }


async def _call_leg(player: Player, leg: Call, whisper: Source | None, attempt: Attempt, keys: str) -> None:
    """Be a called leg: ring, listen to a whisper that may hang up, talk, and go on if it is redirected."""
    world = player.world
    answered = await lines.ring(world, leg, wait=0)  # not limited by calls per second (telephony.md 0.2, 1.7)
    if answered and keys:
        leg.told.append(f"digits: {keys}")
    if answered and whisper is not None:
        try:
            await Player(world, leg).run(whisper)
        except HangUp:
            lines.over(world, leg, "completed")
        except (Broken, LeaveQueue):
            lines.over(world, leg, "completed")
        except Interrupted:
            pass
        answered = leg.live
    if not answered:
        attempt.failed.append(leg)
        if len(attempt.failed) == len(attempt.legs):
            attempt.lost.fire()
        return
    if attempt.won.fired:
        lines.over(world, leg, "completed")
        return
    attempt.won.fire(leg)
    await world.clock.wait(leg.interrupt)
    if leg.live:
        source, leg.interrupt = leg.interrupt.value, Signal()
        await live(world, leg, source)


def _leg(player: Player, verb: Element, noun: Element) -> Call:
    call = player.call
    identity = next((child.text for child in noun.children if child.name == "Identity"), noun.text)
    to = f"client:{identity}" if noun.name == "Client" else identity
    from_ = verb.get("callerId") or (call.from_ if call.direction == "inbound" else call.to)
    if not lines.is_endpoint(to):
        player.world.blame(13223, f"<{noun.name}>{to}", call)
        raise Broken
    leg = lines.new_call(player.world, from_, to, "outbound-dial")
    leg.parent_sid, leg.timeout = call.sid, float(verb.get("timeout", "30"))
    leg.fallback = Hook()
    leg.status_hook = lines.whole_status(
        player.link(noun.get("statusCallback")) if noun.get("statusCallback") else "",
        noun.get("statusCallbackMethod", "POST"),
        tuple(noun.get("statusCallbackEvent").split()) if "statusCallbackEvent" in noun.attributes else None,
    )
    return leg


def _cancel(player: Player, legs: list[Call]) -> None:
    for leg in legs:
        if leg.live and not (leg.interrupt.fired and leg.interrupt.value is not None):
            answered = leg.answered is not None
            lines.over(player.world, leg, "completed" if answered else "canceled", 200 if answered else 487)
