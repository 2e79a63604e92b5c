"""The PKDD'99 bank, recounted from its raw files by code that shares nothing with the importer."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from agent_desktop.records.sources.run import run_import
from agent_desktop.settings import resources_folder
from tests.records.sources.shared_data import pkdd99_folder

pytestmark = pytest.mark.timeout(180)

Reach = dict[str, set[tuple[str, str]]]


def _raw(folder: Path, name: str) -> list[dict[str, str]]:
    lines = (folder / f"{name}.asc").read_text(encoding="cp1250").splitlines()
    return [row for row in csv.DictReader(lines, delimiter=";") if None not in row.values()]


def _expected_reach(folder: Path) -> Reach:
    reach: Reach = defaultdict(set)
    clients_of: dict[str, list[str]] = defaultdict(list)
    client_of_disp = {}
    for row in _raw(folder, "disp"):
        clients_of[row["account_id"]].append(row["client_id"])
        client_of_disp[row["disp_id"]] = row["client_id"]
        reach[row["client_id"]].add(("pkdd99_accounts", row["account_id"]))
    for row in _raw(folder, "card"):
        reach[client_of_disp[row["disp_id"]]].add(("pkdd99_cards", row["card_id"]))
    for name in ("loan", "order"):
        for row in _raw(folder, name):
            for client in clients_of[row["account_id"]]:
                reach[client].add((f"pkdd99_{name}s", row[f"{name}_id"]))
    return dict(reach)


def _stored_reach(connection: sa.Connection) -> Reach:
    reach: Reach = defaultdict(set)
    rows = connection.execute(
        sa.text(
            "SELECT c.source_key, h.source_code, h.source_key FROM holding_parties"
            " JOIN customers c USING (customer_id) JOIN holdings h USING (holding_id)"
        )
    )
    for client, system, key in rows:
        reach[client].add((system, key))
    return dict(reach)


def test_every_client_sees_what_they_reach_through_disp_and_loading_again_changes_nothing(
    engine: sa.Engine, tmp_path: Path
) -> None:
    folder = pkdd99_folder()
    mapping = resources_folder() / "mappings" / "pkdd99.yaml"
    rejects = tmp_path / "rejects.csv"

    report = run_import(engine, mapping, folder, rejects_path=rejects)

    assert report.records["customer"].inserted == 5_369
    assert report.records["transaction"].inserted == 49_102
    assert report.rejected == 1
    with rejects.open(encoding="utf-8", newline="") as stream:
        assert [(row["file"], row["line"]) for row in csv.DictReader(stream)] == [("trans.asc", "49104")]
    with engine.connect() as connection:
        assert _stored_reach(connection) == _expected_reach(folder)
        roles = connection.execute(
            sa.text(
                "SELECT role, count(*) FROM holding_parties JOIN holdings USING (holding_id)"
                " WHERE source_code = 'pkdd99_accounts' GROUP BY role ORDER BY role"
            )
        ).all()
        assert [tuple(row) for row in roles] == [("disponent", 869), ("owner", 4_500)]
        _expect_people(connection, folder)
        _expect_balances(connection, folder)
        before = _everything(connection)

    again = run_import(engine, mapping, folder, rejects_path=rejects)

    assert not again.changed_anything
    assert again.unchanged == report.inserted
    assert again.rejected == 1
    with engine.connect() as connection:
        assert _everything(connection) == before
        assert connection.scalar(sa.text("SELECT count(*) FROM source_loads")) == 2


def _expect_people(connection: sa.Connection, folder: Path) -> None:
    stored = {
        row.source_key: (row.birth_date, row.gender)
        for row in connection.execute(sa.text("SELECT source_key, birth_date, gender FROM customers"))
    }
    expected = {}
    for row in _raw(folder, "client"):
        year, month, day = (int(row["birth_number"][at : at + 2]) for at in (0, 2, 4))
        woman = month > 12
        expected[row["client_id"]] = (
            date(1900 + year, month - 50 if woman else month, day),
            "F" if woman else "M",
        )
    assert stored == expected
    numbers = connection.execute(sa.text("SELECT count(*), count(DISTINCT number) FROM customer_phone_numbers")).one()
    assert tuple(numbers) == (5_369, 5_369)


def _expect_balances(connection: sa.Connection, folder: Path) -> None:
    latest: dict[str, tuple[str, Decimal]] = {}
    total = Decimal(0)
    for row in _raw(folder, "trans"):
        total += Decimal(row["amount"]) * (1 if row["type"] == "PRIJEM" else -1)
        if row["account_id"] not in latest or row["date"] >= latest[row["account_id"]][0]:
            latest[row["account_id"]] = (row["date"], Decimal(row["balance"]))
    rows = connection.execute(sa.text("SELECT source_key, balance FROM holdings WHERE source_code = 'pkdd99_accounts'"))
    stored = {row.source_key: row.balance for row in rows if row.balance is not None}
    assert stored == {account: balance for account, (_, balance) in latest.items()}
    assert connection.scalar(sa.text("SELECT sum(amount) FROM transactions")) == total


def _everything(connection: sa.Connection) -> list[object]:
    tables = (
        "customers",
        "customer_phone_numbers",
        "customer_search_keys",
        "customer_search_words",
        "holdings",
        "holding_parties",
        "transactions",
    )
    return [
        connection.scalar(sa.text(f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t"))
        for table in tables
    ]
