"""What can be seen of a version's text without reading it, and the script that is kept beside it."""

import re
from collections.abc import Iterable
from typing import Any, Final

from agent_desktop.records.script_versions.models import ScriptVersionRow
from agent_desktop.service_scripts.schema import Script

_LABEL_LINE: Final = re.compile(r"^version:[^\n]*$", re.MULTILINE)
_LABEL_END: Final = re.compile(r"^(.*?)(\d+)$")


def script_of(row: ScriptVersionRow) -> Script:
    """Return the script of a version that is or was published."""
    return Script.model_validate(row.script)


def as_kept(script: Script) -> dict[str, Any]:
    """Return a script as `ScriptVersionRow.script` keeps it."""
    return script.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def label_of(text: str) -> str:
    """Return the version that a text names, as far as it can be seen without reading it: for lists."""
    line = _LABEL_LINE.search(text)
    return "" if line is None else line[0].partition(":")[2].partition("#")[0].strip().strip("\"'")[:20]


def with_label(text: str, label: str) -> str:
    """Return the text under another version's name."""
    return _LABEL_LINE.sub(f'version: "{label}"', text, count=1)


def order_of(label: str) -> tuple[int, ...]:
    """Return what versions are sorted by: 2.9 comes before 2.10."""
    return tuple(int(part) for part in label.split("."))


def label_after(labels: Iterable[str]) -> str:
    """Return the name after the highest one: 2.9 gives 2.10."""
    highest = max(labels, key=order_of)
    end = _LABEL_END.match(highest)
    return f"{highest}.1" if end is None else f"{end[1]}{int(end[2]) + 1}"


def label_below(label: str, taken: Iterable[str]) -> str:
    """Return the first free name below one: 2.1 gives 2.1.1, or 2.1.2 where that is taken. 2.2 stays free."""
    parts = [each.rpartition(".") for each in taken]
    numbers = (int(number) for above, _, number in parts if above == label)
    return f"{label}.{max(numbers, default=0) + 1}"
