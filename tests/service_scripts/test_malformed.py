"""Every mistake that can be made in a script file is told with its place, its words and what was probably meant."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.checking import check_text
from agent_desktop.service_scripts.condition_types import LONGEST, check_condition
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.findings import Around
from agent_desktop.words import problem_in_words
from tests.service_scripts.rich_script import other_scripts

HERE = Path(__file__).parent
BASE = (HERE / "base.yaml").read_text(encoding="utf-8")
AROUND = Around(
    pages=frozenset({"card-block-rules", "fees"}),
    reasons=frozenset({"lost_card", "card_charge"}),
    queues=frozenset({"cards", "loans"}),
    skills=frozenset({"english", "complaints"}),
    dispositions=frozenset({"resolved", "promised"}),
    levels={"bank.block_card": Level.FULL},
)


class Case(NamedTuple):
    name: str
    text: str
    says: list[str]


def _cases() -> Iterator[Case]:
    for case in yaml.safe_load((HERE / "malformed.yaml").read_text(encoding="utf-8")):
        text = BASE
        if "from" in case:
            text = BASE[: BASE.index(case["from"])] + case["instead"]
        elif not case["change"]:
            text = ""
        for change in case.get("change", []):
            assert text.count(change["old"]) >= 1, case["case"]
            text = text.replace(change["old"], change["new"], 1)
        yield Case(case["case"], text, case["says"])


CASES = list(_cases())


OTHERS = other_scripts()


def _told(problem: ScriptFileError, text: str) -> str:
    words = problem_in_words(problem.problem.code.value, "en", **problem.problem.details)
    line = f"{problem.line}:{problem.column}{' warning' if problem.is_warning else ''}: {words}"
    if problem.fix:
        wrong = text.splitlines()[problem.line - 1][problem.column - 1 : problem.end_column - 1]
        line += f" [{wrong} -> {problem.fix}]"
    return line


def test_the_right_script_has_nothing_wrong() -> None:
    assert check_text(BASE, Path("script.yaml"), around=AROUND, subs=OTHERS).problems == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_by_place_words_and_fix(case: Case) -> None:
    checked = check_text(case.text, Path("script.yaml"), around=AROUND, subs=OTHERS)

    assert [_told(problem, case.text) for problem in checked.problems] == case.says
    for problem in checked.problems:
        chinese = problem_in_words(problem.problem.code.value, "zh", **problem.problem.details)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), chinese


def test_the_corpus_is_large_and_knows_every_mistake_of_a_single_script() -> None:
    assert len(CASES) >= 60
    told = {
        problem.problem.code
        for case in CASES
        for problem in check_text(case.text, Path("script.yaml"), around=AROUND, subs=OTHERS).problems
    }
    codes = list(ProblemCode)
    of_scripts = codes[codes.index(ProblemCode.SCRIPT_FOLDER_MISSING) : codes.index(ProblemCode.TIME_ZONE_UNKNOWN)]
    between_files = {
        ProblemCode.SCRIPT_FOLDER_MISSING,
        ProblemCode.SCRIPT_FOLDER_EMPTY,
        ProblemCode.SCRIPT_TWICE,
        ProblemCode.DEFAULT_MISSING,
        ProblemCode.DEFAULT_TWICE,
        ProblemCode.OPENS_ALIKE,
        ProblemCode.SCRIPT_ID_DIFFERS,
        ProblemCode.RUNNERS_LEFT,
    }
    assert set(of_scripts) - between_files <= told


def test_what_is_offered_mends_the_file() -> None:
    text = BASE.replace("next: block", "next: blok")
    (problem,) = check_text(text, Path("script.yaml"), around=AROUND, subs=OTHERS).problems

    lines = text.splitlines(keepends=True)
    line = lines[problem.line - 1]
    lines[problem.line - 1] = line[: problem.column - 1] + problem.fix + line[problem.end_column - 1 :]

    assert "".join(lines) == BASE


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
def test_a_thousand_lists_within_each_other_are_refused_by_their_place(opened: str) -> None:
    text = f"id: x\nsteps:\n  {opened * 1000}"

    (problem,) = check_text(text, Path("script.yaml")).problems

    # The parser may give up first, where what was opened is not closed.
    assert (problem.problem.code, problem.line) == (ProblemCode.NESTED_TOO_DEEP, 3)


@pytest.mark.parametrize("text", [f"{'(' * 1000}tier == 'gold'{')' * 1000}", f"{'not ' * 120}has(tier)", "(" * 240])
def test_a_condition_of_many_brackets_is_refused_or_holds_and_never_ends_the_reader(text: str) -> None:
    checked = check_condition(text, {"tier": Kind(ValueType.TEXT)})

    assert [each.problem.code for each in checked.problems] == (
        [] if text.startswith("not") else
        [ProblemCode.CONDITION_LONG if len(text) > LONGEST else ProblemCode.CONDITION_NOT_READ]
    )  # fmt: skip


def test_half_a_pair_of_signs_is_refused_as_one_that_cannot_be_kept() -> None:
    (problem,) = check_text('id: "\\ud800x"', Path("script.yaml")).problems

    assert problem.problem.details == {"sign": "U+D800"}
