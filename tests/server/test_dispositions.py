"""The tree of what a call may come to as a file: the shipped one is right, a wrong one is refused by line."""

from pathlib import Path
from typing import Any

import pytest
import structlog
import yaml

from agent_desktop.__main__ import main
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.records.dispositions.checks import TreeProblem
from agent_desktop.server.dispositions import (
    DispositionsFileError,
    check_dispositions,
    dispositions_file,
    load_dispositions,
    read_dispositions,
)
from agent_desktop.settings import SettingsError, load_settings


def entry(code: str = "done", en: str = "Done", zh: str = "完成", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"en": en, "zh": zh}, **more}


def written(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "outcomes.yaml"
    text = yaml.safe_dump({"dispositions": list(entries)}, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> set[str]:
    reading = read_dispositions(path)
    return {each.problem.code.value for each in (*reading.errors, *reading.warnings)}


def deep(levels: int) -> dict[str, Any]:
    made = entry("leaf", "Leaf", "叶")
    for level in range(levels - 1):
        made = entry(f"group_{level}", f"Group {level}", f"组{level}", entries=[made])
    return made


def test_the_shipped_tree_has_neither_errors_nor_warnings_and_holds_every_promise() -> None:
    settings = load_settings(None)
    reading = read_dispositions(dispositions_file(settings))

    assert (reading.errors, reading.warnings) == ((), ())
    codes = [each.code for each in load_dispositions(settings)]
    assert set(settings.telephony.promise_dispositions) <= set(codes)


def test_outcomes_come_in_the_trees_order_with_their_groups_and_pinyin_initials() -> None:
    outcomes = {each.code: each for each in load_dispositions(load_settings(None))}

    dispute = outcomes["dispute_opened"]
    assert next(iter(outcomes)) == "resolved"
    assert [group.code for group in dispute.groups] == ["cards", "disputes"]
    assert dispute.initials[0] == "ytjzy"
    assert "cards" not in outcomes


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([entry(), entry(en="Again", zh="再")], TreeProblem.CODE_TWICE),
        ([entry("not_chosen")], TreeProblem.CODE_RESERVED),
        ([entry(zh="")], TreeProblem.LANGUAGE_MISSING),
        ([{"code": "done", "name": {"en": "Done", "zh": "完成", "fr": "Fait"}}], TreeProblem.LANGUAGE_UNKNOWN),
        ([entry(), entry("again", zh="再")], TreeProblem.NAME_LIKE_ANOTHER),
        ([entry(en="Done " * 7)], TreeProblem.NAME_LONG),
        ([entry(f"done_{n}", f"Done {n}", f"完成{n}") for n in range(16)], TreeProblem.TREE_WIDE),
        ([deep(4)], TreeProblem.TREE_DEEP),
        ([entry(entries=[])], ProblemCode.VALUE_EMPTY),
        ([entry("Done")], ProblemCode.VALUE_OF_OTHER_FORM),
        ([entry(colour="red")], ProblemCode.KEY_UNKNOWN),
        ([{"code": "done"}], ProblemCode.KEY_MISSING),
    ],
)
def test_each_mistake_is_found_by_its_name(tmp_path: Path, entries: list[dict[str, Any]], problem: str) -> None:
    assert problems(written(tmp_path, *entries)) == {problem}


@pytest.mark.parametrize(
    "entries", [[deep(3)], [entry(f"done_{n}", f"Done {n}", f"完成{n}") for n in range(15)], [entry(en="D" * 30)]]
)
def test_what_keeps_within_the_limits_is_right(tmp_path: Path, entries: list[dict[str, Any]]) -> None:
    assert problems(written(tmp_path, *entries)) == set()


def test_a_problem_names_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, entry(), entry("more", "More", "更多", entries=[entry("deep", "Deep", "")]))

    (error,) = read_dispositions(path).errors

    lines = path.read_text(encoding="utf-8").splitlines()
    assert "name" in lines[error.line - 1]
    assert error.line > lines.index("- code: more")


def test_a_server_refuses_a_wrong_tree_and_a_promise_that_is_not_in_it(tmp_path: Path) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("records:\n  dispositions_file: outcomes.yaml\n", encoding="utf-8")

    written(tmp_path, entry(zh=""))
    with pytest.raises(DispositionsFileError):
        load_dispositions(load_settings(settings))
    written(tmp_path, entry())
    with pytest.raises(SettingsError) as refused:
        load_dispositions(load_settings(settings))
    assert refused.value.details["key"] == "telephony.promise_dispositions"


def test_what_agents_will_not_like_is_in_the_servers_log(tmp_path: Path) -> None:
    settings = tmp_path / "config.yaml"
    settings.write_text("records:\n  dispositions_file: outcomes.yaml\n", encoding="utf-8")
    written(tmp_path, entry("follow_up", "Done " * 7))

    with structlog.testing.capture_logs() as logged:
        load_dispositions(load_settings(settings))

    assert {"path": "outcomes.yaml", "code": "name_long"}.items() <= logged[0].items()


def test_the_command_tells_everything_by_line_in_both_languages(tmp_path: Path) -> None:
    wide = [entry(f"done_{n}", f"Done {n}", f"完成{n}") for n in range(16)]
    path = written(tmp_path, *wide, entry("not_chosen", "Later", "以后"))
    told: dict[str, list[str]] = {"en": [], "zh": []}

    for language in ("en", "zh"):
        assert not check_dispositions(load_settings(None), path, language, told[language].append)

    assert any("`not_chosen` is the system's own" in line for line in told["en"])
    assert any("warning" in line and "17 entries" in line for line in told["en"])
    assert len(told["zh"]) == len(told["en"]) == 2
    assert not any("…" in line or "{" in line for line in (*told["en"], *told["zh"]))


def test_the_command_says_that_a_file_is_right_and_its_status_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dispositions", "check", "--language", "en"]) == 0
    assert capsys.readouterr().out == "main.yaml: nothing is wrong.\n"
    assert main(["dispositions", "check", str(written(tmp_path, entry(zh=""))), "--language", "zh"]) == 2
    assert "第 " in capsys.readouterr().out
