"""``agent-desktop scripts`` says what is wrong with scripts by line and column, and writes their schema."""

import json
from pathlib import Path

import pytest

from agent_desktop.__main__ import main
from agent_desktop.service_scripts.json_schema import schema_text
from agent_desktop.settings import resources_folder

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
