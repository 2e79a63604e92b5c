"""A trial bank with a year of bookings in an own database, and what its maker knows of who was robbed when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import sqlalchemy as sa

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.extracts import write_extracts
from agent_desktop.demo.trial_bank.fill import trial_bank_mapping
from agent_desktop.demo.trial_bank.people import Person
from agent_desktop.demo.trial_bank.planted.cases import Case
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.schema import Unusual
from agent_desktop.records.alerts.unusual import score_people
from agent_desktop.records.sources.run import run_import
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.settings import Settings
from benchmarks.alerts.quality import Judged

DAY: Final = date(2026, 6, 16)
_PARTS: Final = ("amount", "total", "times", "outflow", "emptied", "often", "country", "type")


@dataclass(frozen=True, slots=True)
class Scored:
    """What one run said of one customer: each part of the score."""

    parts: dict[str, float]

    @property
    def score(self) -> float:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class World:
    engine: sa.Engine
    bank: TrialBank
    people: dict[str, Person]
    cases: list[Case]
    bookings: int


@contextmanager
def made_world(settings: Settings, seed: int, customers: int, months: int) -> Iterator[World]:
    """Give a bank of so many customers, who have booked for so many months of thirty days."""
    with TemporaryDirectory(prefix="agent-desktop-alerts-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        postgres = EmbeddedPostgres(folder / "postgres")
        here = settings.model_copy(
            update={
                "database": settings.database.model_copy(update={"url": "", "data_folder": str(folder / "postgres")})
            }
        )
        try:
            engine = open_database(here, EnvironmentSecrets({}))
            bank = TrialBank(seed, customers, midnight(DAY), months)
            extracts = folder / "extracts"
            extracts.mkdir()
            write_extracts(bank, extracts)
            run_import(engine, trial_bank_mapping(), extracts)
            people, cases = {}, list[Case]()
            for index in range(customers):
                person = bank.person(index)
                people[person.customer_number] = person
                if index:  # the showcase has a past of its own
                    cases += bank.year(person, bank.holdings(person))[1]
            with engine.connect() as connection:
                bookings = connection.execute(sa.text("SELECT count(*) FROM transactions")).scalar_one()
            yield World(engine, bank, people, cases, bookings)
            engine.dispose()
        finally:
            postgres.stop()


def scores_until(world: World, rules: Unusual, options: AlertOptions, until: datetime) -> dict[str, Scored]:
    """Return what a run at `until` says of everybody who paid, by customer number; nothing is kept."""
    with world.engine.connect() as connection, connection.begin() as transaction:
        score_people(connection, rules, until=until, rates=options.rates, base_currency=options.base_currency)
        rows = connection.execute(
            sa.text("SELECT c.customer_number, s.* FROM alert_scores s JOIN customers c ON c.customer_id = s.person_id")
        ).mappings()
        scored = {row["customer_number"]: Scored({part: float(row[part]) for part in _PARTS}) for row in rows}
        transaction.rollback()
    return scored


def largest_until(world: World, since: datetime, until: datetime) -> dict[str, float]:
    """Return each customer's largest payment within a time: what a fixed amount is compared with."""
    query = """
        SELECT c.customer_number, max(-t.amount) AS largest FROM transactions t
        JOIN holding_parties p ON p.holding_id = t.holding_id AND p.role = 'owner'
        JOIN customers c USING (customer_id)
        WHERE t.booked_at >= :since AND t.booked_at < :until GROUP BY 1
    """
    with world.engine.connect() as connection:
        rows = connection.execute(sa.text(query), {"since": since, "until": until}).mappings()
        return {row["customer_number"]: float(row["largest"]) for row in rows}


def judged_months(world: World, rules: Unusual, options: AlertOptions, months: int) -> list[Judged]:
    """Return each customer in each of the last months, as the runs of every week in it saw them. A crime counts in each
    month that it touches, but one of which only a day or two falls into a month: nobody could see it there."""
    judged: list[Judged] = []
    month = timedelta(days=30)
    for back in range(months, 0, -1):
        begins = world.bank.as_of - back * month
        ends = begins + month
        best: dict[str, float] = {}
        runs = [begins + timedelta(days=days) for days in (7, 14, 21, 28, 30)]
        for until in runs:
            for number, scored in scores_until(world, rules, options, until).items():
                best[number] = max(best.get(number, 0.0), scored.score)
        largest = largest_until(world, begins, ends)
        touching: dict[int, Case] = {}
        for case in world.cases:
            if case.start < ends and case.end >= begins and (not touching.get(case.index) or case.is_crime):
                touching[case.index] = case
        for number, person in world.people.items():
            touched = touching.get(person.index)
            inside = None if touched is None else min(touched.end, ends) - max(touched.start, begins)
            if touched is not None and touched.kind == "slow_drain" and inside is not None and inside.days < 3:
                continue
            judged.append(
                Judged(
                    score=best.get(number, 0.0),
                    largest=largest.get(number, 0.0),
                    kind=touched.kind if touched is not None else "",
                    is_crime=touched is not None and touched.is_crime,
                )
            )
    return judged
