"""Entry menus as files: the shipped one is right, and a wrong one is refused by line, in both languages."""

from itertools import product
from pathlib import Path

import pytest
import structlog
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.__main__ import main
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.server.menus import MenuFileError, check_menu, load_menu, menu_file, read_menu, recordings_in
from agent_desktop.service_scripts.choice import CallTraits, choose
from agent_desktop.service_scripts.loader import load_script
from agent_desktop.settings import load_settings, scripts_folder
from telephony.menu.checks import MenuProblem
from telephony.menu.schema import Menu
from telephony.menu.walk import SILENCE, Ask, entry_of, next_step
from tests.support.shipped import shipped_scripts
from tests.telephony.menu.menus import content

SHIPPED = read_menu(menu_file(load_settings(None)), ())


def shipped() -> Menu:
    assert SHIPPED.content is not None
    return SHIPPED.content


def written(folder: Path, **changes: object) -> Path:
    path = folder / "menu.yaml"
    path.write_text(yaml.safe_dump(content(**changes), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_the_shipped_menu_has_neither_errors_nor_warnings() -> None:
    settings = load_settings(None)
    reading = read_menu(menu_file(settings), [queue.code for queue in settings.telephony.queues])

    assert load_menu(settings) == shipped()
    assert (reading.errors, reading.warnings) == ((), ())


def test_suspected_fraud_of_the_shipped_menu_leads_to_an_urgent_queue_of_the_shipped_settings() -> None:
    urgent = [queue for queue in load_settings(None).telephony.queues if queue.urgent]

    assert any(shipped().urgent.reason in queue.reasons for queue in urgent)


def test_every_reason_of_the_shipped_menu_opens_a_script_of_its_own() -> None:
    scripts = shipped_scripts().newest()
    known = {reason for script in scripts for reason in script.opens_for.reasons}
    chosen = {choice.reason for step in shipped().steps for choice in step.choices} - {""}

    assert chosen | {shipped().urgent.reason} <= known


def test_each_shipped_script_opens_for_some_caller_or_says_in_its_file_that_it_does_not() -> None:
    """By the keys of the shipped menu, in the shipped library: a script that nobody opens helps nobody."""
    folder = scripts_folder(load_settings(None))
    library = shipped_scripts()
    found = [choose(library.newest(), CallTraits(Direction.OUTBOUND))]
    for keys in product("123", "123459", ("", *"12345")):
        entry = entry_of(shipped(), [*filter(None, keys), "#"])
        call = CallTraits(Direction.INBOUND, entry.reason, entry.queue_code, language=entry.language[:2])
        found.append(choose(library.newest(), call))
    opened = {script.id for script in found if script is not None}

    files = {load_script(path).id: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")}
    by_hand = {script_id for script_id, text in files.items() if text.startswith("# Chosen by hand: ")}
    shared = {script_id for script_id, text in files.items() if text.startswith("# Shared: ")}
    assert opened | by_hand | shared == {each.id for each in library.newest()}
    assert not opened & (by_hand | shared)
    assert by_hand == {"follow-up-visit", "satisfaction-survey"}


@given(st.lists(st.sampled_from([SILENCE, *"0123456789*#", "1002", "12345678#"]), max_size=12))
def test_any_keys_in_the_shipped_menu_end_in_a_queue(inputs: list[str]) -> None:
    steps = 0
    while isinstance(next_step(shipped(), inputs[:steps]), Ask):
        inputs = inputs if steps < len(inputs) else [*inputs, SILENCE]
        steps += 1
    assert steps <= len(shipped().steps) * shipped().tries
    assert entry_of(shipped(), inputs).urgent == ("9" in inputs)


def test_every_problem_of_a_menu_has_its_words() -> None:
    assert {problem.value for problem in MenuProblem} <= {code.value for code in ProblemCode}


def test_a_wrong_menu_refuses_by_line(tmp_path: Path) -> None:
    path = written(tmp_path, tries="9")
    reading = read_menu(path, ())

    assert reading.content is None
    assert [(error.line, error.problem.code) for error in reading.errors] == [
        (path.read_text().splitlines().index("tries: '9'") + 1, ProblemCode.VALUE_OUT_OF_RANGE)
    ]
    settings = tmp_path / "config.yaml"
    settings.write_text("telephony:\n  menu_file: menu.yaml\n", encoding="utf-8")
    with pytest.raises(MenuFileError):
        load_menu(load_settings(settings))


def test_what_callers_will_not_like_is_in_the_servers_log_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path)
    settings = tmp_path / "config.yaml"
    settings.write_text("telephony:\n  menu_file: menu.yaml\n", encoding="utf-8")

    with structlog.testing.capture_logs() as logged:
        load_menu(load_settings(settings))

    line = path.read_text(encoding="utf-8").splitlines().index("    queue: loans") + 1
    assert {"path": "menu.yaml", "where": line, "code": "menu_queue_unknown"}.items() <= logged[0].items()


def test_a_recording_that_the_folder_does_not_hold_is_warned_of_by_line(tmp_path: Path) -> None:
    heard = {"text": {"zh-HK": "請稍等。", "en": "Wait."}, "file": {"zh-HK": "wait-hk.mp3", "en": "wait-en.mp3"}}
    path = written(tmp_path, please_wait=heard)
    (tmp_path / "sounds").mkdir()
    for name in ("wait-en.mp3", "notes.txt"):
        (tmp_path / "sounds" / name).write_bytes(b"")
    settings = tmp_path / "config.yaml"
    settings.write_text("telephony:\n  menu_file: menu.yaml\n  prompts_folder: sounds\n", encoding="utf-8")
    told: list[str] = []

    assert check_menu(load_settings(settings), path, "en", told.append)

    line = path.read_text(encoding="utf-8").splitlines().index("    zh-HK: wait-hk.mp3") + 1
    assert [each for each in told if "recording" in each] == [
        f"menu.yaml, line {line}, column 5, warning: There is no recording `wait-hk.mp3`. Its text is spoken instead."
    ]
    assert recordings_in(load_settings(settings)) == {"wait-en.mp3"}
    assert recordings_in(load_settings(None)) == frozenset()
    settings.write_text("telephony:\n  prompts_folder: not-there\n", encoding="utf-8")
    assert recordings_in(load_settings(settings)) == frozenset()


def test_a_key_that_refuses_recordings_and_means_something_in_the_menu_is_told_of_in_both_languages(
    tmp_path: Path,
) -> None:
    path, told = written(tmp_path), list[str]()
    key = str(content()["urgent"]["key"])
    policy = {"code": "service", "basis": "consent", "announcement": {"en": "Recorded."}, "refuse_key": key}
    settings = tmp_path / "config.yaml"
    settings.write_text(
        yaml.safe_dump({"recordings": {"policies": [policy]}, "telephony": {"menu_file": "menu.yaml"}}), "utf-8"
    )

    for language in ("en", "zh"):
        assert not check_menu(load_settings(settings), path, language, told.append)
    assert [each for each in told if f"Callers refuse to be recorded with {key}" in each]
    assert [each for each in told if f"来电者按 {key} 拒绝录音" in each]
    with pytest.raises(MenuFileError):
        load_menu(load_settings(settings))
    policy["refuse_key"] = "8"
    settings.write_text(yaml.safe_dump({"recordings": {"policies": [policy]}}), "utf-8")
    assert check_menu(load_settings(settings), path, "en", told.append)


def test_a_menu_that_is_not_there_or_no_yaml_is_refused(tmp_path: Path) -> None:
    assert read_menu(tmp_path / "none.yaml", ()).errors[0].problem.code is ProblemCode.FILE_MISSING
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    assert read_menu(tmp_path / "bad.yaml", ()).errors[0].problem.code is ProblemCode.NOT_YAML


def test_the_command_tells_everything_by_line_in_both_languages(tmp_path: Path) -> None:
    path = written(tmp_path, person={"key": "9", "label": {"en": "A person"}})
    told: dict[str, list[str]] = {"en": [], "zh": []}

    for language in ("en", "zh"):
        assert not check_menu(load_settings(None), path, language, told[language].append)

    assert any("The key 9 has another meaning here already." in line for line in told["en"])
    assert any("warning" in line and "`loans`" in line for line in told["en"])
    assert len(told["zh"]) == len(told["en"])
    assert not any("…" in line or "{" in line for line in (*told["en"], *told["zh"]))


def test_the_command_says_that_a_menu_is_right_and_its_status_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["menu", "check", "--language", "en"]) == 0
    assert capsys.readouterr().out == "main.yaml: nothing is wrong.\n"
    assert main(["menu", "check", str(written(tmp_path, tries="9")), "--language", "zh"]) == 2
    assert "第 " in capsys.readouterr().out
