"""Full and incremental loads of the small bank: what goes, what comes back, and which of two rows wins."""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.consolidation.service import merge_accounts
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.holdings.repository import HoldingRepository
from agent_desktop.records.holdings.service import parts_of
from agent_desktop.records.sources.errors import LoadShrinksError, MappingLacksSystemError, MappingWrongError
from agent_desktop.records.sources.report import ImportReport
from agent_desktop.records.sources.run import LoadWish, run_import
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.settings import load_settings
from agent_desktop.words import LANGUAGES, words_for
from tests.records.sources.bank import ACCOUNTS, BOOKINGS, MAPPING, PEOPLE, write_bank
from tests.records.trial import NOW

DATED = (
    MAPPING.replace('as_of: "2026-06-16T06:00:00"\n', "")
    .replace("      wishes: {}\n", '      wishes: {}\n      changed: {type: date, format: "%Y-%m-%d"}\n      op: {}\n')
    .replace('    key: "{number}"\n', '    key: "{number}"\n    changed_at: "{changed}"\n    gone: "{op:gone}"\n', 1)
    .replace("codes:\n", 'codes:\n  gone: {D: "yes", "": ""}\n')
)
DATED_HEAD = "Customer no.,name,chinese,born,phone,wishes,changed,op\n"
FULL = LoadWish(kind=LoadKind.FULL)
_HEADS = {"people": PEOPLE.splitlines()[0] + "\n", "accounts": ACCOUNTS.splitlines()[0] + "\n"}


def _dated(folder: Path, *rows: str) -> Path:
    return write_bank(
        folder,
        mapping=DATED,
        people=DATED_HEAD + "".join(f"{row}\n" for row in rows),
        accounts=_HEADS["accounts"],
        bookings=BOOKINGS.splitlines()[0] + "\n",
    )


def _names(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.text("SELECT name_latin FROM customers ORDER BY source_key")))


def _count(engine: sa.Engine, of: str) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {of}")) or 0)


def _many(folder: Path, numbers: range) -> Path:
    people = _HEADS["people"] + "".join(f"{number},x,Chan {number},,,6123{number:04},\n" for number in numbers)
    accounts = _HEADS["accounts"] + "".join(f"A{number}|{number}|储蓄|1|open|\n" for number in numbers)
    return write_bank(folder, people=people, accounts=accounts, bookings=BOOKINGS.splitlines()[0] + "\n")


def test_an_incremental_load_leaves_what_it_does_not_mention(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, _many(tmp_path, range(1, 41)), tmp_path)

    report = run_import(engine, _many(tmp_path, range(1, 11)), tmp_path)

    assert (report.removed, _count(engine, "customers"), _count(engine, "holdings")) == (0, 40, 40)


def test_a_full_load_takes_away_what_it_lacks_with_numbers_and_search_keys(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, _many(tmp_path, range(1, 101)), tmp_path)

    report = run_import(engine, _many(tmp_path, range(1, 96)), tmp_path, wish=FULL)

    assert (report.records["customer"].removed, report.records["holding"].removed) == (5, 5)
    assert (_count(engine, "customers"), _count(engine, "holdings"), _count(engine, "holding_parties")) == (95, 95, 95)
    assert _count(engine, "customer_phone_numbers WHERE number = '+85261230100'") == 0
    assert _count(engine, "customer_search_keys WHERE kind = 'account' AND key LIKE reverse('a100') || '%'") == 0
    assert _count(engine, f"source_loads WHERE load_kind = 'full' AND removed_count = {report.removed}") == 1
    again = run_import(engine, _many(tmp_path, range(1, 96)), tmp_path, wish=FULL)
    assert not again.changed_anything


def test_a_number_that_a_full_load_has_of_nobody_goes(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    people = PEOPLE.replace("+852 6123 4567", "")

    report = run_import(engine, write_bank(tmp_path, people=people), tmp_path, wish=FULL)

    assert report.records["phone"].removed == 1
    assert _count(engine, "customer_phone_numbers") == 1


@pytest.mark.parametrize("left", [range(1, 51), range(0)])
def test_a_half_empty_full_load_is_refused_with_figures_unless_it_is_meant(
    engine: sa.Engine, tmp_path: Path, left: range
) -> None:
    run_import(engine, _many(tmp_path, range(1, 101)), tmp_path)
    mapping = _many(tmp_path, left)

    with pytest.raises(LoadShrinksError) as failure:
        run_import(engine, mapping, tmp_path, wish=FULL)

    missing = 100 - len(left)
    assert failure.value.code is ErrorCode.LOAD_SHRINKS
    assert failure.value.details | {"system": "", "record": ""} == {
        "system": "",
        "record": "",
        "missing": missing,
        "known": 100,
        "percent": "10",
    }
    for language in LANGUAGES:
        words = words_for(failure.value.code, language, **failure.value.details)
        assert str(missing) in words
        assert "…" not in words
    assert _count(engine, "customers") == 100
    assert _count(engine, "source_loads WHERE failure = 'load_shrinks' AND finished_at IS NOT NULL") == 1
    run_import(engine, mapping, tmp_path, wish=LoadWish(kind=LoadKind.FULL, allow_missing=True))
    assert _count(engine, "customers") == len(left)


def test_a_full_load_without_most_of_the_numbers_is_refused_unless_it_is_meant(
    engine: sa.Engine, tmp_path: Path
) -> None:
    run_import(engine, _many(tmp_path, range(1, 101)), tmp_path)
    people = (tmp_path / "people.csv").read_text(encoding="utf-8-sig").replace("6123", "", 50)
    (tmp_path / "people.csv").write_text(re.sub(r",,0\d{3},", ",,,", people), encoding="utf-8-sig")
    mapping = tmp_path / "mapping.yaml"

    with pytest.raises(LoadShrinksError) as failure:
        run_import(engine, mapping, tmp_path, wish=FULL)

    assert {"record": "record_phone", "missing": 50, "known": 100}.items() <= failure.value.details.items()
    assert _count(engine, "customer_phone_numbers") == 100
    run_import(engine, mapping, tmp_path, wish=LoadWish(kind=LoadKind.FULL, allow_missing=True))
    assert (_count(engine, "customer_phone_numbers"), _count(engine, "customer_former_numbers")) == (50, 50)


def test_a_file_without_even_a_head_is_refused(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    mapping = write_bank(tmp_path, bookings="")

    with pytest.raises(MappingWrongError) as failure:
        run_import(engine, mapping, tmp_path, wish=FULL)

    assert "bookings.csv has no column `id` in its head." in words_for(
        failure.value.code, "en", **failure.value.details
    )


def test_what_a_refused_row_may_have_held_is_not_missing(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    people = PEOPLE.replace("02/01/1980", "soon")
    accounts = ACCOUNTS.replace("012-345-7|1002|", "012-345-7|1002")  # a column too few: it might be any account

    report = run_import(engine, write_bank(tmp_path, people=people, accounts=accounts), tmp_path, wish=FULL)

    assert report.rejected == 2
    assert (_count(engine, "customers"), _count(engine, "holdings"), _count(engine, "customer_phone_numbers")) == (
        3,
        2,
        2,
    )


def test_only_the_systems_that_are_named_are_loaded(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path)
    run_import(engine, mapping, tmp_path, wish=LoadWish(systems=("people",)))
    assert (_count(engine, "customers"), _count(engine, "holdings")) == (3, 0)

    (tmp_path / "people.csv").unlink()
    run_import(engine, mapping, tmp_path, wish=LoadWish(systems=("accounts",), kind=LoadKind.FULL))

    assert (_count(engine, "customers"), _count(engine, "holdings")) == (3, 2)
    with pytest.raises(MappingLacksSystemError) as failure:
        run_import(engine, mapping, tmp_path, wish=LoadWish(systems=("cards",)))
    assert words_for(failure.value.code, "en", **failure.value.details) == (
        "The mapping declares no system cards. It has: people, accounts."
    )


def test_the_newer_row_wins_by_its_own_date_whichever_comes_first(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, _dated(tmp_path, "1,Old Name,,,6123 0001,,2026-06-02,"), tmp_path)

    late = run_import(engine, _dated(tmp_path, "1,Older Name,,,6123 0002,,2026-06-01,"), tmp_path)
    assert (_names(engine), late.older, late.updated) == (["Old Name"], 1, 0)
    assert _count(engine, "customer_phone_numbers WHERE number = '+85261230001'") == 1

    newer = run_import(engine, _dated(tmp_path, "1,New Name,,,6123 0002,,2026-06-03,"), tmp_path)
    assert (_names(engine), newer.older) == (["New Name"], 0)
    assert _count(engine, "customer_phone_numbers WHERE number = '+85261230002'") == 1


def test_of_several_rows_with_one_key_the_newest_counts(engine: sa.Engine, tmp_path: Path) -> None:
    rows = ["1,Second,,,6123 0002,,2026-06-02,", "1,Third,,,6123 0003,,2026-06-03,", "1,First,,,6123 0001,,2026-06-01,"]

    report = run_import(engine, _dated(tmp_path, *rows), tmp_path)

    assert (_names(engine), report.older, report.rejected) == (["Third"], 2, 0)
    assert _count(engine, "customer_phone_numbers") == 1


def test_a_row_that_says_gone_takes_away_and_an_older_one_does_not_bring_back(
    engine: sa.Engine, tmp_path: Path
) -> None:
    run_import(engine, _dated(tmp_path, "1,Ho One,,,6123 0001,,2026-06-01,", "2,Ho Two,,,,,2026-06-01,"), tmp_path)

    early = run_import(engine, _dated(tmp_path, "1,,,,,,2026-05-31,D"), tmp_path)
    assert (early.removed, _names(engine)) == (0, ["Ho One", "Ho Two"])

    gone = run_import(engine, _dated(tmp_path, "1,,,,,,2026-06-02,D"), tmp_path)
    assert (gone.removed, gone.rejected, _names(engine)) == (1, 0, ["Ho Two"])

    run_import(engine, _dated(tmp_path, "1,Ho One,,,,,2026-06-01,"), tmp_path)
    assert _names(engine) == ["Ho Two"]
    run_import(engine, _dated(tmp_path, "1,Ho Again,,,,,2026-06-03,"), tmp_path)
    assert _names(engine) == ["Ho Again", "Ho Two"]


def test_rows_that_say_of_too_many_that_they_are_gone_are_refused_unless_it_is_meant(
    engine: sa.Engine, tmp_path: Path
) -> None:
    run_import(engine, _dated(tmp_path, *(f"{n},Ho,,,,,2026-06-01," for n in range(1, 31))), tmp_path)
    mapping = _dated(tmp_path, *(f"{n},,,,,,2026-06-02,D" for n in range(1, 13)))

    with pytest.raises(LoadShrinksError) as failure:
        run_import(engine, mapping, tmp_path)

    assert {"record": "record_customer", "missing": 12, "known": 30}.items() <= failure.value.details.items()
    assert _count(engine, "customers") == 30
    run_import(engine, mapping, tmp_path, wish=LoadWish(allow_missing=True))
    assert _count(engine, "customers") == 18


def test_without_dates_an_older_file_changes_nothing_that_is_known(engine: sa.Engine, tmp_path: Path) -> None:
    undated = MAPPING.replace('as_of: "2026-06-16T06:00:00"\n', "")

    def load(name: str, age_seconds: int) -> ImportReport:
        mapping = write_bank(tmp_path, mapping=undated, people=PEOPLE.replace("Chiu Wai Man", name))
        for file in ("people.csv", "accounts.txt", "bookings.csv"):
            os.utime(tmp_path / file, (1_790_000_000 - age_seconds,) * 2)
        return run_import(engine, mapping, tmp_path)

    load("Newer Name", 0)

    late = load("Older Name", 3600)

    assert _names(engine)[0] == "Newer Name"
    assert late.records["customer"].older == 1


def test_a_row_or_a_file_dated_ahead_of_its_load_does_not_outrank_what_comes_later(
    engine: sa.Engine, tmp_path: Path
) -> None:
    undated = MAPPING.replace('as_of: "2026-06-16T06:00:00"\n', "")
    bookings = BOOKINGS.splitlines()[0] + "\n"

    def load(name: str, changed: str, at: datetime, file_time: datetime) -> None:
        people = f"{_HEADS['people']}2,x,{name},,,,\n"
        mapping = write_bank(tmp_path, mapping=undated, people=people, accounts=_HEADS["accounts"], bookings=bookings)
        for file in ("people.csv", "accounts.txt", "bookings.csv"):
            os.utime(tmp_path / file, (file_time.timestamp(),) * 2)
        run_import(engine, mapping, tmp_path, now=lambda: at)
        run_import(engine, _dated(tmp_path, f"1,{name},,,,,{changed},"), tmp_path, now=lambda: at)

    night = datetime(2026, 6, 1, 22, tzinfo=UTC)
    with capture_logs() as logs:
        load("Early", "2099-01-01", night, night.replace(year=2099))
    assert [entry["count"] for entry in logs if entry["event"] == "rows_dated_ahead"] == [1]
    assert "people.csv" in [entry["where"] for entry in logs if entry["event"] == "extract_dated_ahead"]

    load("Late", "2026-06-03", night + timedelta(days=2), night + timedelta(days=1))

    assert _names(engine) == ["Late", "Late"]


def test_a_customer_of_whom_something_is_noted_here_leaves_with_what_identifies(
    engine: sa.Engine, tmp_path: Path
) -> None:
    run_import(engine, _many(tmp_path, range(1, 41)), tmp_path)
    with engine.begin() as connection:
        connection.execute(sa.text("""UPDATE customers SET needs = '[{"need": "hearing"}]' WHERE source_key = '40'"""))

    run_import(engine, _many(tmp_path, range(1, 39)), tmp_path, wish=FULL)

    assert _count(engine, "customers WHERE source_key IN ('39', '40')") == 1
    kept = "JOIN customers USING (customer_id) WHERE source_key = '40'"
    assert _count(engine, f"customer_search_keys {kept}") == 0
    assert _count(engine, f"customer_phone_numbers {kept}") == 0
    assert not run_import(engine, _many(tmp_path, range(1, 39)), tmp_path, wish=FULL).changed_anything


def test_accounts_that_were_merged_stay_one_person_when_the_leading_one_goes(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, _many(tmp_path, range(1, 41)), tmp_path)
    with Session(engine) as session, session.begin():
        ids = {row.source_key: row.customer_id for row in session.scalars(sa.select(CustomerRow))}
        options = link_options(load_settings(None))
        merge_accounts(session, ids["39"], ids["38"], reason="", at=NOW, by=UUID(int=1), options=options)
        session.execute(sa.text("UPDATE merged_accounts SET lead_id = :lead"), {"lead": ids["39"]})

    run_import(engine, _many(tmp_path, range(1, 39)), tmp_path, wish=FULL)

    assert _count(engine, "merged_accounts") == 2
    assert _count(engine, "customers WHERE source_key = '40'") == 0


def test_every_record_says_which_file_and_line_it_came_from(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)

    for table, name, line in (
        ("customers WHERE source_key = '1002'", "people.csv", 3),
        ("customer_phone_numbers n JOIN customers c USING (customer_id) WHERE c.source_key = '1002'", "people.csv", 3),
        ("holdings WHERE source_key = '012-345-7'", "accounts.txt", 3),
        ("holding_parties p JOIN holdings h USING (holding_id) WHERE h.source_key = '012-345-7'", "accounts.txt", 3),
        ("transactions WHERE source_key = '1'", "bookings.csv", 2),
    ):
        prefix = {"customer_phone_numbers n": "n.", "holding_parties p": "p."}.get(" ".join(table.split()[:2]), "")
        with engine.connect() as connection:
            found = connection.execute(
                sa.text(
                    "SELECT f.name, r.line, f.columns FROM source_files f JOIN"
                    f" (SELECT {prefix}file_id, {prefix}line FROM {table}) r USING (file_id)"
                )
            ).one()
        assert tuple(found)[:2] == (name, line)
    with engine.connect() as connection:
        columns = connection.scalar(sa.text("SELECT columns FROM source_files WHERE name = 'accounts.txt'"))
    assert columns["holding"]["balance"] == ["balance"]
    assert columns["holding"]["status"] == ["status"]


def test_rows_of_before_that_are_loaded_again_learn_where_they_came_from(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    with engine.begin() as connection:
        for table in ("customers", "customer_phone_numbers", "holdings", "holding_parties", "transactions"):
            connection.execute(sa.text(f"UPDATE {table} SET file_id = NULL, line = NULL"))

    run_import(engine, write_bank(tmp_path), tmp_path)

    for table in ("customers", "customer_phone_numbers", "holdings", "holding_parties", "transactions"):
        assert _count(engine, f"{table} WHERE file_id IS NULL") == 0
    assert not run_import(engine, write_bank(tmp_path), tmp_path).changed_anything


def test_refused_rows_can_be_looked_at_in_the_database(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path, people=PEOPLE.replace("02/01/1980", "30/02/1980")), tmp_path)

    with engine.connect() as connection:
        first = connection.execute(
            sa.text(
                'SELECT f.name, r.line, r."column", r.reason FROM source_rejects r JOIN source_files f USING (file_id)'
                " ORDER BY f.file_id, r.line LIMIT 1"
            )
        ).one()
    assert tuple(first) == ("people.csv", 2, "born", '"30/02/1980" is no date like 31/12/1998')


def test_a_system_of_days_closes_says_so_of_its_products(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = MAPPING.replace("group: deposits,", "group: deposits, end_of_day: true,")
    run_import(engine, write_bank(tmp_path, mapping=mapping), tmp_path)

    with Session(engine) as session:
        (owner,) = session.scalars(sa.select(CustomerRow.customer_id).where(CustomerRow.source_key == "1001"))
        (part,) = parts_of(HoldingRepository(session).list_reached(owner))

    assert part.end_of_day
