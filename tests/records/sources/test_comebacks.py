"""What hangs on records that a full load lacks once is there again with the next one."""

import os
from pathlib import Path

import sqlalchemy as sa

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.sources.run import LoadWish, run_import
from tests.records.sources.bank import ACCOUNTS, BOOKINGS, MAPPING, PEOPLE, write_bank

FULL = LoadWish(kind=LoadKind.FULL)
NO_BOOKINGS = BOOKINGS.splitlines()[0] + "\n"


def _rows(engine: sa.Engine, of: str) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {of}")) or 0)


def _without(text: str, start: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(start))


def test_bookings_contacts_and_numbers_come_back_with_what_was_missing_one_night(
    engine: sa.Engine, tmp_path: Path
) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    with engine.begin() as connection:
        customer = connection.scalar(sa.text("SELECT customer_id FROM customers WHERE source_key = '1001'"))
        connection.execute(
            sa.text(
                "INSERT INTO contacts (contact_id, customer_id, source_code, source_key, at, channel, subject)"
                " VALUES (gen_random_uuid(), :customer, 'people', 'k', now(), 'branch', '{}')"
            ),
            {"customer": customer},
        )
        connection.execute(
            sa.text(
                "INSERT INTO customer_phone_numbers (phone_number_id, customer_id, number, kind, source)"
                " VALUES (gen_random_uuid(), :customer, '+85261239999', 'mobile', 'agent')"
            ),
            {"customer": customer},
        )
    people, accounts = _without(PEOPLE, "1001"), _without(ACCOUNTS, "012-345-6")

    night = write_bank(tmp_path, people=people, accounts=accounts, bookings=NO_BOOKINGS)
    report = run_import(engine, night, tmp_path, wish=FULL)

    assert (report.records["customer"].removed, report.records["holding"].removed) == (1, 1)
    assert _rows(engine, "holding_parties") == 1
    of_customer = "JOIN customers c USING (customer_id) WHERE c.source_key = '1001'"
    assert _rows(engine, f"customer_search_keys {of_customer}") == 0
    assert _rows(engine, f"customer_phone_numbers n {of_customer} AND n.source = ''") == 0
    assert _rows(engine, f"customer_former_numbers {of_customer}") == 1
    assert not run_import(engine, night, tmp_path, wish=FULL).changed_anything

    run_import(engine, write_bank(tmp_path, bookings=NO_BOOKINGS), tmp_path, wish=FULL)

    assert (_rows(engine, "transactions"), _rows(engine, "holding_parties")) == (2, 2)
    assert _rows(engine, f"contacts {of_customer}") == 1
    assert _rows(engine, f"customer_phone_numbers {of_customer}") == 2
    assert _rows(engine, f"customer_search_keys k {of_customer} AND k.kind IN ('phone', 'account')") == 3
    assert _rows(engine, "customer_former_numbers") == _rows(engine, "source_deletions") == 0


def test_who_may_use_a_holding_that_is_gone_does_not_show_it_again(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    night = write_bank(tmp_path, accounts=_without(ACCOUNTS, "012-345-6"), bookings=NO_BOOKINGS)
    run_import(engine, night, tmp_path, wish=FULL)
    people = MAPPING.replace("      wishes: {}\n", "      wishes: {}\n      account: {}\n").replace(
        '  - make: party\n    from: accounts\n    holding: {system: accounts, key: "{account}"}\n'
        '    customer: {system: people, key: "{owner}"}\n',
        '  - make: party\n    from: people\n    when: "{account}"\n'
        '    holding: {system: accounts, key: "{account}"}\n    customer: {system: people, key: "{number}"}\n',
    )
    rows = PEOPLE.splitlines()
    rows = [f"{rows[0]},account", f"{rows[1]},012-345-6"]

    run_import(
        engine,
        write_bank(
            tmp_path,
            mapping=people,
            people="\n".join(rows) + "\n",
            accounts=_without(ACCOUNTS, "012-345-6"),
            bookings=NO_BOOKINGS,
        ),
        tmp_path,
    )

    assert _rows(engine, "holding_parties p JOIN holdings h USING (holding_id) WHERE h.source_key = '012-345-6'") == 0


def test_an_older_full_extract_neither_removes_nor_changes_what_a_newer_delta_brought(
    engine: sa.Engine, tmp_path: Path
) -> None:
    undated = MAPPING.replace('as_of: "2026-06-16T06:00:00"\n', "")

    def load(people: str, name: str, age_seconds: int, wish: LoadWish) -> None:
        mapping = write_bank(tmp_path, mapping=undated.replace("people.csv", name), people=people)
        (tmp_path / "people.csv").rename(tmp_path / name)
        for file in (name, "accounts.txt", "bookings.csv"):
            os.utime(tmp_path / file, (1_790_000_000 - age_seconds,) * 2)
        run_import(engine, mapping, tmp_path, wish=wish)

    load(PEOPLE, "all.csv", 7200, FULL)
    load(PEOPLE.replace("Chiu Wai Man", "Chiu Ka Man") + "1004,x,Ho New,,,,\n", "changes.csv", 0, LoadWish())

    load(PEOPLE, "all.csv", 3600, FULL)

    assert _rows(engine, "customers WHERE name_latin IN ('Chiu Ka Man', 'Ho New')") == 2
    load(PEOPLE, "all.csv", -3600, FULL)
    assert _rows(engine, "customers WHERE name_latin IN ('Chiu Ka Man', 'Ho New')") == 0
