"""However a bank is made and loaded, its rows are the same."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent_desktop.demo.trial_bank import extracts
from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.extracts import write_extracts
from agent_desktop.demo.trial_bank.fill import run_trial_bank, trial_bank_mapping
from agent_desktop.demo.trial_bank.sizes import database_size
from agent_desktop.records.sources import parsing
from agent_desktop.records.sources.run import run_import
from agent_desktop.server.database import create_engine
from tests.support.postgres import TestCluster

AS_OF = midnight(date(2026, 6, 16))
CUSTOMERS = 150
# An entry of a list has an id by chance.
TABLES = {
    "customers": "*",
    "customer_phone_numbers": "customer_id, number, kind",
    "customer_search_keys": "*",
    "customer_search_words": "*",
    "holdings": "*",
    "holding_parties": "*",
    "transactions": "*",
    "contacts": "*",
    "sources": 'source_code, name, "group", live, old_after_seconds',
}
# Which load brought a row differs.
WHOLE = "to_jsonb(t) - 'file_id' - 'line'"
KEYS_AND_INDEXES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT tablename, indexname, indexdef, true FROM pg_indexes WHERE schemaname = 'public'
"""


@pytest.fixture
def other_engine(cluster: TestCluster) -> Iterator[sa.Engine]:
    address = cluster.clone()
    engine = create_engine(address)
    yield engine
    engine.dispose()
    cluster.drop(address)


def rows(engine: sa.Engine) -> dict[str, set[str]]:
    with engine.connect() as connection:
        return {
            table: set(
                connection.scalars(sa.text(f"SELECT CAST({WHOLE} AS text) FROM (SELECT {columns} FROM {table}) t"))
            )
            for table, columns in TABLES.items()
        }


def keys_and_indexes(engine: sa.Engine) -> set[tuple[object, ...]]:
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(sa.text(KEYS_AND_INDEXES))}


def test_a_first_load_leaves_every_key_and_index_as_it_was(engine: sa.Engine) -> None:
    before = keys_and_indexes(engine)

    run_trial_bank(engine, CUSTOMERS, 1, AS_OF)

    assert keys_and_indexes(engine) == before
    assert all(table.rows > 0 for table in database_size(engine).tables.values())


def test_a_first_load_gives_the_rows_that_merging_gives(engine: sa.Engine, other_engine: sa.Engine) -> None:
    run_trial_bank(engine, CUSTOMERS, 1, AS_OF)

    # Who reads the tables meanwhile keeps their indexes in their place.
    with other_engine.begin() as reader:
        for table in TABLES:
            reader.execute(sa.text(f"LOCK TABLE {table} IN ACCESS SHARE MODE"))
        report = run_trial_bank(other_engine, CUSTOMERS, 1, AS_OF)

    assert report.records["customer"].inserted == CUSTOMERS
    assert rows(other_engine) == rows(engine)


def test_the_second_half_of_a_bank_is_merged_into_the_first(
    engine: sa.Engine, other_engine: sa.Engine, tmp_path: Path
) -> None:
    run_trial_bank(engine, CUSTOMERS, 1, AS_OF)
    run_trial_bank(other_engine, CUSTOMERS // 2, 1, AS_OF)

    run_trial_bank(other_engine, CUSTOMERS, 1, AS_OF)

    assert rows(other_engine) == rows(engine)


def test_several_processes_make_and_parse_what_one_does(
    engine: sa.Engine, other_engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, several = tmp_path / "one", tmp_path / "several"
    bank = TrialBank(1, CUSTOMERS, AS_OF)
    write_extracts(bank, one)
    run_import(engine, trial_bank_mapping(), one)

    monkeypatch.setattr(extracts, "_STEP", 40)
    monkeypatch.setattr(extracts, "_WORTH_SHARING", 1)
    monkeypatch.setattr(extracts, "worker_count", lambda: 2)
    monkeypatch.setattr(parsing, "_WORTH_SHARING_BYTES", 1)
    monkeypatch.setattr(parsing, "BLOCK_BYTES", 5_000)
    monkeypatch.setattr(parsing, "worker_count", lambda: 2)
    write_extracts(bank, several)
    report = run_import(other_engine, trial_bank_mapping(), several)

    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert [(several / name).read_bytes() == (one / name).read_bytes() for name in files] == [True] * len(files)
    assert report.rejected == 0
    assert rows(other_engine) == rows(engine)
