from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent_desktop.demo.planted_complaints import PLANTED, plant_complaints
from agent_desktop.demo.prepare import AGENT, BankData, DataFolderNeededError, Loaded, fill_once, let_agent_in
from agent_desktop.demo.trial_bank.bank import midnight
from agent_desktop.records.sources.progress import no_progress
from agent_desktop.server.auth.passwords import Passwords
from tests.records.sources.pkdd99_rows import write_made_up

WANTED = BankData("trial", customers=30, seed=1, as_of=midnight(date(2026, 6, 16)))


def _fill(engine: sa.Engine, wanted: BankData, note: Path) -> Loaded:
    return fill_once(engine, wanted, note, progress=no_progress, announce=lambda: None)


def test_a_trial_bank_is_kept_for_a_week_and_made_anew_after_it(engine: sa.Engine, tmp_path: Path) -> None:
    note = tmp_path / "loaded.json"

    def a_start(days: int) -> Loaded:
        return _fill(engine, replace(WANTED, as_of=WANTED.as_of + timedelta(days=days)), note)

    assert a_start(0) == Loaded(WANTED.as_of, by_this_start=True)
    for days in (0, 1, 7):
        assert a_start(days) == Loaded(WANTED.as_of, by_this_start=False)
    late = a_start(8)
    assert late == Loaded(WANTED.as_of + timedelta(days=8), by_this_start=True)
    assert a_start(9).as_of == late.as_of
    # A clock that was wrong and is put back: the bank must not lie in the future.
    assert a_start(0).by_this_start
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM customers")) == 30
        assert connection.scalar(sa.text("SELECT count(*) FROM customer_values WHERE profit IS NOT NULL")) > 20


def test_another_bank_than_the_one_kept_is_loaded(engine: sa.Engine, tmp_path: Path) -> None:
    note = tmp_path / "loaded.json"
    assert _fill(engine, WANTED, note).by_this_start
    assert _fill(engine, replace(WANTED, seed=2), note).by_this_start
    assert not _fill(engine, replace(WANTED, seed=2), note).by_this_start


@pytest.mark.parametrize("kept", ["", "[]", '["trial", "of an older program"]', '{"as_of": "yesterday"}'])
def test_a_note_that_says_nothing_is_as_none(engine: sa.Engine, tmp_path: Path, kept: str) -> None:
    note = tmp_path / "loaded.json"
    note.write_text(kept, encoding="utf-8")
    assert _fill(engine, WANTED, note).by_this_start
    assert not _fill(engine, WANTED, note).by_this_start


def test_a_bank_of_extracts_needs_its_folder(engine: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(DataFolderNeededError):
        _fill(engine, replace(WANTED, bank="pkdd99"), tmp_path / "loaded.json")
    assert not (tmp_path / "loaded.json").exists()


def test_extracts_are_not_loaded_again_on_another_day(engine: sa.Engine, tmp_path: Path) -> None:
    wanted = replace(WANTED, bank="pkdd99", data=write_made_up(tmp_path / "pkdd99"))
    note = tmp_path / "loaded.json"

    assert _fill(engine, wanted, note).by_this_start
    assert not _fill(engine, replace(wanted, as_of=wanted.as_of + timedelta(days=30)), note).by_this_start


def test_the_agent_gets_another_password_at_each_start(engine: sa.Engine) -> None:
    first, second = let_agent_in(engine), let_agent_in(engine)

    with engine.connect() as connection:
        stored = connection.execute(sa.text("SELECT name, password_hash, roles FROM users")).all()
    assert [(row.name, row.roles) for row in stored] == [
        (AGENT, ["agent", "supervisor", "administrator", "complaint_handler"])
    ]
    assert first != second
    assert Passwords().check(stored[0].password_hash, second)
    assert not Passwords().check(stored[0].password_hash, first)


def test_complaints_are_planted_once_in_several_states(engine: sa.Engine, tmp_path: Path) -> None:
    _fill(engine, WANTED, tmp_path / "loaded.json")
    let_agent_in(engine)
    assert plant_complaints(engine, AGENT) == len(PLANTED)
    assert plant_complaints(engine, AGENT) == 0
    with engine.connect() as connection:
        states = set(connection.scalars(sa.text("SELECT state FROM complaints")))
        late = connection.scalar(sa.text("SELECT count(*) FROM complaints WHERE next_due_at < now()"))
        repeats = connection.scalar(sa.text("SELECT count(*) FROM complaints WHERE repeat_of IS NOT NULL"))
    assert states == {
        "registered", "acknowledged", "investigating", "waiting_customer", "answered", "disputed", "closed",
    }  # fmt: skip
    assert (late or 0, repeats or 0) >= (1, 1)
