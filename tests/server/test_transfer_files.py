"""The files of hand-overs and of the directory: the shipped ones are right, a wrong one is refused by line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agent_desktop.__main__ import main
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.records.directory.checks import DirectoryProblem
from agent_desktop.records.handovers.checks import PlanProblem
from agent_desktop.records.handovers.schema import reasons_of
from agent_desktop.server.transfers.directory_file import (
    DirectoryFileError,
    directory_file,
    load_directory,
    read_directory,
)
from agent_desktop.server.transfers.plan import HandoverFileError, load_plan, plan_file, read_plan
from agent_desktop.settings import Settings, load_settings

SKILLS = ("english", "wealth", "fraud")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(None)


def written(folder: Path, content: object) -> Path:
    path = folder / "file.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def plan(reasons: list[Any] | None = None, **say: dict[str, str]) -> dict[str, Any]:
    sayings = {
        "named": {"en": "{caller}: {colleague}", "zh": "{caller}：{colleague}"},
        "unnamed": {"en": "{colleague}", "zh": "{colleague}"},
        "with_team": {"en": "{name} of {team}", "zh": "{team}{name}"},
        "anybody": {"en": "somebody", "zh": "同事"},
    }
    return {"say": {**sayings, **say}, "reasons": reasons if reasons is not None else [reason("other")]}


def reason(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"en": code.title(), "zh": "其他"}, **more}


def deep(levels: int) -> dict[str, Any]:
    made = reason("leaf")
    for level in range(levels - 1):
        made = reason(f"group_{level}", entries=[made])
    return made


def entry(**more: Any) -> dict[str, Any]:
    made = {"code": "central", "name": {"en": "Central branch", "zh": "中环分行"}, "number": "+852 2888 0101"}
    return {**made, **more}


def test_the_shipped_files_have_neither_errors_nor_warnings(settings: Settings) -> None:
    for reading in (read_plan(plan_file(settings), SKILLS), read_directory(directory_file(settings), settings)):
        assert (reading.errors, reading.warnings) == ((), ())
    assert {"withdrawal_not_theirs", "other"} <= {each.code for each in reasons_of(load_plan(settings))}
    assert all(each.number.startswith("+") for each in load_directory(settings).numbers)


def test_a_reason_comes_with_the_words_of_its_groups_and_the_skills_it_needs(settings: Settings) -> None:
    found = {each.code: each for each in reasons_of(load_plan(settings))}["withdrawal_not_theirs"]

    assert [each["zh"] for each in found.path] == ["信用卡", "欺诈", "非本人取款"]
    assert found.skills == ("fraud",)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (plan([reason("a"), reason("a")]), PlanProblem.CODE_TWICE),
        (plan([reason("a", name={"en": "A"})]), PlanProblem.LANGUAGE_MISSING),
        (plan([reason("a", name={"en": "A", "zh": "甲", "fr": "A"})]), PlanProblem.LANGUAGE_UNKNOWN),
        (plan([reason("a", skills=["dancing"])]), PlanProblem.SKILL_NOT_THERE),
        (plan([reason("a", name={"en": "Long " * 9, "zh": "长"})]), PlanProblem.NAME_LONG),
        (plan([reason(f"a_{n}") for n in range(16)]), PlanProblem.TREE_WIDE),
        (plan([deep(4)]), PlanProblem.TREE_DEEP),
        (plan([reason("a", entries=[])]), PlanProblem.VALUE_EMPTY),
        (plan([]), ProblemCode.VALUE_EMPTY),
        (plan(named={"en": "{colleague}", "zh": "{caller}{colleague}"}), PlanProblem.PLACEHOLDER_WRONG),
        (plan(anybody={"en": "{name", "zh": "同事"}), PlanProblem.PLACEHOLDER_WRONG),
        (plan(unnamed={"en": "{colleague!r}", "zh": "{colleague}"}), PlanProblem.PLACEHOLDER_WRONG),
        (plan(named={"en": "{caller} {colleague}"}), PlanProblem.LANGUAGE_MISSING),
        (plan([reason("Not a code")]), ProblemCode.VALUE_OF_OTHER_FORM),
    ],
)
def test_each_mistake_in_a_file_of_hand_overs_is_told(tmp_path: Path, content: object, problem: str) -> None:
    reading = read_plan(written(tmp_path, content), SKILLS)

    assert problem in {each.problem.code for each in (*reading.errors, *reading.warnings)}


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ([entry(number="12")], DirectoryProblem.OUTSIDE_NUMBER_WRONG),
        ([entry(), entry(code="other", number="2888 0101")], DirectoryProblem.NUMBER_TWICE),
        ([entry(), entry(number="+852 2888 0102")], DirectoryProblem.CODE_TWICE),
        ([entry(site="mars")], DirectoryProblem.SITE_NOT_THERE),
        ([entry(hours="never")], DirectoryProblem.HOURS_NOT_THERE),
        ([entry(name={"en": "Central"})], DirectoryProblem.LANGUAGE_MISSING),
        ([entry(about={"en": "Counter", "zh": "柜台", "fr": "x"})], DirectoryProblem.LANGUAGE_UNKNOWN),
        ([entry(colour="red")], ProblemCode.KEY_UNKNOWN),
    ],
)
def test_each_mistake_in_a_file_of_the_directory_is_told(
    tmp_path: Path, settings: Settings, numbers: list[object], problem: str
) -> None:
    reading = read_directory(written(tmp_path, {"numbers": numbers}), settings)

    assert problem in {each.problem.code for each in reading.errors}


def test_a_server_with_a_wrong_file_does_not_start_and_the_commands_say_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = written(tmp_path, {"colours": []})
    settings_path = tmp_path / "settings.yaml"
    settings_path.write_text("records:\n  directory_file: file.yaml\n  handover_file: file.yaml\n", encoding="utf-8")
    named = load_settings(settings_path)

    with pytest.raises(DirectoryFileError):
        load_directory(named)
    with pytest.raises(HandoverFileError):
        load_plan(named)
    assert main(["directory", "check", str(wrong)]) != 0
    assert "colours" in capsys.readouterr().out
    assert main(["handover", "check", "--language", "zh", str(wrong)]) != 0
    assert "reasons" in capsys.readouterr().out
    assert main(["handover", "check"]) == 0
