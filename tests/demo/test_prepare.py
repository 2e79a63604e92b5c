from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent_desktop.demo.prepare import AGENT, BankData, DataFolderNeededError, fill_once, let_agent_in
from agent_desktop.demo.trial_bank.bank import midnight
from agent_desktop.records.sources.progress import no_progress
from agent_desktop.server.auth.passwords import Passwords
from tests.records.sources.shared_data import pkdd99_folder

WANTED = BankData("trial", customers=30, seed=1, as_of=midnight(date(2026, 6, 16)))


def _fill(engine: sa.Engine, wanted: BankData, note: Path) -> bool:
    return fill_once(engine, wanted, note, progress=no_progress, announce=lambda: None)


def test_a_bank_is_loaded_once_and_again_when_something_else_is_wanted(engine: sa.Engine, tmp_path: Path) -> None:
    note = tmp_path / "loaded.json"

    assert _fill(engine, WANTED, note)
    assert not _fill(engine, WANTED, note)
    assert _fill(engine, replace(WANTED, as_of=WANTED.as_of + timedelta(days=1)), note)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM customers")) == 30


def test_a_bank_of_extracts_needs_its_folder(engine: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(DataFolderNeededError):
        _fill(engine, replace(WANTED, bank="pkdd99"), tmp_path / "loaded.json")
    assert not (tmp_path / "loaded.json").exists()


@pytest.mark.timeout(180)
def test_real_extracts_are_not_loaded_again_on_another_day(engine: sa.Engine, tmp_path: Path) -> None:
    wanted = replace(WANTED, bank="pkdd99", data=pkdd99_folder())
    note = tmp_path / "loaded.json"

    assert _fill(engine, wanted, note)
    assert not _fill(engine, replace(wanted, as_of=wanted.as_of + timedelta(days=1)), note)


def test_the_agent_gets_another_password_at_each_start(engine: sa.Engine) -> None:
    first, second = let_agent_in(engine), let_agent_in(engine)

    with engine.connect() as connection:
        stored = connection.execute(sa.text("SELECT name, password_hash, roles FROM users")).all()
    assert [(row.name, row.roles) for row in stored] == [(AGENT, ["agent"])]
    assert first != second
    assert Passwords().check(stored[0].password_hash, second)
    assert not Passwords().check(stored[0].password_hash, first)
