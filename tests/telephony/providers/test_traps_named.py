"""Each trap of `telephony.md` 9 is a test that there is, or has a reason why none is needed."""

import re
from pathlib import Path

from tests.telephony.providers import test_twilio_traps

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
TRAPS = range(1, 26)
WITHOUT = {21, 22}
"""Of the softphone and of TaskRouter, neither of which is used."""


def test_every_trap_has_a_test_of_its_name_or_a_reason() -> None:
    listed = re.findall(r"^(?:\s?(\d+))?\s+(\S+\.py)\s+(test_\w+)$", test_twilio_traps.__doc__ or "", re.MULTILINE)
    numbers: dict[int, list[tuple[str, str]]] = {}
    last = 0
    for number, file, name in listed:
        last = int(number) if number else last
        numbers.setdefault(last, []).append((file, name))
    here = {int(found) for found in re.findall(r"def test_(\d+)_", (HERE / "test_twilio_traps.py").read_text("utf-8"))}

    assert set(numbers) | here | WITHOUT == set(TRAPS)
    for places in numbers.values():
        for file, name in places:
            path = ROOT / file if file.startswith("tests/") else HERE / file
            assert f"def {name}(" in path.read_text("utf-8"), f"{file}: {name}"
