"""The command `import`: what is wrong with its files is told before a database is started."""

import json
from pathlib import Path

import pytest

from agent_desktop.records.sources.errors import ExtractNotFoundError, MappingWrongError
from agent_desktop.server.admin import Administration
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.sources.options import ImportWish
from agent_desktop.settings import Settings, database_folder
from tests.records.sources.bank import MAPPING, PEOPLE, write_bank
from tests.server.support import settings_for_tests


@pytest.fixture
def embedded(tmp_path: Path) -> Settings:
    """Settings that name no database: a command would make and start an embedded one."""
    return settings_for_tests(database={"data_folder": str(tmp_path / "data")})


def administration(settings: Settings, told: list[str]) -> Administration:
    return Administration(settings, EnvironmentSecrets({}), "en", told.append)


@pytest.mark.parametrize("wrong", ["no mapping", "a wrong mapping", "no extract", "a wrong head"])
def test_what_is_wrong_with_the_files_starts_no_database(embedded: Settings, tmp_path: Path, wrong: str) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    mapping = write_bank(bank)
    match wrong:
        case "no mapping":
            mapping.unlink()
        case "a wrong mapping":
            mapping.write_text(MAPPING.replace('"{name}"', '"{nome}"', 1), encoding="utf-8")
        case "no extract":
            (bank / "accounts.txt").unlink()
        case _:
            write_bank(bank, people=PEOPLE.replace("Customer no.", "Client no."))
    told: list[str] = []

    with pytest.raises((MappingWrongError, ExtractNotFoundError)):
        administration(embedded, told).import_extracts(ImportWish(bank, mapping, tmp_path / "rejects.csv"))

    assert not database_folder(embedded).exists()
    assert told == []


def test_an_import_writes_its_figures_with_the_machine_they_were_measured_on(database_url: str, tmp_path: Path) -> None:
    settings = settings_for_tests(database={"url": database_url})
    figures = tmp_path / "figures.json"
    told: list[str] = []

    wish = ImportWish(tmp_path, write_bank(tmp_path), tmp_path / "rejects.csv", json_path=figures)
    administration(settings, told).import_extracts(wish)

    assert "  customers: 3 new, 0 changed, 0 as they were, 0 gone, 0 older" in told
    assert any(line.startswith("It took ") for line in told)
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert (written["read"], written["records"]["customer"]["inserted"]) == (7, 3)
    assert {"cores", "python"} <= set(written["machine"])
    assert any(line.startswith("7 rows read") for line in told)


def test_what_came_in_is_told_also_where_what_follows_fails(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LockedError(Exception):
        """Somebody holds what it needs."""

    def is_locked(*_: object, **__: object) -> int:
        raise LockedError

    monkeypatch.setattr("agent_desktop.server.admin.propose_became_customers", is_locked)
    told: list[str] = []
    figures = tmp_path / "figures.json"

    wish = ImportWish(tmp_path, write_bank(tmp_path), tmp_path / "rejects.csv", json_path=figures)
    with pytest.raises(LockedError):
        administration(settings_for_tests(database={"url": database_url}), told).import_extracts(wish)

    assert any(line.startswith("7 rows read") for line in told)
    assert figures.exists()
