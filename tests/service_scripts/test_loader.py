"""A wrong script file is refused by file, line and problem."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.service_scripts.choice import CallTraits, choose
from agent_desktop.service_scripts.loader import (
    ScriptFileError,
    ScriptLibrary,
    ScriptNotFoundError,
    load_script,
    load_scripts,
    problems_in,
)
from agent_desktop.service_scripts.variables import variables_in
from agent_desktop.words import words_for

SCRIPTS = Path(__file__).parents[2] / "scripts"

GOOD = """\
id: lost-card
version: "1.0"
title: {en: Lost card, zh: 卡遗失}
opens_for: {reasons: [lost_card]}
default: true
variables:
  shop: {en: the shop, zh: 商店}
steps:
  - id: greet
    title: {en: Greet, zh: 问候}
    say: {en: "Hello {{customer_name|you}} from {{shop}}", zh: "{{customer_name|您}}好"}
    must_say:
      - id: notice
        text: {en: Recorded., zh: 会录音。}
    questions:
      - id: lost
        kind: choice
        label: {en: "Lost?", zh: 遗失？}
        options:
          - {id: "yes", label: {en: "Yes", zh: 是}}
          - {id: "no", label: {en: "No", zh: 否}}
    branch:
      question: lost
      cases: {yes: block, no: close}
  - id: block
    title: {en: Block, zh: 冻结}
    questions:
      - {id: agreed, kind: yes_no, label: {en: Agreed, zh: 同意}}
    next: close
  - id: close
    title: {en: Close, zh: 结束}
    outcome: closed
"""

OPENS = "opens_for: {reasons: [lost_card]}\n"
OUTGOING = (
    GOOD.replace("lost-card", "outgoing")
    .replace(OPENS, "")
    .replace("default: true\n", "direction: outbound\ndefault: true\n")
)

Refuse = Callable[[str], tuple[int, str]]


def said(error: ScriptFileError) -> str:
    """The words of a problem in English; it has them in Chinese too, and no value is missing in either."""
    chinese = words_for(error.code, "zh", problem=error.details["problem"])
    english = words_for(error.code, "en", problem=error.details["problem"])
    assert not re.search(r"[…\[\]]", chinese + english), (chinese, english)
    assert re.search(r"[\u4e00-\u9fff]", chinese.removeprefix(words_for(error.code, "zh"))), chinese
    return english.removeprefix(words_for(error.code, "en")).strip()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "script.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def refuse(write: Callable[..., Path]) -> Refuse:
    """Load a text and return the line and the problem it is refused by."""

    def refuse(text: str) -> tuple[int, str]:
        path = write(text)
        with pytest.raises(ScriptFileError) as refused:
            load_script(path)
        error = refused.value
        assert error.path == path
        assert error.code is ErrorCode.SCRIPT_FILE_WRONG
        assert error.details == {"file": "script.yaml", "line": error.line, "problem": error.problem.as_detail()}
        return error.line, said(error)

    return refuse


def test_a_right_script_loads(write: Callable[..., Path]) -> None:
    script = load_script(write(GOOD))

    assert script.id == "lost-card"
    assert [step.id for step in script.steps] == ["greet", "block", "close"]
    assert script.steps[0].branch is not None
    assert script.steps[0].branch.cases == {"yes": "block", "no": "close"}


def test_a_version_stays_as_it_is_written(write: Callable[..., Path]) -> None:
    assert load_script(write(GOOD.replace('"1.0"', "3.10"))).version == "3.10"


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_every_problem_is_listed_by_line(write: Callable[..., Path]) -> None:
    text = GOOD.replace("{{shop}}", "{{shopp}}").replace("zh: 冻结", "zh: ''")

    lines = [problem.line for problem in problems_in(write(text))]

    assert lines == [_line(text, "say:"), _line(text, "title: {en: Block")]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes("id: x\ntitle: 卡\n".encode("gb18030"))

    with pytest.raises(ScriptFileError, match=r"script\.yaml, line 2") as refused:
        load_script(path)

    assert refused.value.problem.code is ProblemCode.NOT_UTF8


class TestAFolder:
    def test_the_reason_chooses_the_script(self, write: Callable[..., Path]) -> None:
        path = write(GOOD)
        write(GOOD.replace("lost-card", "other").replace("lost_card", "fees").replace("default: true\n", ""), "b.yaml")

        library = load_scripts(path.parent)

        assert [choice.script_id for choice in library.choices()] == ["lost-card", "other"]
        assert _id_for(library, "fees") == "other"
        assert _id_for(library, "never heard of") == "lost-card"
        assert _id_for(library, "") == "lost-card"

    def test_the_newest_version_opens_and_the_older_can_be_finished(self, write: Callable[..., Path]) -> None:
        path = write(GOOD.replace('"1.0"', "1.9"))
        write(GOOD.replace('"1.0"', "1.10"), "newer.yaml")

        library = load_scripts(path.parent)

        assert [choice.version for choice in library.choices()] == ["1.10"]
        assert library.get("lost-card", "1.9").version == "1.9"

    def test_a_script_that_is_not_loaded_is_named(self, write: Callable[..., Path]) -> None:
        library = load_scripts(write(GOOD).parent)

        with pytest.raises(ScriptNotFoundError) as refused:
            library.get("lost-card", "9")
        assert refused.value.code is ErrorCode.SCRIPT_NOT_FOUND
        assert refused.value.details == {"script_id": "lost-card", "version": "9"}

    @pytest.mark.parametrize(
        ("other", "problem"),
        [
            (GOOD, "stands in a.yaml too"),
            (GOOD.replace("lost-card", "other"), "the same calls as “lost-card”"),
            (GOOD.replace("lost-card", "other").replace(OPENS, ""), "`default: true` already"),
            (OUTGOING.replace("direction: outbound\n", ""), "`default: true` already"),
        ],
    )
    def test_files_must_go_together(self, write: Callable[..., Path], other: str, problem: str) -> None:
        write(GOOD, "a.yaml")
        path = write(other, "b.yaml")

        with pytest.raises(ScriptFileError) as refused:
            load_scripts(path.parent)
        assert refused.value.path == path
        assert problem in said(refused.value)

    def test_a_call_that_we_make_opens_a_script_of_its_own(self, write: Callable[..., Path]) -> None:
        path = write(GOOD, "a.yaml")
        library = load_scripts(path.parent)
        assert choose(library.newest(), CallTraits(Direction.OUTBOUND)) is None, "a greeting of callers never fits"
        write(OUTGOING, "b.yaml")

        library = load_scripts(path.parent)

        ours = choose(library.newest(), CallTraits(Direction.OUTBOUND, "lost_card"))
        assert ours is not None
        assert ours.id == "outgoing"
        assert _id_for(library, "") == "lost-card"

    def test_a_script_of_calls_that_we_make_has_no_menu_reason(self, refuse: Refuse) -> None:
        line, problem = refuse(OUTGOING.replace("direction:", "opens_for: {reasons: [lost_card]}\ndirection:"))

        assert line == OUTGOING.splitlines().index("direction: outbound") + 1
        assert "opens for no menu reason" in problem

    def test_one_script_must_be_the_default(self, write: Callable[..., Path]) -> None:
        path = write(GOOD.replace("default: true\n", ""))

        with pytest.raises(ScriptFileError, match="default_missing"):
            load_scripts(path.parent)

    def test_a_folder_without_scripts_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ScriptFileError, match="script_folder_empty"):
            load_scripts(tmp_path)
        with pytest.raises(ScriptFileError, match="script_folder_missing"):
            load_scripts(tmp_path / "none")


class TestTheShippedScripts:
    def test_they_load(self) -> None:
        library = load_scripts(SCRIPTS)

        assert _id_for(library, "card_charge") == "transaction-not-recognised"
        assert _id_for(library, "lost_card") == "lost-card"
        assert _id_for(library, "") == "general-enquiry"
        ours = choose(library.newest(), CallTraits(Direction.OUTBOUND))
        assert ours is not None
        assert ours.id == "outgoing-call"

    def test_the_disputed_charge_goes_from_greeting_to_its_ends(self) -> None:
        script = load_script(SCRIPTS / "transaction-not-recognised.yaml")

        assert [step.title["en"] for step in script.steps] == [
            "Greet", "Verify", "Confirm", "Block", "Block it now", "Dispute", "File the dispute", "Explain", "Close",
            "Recognised", "Not verified",
        ]  # fmt: skip
        kinds = {question.kind.value for step in script.steps for question in step.questions}
        assert {"choice", "yes_no", "text", "date"} <= kinds

    def test_they_say_the_same_variables_in_both_languages(self) -> None:
        for script in load_scripts(SCRIPTS).newest():
            for step in script.steps:
                names = {
                    language: {variable.name for variable in variables_in(words)}
                    for language, words in step.say.items()
                }
                assert names.get("en") == names.get("zh"), (script.id, step.id)


def _id_for(library: ScriptLibrary, reason: str) -> str:
    script = choose(library.newest(), CallTraits(Direction.INBOUND, reason))
    assert script is not None
    return script.id
