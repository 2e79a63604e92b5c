from pathlib import Path

import pytest

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.records.sources.plan import plan_import
from agent_desktop.settings import resources_folder
from tests.records.sources.bank import MAPPING


def _load(folder: Path, text: str) -> None:
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    plan_import(load_mapping(path), file_times={})


@pytest.mark.parametrize("name", ["pkdd99.yaml", "trial_bank.yaml"])
def test_the_shipped_mappings_can_be_followed(name: str) -> None:
    checked = load_mapping(resources_folder() / "mappings" / name)
    plan_import(checked, file_times={})
    for system in checked.mapping.systems.values():
        assert set(system.name) == {"en", "zh"}


def test_the_test_mapping_can_be_followed(tmp_path: Path) -> None:
    _load(tmp_path, MAPPING)


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "line_holds"),
    [
        ("bank: small", "bonk: small", "bank", "Field required", "format"),
        ("title: {en: Small bank}", "title: {en: Small bank}\ntitel: x", "titel", "not permitted", "titel"),
        ("format: 1", "format: 2", "format", "Input should be 1", "format: 2"),
        ("Asia/Hong_Kong", "Asia/Atlantis", "time_zone", "no time zone", "Asia/Atlantis"),
        ('"2026-06-16T06:00:00"', "yesterday", "as_of", "no time such as", "as_of"),
        ("group: deposits", "group: deposit", "systems.accounts.group", "deposits", "accounts:"),
        ("encoding: gb18030", "encoding: utf-16", "files.accounts.encoding", "ASCII", "utf-16"),
        ("encoding: gb18030", "encoding: klingon", "files.accounts.encoding", "no encoding", "klingon"),
        ("name: people.csv", "name: ../people.csv", "files.people.name", "inside the folder", "../people.csv"),
        (', format: "%d/%m/%Y"', "", "files.people.columns.born.format", "needs its format", "born"),
        ("from: people\n    system", "from: peeple\n    system", "records.0.from", "no file 'peeple'", "peeple"),
        ("{system: people, key", "{system: persons, key", "records.1.customer.system", "no system", "persons"),
        ('name_latin: "{name}"', 'name_latin: "{nome}"', "records.0.name_latin", "no column 'nome'", "nome"),
        ('status: "{status:status}"', 'status: "{status:state}"', "records.2.status", "no code table 'state'", "state"),
        ('balance: "{balance}"', 'balance: "{balance"', "records.2.balance", "not understood", "{balance"),
        ('text: "{text}"', 'text: "{text:@loud}"', "records.4.text", "@loud", "@loud"),
        ("kind: booking", "kynd: booking", "records.4.kind", "Field required", "make: transaction"),
        ("  people: {name: {en: People}}", "  people: {}\n  people: {}", "systems.people", "second time", "people: {}"),
        ("systems:", "systems: [", "", "expected", ""),
    ],
)
def test_a_wrong_mapping_is_refused_by_line_key_and_problem(
    tmp_path: Path, old: str, new: str, key: str, problem: str, line_holds: str
) -> None:
    text = MAPPING.replace(old, new, 1)
    assert text != MAPPING

    with pytest.raises(MappingWrongError) as failure:
        _load(tmp_path, text)

    error = failure.value
    assert error.code is ErrorCode.MAPPING_WRONG
    assert error.details["file"] == "bank.yaml"
    assert (error.key, problem in error.problem) == (key, True), error.problem
    assert line_holds in text.splitlines()[error.line - 1]


def test_a_mapping_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingWrongError) as missing:
        load_mapping(tmp_path / "none.yaml")
    assert "No such file" in missing.value.problem
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MappingWrongError) as binary:
        load_mapping(tmp_path / "binary.yaml")
    assert "UTF-8" in binary.value.problem


def test_words_that_yaml_takes_for_yes_and_no_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(
        MAPPING.replace("open: {en: Open, zh: 正常}", "no: {en: Off}\n    on: {en: On}\n    open: {en: Open}")
    )
    assert {"no", "on", "open"} <= set(load_mapping(path).mapping.codes["status"])
