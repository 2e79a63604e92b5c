from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.customers.folding import search_keys_of
from agent_desktop.records.customers.models import SearchWordRow
from agent_desktop.records.customers.typing_errors import near_hashes
from agent_desktop.records.sources.errors import (
    ExtractNotFoundError,
    MappingWrongError,
    RejectsNotWritableError,
)
from agent_desktop.records.sources.progress import Step, StepKind
from agent_desktop.records.sources.report import RejectedRow
from agent_desktop.records.sources.run import run_import
from agent_desktop.words import LANGUAGES
from tests.records.sources.bank import ACCOUNTS, BOOKINGS, MAPPING, PEOPLE, read_rejects, write_bank
from tests.server.support import until

_NO_AMOUNT = "no amount with at most 16 digits and 2 decimals"


def _rows(engine: sa.Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(statement))]


def test_extracts_become_customers_numbers_holdings_and_transactions(engine: sa.Engine, tmp_path: Path) -> None:
    steps: list[Step] = []

    report = run_import(engine, write_bank(tmp_path), tmp_path, progress=lambda step, done, total: steps.append(step))

    assert (report.read, report.rejected) == (7, 0)
    assert _rows(
        engine, "SELECT source_key, name_latin, name_chinese, birth_date::text, sort_key FROM customers ORDER BY 1"
    ) == [
        ("1001", "Chiu Wai Man", "趙慧敏", "1980-01-02", "zhao hui min 趙慧敏 chiu wai man"),
        ("1002", "Tam Ka Long", "譚家朗", None, "tan jia lang 譚家朗 tam ka long"),
        ("1003", "Peak Trading, Limited", "", None, "peak trading, limited"),
    ]
    assert _rows(engine, "SELECT wishes FROM customers WHERE source_key = '1001'") == [
        ([{"en": "No sales calls", "zh": "请勿推销"}],)
    ]
    assert _rows(engine, "SELECT DISTINCT number FROM customer_phone_numbers") == [("+85261234567",)]
    assert _rows(
        engine,
        'SELECT number, product, balance::text, status, "group", matures_on::text, as_of_at::text'
        " FROM holdings ORDER BY number",
    ) == [
        (
            "012-345-6",
            {"en": "储蓄", "zh": "储蓄账户"},
            "1234.50",
            {"en": "Open", "zh": "正常"},
            "deposits",
            None,
            "2026-06-15 22:00:00+00",
        ),
        (
            "012-345-7",
            {"en": "储蓄", "zh": "储蓄账户"},
            "-20.00",
            {"en": "Due 30 Jun", "zh": "6月30日到期"},
            "deposits",
            "2026-06-30",
            "2026-06-15 22:00:00+00",
        ),
    ]
    assert _rows(engine, "SELECT amount::text, text, booked_at::text FROM transactions ORDER BY source_key") == [
        ("-8000.00", "Cash, Macau", "2026-06-15 15:30:00+00"),
        ("12.50", "", "2026-06-15 17:00:00+00"),
    ]
    assert _rows(engine, "SELECT source_code, live, old_after_seconds FROM sources WHERE \"group\" = 'deposits'") == [
        ("accounts", True, 43_200)
    ]
    assert "Reading people.csv" in [step.in_words("en") for step in steps]
    assert "读取 people.csv" in [step.in_words("zh") for step in steps]


def test_search_keys_are_those_that_searching_expects(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)

    stored = _rows(
        engine,
        "SELECT k.kind, key FROM customer_search_keys k JOIN customers USING (customer_id) WHERE source_key = '1001'",
    )

    expected = search_keys_of(
        name_latin="Chiu Wai Man",
        name_chinese="趙慧敏",
        customer_number="1001",
        account_numbers=["012-345-6"],
        phone_numbers=["+85261234567"],
    )
    assert sorted(stored) == sorted(tuple(key) for key in expected)


def _search_words(engine: sa.Engine) -> dict[str, list[int]]:
    with Session(engine) as session:
        return {row.word: row.near for row in session.scalars(sa.select(SearchWordRow))}


def test_the_words_of_names_are_kept_once_and_go_with_the_last_who_has_them(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    before = _search_words(engine)
    people = PEOPLE.replace("Tam Ka Long,譚家朗", "Tam Ka Yee,譚家怡")

    run_import(engine, write_bank(tmp_path, people=people), tmp_path)

    after = _search_words(engine)
    assert {"long", "tamkalong", "tanjialang", "chiuwaiman"} <= set(before)
    assert set(before) - set(after) == {"long", "kalong", "tamkalong", "lang", "jialang", "tanjialang"}
    assert {"yee", "tamkayee", "tanjiayi", "chiuwaiman", "tam"} <= set(after)
    assert all(sorted(near) == near_hashes(word) for word, near in after.items())


def test_importing_again_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path)
    first = run_import(engine, mapping, tmp_path)

    second = run_import(engine, mapping, tmp_path)

    assert not second.changed_anything
    assert second.unchanged == first.inserted == 11
    assert _rows(engine, "SELECT DISTINCT version FROM customers") == [(1,)]
    assert _rows(
        engine, "SELECT inserted_count, updated_count, unchanged_count FROM source_loads ORDER BY started_at"
    ) == [
        (11, 0, 0),
        (0, 0, 11),
    ]


def test_what_changed_in_the_extracts_changes_and_nothing_else(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    people = PEOPLE.replace("Tam Ka Long,譚家朗", "Tam Ka Yee,譚家怡").replace("+852 6123 4567", "9412 3456")
    accounts = ACCOUNTS.replace("012-345-7|1002", "012-345-7|1003").replace("1.234,50", "1.234,51")

    report = run_import(engine, write_bank(tmp_path, people=people, accounts=accounts), tmp_path)

    assert (report.records["customer"].updated, report.records["customer"].unchanged) == (1, 2)
    assert (report.records["holding"].updated, report.records["holding"].unchanged) == (1, 1)
    assert (report.records["phone"].inserted, report.records["phone"].removed) == (1, 1)
    assert (report.records["party"].inserted, report.records["party"].removed) == (1, 1)
    assert report.records["transaction"].unchanged == 2
    keys = _rows(
        engine,
        "SELECT k.kind, key FROM customer_search_keys k JOIN customers USING (customer_id) WHERE source_key = '1002'",
    )
    expected = search_keys_of(
        name_latin="Tam Ka Yee", name_chinese="譚家怡", customer_number="1002", phone_numbers=["+85294123456"]
    )
    assert sorted(keys) == sorted(tuple(key) for key in expected)
    assert ("account", "7543210") in _rows(
        engine,
        "SELECT k.kind, key FROM customer_search_keys k JOIN customers USING (customer_id) WHERE source_key = '1003'",
    )


_OF_TAM = " FROM customer_phone_numbers JOIN customers USING (customer_id) WHERE source_key = '1002'"


def test_a_number_that_an_agent_noted_is_the_extracts_own_once_it_carries_it_and_goes_with_it(
    engine: sa.Engine, tmp_path: Path
) -> None:
    noted = _OF_TAM + " AND number = '+85261234567'"
    without = PEOPLE.replace("+852 6123 4567", "9412 3456")
    run_import(engine, write_bank(tmp_path, people=without), tmp_path)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO customer_phone_numbers (phone_number_id, customer_id, number, kind, source)"
                " SELECT gen_random_uuid(), customer_id, '+85261234567', kind, 'agent-desktop'"
                " FROM customer_phone_numbers WHERE number = '+85294123456'"
            )
        )

    run_import(engine, write_bank(tmp_path), tmp_path)
    carried = _rows(engine, "SELECT source" + noted)
    run_import(engine, write_bank(tmp_path, people=without), tmp_path)

    assert carried == [("",)]
    assert _rows(engine, "SELECT number" + noted) == []
    assert ("+85261234567",) in _rows(engine, "SELECT number FROM customer_former_numbers")


def test_a_number_that_an_agent_notes_while_an_import_runs_does_not_end_it(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path, people=PEOPLE.replace("+852 6123 4567", "9412 3456")), tmp_path)
    with ThreadPoolExecutor(1) as pool, engine.connect() as agent:
        agent.execute(
            sa.text(
                "INSERT INTO customer_phone_numbers (phone_number_id, customer_id, number, kind, source)"
                " SELECT gen_random_uuid(), customer_id, '+85261234567', kind, 'agent-desktop'"
                " FROM customer_phone_numbers WHERE number = '+85294123456'"
            )
        )
        importing = pool.submit(run_import, engine, write_bank(tmp_path), tmp_path)
        waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
        until(lambda: importing.done() or _rows(engine, waits))
        agent.commit()
        importing.result()

    assert _rows(engine, "SELECT source" + _OF_TAM + " AND number = '+85261234567'") == [("agent-desktop",)]


@pytest.mark.parametrize(
    ("extract", "old", "new", "expected"),
    [
        ("people", "02/01/1980", "30/02/1980", ("people.csv", 2, "born", '"30/02/1980" is no date like 31/12/1998')),
        ("people", "6123 4567", "12", ("people.csv", 2, "phone", '"12" is no telephone number')),
        ("people", ",quiet", ",loud", ("people.csv", 2, "wishes", '"loud" is not in the code table wish')),
        ("people", "1003,x", ",x", ("people.csv", 4, "number", "is empty")),
        ("people", "1002,x", "1001,x", ("people.csv", 3, "number", 'the key "1001" stands on line 2 too')),
        ("people", "1002,x,Tam Ka Long,譚家朗", "1002,x,,", ("people.csv", 3, "", "the customer has no name")),
        ("people", ',"Peak', ",Peak", ("people.csv", 4, "", "a quoted value does not end on its line")),
        ("people", "1002,x,Tam", "1002,Tam", ("people.csv", 3, "", "the row has 6 columns instead of 7")),
        ("people", "Tam Ka Long", "T" * 201, ("people.csv", 3, "name", "has 201 characters where at most 200 fit")),
        ("accounts", "1.234,50", "1.234,505", ("accounts.txt", 2, "balance", f'"1.234,505" is {_NO_AMOUNT}')),
        ("accounts", "|open|", "|shut|", ("accounts.txt", 2, "status", '"shut" is not in the code table status')),
        ("bookings", "2,012-345-6", "2,999", ("bookings.csv", 3, "account", 'there is no holding "999" in accounts')),
        (
            "bookings",
            "23:30:00",
            "24:30:00",
            ("bookings.csv", 2, "at", '"2026-06-15 24:30:00" is no time like 1998-12-31 23:59:58'),
        ),
        ("bookings", "12.5", "", ("bookings.csv", 3, "amount", "is empty")),
        ("bookings", "12.5", "NaN", ("bookings.csv", 3, "amount", f'"NaN" is {_NO_AMOUNT}')),
        ("bookings", "12.5,", "12.5,\0", ("bookings.csv", 3, "", "holds a zero byte")),
    ],
)
def test_a_bad_row_is_refused_by_line_column_and_reason_and_the_rest_goes_in(
    engine: sa.Engine, tmp_path: Path, extract: str, old: str, new: str, expected: tuple[str, int, str, str]
) -> None:
    texts = {"people": PEOPLE, "accounts": ACCOUNTS, "bookings": BOOKINGS}
    texts[extract] = texts[extract].replace(old, new, 1)
    rejects = tmp_path / "rejects.csv"

    report = run_import(engine, write_bank(tmp_path, **texts), tmp_path, rejects_path=rejects)

    assert RejectedRow(*expected) in read_rejects(rejects)
    counts = report.files[expected[0]]
    assert counts.rejected == 1
    stored = {"people.csv": "customers", "accounts.txt": "holdings", "bookings.csv": "transactions"}[expected[0]]
    assert _rows(engine, f"SELECT count(*) FROM {stored}") == [(counts.read - 1,)]


def test_bytes_of_another_encoding_refuse_their_row_only(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path)
    with (tmp_path / "people.csv").open("ab") as stream:
        stream.write(b"1004,x,Caf\xe9,,,,\n1005,x,Ip Ho,,,,\n")

    report = run_import(engine, mapping, tmp_path)

    assert [(row.line, row.reason) for row in report.rejected_rows] == [(5, "holds bytes that are not utf-8")]
    assert _rows(engine, "SELECT count(*) FROM customers") == [(4,)]


def test_a_refused_customer_takes_along_what_hangs_on_them(engine: sa.Engine, tmp_path: Path) -> None:
    people = PEOPLE.replace("02/01/1980", "soon")

    report = run_import(engine, write_bank(tmp_path, people=people), tmp_path)

    # The account's own row names a customer who is not there, and its bookings an account that is not.
    assert [(row.file, row.line) for row in report.rejected_rows] == [
        ("people.csv", 2),
        ("accounts.txt", 2),
        ("bookings.csv", 2),
        ("bookings.csv", 3),
    ]
    assert report.records["transaction"].inserted == 0


def test_a_later_load_may_name_what_an_earlier_one_brought(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    bookings = BOOKINGS.splitlines()[0] + "\n3,012-345-7,2026-06-16 09:00:00,5,\n"
    people = PEOPLE.splitlines()[0] + "\n"
    accounts = ACCOUNTS.splitlines()[0] + "\n"

    report = run_import(engine, write_bank(tmp_path, people=people, accounts=accounts, bookings=bookings), tmp_path)

    assert report.records["transaction"].inserted == 1
    assert _rows(engine, "SELECT count(*) FROM customers") == [(3,)]


def test_a_missing_extract_is_named_and_changes_nothing(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path)
    (tmp_path / "accounts.txt").unlink()

    with pytest.raises(ExtractNotFoundError) as failure:
        run_import(engine, mapping, tmp_path)

    assert failure.value.code is ErrorCode.EXTRACT_NOT_FOUND
    assert failure.value.details["file"] == "accounts.txt"
    assert _rows(engine, "SELECT count(*) FROM customers") == [(0,)]


def test_an_optional_extract_may_be_missing(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path)
    (tmp_path / "bookings.csv").unlink()

    assert run_import(engine, mapping, tmp_path).rejected == 0


def test_a_head_without_a_column_of_the_mapping_is_named(engine: sa.Engine, tmp_path: Path) -> None:
    mapping = write_bank(tmp_path, people=PEOPLE.replace("Customer no.", "Client no."))

    with pytest.raises(MappingWrongError) as failure:
        run_import(engine, mapping, tmp_path)

    assert failure.value.key == "files.people.columns.number"
    assert failure.value.problem.details == {"file": "people.csv", "column": "Customer no."}
    assert MAPPING.splitlines()[failure.value.line - 1].strip().startswith("number:")


def test_figures_for_json_name_every_file_and_record(engine: sa.Engine, tmp_path: Path) -> None:
    figures = run_import(engine, write_bank(tmp_path), tmp_path).as_json()

    assert figures["files"] == {
        "people.csv": {"read": 3, "rejected": 0},
        "accounts.txt": {"read": 2, "rejected": 0},
        "bookings.csv": {"read": 2, "rejected": 0},
    }
    assert figures["inserted"] == 11


def test_a_rejects_file_that_cannot_be_written_is_named_before_anything_is_loaded(
    engine: sa.Engine, tmp_path: Path
) -> None:
    with pytest.raises(RejectsNotWritableError) as failure:
        run_import(engine, write_bank(tmp_path), tmp_path, rejects_path=tmp_path / "nowhere" / "rejects.csv")

    assert failure.value.details["folder"] == str(tmp_path / "nowhere")
    assert _rows(engine, "SELECT count(*) FROM customers") == [(0,)]


@pytest.mark.parametrize("kind", StepKind)
def test_each_step_has_words_in_both_languages(kind: StepKind) -> None:
    words = {Step(kind, "people.csv").in_words(language) for language in LANGUAGES}

    assert len(words) == len(LANGUAGES)
    assert not any("{" in each for each in words)
