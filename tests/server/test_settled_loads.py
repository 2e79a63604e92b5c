"""What a load that a server does by itself settles with it, and what follows it."""

import os
from dataclasses import replace
from datetime import UTC, datetime, time
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.consolidation.grouping import Thresholds
from agent_desktop.records.consolidation.groups import leads_of
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.database import session_factory
from agent_desktop.server.sources import scheduled
from agent_desktop.server.sources.scheduled import RunLoad, ScheduledLoads, run_load
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.settings import load_settings
from tests.records.sources.bank import PEOPLE, write_bank
from tests.server.support import HandClock

DUE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
DAY_SECONDS = 24 * 60 * 60


def is_killed_once_it_is_in(line: Connection, url: str, load: ScheduledLoad) -> None:
    """Load, and die as soon as the extracts are in."""
    scheduled._follow_up = lambda *_: os._exit(9)
    run_load(line, url, load)


class Bank:
    """A bank's folder and the server that loads it, with a clock moved by hand."""

    def __init__(self, engine: sa.Engine, folder: Path) -> None:
        self.engine, self.folder, self.clock = engine, folder, HandClock(DUE)
        link = LinkOptions(Thresholds(match=0, merge=1), frozenset(), Path("model.json"))
        self.plan = ScheduledLoad(
            "night",
            folder / "mapping.yaml",
            folder,
            folder / "rejects.csv",
            UTC,
            kind=LoadKind.FULL,
            times=(time(18, 30),),
            link=link,
        )

    def load(self, people: str = PEOPLE, run: RunLoad = run_load) -> None:
        """Have these people loaded at the next time."""
        write_bank(self.folder, people=people)
        url = self.engine.url.render_as_string(hide_password=False)
        ScheduledLoads(session_factory(self.engine), url, [self.plan], self.clock.now, run=run).look()
        self.clock.move(DAY_SECONDS)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]

    def do(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))

    def account(self, key: str) -> UUID:
        ((found,),) = self.ask(f"SELECT customer_id FROM customers WHERE source_key = '{key}'")
        assert isinstance(found, UUID)
        return found


@pytest.fixture
def bank(engine: sa.Engine, tmp_path: Path) -> Bank:
    bank = Bank(engine, tmp_path)
    bank.load()
    return bank


def test_a_server_killed_right_after_a_load_leaves_nobody_with_the_banks_manager(bank: Bank) -> None:
    bank.do(
        "INSERT INTO given_managers (customer_id, manager_name, since_at)"
        " SELECT customer_id, 'Ivy Kwok', now() FROM customers",
        "UPDATE customers SET manager_name = 'Ivy Kwok'",
    )

    bank.load(PEOPLE.replace("Chiu Wai Man", "Chiu Ka Man"), run=is_killed_once_it_is_in)

    assert bank.ask("SELECT failure FROM source_schedules") == [("server_failed",)]
    assert bank.ask("SELECT DISTINCT manager_name FROM customers") == [("Ivy Kwok",)]
    assert bank.ask("SELECT count(*) FROM customers WHERE name_latin = 'Chiu Ka Man'") == [(1,)]


def test_whoever_is_gone_leads_no_person_any_more_and_leads_again_only_by_the_rule(bank: Bank) -> None:
    gone, other = bank.account("1001"), bank.account("1002")
    bank.do(
        f"UPDATE customers SET customer_since = '2001-01-01' WHERE customer_id = '{gone}'",
        "INSERT INTO merged_accounts (customer_id, lead_id, merged_at)"
        f" VALUES ('{gone}', '{gone}', now()), ('{other}', '{gone}', now())",
    )
    without = "".join(line for line in PEOPLE.splitlines(keepends=True) if not line.startswith("1001"))

    bank.load(without)

    assert bank.ask("SELECT DISTINCT lead_id FROM merged_accounts") == [(other,)]
    assert bank.ask("SELECT record_id, by_user_id, detail ->> 'lead_gone' FROM audit_entries") == [
        (other, None, str(gone))
    ]
    bank.load()
    assert bank.ask("SELECT DISTINCT lead_id FROM merged_accounts") == [(other,)]
    bank.do(f"UPDATE customers SET customer_since = '2001-01-01' WHERE customer_id = '{gone}'")
    with Session(bank.engine) as session:
        assert set(leads_of(session, [{gone, other}], frozenset()).values()) == {gone}


def test_alerts_are_worked_out_after_a_load_that_changed_something_and_after_no_other(bank: Bank) -> None:
    bank.plan = replace(bank.plan, alerts=alert_options(load_settings(None)))
    runs = "SELECT count(*) FROM alert_runs"

    bank.load()  # nothing new; but nobody has worked out what the first one brought
    assert bank.ask(runs) == [(1,)]
    bank.load()
    assert bank.ask(runs) == [(1,)]
    bank.load(PEOPLE.replace("Chiu Wai Man", "Chiu Ka Man"))
    assert bank.ask(runs) == [(2,)]
