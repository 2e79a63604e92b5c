"""Where a script's text stops being YAML is told by the line of the slip itself, in every shipped script, and a text is
read the same whether the platform has libyaml or not."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml

from agent_desktop.client.script_text import fixed, read_text
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.service_scripts import yaml_lines
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, read_yaml_text
from agent_desktop.settings import shipped_file

SCRIPTS: Final = sorted(Path(shipped_file("scripts")).glob("*.yaml"))
PATH: Final = Path("script.yaml")
FEW: Final = 45
"""So many lines of a script are looked at below a slip: whoever reads stops there."""


def _last_lost(sign: str, other: str) -> Callable[[str], str | None]:
    def change(line: str) -> str | None:
        is_whole = line.endswith(sign) and line.count(sign) == line.count(other)
        return line[: line.rindex(sign)] if is_whole else None

    return change


SLIPS: Final[dict[str, Callable[[str], str | None]]] = {
    "a brace not closed": _last_lost("}", "{"),
    "a bracket not closed": _last_lost("]", "["),
    "a brace too many": lambda line: line + "}",
    "a quotation mark not closed": lambda line: line[:-1] if line.endswith('"') and line.count('"') == 2 else None,
    "a quotation mark not opened": lambda line: line.replace('"', "", 1) if line.count('"') == 2 else None,
    "a colon lost": lambda line: re.sub(r"^( *[a-z_]+):", r"\1", line),
    "a tab for blanks": lambda line: "\t" + line.lstrip() if line.startswith(" ") else None,
    "a blank too few": lambda line: line[1:] if line.startswith(" ") else None,
    "a blank too many": lambda line: " " + line if line else None,
}


def _planted(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield the kind of each slip, its line (from 1) and the text with it."""
    lines = text.split("\n")
    for number in (len(lines) // 3, len(lines) // 2):
        line, after = lines[number], lines[number + 1 : number + 1 + FEW]
        for kind, change in SLIPS.items():
            wrong = change(line)
            if wrong is not None and wrong != line and not line.lstrip().startswith("#"):
                yield kind, number + 1, "\n".join([*lines[:number], wrong, *after])


def _is_yaml(text: str) -> bool:
    try:
        yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    return True


def _told(text: str) -> ScriptFileError | None:
    try:
        read_yaml_text(PATH, text)
    except ScriptFileError as error:
        return error
    return None


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_slip_in_a_shipped_script_is_told_at_its_line_or_the_first_that_can_show_it(path: Path) -> None:
    told = 0
    for kind, line, text in _planted(path.read_text(encoding="utf-8")):
        error = _told(text)
        if error is None:
            continue  # what is left is YAML all the same
        told += 1
        if error.line != line:
            lines = text.split("\n")
            before, shown = "\n".join(lines[: error.line - 1]), "\n".join(lines[: error.line])
            told_at = (kind, line, error.line, error.problem.code.value)
            assert error.line > line, told_at
            assert _is_yaml(before), told_at
            assert not _is_yaml(shown) or error.line == len(lines), told_at
    assert told > 3


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_shipped_script_is_read_the_same_without_libyaml(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text(encoding="utf-8")
    with_it = read_yaml_text(PATH, text)
    monkeypatch.setattr(yaml_lines, "_QUICK", None)

    assert read_yaml_text(PATH, text) == with_it


SHORT: Final = "a: {en: Is it?, zh: 吗？}\nb: >-\n  one\n  two: 3\nc:\n  - [d, 'e f']\n  - \"g\"\n"
SIGNS: Final = ("\t", " ", "?", ":", ",", "[", "}", '"', "#", "-", "|", "\n", "\\", "x", "? ", ": ", " #")


def test_whatever_is_typed_is_read_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def values(text: str) -> LinedYaml | str:
        error = _told(text)
        return str(error) if error is not None else str(read_yaml_text(PATH, text).value)

    texts = [SHORT[:at] + sign + SHORT[at:] for at in range(0, len(SHORT) + 1, 3) for sign in SIGNS]
    with_it = [values(each) for each in texts]
    monkeypatch.setattr(yaml_lines, "_QUICK", None)

    assert [values(each) for each in texts] == with_it


@pytest.mark.parametrize(
    ("wrong", "code", "place", "mended"),
    [
        ("title: {en: Ask, zh: 问\nsteps: []\n", ProblemCode.BRACKET_OPEN, (1, 8), None),
        ("steps:\n  - guide: [fees\n    next: end\n  - id: end\n", ProblemCode.BRACKET_OPEN, (2, 12), None),
        ('title:\n  en: "Ask\n  zh: "问"\n', ProblemCode.QUOTE_OPEN, (2, 7), None),
        ("title:\n  en: 'Ask\n  zh: 问\n", ProblemCode.QUOTE_OPEN, (2, 7), None),
        ("id: x\nminutes 4\ngroup: cards\n", ProblemCode.COLON_MISSING, (2, 1), "id: x\nminutes: 4\ngroup: cards\n"),
        (
            "run:\n  script a\n  outcomes: {}\n",
            ProblemCode.COLON_MISSING,
            (2, 3),
            "run:\n  script: a\n  outcomes: {}\n",
        ),
        ("title:\n\ten: Ask\n", ProblemCode.TAB_USED, (2, 1), "title:\n  en: Ask\n"),
        ("title: {en: Ask}}\n", ProblemCode.NOT_YAML, (1, 17), None),
        ("id: x\n  group: cards\n", ProblemCode.NOT_YAML, (2, 8), None),
        ("id: x\ntitle: a\x01b\n", ProblemCode.NOT_YAML, (2, 9), None),
    ],
)
def test_what_is_left_open_is_called_by_its_name_with_a_fix_where_there_is_one(
    wrong: str, code: ProblemCode, place: tuple[int, int], mended: str | None
) -> None:
    (problem,) = read_text(wrong).problems

    assert (problem.code, (problem.line, problem.column)) == (code.value, place)
    assert (fixed(wrong, problem.fix) if problem.fix is not None else None) == mended
