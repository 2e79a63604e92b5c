"""The flow of a script as a map: steps in layers from the first one on, and the ways between them. Pure.

It is made of the YAML as it stands, so that a script that is half written has a map as well; a step that is led to
and is not there has its own place on it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from agent_desktop.client.script_text import rows_in
from agent_desktop.contract.base import LocalText

COLUMNS: Final = (4, 5, 6, 7)
"""So many layers may stand side by side; the next ones begin a band below."""
_WIDE: Final = 4.2
_HIGH: Final = 2.1
"""So many steps are as wide and as high as the map at its usual size."""


class StepKind(StrEnum):
    """What a step is mainly there for; its picture on the map."""

    SAY = "say"
    ASK = "ask"
    MUST_SAY = "must_say"
    VERIFY = "verify"
    ACTION = "action"
    SUB_SCRIPT = "sub_script"
    END = "end"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A step at its place: `row` and `column` from 0. `number` counts the steps of the text from 1, 0 for one that is
    missing. `reached`: some way leads to it from the first step. `outcome` is what an end ends with; `runs` the script
    that the step runs. Both are empty for others."""

    step_id: str
    title: LocalText
    kind: StepKind
    number: int
    row: int
    column: int
    reached: bool = True
    outcome: str = ""
    runs: str = ""


@dataclass(frozen=True, slots=True)
class FlowWay:
    """A way from one step to another, with what is answered on it; empty where it is the only one."""

    start: str
    end: str
    words: tuple[LocalText, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """`ends` counts the steps that end the script."""

    nodes: tuple[FlowNode, ...] = ()
    ways: tuple[FlowWay, ...] = ()
    ends: int = 0

    def node(self, step_id: str) -> FlowNode | None:
        """Return the place of a step."""
        return next((each for each in self.nodes if each.step_id == step_id), None)


def flow_of(document: Mapping[str, Any]) -> Flow:
    """Return the map of a script."""
    steps = {str(step.get("id", "")): step for step in rows_in(document, "steps") if step.get("id")}
    ways = tuple(_merged(way for step in steps.values() for way in _ways(step, steps)))
    missing = tuple(dict.fromkeys(way.end for way in ways if way.is_missing))
    layers = _layers(list(steps), ways)
    places = _places([*steps, *missing], layers, ways)
    reached = set(layers)
    numbers = {step_id: number for number, step_id in enumerate(steps, 1)}
    nodes = [
        FlowNode(
            step_id=step_id,
            title=_text(steps[step_id].get("title")) if step_id in steps else {},
            kind=_kind(steps[step_id]) if step_id in steps else StepKind.MISSING,
            number=numbers.get(step_id, 0),
            row=row,
            column=column,
            reached=step_id in reached,
            outcome=str(steps.get(step_id, {}).get("outcome") or ""),
            runs=_run_by(steps.get(step_id, {})),
        )
        for step_id, (row, column) in places.items()
    ]
    return Flow(tuple(nodes), ways, sum(bool(step.get("outcome")) for step in steps.values()))


def _ways(step: Mapping[str, Any], steps: Mapping[str, object]) -> Iterator[FlowWay]:
    start = str(step.get("id", ""))

    def way(end: object, words: LocalText | None = None) -> FlowWay:
        target = str(end)
        return FlowWay(start, target, (words,) if words else (), is_missing=target not in steps)

    if step.get("next"):
        yield way(step["next"])
    branch = step.get("branch")
    if isinstance(branch, dict):
        labels = _labels(step, str(branch.get("question", "")))
        cases = branch.get("cases")
        for case, target in (cases if isinstance(cases, dict) else {}).items():
            if target:
                yield way(target, labels.get(str(case)) or {"en": str(case), "zh": str(case)})
        for each in rows_in(branch, "when"):
            if each.get("to"):
                condition = str(each.get("if", ""))
                yield way(each["to"], {"en": condition, "zh": condition})
        if branch.get("otherwise"):
            yield way(branch["otherwise"], {"en": "Otherwise", "zh": "其他情况"})
    run = step.get("run")
    outcomes = run.get("outcomes") if isinstance(run, dict) else None
    for outcome, target in (outcomes if isinstance(outcomes, dict) else {}).items():
        if target:
            yield way(target, {"en": str(outcome), "zh": str(outcome)})
    verify = step.get("verify")
    if isinstance(verify, dict) and verify.get("failed"):
        yield way(verify["failed"], {"en": "Failed", "zh": "未通过"})


def _labels(step: Mapping[str, Any], question_id: str) -> dict[str, LocalText]:
    question = next((each for each in rows_in(step, "questions") if each.get("id") == question_id), {})
    if question.get("kind") == "yes_no":
        return {"yes": {"en": "Yes", "zh": "是"}, "no": {"en": "No", "zh": "否"}}
    return {str(each.get("id", "")): _text(each.get("label")) for each in rows_in(question, "options")}


def _merged(ways: Iterator[FlowWay]) -> Iterator[FlowWay]:
    """Give two answers that lead to one step one way with the words of both."""
    found: dict[tuple[str, str], FlowWay] = {}
    for way in ways:
        before = found.get((way.start, way.end))
        words = (*before.words, *way.words) if before is not None else way.words
        found[way.start, way.end] = FlowWay(way.start, way.end, words, way.is_missing)
    yield from found.values()


def _layers(step_ids: Sequence[str], ways: Sequence[FlowWay]) -> dict[str, int]:
    """Return how many ways each step is from the first at the most; one that goes back counts for none. A step that
    no way leads to is not in it."""
    if not step_ids:
        return {}
    followers: dict[str, list[str]] = {}
    for way in ways:
        followers.setdefault(way.start, []).append(way.end)
    order, forward = _in_order(step_ids[0], followers)
    layers = {step_ids[0]: 0}
    for step_id in order:
        for end in followers.get(step_id, ()):
            if (step_id, end) in forward:
                layers[end] = max(layers.get(end, 0), layers[step_id] + 1)
    return layers


def _in_order(start: str, followers: Mapping[str, Sequence[str]]) -> tuple[list[str], set[tuple[str, str]]]:
    """Return the steps reached from `start`, each before those it leads to, and the ways that do not go back."""
    order: list[str] = []
    forward: set[tuple[str, str]] = set()
    road = [(start, iter(followers.get(start, ())))]
    seen, on_road = {start}, {start}
    while road:
        step_id, ends = road[-1]
        end = next(ends, None)
        if end is None:
            road.pop()
            on_road.discard(step_id)
            order.append(step_id)
            continue
        if end not in on_road:
            forward.add((step_id, end))
        if end not in seen:
            seen.add(end)
            on_road.add(end)
            road.append((end, iter(followers.get(end, ()))))
    return order[::-1], forward


def _places(step_ids: Sequence[str], layers: Mapping[str, int], ways: Sequence[FlowWay]) -> dict[str, tuple[int, int]]:
    """Return row and column of each step. Layers go from left to right, and on in the next band below after as many of
    `COLUMNS` as the whole can be drawn largest with; the steps of a layer stand one under the other. One that nothing
    reaches stands after the one before it in the text."""
    coming: dict[str, list[str]] = {}
    for way in ways:
        coming.setdefault(way.end, []).append(way.start)
    whole: dict[str, int] = {}
    for before, step_id in zip(["", *step_ids], step_ids, strict=False):
        led = [whole[each] + 1 for each in coming.get(step_id, ()) if each in whole and step_id not in layers]
        whole[step_id] = layers.get(step_id, max(led, default=whole.get(before, -1) + 1))
    by_layer: dict[int, list[str]] = {}
    for step_id, layer in whole.items():
        by_layer.setdefault(layer, []).append(step_id)
    places: dict[str, tuple[int, int]] = {}
    top, columns = 0, _columns({layer: len(listed) for layer, listed in by_layer.items()})
    for band in range(max(by_layer, default=-1) // columns + 1):
        height = 1
        for column in range(columns):
            listed = by_layer.get(band * columns + column, [])
            for row, step_id in enumerate(sorted(listed, key=lambda each: _wanted(coming.get(each, ()), places))):
                places[step_id] = (top + row, column)
            height = max(height, len(listed))
        top += height
    return places


def _columns(sizes: Mapping[int, int]) -> int:
    """Return how many layers stand side by side, of so many steps each: the fewest of those with which the map can be
    drawn largest."""
    last = max(sizes, default=0)

    def largest(columns: int) -> float:
        bands = range(0, last + 1, columns)
        rows = sum(max([1, *(sizes.get(layer, 0) for layer in range(band, band + columns))]) for band in bands)
        return min(_WIDE / min(columns, last + 1), _HIGH / rows, 1.0)

    return max(COLUMNS, key=lambda columns: (largest(columns), -columns))


def _wanted(coming: Sequence[str], places: Mapping[str, tuple[int, int]]) -> float:
    rows = [places[each][0] for each in coming if each in places]
    return sum(rows) / len(rows) if rows else 0.0


def _kind(step: Mapping[str, Any]) -> StepKind:
    for key, kind in (
        ("outcome", StepKind.END),
        ("verify", StepKind.VERIFY),
        ("run", StepKind.SUB_SCRIPT),
        ("actions", StepKind.ACTION),
        ("questions", StepKind.ASK),
        ("must_say", StepKind.MUST_SAY),
    ):
        if step.get(key):
            return kind
    return StepKind.SAY


def _run_by(step: Mapping[str, Any]) -> str:
    run = step.get("run")
    return str(run.get("script") or "") if isinstance(run, dict) else ""


def _text(value: object) -> LocalText:
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}
