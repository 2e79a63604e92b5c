"""The entry menu's text as a tree that forms can change: each change writes anew only what it is about, so that
comments and the order of all else stay as somebody wrote them. Pure values."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml_text

_NAME: Final = Path("menu.yaml")
_NUMBERS: Final = frozenset({"wait_seconds", "tries", "shortest", "longest", "after_seconds", "every_seconds"})
_ON_ONE_LINE: Final = frozenset({"choices", "label", "number"})
_OPTIONAL: Final = frozenset({"language", "reason", "queue", "next"})
_WIDTH: Final = 118
Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MenuText:
    """A text that could be read as a menu. `document` is what it says; every scalar is text."""

    text: str
    document: Mapping[str, Any]
    lined: LinedYaml

    @property
    def steps(self) -> Sequence[Step]:
        """The steps, the first one first."""
        return [each for each in self.document.get("steps", ()) if isinstance(each, dict)]

    @property
    def languages(self) -> Sequence[str]:
        """What the menu speaks."""
        found = self.document.get("languages", ())
        return [str(each) for each in found] if isinstance(found, list) else []

    def step_at(self, line: int) -> int:
        """Return the number of the step that a line (from 1) belongs to, -1 for none."""
        starts = [self.lined.line_of(("steps", number)) for number in range(len(self.steps))]
        at = [number for number, start in enumerate(starts) if start <= line]
        return at[-1] if at else -1

    def choice_at(self, step: int, line: int) -> int:
        """Return the number of the choice of a step that a line belongs to, -1 for none."""
        choices = self.steps[step].get("choices", ())
        starts = [self.lined.line_of(("steps", step, "choices", number)) for number in range(len(choices))]
        at = [number for number, start in enumerate(starts) if start <= line]
        return at[-1] if at else -1


def read_menu_text(text: str) -> MenuText | None:
    """Return a text as a tree; None where it is none, and only the text itself can be put right."""
    try:
        lined = read_yaml_text(_NAME, text)
    except ScriptFileError:
        return None
    value = lined.value
    if not isinstance(value, dict) or not isinstance(value.get("steps"), list):
        return None
    if not all(isinstance(each, dict) and "id" in each for each in value["steps"]):
        return None
    return MenuText(text, value, lined)


def put(menu: MenuText, place: Place, value: Any) -> str:
    """Return the text with `value` at a place: of a step where that begins with ``steps``, else of a section."""
    document: Any = deepcopy(dict(menu.document))
    parent = document
    for part in place[:-1]:
        if isinstance(parent, dict):
            parent = parent.setdefault(part, {})
        else:
            parent = parent[part]
    parent[place[-1]] = value
    if place[0] == "steps":
        number = int(place[1])
        return _with_steps(menu, {number: document["steps"][number]})
    return _with_section(menu, str(place[0]), document[place[0]])


def add_choice(menu: MenuText, step: int) -> str:
    """Return the text with one more choice at the end of a step, on the first key that is free."""
    new = deepcopy(menu.steps[step])
    choices = list(new.get("choices", ()))
    taken = {str(each.get("key")) for each in choices if isinstance(each, dict)} | _fixed_keys(menu)
    free = next((str(key) for key in range(1, 10) if str(key) not in taken), "*")
    choices.append({"key": free, "label": {"en": "", "zh": ""}})
    return _with_steps(menu, {step: {**new, "choices": choices}})


def remove_choice(menu: MenuText, step: int, number: int) -> str:
    """Return the text without one choice."""
    choices = [each for place, each in enumerate(menu.steps[step]["choices"]) if place != number]
    return _with_steps(menu, {step: {**menu.steps[step], "choices": choices}})


def move_choice(menu: MenuText, step: int, number: int, by: int) -> str:
    """Return the text with one choice moved up (-1) or down (1); where it is the last, as it was."""
    choices = list(menu.steps[step]["choices"])
    if not 0 <= number + by < len(choices):
        return menu.text
    choices.insert(number + by, choices.pop(number))
    return _with_steps(menu, {step: {**menu.steps[step], "choices": choices}})


def add_step(menu: MenuText, code: str, *, number: bool, after: tuple[int, int] | None = None) -> str:
    """Return the text with one more step at the end, for choices or for a keyed number; `after`, a step and its
    choice, leads there."""
    new: Step = {"id": code, "prompt": {"text": dict.fromkeys(menu.languages, "")}}
    if number:
        new["number"] = {"shortest": "4", "longest": "20"}
    else:
        key = next(str(key) for key in range(1, 10) if str(key) not in _fixed_keys(menu))
        new["choices"] = [{"key": key, "label": {"en": "", "zh": ""}}]
    changed: dict[int, Step | None] = {len(menu.steps): new}
    if after is not None:
        step = deepcopy(menu.steps[after[0]])
        step["choices"][after[1]]["next"] = code
        changed[after[0]] = step
    return _with_steps(menu, changed)


def remove_step(menu: MenuText, number: int) -> str:
    """Return the text without one step: what led there ends the menu. The only step stays."""
    if len(menu.steps) == 1:
        return menu.text
    code = menu.steps[number]["id"]
    return _with_steps(menu, {**_renamed(menu, code, ""), number: None})


def rename_step(menu: MenuText, number: int, code: str) -> str:
    """Return the text with another id of a step, and what leads there leading there still."""
    changed = _renamed(menu, menu.steps[number]["id"], code)
    step = changed.get(number) or menu.steps[number]
    return _with_steps(menu, {**changed, number: {**step, "id": code}})


def make_first(menu: MenuText, number: int) -> str:
    """Return the text with another step as the first that callers hear."""
    starts, end = _step_starts(menu)
    lines = menu.text.splitlines(keepends=True)
    blocks = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    blocks.insert(0, blocks.pop(number))
    return "".join([*lines[: starts[0]], *(line for block in blocks for line in _ended(block)), *lines[end:]])


def free_code(menu: MenuText, stem: str) -> str:
    """Return an id that no step has."""
    taken = {each["id"] for each in menu.steps}
    return next(each for each in (stem, *(f"{stem}_{number}" for number in range(2, 999))) if each not in taken)


def levels_of(menu: MenuText) -> Mapping[str, int]:
    """Return how many choices lie before each step that can be reached, by id: 1 for the first. In a circle each
    counts once."""
    steps = {str(each["id"]): each for each in menu.steps}
    first = str(menu.steps[0]["id"])
    levels = {first: 1}
    waiting = [first]
    while waiting:
        at = waiting.pop(0)
        for target in targets_of(steps[at]):
            if target in steps and target not in levels:
                levels[target] = levels[at] + 1
                waiting.append(target)
    return levels


def files_in(menu: MenuText) -> Sequence[str]:
    """Return the recordings that a menu names."""
    found: list[str] = []
    ahead: list[Any] = [menu.document]
    while ahead:
        at = ahead.pop()
        if isinstance(at, Mapping):
            files = at.get("file")
            found += [str(each) for each in files.values() if each] if isinstance(files, Mapping) else []
            ahead += at.values()
        elif isinstance(at, list):
            ahead += at
    return found


def targets_of(step: Mapping[str, Any]) -> Sequence[str]:
    """Return the steps that a step leads to."""
    number = step.get("number")
    ends = [*step.get("choices", ()), *([number] if isinstance(number, dict) else [])]
    return [str(each["next"]) for each in ends if isinstance(each, dict) and each.get("next")]


def _fixed_keys(menu: MenuText) -> set[str]:
    fixed = (menu.document.get(each) for each in ("urgent", "person"))
    return {str(each.get("key")) for each in fixed if isinstance(each, dict)}


def _renamed(menu: MenuText, code: str, to: str) -> dict[int, Step | None]:
    """Return the steps that lead to `code`, leading to `to`; an empty one ends the menu."""
    changed: dict[int, Step | None] = {}
    for number, step in enumerate(menu.steps):
        if code not in targets_of(step):
            continue
        new = deepcopy(step)
        keyed = new.get("number")
        for each in [*new.get("choices", ()), *([keyed] if isinstance(keyed, dict) else [])]:
            if each.get("next") == code:
                each["next"] = to
        changed[number] = new
    return changed


def _step_starts(menu: MenuText) -> tuple[list[int], int]:
    """Return the line (from 0) at which each step begins, and the one after the last step."""
    starts = [menu.lined.line_of(("steps", number)) - 1 for number in range(len(menu.steps))]
    lines = menu.text.splitlines()
    end = next((number for number in range(starts[-1] + 1, len(lines)) if _is_top(lines[number])), len(lines))
    return starts, end


def _is_top(line: str) -> bool:
    return bool(line) and not line[0].isspace() and line[0] not in "#-"


def _with_steps(menu: MenuText, changed: Mapping[int, Step | None]) -> str:
    """Return the text with steps written anew, taken out (None), or added at the end; the others as they stand."""
    starts, end = _step_starts(menu)
    lines = menu.text.splitlines(keepends=True)
    indent = len(lines[starts[0]]) - len(lines[starts[0]].lstrip())
    written = [*lines[: starts[0]]]
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
        if number not in changed:
            written += _ended(lines[start:stop])
            continue
        step = changed[number]
        if step is not None:
            written += [_step_text(step, indent), *_after(lines[start:stop])]
    for number, step in changed.items():
        if number >= len(starts) and step is not None:
            written += ["" if not written[-1].strip() else "\n", _step_text(step, indent)]
    return "".join([*written, *lines[end:]])


def _with_section(menu: MenuText, key: str, value: Any) -> str:
    lines = menu.text.splitlines(keepends=True)
    text = _dumped({key: _clean(value, key)})
    if key not in menu.document:
        first = menu.lined.line_of(("steps",)) - 1
        first = next(number for number in range(first, -1, -1) if lines[number].startswith("steps"))
        return "".join([*lines[:first], text, "\n", *lines[first:]])
    start = next(
        number for number, line in enumerate(lines) if line.split(":")[0].strip("'\" ") == key and _is_top(line)
    )
    stop = next((number for number in range(start + 1, len(lines)) if _is_top(lines[number])), len(lines))
    return "".join([*lines[:start], text, *_after(lines[start:stop]), *lines[stop:]])


def _after(block: Sequence[str]) -> Sequence[str]:
    """Return the empty lines and comments that end a block: they belong to what comes next."""
    kept = len(block)
    while kept > 1 and (not block[kept - 1].strip() or block[kept - 1].lstrip().startswith("#")):
        kept -= 1
    return block[kept:]


def _ended(block: Sequence[str]) -> Sequence[str]:
    """Return a block whose last line ends, as it would not at the end of a text."""
    return [*block[:-1], block[-1] if block[-1].endswith("\n") else f"{block[-1]}\n"] if block else block


def _step_text(step: Step, indent: int) -> str:
    lines = _dumped(_clean(step)).splitlines(keepends=True)
    pad = " " * indent
    return f"{pad}- " + f"{pad}  ".join(lines)


class _OnOneLine(dict[str, Any]):
    """What is written between braces: a choice, a label."""


class _Dumper(yaml.SafeDumper):
    """Writes what is `_OnOneLine` between braces, and all else a line each, as the shipped menu does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Have lists stand further in than their key."""
        super().increase_indent(flow, False)


def _one_line(dumper: yaml.SafeDumper, value: _OnOneLine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


_Dumper.add_representer(_OnOneLine, _one_line)


def _dumped(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )
    return text


def _says_any(files: Any) -> bool:
    return any(files.values()) if isinstance(files, dict) else bool(files)


def _clean(value: Any, key: str = "") -> Any:
    """Return a value as people write it: numbers as numbers, and without keys that say nothing."""
    if isinstance(value, dict):
        kept = {
            name: _clean(each, str(name))
            for name, each in value.items()
            if not (each == "" and (name in _OPTIONAL or key == "file"))
            and not (name == "file" and not _says_any(each))
        }
        return _OnOneLine(kept) if key in _ON_ONE_LINE else kept
    if isinstance(value, list):
        return [_clean(each, key) for each in value]
    if key in _NUMBERS and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value
