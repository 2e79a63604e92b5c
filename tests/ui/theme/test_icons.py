"""Icons are named in many places; each name is one that the font has. One that it has not fails where it is drawn."""

import json
import re
from pathlib import Path

import qtawesome

import agent_desktop

_NAMED = re.compile(r"[\"']ph\.([a-z0-9-]+)[\"']")


def test_every_icon_that_is_named_is_in_the_font() -> None:
    (known,) = (Path(qtawesome.__file__).parent / "fonts").glob("phosphor-charmap-*.json")
    there = json.loads(known.read_text("utf-8")).keys()
    files = sorted(Path(agent_desktop.__file__).parent.rglob("*.py"))
    named = {(name, file.name) for file in files for name in _NAMED.findall(file.read_text("utf-8"))}

    assert len(named) > 100
    assert [(name, file) for name, file in sorted(named) if name not in there] == []
