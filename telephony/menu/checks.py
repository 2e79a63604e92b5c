"""What the schema alone cannot say of an entry menu: its keys, its roads, its languages, and whether callers will
bear with it. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from telephony.menu.schema import Choice, Label, Menu, Prompt, Step
from telephony.menu.walk import MOST_INPUTS

MOST_LEVELS: Final = 3
MOST_CHOICES: Final = 5
"""More than this and callers press anything to get out: a warning, not a refusal."""

LABEL_LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class MenuProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    STEP_ID_TWICE = "step_id_twice"  # id
    STEP_UNKNOWN = "step_unknown"  # step
    STEP_UNREACHED = "step_unreached"  # step
    STEPS_IN_CIRCLE = "steps_in_circle"  # steps
    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_NOT_SPOKEN = "language_not_spoken"  # language, allowed
    STEP_OF_NO_KIND = "step_of_no_kind"  # step
    KEY_USED_TWICE = "key_used_twice"  # key
    MENU_QUEUE_UNKNOWN = "menu_queue_unknown"  # queue, allowed
    DIGITS_TURNED_ROUND = "digits_turned_round"  # step
    MENU_TOO_LONG = "menu_too_long"  # most
    MENU_DEEP = "menu_deep"  # levels, most
    MENU_WIDE = "menu_wide"  # step, choices, most
    RECORDING_MISSING = "recording_missing"  # file
    KEY_REFUSES_RECORDING = "key_refuses_recording"  # key


WARNINGS: Final = frozenset(
    {MenuProblem.MENU_DEEP, MenuProblem.MENU_WIDE, MenuProblem.MENU_QUEUE_UNKNOWN, MenuProblem.RECORDING_MISSING}
)
"""What a menu may have and still be played: a call for a queue that is not there goes to the default one, and the text
is said where its recording is not there."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: MenuProblem
    details: Mapping[str, str]


def findings_in(
    menu: Menu,
    queue_codes: Collection[str],
    recordings: Collection[str] | None = None,
    refuse_keys: Collection[str] = (),
) -> Iterator[Finding]:
    """Yield every problem of a menu that fits the schema. `queue_codes` are the queues there are; none checks none.
    `recordings` are the files there are; None checks none. `refuse_keys` are those by which callers refuse to be
    recorded, after the menu's last question."""
    yield from _keys(menu)
    for name, key in (("urgent", menu.urgent.key), ("person", menu.person.key)):
        if key in refuse_keys:
            yield _found((name, "key"), MenuProblem.KEY_REFUSES_RECORDING, key=key)
    yield from _languages(menu)
    yield from _steps(menu)
    yield from _queues(menu, queue_codes)
    yield from _recordings(menu, recordings)
    yield from _roads(menu)


def _found(place: Place, problem: MenuProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})


def _keys(menu: Menu) -> Iterator[Finding]:
    if menu.person.key == menu.urgent.key:
        yield _found(("person", "key"), MenuProblem.KEY_USED_TWICE, key=menu.person.key)
    for number, step in enumerate(menu.steps):
        taken = {menu.urgent.key, menu.person.key}
        for choice_number, choice in enumerate(step.choices):
            if choice.key in taken:
                place: Place = ("steps", number, "choices", choice_number, "key")
                yield _found(place, MenuProblem.KEY_USED_TWICE, key=choice.key)
            taken.add(choice.key)


def _languages(menu: Menu) -> Iterator[Finding]:
    for place, prompt in _prompts(menu):
        for language in menu.languages:
            if not prompt.text.get(language, "").strip():
                yield _found((*place, "text"), MenuProblem.LANGUAGE_MISSING, language=language)
        for kind, spoken in (("text", prompt.text), ("file", prompt.file)):
            for language in spoken:
                if language not in menu.languages:
                    yield _not_spoken(menu, (*place, kind, language), language)
    for place, label in _labels(menu):
        for language in LABEL_LANGUAGES:
            if not label.get(language, "").strip():
                yield _found(place, MenuProblem.LANGUAGE_MISSING, language=language)
    for place, choice in _choices(menu):
        if choice.language and choice.language not in menu.languages:
            yield _not_spoken(menu, (*place, "language"), choice.language)


def _not_spoken(menu: Menu, place: Place, language: str) -> Finding:
    return _found(place, MenuProblem.LANGUAGE_NOT_SPOKEN, language=language, allowed=", ".join(menu.languages))


def _steps(menu: Menu) -> Iterator[Finding]:
    ids: set[str] = set()
    for number, step in enumerate(menu.steps):
        place: Place = ("steps", number)
        if step.id in ids:
            yield _found((*place, "id"), MenuProblem.STEP_ID_TWICE, id=step.id)
        ids.add(step.id)
        if bool(step.choices) == (step.number is not None):
            yield _found(place, MenuProblem.STEP_OF_NO_KIND, step=step.id)
        if step.number is not None and step.number.shortest > step.number.longest:
            yield _found((*place, "number"), MenuProblem.DIGITS_TURNED_ROUND, step=step.id)
        if len(step.choices) > MOST_CHOICES:
            count = len(step.choices)
            problem = MenuProblem.MENU_WIDE
            yield _found((*place, "choices"), problem, step=step.id, choices=count, most=MOST_CHOICES)


def _queues(menu: Menu, queue_codes: Collection[str]) -> Iterator[Finding]:
    wanted: list[tuple[Place, str]] = [
        (("urgent", "queue"), menu.urgent.queue),
        (("person", "queue"), menu.person.queue),
    ]
    wanted += [((*place, "queue"), choice.queue) for place, choice in _choices(menu)]
    for place, queue in wanted:
        if queue and queue_codes and queue not in queue_codes:
            yield _found(place, MenuProblem.MENU_QUEUE_UNKNOWN, queue=queue, allowed=", ".join(sorted(queue_codes)))


def recordings_named(menu: Menu) -> Iterator[tuple[Place, str]]:
    """Yield every recording that a menu names, each with the place where it does."""
    for place, prompt in _prompts(menu):
        for language, file in prompt.file.items():
            yield (*place, "file", language), file


def _recordings(menu: Menu, recordings: Collection[str] | None) -> Iterator[Finding]:
    if recordings is None:
        return
    for place, file in recordings_named(menu):
        if file not in recordings:
            yield _found(place, MenuProblem.RECORDING_MISSING, file=file)


def _roads(menu: Menu) -> Iterator[Finding]:
    steps = {step.id: step for step in menu.steps}
    numbers = {step.id: number for number, step in enumerate(menu.steps)}
    unknown = [
        _found(place, MenuProblem.STEP_UNKNOWN, step=target) for place, target in _targets(menu) if target not in steps
    ]
    yield from unknown
    if unknown or len(steps) < len(menu.steps):
        return
    circle, levels = _explore(steps, menu.steps[0].id, ())
    if circle:
        place: Place = ("steps", numbers[circle[-1]])
        yield _found(place, MenuProblem.STEPS_IN_CIRCLE, steps=" > ".join((*circle, circle[0])))
        return
    reached = _reached(steps, menu.steps[0].id)
    for step in menu.steps:
        if step.id not in reached:
            yield _found(("steps", numbers[step.id]), MenuProblem.STEP_UNREACHED, step=step.id)
    if len(menu.steps) * menu.tries > MOST_INPUTS:
        yield _found(("steps",), MenuProblem.MENU_TOO_LONG, most=MOST_INPUTS // menu.tries)
    if levels > MOST_LEVELS:
        yield _found(("steps",), MenuProblem.MENU_DEEP, levels=levels, most=MOST_LEVELS)


def _explore(steps: Mapping[str, Step], start: str, road: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the first circle that can be walked from `start` (empty without one), and how many choices lie one after
    the other at most."""
    if start in road:
        return tuple(road[list(road).index(start) :]), 0
    deepest = 0
    for follower in _followers(steps[start]):
        circle, levels = _explore(steps, follower, (*road, start))
        if circle:
            return circle, 0
        deepest = max(deepest, levels)
    return (), deepest + bool(steps[start].choices)


def _reached(steps: Mapping[str, Step], start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        step_id = ahead.pop()
        if step_id not in reached:
            reached.add(step_id)
            ahead.extend(_followers(steps[step_id]))
    return reached


def _followers(step: Step) -> set[str]:
    targets = {choice.next for choice in step.choices}
    if step.number is not None:
        targets.add(step.number.next)
    return targets - {""}


def _targets(menu: Menu) -> Iterator[tuple[Place, str]]:
    for place, choice in _choices(menu):
        if choice.next:
            yield (*place, "next"), choice.next
    for number, step in enumerate(menu.steps):
        if step.number is not None and step.number.next:
            yield ("steps", number, "number", "next"), step.number.next


def _choices(menu: Menu) -> Iterator[tuple[Place, Choice]]:
    for number, step in enumerate(menu.steps):
        for choice_number, choice in enumerate(step.choices):
            yield ("steps", number, "choices", choice_number), choice


_MAY_BE_LEFT_OUT: Final = (
    "closed",
    "full",
    "transfer_wait",
    "transfer_looking",
    "transfer_coming",
    "transfer_queue",
    "transfer_back",
)


def _prompts(menu: Menu) -> Iterator[tuple[Place, Prompt]]:
    yield ("not_understood",), menu.not_understood
    yield ("please_wait",), menu.please_wait
    yield ("degraded",), menu.degraded
    if menu.callback is not None:
        yield ("callback", "prompt"), menu.callback.prompt
        yield ("callback", "thanks"), menu.callback.thanks
    if menu.place is not None:
        yield ("place", "prompt"), menu.place.prompt
        yield ("place", "prompt_place"), menu.place.prompt_place
    for key in _MAY_BE_LEFT_OUT:
        prompt: Prompt | None = getattr(menu, key)
        if prompt is not None:
            yield (key,), prompt
    for number, step in enumerate(menu.steps):
        yield ("steps", number, "prompt"), step.prompt


def _labels(menu: Menu) -> Iterator[tuple[Place, Label]]:
    yield ("urgent", "label"), menu.urgent.label
    yield ("person", "label"), menu.person.label
    if menu.callback is not None:
        yield ("callback", "label"), menu.callback.label
    for place, choice in _choices(menu):
        yield (*place, "label"), choice.label
