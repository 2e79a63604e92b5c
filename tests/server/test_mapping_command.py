"""The command `mapping`: what is wrong with a mapping by line and column, with its extracts by row; its schema."""

import json
from pathlib import Path

import pytest

from agent_desktop.__main__ import main
from agent_desktop.server.sources.mapping_command import schema_text
from agent_desktop.settings import resources_folder
from tests.records.sources.bank import MAPPING, PEOPLE, write_bank


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    status = main(["mapping", *arguments, "--language", "en"])
    return status, capsys.readouterr().out.splitlines()


def test_everything_that_is_wrong_is_told_by_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "bank.yaml"
    mapping.write_text(
        MAPPING.replace("time_zone: Asia/Hong_Kong", "time_zone: Asia/Atlantis").replace(
            "    encoding: gb18030", "    encoding: utf-16"
        ),
        encoding="utf-8",
    )

    status, lines = _told(capsys, "check", str(mapping))

    assert status == 2
    assert [line.partition(": ")[0] for line in lines] == [
        "bank.yaml, line 4, column 1",
        "bank.yaml, line 28, column 5",
    ]


def test_a_template_that_leads_nowhere_is_told_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "bank.yaml"
    mapping.write_text(MAPPING.replace('balance: "{balance}"', 'balance: "{balans}"'), encoding="utf-8")

    status, lines = _told(capsys, "check", str(mapping))

    assert status == 2
    assert "balans" in lines[0]
    assert ", line 68, column 5" in lines[0]


def test_with_the_extracts_each_row_that_cannot_be_taken_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = write_bank(tmp_path, people=PEOPLE.replace("02/01/1980", "30/02/1980"))

    status, lines = _told(capsys, "check", str(mapping), "--data", str(tmp_path))

    assert status == 2
    assert lines[1] == 'people.csv, line 2, column born: "30/02/1980" is no date like 31/12/1998'
    assert lines[2:] == [
        "people.csv: 3 rows read, 1 cannot be taken.",
        "accounts.txt: 2 rows read, 0 cannot be taken.",
        "bookings.csv: 2 rows read, 0 cannot be taken.",
    ]
    write_bank(tmp_path)
    assert _told(capsys, "check", str(mapping), "--data", str(tmp_path))[0] == 0


def test_the_published_schema_is_that_of_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = (resources_folder() / "schemas" / "mapping.schema.json").read_text(encoding="utf-8")
    assert published == schema_text()

    status, _ = _told(capsys, "schema", str(tmp_path / "mapping.json"))

    assert status == 0
    assert set(json.loads((tmp_path / "mapping.json").read_text(encoding="utf-8"))["required"]) >= {"systems", "files"}


@pytest.mark.parametrize(
    "mapping", sorted((resources_folder() / "mappings").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_mappings_are_right(mapping: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _told(capsys, "check", str(mapping))[0] == 0
