"""``agent-desktop scripts`` says what is wrong with scripts by line and column, and writes their schema."""

import json
from pathlib import Path

import pytest

from agent_desktop.__main__ import main
from agent_desktop.server.scripts.command import run_scripts
from agent_desktop.service_scripts.json_schema import schema_text
from agent_desktop.settings import resources_folder, shipped_file
from agent_desktop.words import LANGUAGES
from tests.server.floor import SECRETS, opened_floor

BASE = Path(__file__).parents[1] / "service_scripts" / "base.yaml"


def _told(capsys: pytest.CaptureFixture[str], *arguments: str, language: str = "en") -> tuple[int, list[str]]:
    status = main(["scripts", *arguments, "--language", language])
    return status, capsys.readouterr().out.splitlines()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A script with a slip in the name of a step."""
    path = tmp_path / "scripts" / "lost-card.yaml"
    path.parent.mkdir()
    text = BASE.read_text(encoding="utf-8").replace("    guide: [card-block-rules]\n", "")
    path.write_text(text.replace("next: block", "next: blok"), encoding="utf-8")
    return path


def test_the_shipped_scripts_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = _told(capsys, "check")

    assert status == 0
    assert lines


def test_a_mistake_is_told_by_file_line_and_column_in_either_language(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = broken.read_text(encoding="utf-8").splitlines()
    at, column = next((at, line.index("blok") + 1) for at, line in enumerate(lines, 1) if "blok" in line)

    english, chinese = _told(capsys, "check", str(broken)), _told(capsys, "check", str(broken), language="zh")

    assert english == (
        2,
        [f"lost-card.yaml:{at}:{column}: There is no step called “blok”. The closest one is “block”."],
    )
    assert chinese == (2, [f"lost-card.yaml:{at}:{column}：没有步骤“blok”。最接近的是“block”。"])


def test_a_slip_in_the_yaml_is_told_at_its_own_line_in_a_script_with_unquoted_question_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (shipped_file("scripts") / "account-enquiry.yaml").read_text(encoding="utf-8").split("\n")
    asked = next(at for at, line in enumerate(lines) if "?, zh:" in line)
    slip = next(at for at, line in enumerate(lines) if at > asked + 100 and line.endswith("}"))
    path = tmp_path / "account-enquiry.yaml"
    path.write_text("\n".join([*lines[:slip], lines[slip][:-1], *lines[slip + 1 :]]), encoding="utf-8")

    status, told = _told(capsys, "check", str(path))

    column = lines[slip].index("{") + 1
    words = "`{` is opened here and not closed. Put `}` where it ends."
    assert (status, told) == (2, [f"account-enquiry.yaml:{slip + 1}:{column}: {words}"])


def test_a_folder_is_told_as_a_whole_and_written_for_other_programs(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken.write_text(broken.read_text(encoding="utf-8").replace("default: true\n", ""), encoding="utf-8")

    status, lines = _told(capsys, "check", str(broken.parent), "--json", str(tmp_path / "found.json"))
    slip, no_default = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))

    assert status == 2
    assert len(lines) == 2
    assert (slip["code"], slip["file"], slip["fix"], slip["warning"]) == (
        "step_close",
        "lost-card.yaml",
        "block",
        False,
    )
    assert slip["end_column"] - slip["column"] == len("blok")
    assert slip["words"]["zh"] == "没有步骤“blok”。最接近的是“block”。"
    assert no_default["code"] == "default_missing"


def test_what_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(capsys, "check", str(tmp_path / "none.yaml")) == (2, ["none.yaml:1:1: It is not there."])


def test_the_published_schema_is_that_of_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = (resources_folder() / "schemas" / "script.schema.json").read_text(encoding="utf-8")
    assert published == schema_text()

    status, _ = _told(capsys, "schema", str(tmp_path / "script.json"))

    assert status == 0
    schema = json.loads((tmp_path / "script.json").read_text(encoding="utf-8"))
    assert set(schema["required"]) == {"id", "version", "title", "steps"}
    assert set(schema["$defs"]["Action"]["properties"]) >= {"with", "when", "level"}


def test_nothing_is_written_where_nothing_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "schema", str(tmp_path / "none" / "x.json"), "--language", "en"]) == 2
    assert "x.json" in capsys.readouterr().err


def test_what_the_library_has_is_compared_with_the_files_and_nothing_is_changed(
    database_url: str, tmp_path: Path
) -> None:
    text = """\
id: general
version: "1.0"
title: {en: A greeting, zh: 问候}
default: true
steps:
  - {id: greet, title: {en: Greet, zh: 问候}, say: {en: Good day., zh: 您好。}, outcome: closed}
"""
    (tmp_path / "general.yaml").write_text(text, encoding="utf-8")
    with opened_floor(database_url, records={"scripts_folder": str(tmp_path)}) as floor:
        (tmp_path / "general.yaml").write_text(text.replace("Good day.", "Hello."), encoding="utf-8")
        other = text.replace("id: general", "id: other").replace("default: true", "opens_for: {queues: [cards]}")
        (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
        address = floor.engine.url.render_as_string(hide_password=False)
        database = floor.settings.database.model_copy(update={"url": address})
        settings = floor.settings.model_copy(update={"database": database})
        told: dict[str, list[str]] = {"en": [], "zh": []}

        english, chinese = (
            run_scripts(settings, "compare", None, None, language, told[language].append, SECRETS)
            for language in LANGUAGES
        )

    assert (english, chinese) == (2, 2)
    assert told["en"] == [
        "general 1.0: the library has another text as this version, and it stays. Give the file a higher version.",
        "other 1.0: the library does not have it. A server that starts takes it in, and calls open it.",
    ]
    assert told["zh"][1] == "other 1.0：话术库中没有。服务器启动时会收入，并用于来电。"
