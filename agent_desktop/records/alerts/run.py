"""Works out every alert there is, in one transaction: what is new is kept, what has passed lapses, nothing comes twice.

It takes one lock of the database, which goes with its connection: of several servers one works, and one that dies lets
go at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from time import monotonic
from typing import Final, Protocol
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.dialects.postgresql import insert

from agent_desktop.records.alerts import keeping
from agent_desktop.records.alerts.models import AlertRunRow
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.standing import QUERIES, values_for
from agent_desktop.records.alerts.unusual import score_people
from agent_desktop.records.database import table_of
from agent_desktop.records.sources.run import IMPORT_LOCK

_RUNS: Final = table_of(AlertRunRow)
_LOCK: Final = 7_201_469_934_282
"""The advisory lock of those who work alerts out."""


class AlertStage(StrEnum):
    BOOKINGS = "bookings"
    RECORDS = "records"
    KEEPING = "keeping"


class AlertProgress(Protocol):
    """Hears which stage of `stages` begins; the first is 1."""

    def __call__(self, stage: AlertStage, number: int, stages: int) -> None: ...


@dataclass(frozen=True, slots=True)
class AlertsWorkedOut:
    """What a run came to: how many alerts are new, lapsed and open now, by kind; seconds by stage."""

    run_id: UUID
    people: int
    raised: dict[str, int] = field(default_factory=dict)
    lapsed: dict[str, int] = field(default_factory=dict)
    standing: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, JsonValue]:
        """Return the figures for a file."""
        return {
            "run_id": str(self.run_id),
            "people": self.people,
            "raised": dict(self.raised),
            "lapsed": dict(self.lapsed),
            "open": dict(self.standing),
            "seconds": dict(self.seconds),
        }


def work_out_alerts(
    engine: sa.Engine,
    options: AlertOptions,
    *,
    now: Callable[[], datetime],
    night: date | None = None,
    progress: AlertProgress = lambda *_: None,
    opened: Callable[[sa.Connection], None] = lambda _: None,
) -> AlertsWorkedOut | None:
    """Work out every alert as of now; None where somebody else is at it, or has done this `night`.

    Without a night it waits for whoever is at it. `opened` is given the connection, for who wants to break it off.
    """
    seconds: dict[str, float] = {}
    began = monotonic()

    def stage(which: AlertStage) -> None:
        nonlocal began
        if seconds:
            seconds[list(seconds)[-1]] = round(monotonic() - began, 3)
        began = monotonic()
        seconds[which.value] = 0.0
        progress(which, list(AlertStage).index(which) + 1, len(AlertStage))

    with engine.begin() as connection:
        opened(connection)
        connection.execute(sa.text("SELECT set_config('lock_timeout', '0', true)"))
        if not _is_ours(connection, night):
            return None
        started_at = now()
        stage(AlertStage.BOOKINGS)
        score_people(
            connection,
            options.rules.unusual,
            until=started_at,
            rates=options.rates,
            base_currency=options.base_currency,
        )
        stage(AlertStage.RECORDS)
        keeping.create_found(connection)
        values = values_for(options.rules, started_at, options.zone)
        for kind, query in QUERIES.items():
            keeping.find(connection, kind, query, values)
        # An import changes and deletes customers, and their alerts with them, in another order, and asks for no lock of
        # ours: its own is taken before the first kept row is changed, which is an alert that goes on.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(IMPORT_LOCK)))
        keeping.find_unusual(connection, options.rules.unusual, started_at)
        stage(AlertStage.KEEPING)
        today = started_at.astimezone(options.zone).date()
        run_id = uuid4()
        kept = keeping.keep(
            connection, at=started_at, today=today, run_id=run_id, standing=[kind.value for kind in QUERIES]
        )
        people = connection.execute(sa.text("SELECT count(*) FROM alert_scores")).scalar_one()
        seconds[AlertStage.KEEPING.value] = round(monotonic() - began, 3)
        done = AlertsWorkedOut(run_id, people, kept.raised, kept.lapsed, kept.standing, seconds)
        run = {"run_id": run_id, "night": night, "started_at": started_at, "finished_at": now()}
        connection.execute(insert(_RUNS).values(**run, counts=done.as_json()))
    return done


def alerts_are_behind(engine: sa.Engine) -> bool:
    """Say whether a load has changed something since alerts were worked out last."""
    query = sa.text(
        "SELECT EXISTS (SELECT FROM source_loads WHERE inserted_count + updated_count + removed_count > 0"
        " AND finished_at > coalesce((SELECT max(started_at) FROM alert_runs), '-infinity'))"
    )
    with engine.connect() as connection:
        return bool(connection.scalar(query))


def _is_ours(connection: sa.Connection, night: date | None) -> bool:
    if night is None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        return True
    if not connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))).scalar_one():
        return False
    return connection.execute(sa.select(_RUNS.c.run_id).where(_RUNS.c.night == night)).first() is None
