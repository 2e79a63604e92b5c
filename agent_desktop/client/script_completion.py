"""What could be written at a place of a script: keys, ids of steps, questions and pages, variables and facts. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agent_desktop.client.script_text import names_in
from agent_desktop.service_scripts.schema_findings import keys_under, values_under

_VARIABLE: Final = re.compile(r"\{\{\s*([a-z0-9_.]*)$")
_VALUE: Final = re.compile(r"(?:^|[\s{,\[-])[\"']?([a-z_]+)[\"']?:\s*\[?\s*(?:[\w.-]+,\s*)*([A-Za-z0-9_.-]*)$")
_KEY: Final = re.compile(r"(?:^\s*(?:- )?\{?|[{,]\s*)([a-z_]*)$")
_ITEM: Final = re.compile(r"^\s*- ([A-Za-z0-9_.-]*)$")
_OWNER: Final = re.compile(r"^(\s*)(?:- )?([A-Za-z_][\w-]*):")
_LANGUAGES: Final = ("en", "zh")

_TEXTS: Final = frozenset({"title", "say", "text", "label", "help", "confirm"})
_FLAGS: Final = frozenset({"required", "default", "always"})


@dataclass(frozen=True, slots=True)
class Names:
    """What there is besides the text: ids of the other scripts, and of knowledge pages."""

    scripts: Sequence[str] = ()
    pages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in the place of `prefix`, the characters before the caret."""

    prefix: str = ""
    words: tuple[str, ...] = field(default=())


def completion_at(
    text: str, position: int, document: Mapping[str, Any] | None, names: Names | None = None
) -> Completion:
    """Return what could stand at `position`, a number of characters from the start of `text`; what is already written
    there comes last. `document` is the script as it was last read: a line that is half written is none."""
    names = names or Names()
    lines = text[:position].split("\n")
    line = lines[-1]
    own = names_in(document or {})
    variable = _VARIABLE.search(line)
    if variable is not None:
        return _fitting(variable[1], own["variable"])
    if line.lstrip().startswith("#"):
        return Completion()
    value = _VALUE.search(line)
    if value is not None:
        return _fitting(value[2], _values(value[1], _opened(lines), own, names))
    item = _ITEM.match(line)
    if item is not None and _owner(lines) == "guide":
        return _fitting(item[1], names.pages)
    key = _KEY.search(line)
    if key is not None:
        return _fitting(key[1], [f"{each}: " for each in _keys(_opened(lines))])
    return Completion()


def _values(key: str, owner: str, own: Mapping[str, Sequence[str]], names: Names) -> Sequence[str]:
    if key in ("next", "failed", "to", "otherwise") or owner in ("cases", "outcomes"):
        return own["step"]
    if key == "question":
        return own["question"]
    if key == "script":
        return names.scripts
    if key == "guide":
        return names.pages
    return ("true", "false") if key in _FLAGS else values_under((owner, key))


def _keys(opened: str) -> Sequence[str]:
    if opened in _TEXTS:
        return _LANGUAGES
    return keys_under((opened,) if opened else ())


def _opened(lines: Sequence[str]) -> str:
    """Return the key whose mapping the last line is written into: inside braces, or by its indent."""
    line = lines[-1]
    open_at = line.rfind("{")
    if open_at >= 0 and line.rfind("}") < open_at:
        before = re.search(r"([a-z_]+):\s*$", line[:open_at])
        return before[1] if before else _owner(lines)
    return _owner(lines)


def _owner(lines: Sequence[str]) -> str:
    """Return the key that the last line stands under, by its indent; empty at the top."""
    indent = _indent(lines[-1])
    for line in reversed(lines[:-1]):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _OWNER.match(line)
        if found is None or len(found[1]) >= indent:
            continue
        if line.rstrip().endswith(":"):
            return found[2]
        indent = len(found[1])
    return ""


def _indent(line: str) -> int:
    """Return how far a line stands in; what follows a dash stands where the dash is, and a step of two further."""
    return len(line) - len(line.lstrip())


def _fitting(prefix: str, words: Sequence[str]) -> Completion:
    whole = prefix.casefold()
    starts = [each for each in dict.fromkeys(words) if each.casefold().startswith(whole)]
    holds = [each for each in dict.fromkeys(words) if whole and whole in each.casefold() and each not in starts]
    found = tuple(each for each in (*starts, *holds) if each.strip() and each != prefix)
    return Completion(prefix, found)
