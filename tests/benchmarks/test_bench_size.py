"""No screen reads a large table from end to end: PostgreSQL's own plans say so, with true figures of the tables."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.demo.trial_bank.bank import midnight
from agent_desktop.demo.trial_bank.fill import run_trial_bank
from agent_desktop.server.database import create_engine
from benchmarks.bench_size import main
from benchmarks.size.plans import noted_statements, whole_reads
from benchmarks.size.questions import QUESTIONS, Subject, choose_subjects
from tests.support.postgres import TestCluster

CUSTOMERS = 1_500


@pytest.fixture(scope="module")
def bank(cluster: TestCluster) -> Iterator[sa.Engine]:
    """Large enough that an index is worth its way, for a planner left to its own judgement."""
    address = cluster.clone()
    engine = create_engine(address)
    run_trial_bank(engine, CUSTOMERS, 1, midnight(date(2026, 6, 16)))
    yield engine
    engine.dispose()
    cluster.drop(address)


@pytest.fixture(scope="module")
def subjects(bank: sa.Engine) -> list[Subject]:
    return choose_subjects(bank, 60)


def read_whole(bank: sa.Engine, name: str, subjects: list[Subject]) -> list[str]:
    question = QUESTIONS[name]
    fitting = [subject for subject in subjects if question.fits(subject)][:3]
    assert fitting, "nobody to ask about"
    found = []
    for subject in fitting:
        with Session(bank) as session:
            with noted_statements() as noted:
                question.ask(session, subject)
            assert noted
            found += [table for statement, values in noted for table in whole_reads(session, statement, values)]
    return found


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_screen_reads_a_large_table_from_end_to_end(bank: sa.Engine, subjects: list[Subject], name: str) -> None:
    assert read_whole(bank, name, subjects) == []


@pytest.mark.parametrize(
    ("name", "index", "table"),
    [
        ("caller by number", "ix_customer_phone_numbers_number", "customer_phone_numbers"),
        ("whole profile", "ix_contacts_customer_at", "contacts"),
        ("holdings of one system", "ix_holding_parties_customer_id", "holding_parties"),
        ("whole profile", "ix_transactions_holding_booked", "transactions"),
    ],
)
def test_a_missing_index_is_found_out(
    bank: sa.Engine, subjects: list[Subject], name: str, index: str, table: str
) -> None:
    subject = next(subject for subject in subjects if QUESTIONS[name].fits(subject))
    with Session(bank) as session:
        session.execute(sa.text(f"DROP INDEX {index}"))
        with noted_statements() as noted:
            QUESTIONS[name].ask(session, subject)
        assert table in [found for statement, values in noted for found in whole_reads(session, statement, values)]
        session.rollback()


@pytest.mark.timeout(300)
def test_two_sizes_are_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "figures.json"

    status = main(["--customers", "60", "--customers", "120", "--count", "12", "--json", str(written)])

    # In so small a bank a table fits into a page or two, and reading it whole is right.
    assert status in {0, 1}
    assert "customers" in capsys.readouterr().out
    figures = json.loads(written.read_text())
    for size in ("60", "120"):
        assert set(figures[size]["questions"]) == set(QUESTIONS)
        assert figures[size]["questions"]["whole profile"]["p50_ms"] > 0
