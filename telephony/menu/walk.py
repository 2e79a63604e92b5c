"""Where a caller stands in the entry menu, given what they have keyed. Pure: the same keys lead to the same place on
every server and for every carrier.

A carrier brings all that was keyed so far each time it asks, so that no server has to remember it: another copy, or
the one that was restarted, goes on with the next question.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import east_asian_width

from telephony.menu.schema import END_KEY, Choice, FixedKey, Menu, Prompt, Step

SILENCE: Final = ""
"""What is noted for a caller who keyed nothing in time."""

WIDE_SIGNS_A_SECOND: Final = 4
SIGNS_A_SECOND: Final = 12
"""How many signs a slow voice says: of Chinese each is a syllable, of others a few together are."""

MOST_INPUTS: Final = 60
"""The most answers that count. No menu that the checks let pass asks as often."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text in one language; the recording `file` in its stead where there is one."""

    language: str
    text: str
    file: str = ""


def seconds_to_say(spoken: Sequence[Spoken]) -> float:
    """Return about how long a slow voice takes to say this. Recordings take as long as their texts."""
    return sum(sum(_sign_seconds(sign) for sign in each.text) for each in spoken)


def _sign_seconds(sign: str) -> float:
    return 1 / WIDE_SIGNS_A_SECOND if east_asian_width(sign) in "WF" else 1 / SIGNS_A_SECOND


@dataclass(frozen=True, slots=True)
class Ask:
    """The carrier plays `spoken` in this order and takes keys: one of `keys`, or up to `longest` digits ended by
    `end_key`. After `wait_seconds` without a key it brings what there is, `SILENCE` where that is nothing."""

    step_id: str
    spoken: tuple[Spoken, ...]
    keys: str
    wait_seconds: int
    longest: int = 1
    end_key: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """The caller goes to a queue. What they did not choose is empty, and `number` what they keyed as theirs.

    `path` holds the labels of their choices. `urgent`: the fixed key of suspected fraud was pressed.
    """

    spoken: tuple[Spoken, ...] = ()
    queue_code: str = ""
    reason: str = ""
    language: str = ""
    number: str = ""
    path: tuple[Mapping[str, str], ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Music:
    """The caller waits: `spoken` once, then music. Ask again after `again_seconds`, never where it is None."""

    spoken: tuple[Spoken, ...] = ()
    again_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The call ends once `spoken` was heard."""

    spoken: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """Where a caller stands in their queue, the first at 1, and about how long they wait yet; None: nobody can say."""

    position: int
    expected_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """`step` is None once the menu is over; `tries` counts what was not understood at it, `wrong` a wrong key."""

    step: Step | None
    entered: Entered
    tries: int = 0
    wrong: bool = False


def next_step(menu: Menu, inputs: Sequence[str]) -> Ask | Entered:
    """Return what comes after `inputs`: one text for each step that was answered, `SILENCE` for none."""
    place = _walk(menu, inputs)
    language = place.entered.language
    if place.step is None:
        return replace(place.entered, spoken=spoken(menu, menu.please_wait, language))
    before = spoken(menu, menu.not_understood, language) if place.wrong else ()
    number = place.step.number
    return Ask(
        step_id=place.step.id,
        spoken=before + spoken(menu, place.step.prompt, language),
        keys="0123456789" if number is not None else _keys_of(menu, place.step),
        wait_seconds=menu.wait_seconds,
        longest=1 if number is None else number.longest,
        end_key="" if number is None else END_KEY,
    )


def inputs_after(menu: Menu, inputs: Sequence[str]) -> Sequence[str]:
    """Return what a caller keyed after the menu's own end; nothing while they are in it."""
    over = (count for count in range(len(inputs) + 1) if _walk(menu, inputs[:count]).step is None)
    return inputs[next(over, len(inputs)) :]


def entry_of(menu: Menu, inputs: Sequence[str]) -> Entered:
    """Return what is known of a caller who came into a queue after `inputs`, wherever in the menu that was."""
    return _walk(menu, inputs).entered


def while_waiting(
    menu: Menu, language: str, waited_seconds: float, inputs: Sequence[str], place: WaitingPlace | None = None
) -> Ask | Music:
    """Return what a caller in a queue hears next; `inputs` are what they answered there, `place` is theirs now."""
    offer = menu.callback
    if offer is not None and wishes_callback(menu, inputs):
        return Music(spoken(menu, offer.thanks, language))
    news = _news(menu, language, place)
    again = [] if menu.place is None else [menu.place.every_seconds]
    if offer is not None and not inputs:
        if waited_seconds >= offer.after_seconds:
            return Ask("callback", spoken(menu, offer.prompt, language), offer.key, menu.wait_seconds)
        again.append(max(1, round(offer.after_seconds - waited_seconds)))
    return Music(news, min(again, default=None))


def _news(menu: Menu, language: str, place: WaitingPlace | None) -> tuple[Spoken, ...]:
    if menu.place is None or place is None:
        return ()
    seconds = place.expected_seconds
    minutes = "" if seconds is None else str(max(1, math.ceil(seconds / 60)))
    said = spoken(menu, menu.place.prompt if minutes else menu.place.prompt_place, language)
    return tuple(
        Spoken(each.language, each.text.replace("{place}", str(place.position)).replace("{minutes}", minutes), "")
        for each in said
    )


def wishes_callback(menu: Menu, waiting_inputs: Sequence[str]) -> bool:
    """Say whether the caller, asked while they waited, wishes to be called back."""
    return menu.callback is not None and menu.callback.key in waiting_inputs


def spoken(menu: Menu, prompt: Prompt, language: str) -> tuple[Spoken, ...]:
    """Return a prompt in the language chosen; until one is chosen, in each of the menu's."""
    languages = (language,) if language in menu.languages else menu.languages
    return tuple(Spoken(each, prompt.text[each], prompt.file.get(each, "")) for each in languages)


def _walk(menu: Menu, inputs: Sequence[str]) -> _Place:
    steps = {step.id: step for step in menu.steps}
    place = _Place(menu.steps[0], Entered())
    for keyed in inputs[:MOST_INPUTS]:
        if keyed == menu.urgent.key:
            # Also after the menu: a carrier that could not reach us asks for this one key by itself.
            return _Place(None, replace(_end_with(menu.urgent, place.entered), urgent=True))
        if place.step is not None:
            place = _answer(menu, steps, place, place.step, keyed)
    return place


def _answer(menu: Menu, steps: Mapping[str, Step], place: _Place, step: Step, keyed: str) -> _Place:
    if keyed == menu.person.key:
        entered = _end_with(menu.person, place.entered)
        # Whom they want says less than what they want.
        return _Place(None, replace(entered, path=place.entered.path or entered.path))
    if step.number is not None:
        digits = keyed.removesuffix(END_KEY)
        fits = digits.isdecimal() and step.number.shortest <= len(digits) <= step.number.longest
        if fits or keyed == END_KEY:
            entered = replace(place.entered, number=digits) if fits else place.entered
            return _Place(steps.get(step.number.next), entered)
    choice = next((each for each in step.choices if each.key == keyed), None)
    if choice is not None:
        return _Place(steps.get(choice.next), _chosen(choice, place.entered))
    if place.tries + 1 >= menu.tries:
        return _Place(None, place.entered)
    return _Place(step, place.entered, place.tries + 1, wrong=keyed != SILENCE)


def _chosen(choice: Choice, before: Entered) -> Entered:
    # The choice of a language is no part of why somebody calls.
    path = before.path if choice.language else (*before.path, dict(choice.label))
    return replace(
        before,
        path=path,
        language=choice.language or before.language,
        reason=choice.reason or before.reason,
        queue_code=choice.queue or before.queue_code,
    )


def _end_with(fixed: FixedKey, before: Entered) -> Entered:
    return replace(
        before,
        path=(*before.path, dict(fixed.label)),
        reason=fixed.reason or before.reason,
        queue_code=fixed.queue or before.queue_code,
    )


def _keys_of(menu: Menu, step: Step) -> str:
    return "".join([*(choice.key for choice in step.choices), menu.person.key, menu.urgent.key])
