"""Say, Play, Pause and Gather."""

from typing import Final

from tests.twilio_cloud import lines
from tests.twilio_cloud.things import Call, Source
from tests.twilio_cloud.twiml.parse import Element
from tests.twilio_cloud.twiml.player import GoTo, Player
from tests.twilio_cloud.world import World

LETTERS_A_SECOND: Final = 15
SOUND_SECONDS: Final = 3
_FOREVER: Final = 365 * 24 * 3600


async def say(player: Player, verb: Element) -> None:
    """Speak."""
    player.answer()
    await _sound(player, verb)


async def play(player: Player, verb: Element) -> None:
    """Play a sound, or press keys for whoever is at the other end (telephony.md 1.2)."""
    player.answer()
    await _sound(player, verb)


async def pause(player: Player, verb: Element) -> None:
    """Wait. As the first verb it lets the call ring on, and answers it afterwards."""
    await player.wait(float(verb.get("length", "1")))
    player.answer()


async def gather(player: Player, verb: Element) -> None:
    """Ask for keys, or words. Without any the document goes on, unless it wants to hear of that as well."""
    player.answer()
    call, world = player.call, player.world
    call.keys.clear()
    said = _begin_answer(world, call, verb)
    for prompt in verb.children:
        if prompt.name != "Pause":
            call.told.append(f"{prompt.name.lower()}: {prompt.text}")
    call.sound = " ".join(prompt.text for prompt in verb.children if prompt.text)
    call.asked = "0123456789*" if verb.get("numDigits") == "1" else f"0123456789{verb.get('finishOnKey', '#')}"
    spoken = sum(_seconds(prompt) for prompt in verb.children)
    try:
        if said is not None and "speech" in verb.get("input", "dtmf"):
            await player.wait(_thinks(call))
            raise _answered(player, verb, {"SpeechResult": said, "Confidence": "0.9"})
        digits, finished_by = await _collect(player, verb, spoken)
    finally:
        call.sound = call.asked = ""
    if digits or finished_by or verb.flag("actionOnEmptyResult"):
        told = {"Digits": digits, "msg": "Gather End"}
        raise _answered(player, verb, told | ({"FinishedOnKey": finished_by} if finished_by else {}))


async def _collect(player: Player, verb: Element, spoken: float) -> tuple[str, str]:
    call = player.call
    finish, most, wait = verb.get("finishOnKey", "#"), int(verb.get("numDigits", "0")), float(verb.get("timeout", "5"))
    digits, patience = "", spoken + wait
    while True:
        while call.keys:
            key = call.keys.pop(0)
            if finish and key == finish:
                return digits, key
            digits += key
            if most and len(digits) == most:
                return digits, ""
        before = player.world.clock.seconds
        if await player.wait(patience, call.key_signal) is None:
            return digits, ""
        if digits or call.keys:
            patience = wait
        else:
            patience -= player.world.clock.seconds - before


def _answered(player: Player, verb: Element, params: dict[str, str]) -> GoTo:
    return GoTo(Source(player.link(verb.get("action")), verb.get("method", "POST"), params=params))


def _begin_answer(world: World, call: Call, verb: Element) -> str | None:
    """Take the person's next scripted answer. Keys are pressed after a while; words are returned."""
    if not call.scripted_keys:
        return None
    answer = call.scripted_keys.pop(0)
    if answer.startswith("say:"):
        return answer[4:]
    if answer:
        world.clock.start_job(_press_later(world, call, answer))
    return None


def _thinks(call: Call) -> float:
    return float(call.person.thinks) if call.person is not None else 1.0


async def _press_later(world: World, call: Call, keys: str) -> None:
    if await world.clock.wait(call.over, within=_thinks(call)) is None:
        lines.press(call, keys)


async def _sound(player: Player, verb: Element) -> None:
    call = player.call
    digits = verb.get("digits")
    call.told.append(f"digits: {digits}" if digits else f"{verb.name.lower()}: {verb.text}")
    call.sound = digits or verb.text
    try:
        await player.wait(_seconds(verb))
    finally:
        call.sound = ""


def _seconds(verb: Element) -> float:
    loops = int(verb.get("loop", "1"))
    if verb.name == "Pause":
        return float(verb.get("length", "1"))
    if not loops:
        return _FOREVER
    if verb.name == "Play":
        return loops * (0.5 * len(verb.get("digits")) or SOUND_SECONDS)
    return loops * max(1.0, len(verb.text) / LETTERS_A_SECOND)
