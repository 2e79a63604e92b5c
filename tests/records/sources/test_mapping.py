import re
from pathlib import Path

import pytest

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.records.sources.plan import plan_import
from agent_desktop.settings import resources_folder
from agent_desktop.words import words_for
from tests.records.sources.bank import MAPPING

MADE_UP = "{x: {from: account, digits: none}}"
MADE = "files.accounts.made_up.x"


def said(error: MappingWrongError) -> str:
    """The words of a problem in English; it has them in Chinese too, and no value is missing in either."""
    chinese = words_for(error.code, "zh", problem=error.details["problem"])
    english = words_for(error.code, "en", problem=error.details["problem"])
    assert "…" not in chinese + english, (chinese, english)
    assert re.search(r"[\u4e00-\u9fff]", chinese.removeprefix(words_for(error.code, "zh"))), chinese
    return english.removeprefix(words_for(error.code, "en")).strip()


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
        ("bank: small", "bonk: small", "bank", "`bank` is missing.", "format"),
        (
            "title: {en: Small bank}",
            "title: {en: Small bank}\ntitel: x",
            "titel",
            "`titel` is not known here.",
            "titel",
        ),
        ("format: 1", "format: 2", "format", "`format` can be: 1.", "format: 2"),
        ("Asia/Hong_Kong", "Asia/Atlantis", "time_zone", "no time zone", "Asia/Atlantis"),
        ('"2026-06-16T06:00:00"', "yesterday", "as_of", "no time such as", "as_of"),
        ("group: deposits", "group: deposit", "systems.accounts.group", "deposits", "accounts:"),
        ("encoding: gb18030", "encoding: utf-16", "files.accounts.encoding", "ASCII", "utf-16"),
        ("encoding: gb18030", "encoding: klingon", "files.accounts.encoding", "no encoding", "klingon"),
        ("name: people.csv", "name: ../people.csv", "files.people.name", "inside the folder", "../people.csv"),
        (', format: "%d/%m/%Y"', "", "files.people.columns.born.format", "needs its format", "born"),
        ("from: people\n    system", "from: peeple\n    system", "records.0.from", "no file `peeple`", "peeple"),
        ("{system: people, key", "{system: persons, key", "records.1.customer.system", "no system", "persons"),
        ('name_latin: "{name}"', 'name_latin: "{nome}"', "records.0.name_latin", "no column `nome`", "nome"),
        ('status: "{status:status}"', 'status: "{status:state}"', "records.2.status", "no code table `state`", "state"),
        ('balance: "{balance}"', 'balance: "{balance"', "records.2.balance", "not understood", "{balance"),
        ('text: "{text}"', 'text: "{text:@loud}"', "records.4.text", "@loud", "@loud"),
        ("kind: booking", "kynd: booking", "records.4.kind", "`kind` is missing.", "make: transaction"),
        (
            "  people: {name: {en: People}}",
            "  people: {}\n  people: {}",
            "systems.people",
            "stands here twice",
            "people: {}",
        ),
        ("old_after_hours: 12", "old_after_hours: 0", "systems.accounts.old_after_hours", "to be > 0.", "accounts:"),
        (
            "old_after_hours: 12",
            "old_after_hours: long",
            "systems.accounts.old_after_hours",
            "be a number.",
            "accounts:",
        ),
        ("live: true", "live: perhaps", "systems.accounts.live", "to be true or false.", "accounts:"),
        ("bank: small", "bank: Small", "bank", "of the form ^[a-z]", "bank"),
        ("bank: small", f"bank: {'s' * 41}", "bank", "can have 40 characters.", "bank"),
        ("languages: [yue, en]", "languages: {yue: en}", "records.0.languages.en", "`en` is missing.", "languages"),
        ("make: phone", "make: fax", "records.1", "`make` can be: customer, phone,", "make: fax"),
        ("- make: phone\n    from", "- from", "records.1", "`make` is missing.", "- from: people"),
        ("group: deposits, ", "", "systems.accounts", "needs a group.", "accounts:"),
        ('delimiter: "|"', 'delimiter: "\\n"', "files.accounts.delimiter", "neither a line end", "delimiter"),
        ('delimiter: "|"', 'delimiter: ""', "files.accounts.delimiter", "cannot be empty.", "delimiter"),
        ('group_mark: "."', 'group_mark: ","', "files.accounts.columns.balance.group_mark", "the same.", "balance"),
        ("chinese: {}", "chinese: {refers_to: x.y}", "files.people.columns.chinese.refers_to", "`x.y`", "chinese:"),
        ("chinese: {}", "chinese: []", "files.people.columns.chinese", "keys of its own.", "chinese:"),
        ('    customer: {system: people, key: "{owner}"}\n', "", "records.3", "`customer` or `like`.", "- make: party"),
        ("encoding: gb18030", f"encoding: gb18030\n    made_up: {MADE_UP}", f"{MADE}", "at least one #.", "made_up"),
        ("systems:", "systems: [", "", "not YAML from column", ""),
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
    assert (error.key, problem in said(error)) == (key, True), said(error)
    assert line_holds in text.splitlines()[error.line - 1]


def test_a_mapping_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingWrongError) as missing:
        load_mapping(tmp_path / "none.yaml")
    assert said(missing.value) == "It is not there."
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MappingWrongError) as binary:
        load_mapping(tmp_path / "binary.yaml")
    assert said(binary.value) == "It is not UTF-8 text. Save it as UTF-8."


def test_words_that_yaml_takes_for_yes_and_no_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(
        MAPPING.replace("open: {en: Open, zh: 正常}", "no: {en: Off}\n    on: {en: On}\n    open: {en: Open}")
    )
    assert {"no", "on", "open"} <= set(load_mapping(path).mapping.codes["status"])
