"""No job about all customers is quadratic: four times the bank is about four times the work, and not sixteen.

Work is counted, not timed: the rows that PostgreSQL's plans handle and the lines of Python, each statement and each
function by itself, so that what is small here and would be most of it in a million cannot hide behind the rest.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from unittest import mock
from uuid import uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.sources import LoadKind
from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.extracts import write_extracts
from agent_desktop.demo.trial_bank.fill import second_mapping, trial_bank_mapping
from agent_desktop.demo.trial_bank.second.extracts import write_second_extracts
from agent_desktop.demo.trial_bank.second.slips import RATES
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.records.consolidation import scoring
from agent_desktop.records.consolidation.evidence import Evidence
from agent_desktop.records.consolidation.grouping import pairs_within
from agent_desktop.records.consolidation.pairs import ScoredPair
from agent_desktop.records.consolidation.run import consolidate
from agent_desktop.records.sources.run import LoadWish, run_import
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.settings import load_settings
from tests.records.alerts.made import NOON
from tests.records.alerts.made import OPTIONS as ALERTS
from tests.records.valuation.valued import reckoned
from tests.support.postgres import TestCluster
from tests.support.work import Work, counted, uncounted

MOST: Final = {False: 9.0, True: 6.5}
"""Four times the customers are about four times the work, in a small bank more where the planner has just begun to read
a table whole; what is quadratic grows by eleven and more even there. By whether it is the full size."""

_AS_OF: Final = midnight(date(2026, 6, 16))
_LINKING: Final = link_options(load_settings(None))
_ROBBED: Final = """
    INSERT INTO transactions (transaction_id, source_code, source_key, holding_id, booked_at, amount, currency, kind,
                              country, text, row_hash)
    SELECT gen_random_uuid(), 'cards', 'robbed ' || h.source_key || ' ' || step, h.holding_id,
        CAST(:at AS timestamptz) - make_interval(mins => step * 7), -20000, h.currency, 'card_purchase', 'NG', '', ''
    FROM holdings h CROSS JOIN generate_series(1, 5) step
    WHERE h."group" = 'deposits' AND h.matures_on IS NULL
"""


def _days(engine: sa.Engine, folder: Path, customers: int) -> dict[str, Work]:
    """Have a bank's first day, and another on which much is otherwise; return the work of each job."""
    bank = TrialBank(1, customers, _AS_OF)
    write_extracts(bank, folder)
    write_second_extracts(bank, RATES["light"], folder)
    done: dict[str, Work] = {}
    score = scoring.score

    def count(name: str, job: Callable[[], object]) -> None:
        with counted() as done[name]:
            job()

    def load() -> None:
        wish = LoadWish(kind=LoadKind.FULL, allow_missing=True)
        for mapping in (trial_bank_mapping(), second_mapping()):
            run_import(engine, mapping, folder, wish=wish)

    def compare(evidence: Sequence[Evidence], model: scoring.Model, *, at_least: float) -> list[ScoredPair]:
        with uncounted():
            return score(evidence, model, at_least=at_least)

    def link() -> None:
        with mock.patch.object(scoring, "score", compare):
            consolidate(session_factory(engine), _LINKING, now=lambda: NOON, progress=lambda *_: None)

    for day in ("first", "next"):
        count(f"{day} load", load)
        count(f"{day} consolidation", link)
        count(f"{day} valuation", lambda: reckoned(engine, at=NOON))
        with engine.begin() as connection:
            connection.execute(sa.text(_ROBBED), {"at": NOON})
        count(f"{day} alerts", lambda: work_out_alerts(engine, ALERTS, now=lambda: NOON))
        if day == "first":
            _change(folder)
            with engine.begin() as connection:
                connection.execute(sa.text("DELETE FROM transactions WHERE source_key LIKE 'robbed %'"))
    return done


def _change(folder: Path) -> None:
    """Have every extract lack a twentieth of its rows, and of customers and numbers refuse and change others."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        head, *rows = path.read_bytes().splitlines(keepends=True)
        kept = [_spoilt(row) if place % 20 == 3 else row for place, row in enumerate(rows) if place % 20 != 7]
        path.write_bytes(head + b"".join(_moved(row) if place % 10 == 1 else row for place, row in enumerate(kept)))


def _spoilt(row: bytes) -> bytes:
    """Have a customer be of no kind, or a number."""
    return row.replace(b",personal,", b",nobody,").replace(b",mobile", b",pigeon")


def _moved(row: bytes) -> bytes:
    """Have somebody live elsewhere and have another number."""
    return row.replace(b"Flat ", b"Room 9").replace(b"7,mobile", b"3,mobile").replace(b"2,mobile", b"5,mobile")


@pytest.fixture(scope="module")
def sizes(full_size: bool) -> tuple[int, int]:
    return (250, 1_000) if full_size else (60, 240)


@pytest.fixture(scope="module")
def days(
    cluster: TestCluster, tmp_path_factory: pytest.TempPathFactory, sizes: tuple[int, int]
) -> dict[int, dict[str, Work]]:
    found = {}
    for customers in sizes:
        address = cluster.clone()
        engine = create_engine(address)
        try:
            found[customers] = _days(engine, tmp_path_factory.mktemp("extracts"), customers)
        finally:
            engine.dispose()
            cluster.drop(address)
    return found


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("day", ["first", "next"])
@pytest.mark.parametrize("job", ["load", "consolidation", "valuation", "alerts"])
def test_four_times_the_bank_is_about_four_times_the_work(
    days: dict[int, dict[str, Work]], sizes: tuple[int, int], full_size: bool, job: str, day: str
) -> None:
    small, large = (days[size][f"{day} {job}"] for size in sizes)

    # A part that goes through few rows or lines is not looked at: chance makes those.
    growth = small.growth_to(large, least=8 * sizes[1])

    assert growth, "nothing was done"
    assert {part: times for part, times in growth.items() if times > MOST[full_size]} == {}


def test_what_grows_with_the_square_is_found_out(engine: sa.Engine) -> None:
    def done(size: int) -> Work:
        with counted() as work, engine.begin() as connection:
            numbers = "(SELECT generate_series(1, :size) AS number)"
            query = sa.text(f"SELECT count(*) FROM {numbers} a JOIN {numbers} b ON a.number <> b.number + 1")
            connection.execute(query, {"size": size})
            pairs_within([frozenset(uuid4() for _ in range(size))])
        return work

    growth = done(20).growth_to(done(80), least=100)

    assert growth["lines of grouping.py:pairs_within.<locals>.<setcomp>"] > 12
    assert max(times for part, times in growth.items() if part.startswith("rows of")) > 12
