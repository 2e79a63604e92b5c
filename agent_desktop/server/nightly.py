"""What a server does by itself at night or by a timetable: merges, alerts, loads, the value of customers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from agent_desktop.server.alerts.nightly import NightlyAlerts
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.app import Worker
from agent_desktop.server.bank import Bank
from agent_desktop.server.consolidation.nightly import NightlyConsolidation
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.schedule import Schedule, schedule_of
from agent_desktop.server.sources.planned import scheduled_loads
from agent_desktop.server.sources.scheduled import ScheduledLoads
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.server.valuation.formula import load_formula
from agent_desktop.server.valuation.nightly import NightlyValuation
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Nights:
    """`merging` is when accounts are merged (None: never), `loads` what is loaded by a timetable; `load_wished` is
    called once somebody's wish for a load is kept."""

    workers: tuple[Worker, ...]
    merging: Schedule | None
    loads: Sequence[ScheduledLoad]
    load_wished: Callable[[], None]


def open_nights(
    settings: Settings, bank: Bank, engine: sa.Engine, sessions: sessionmaker[Session], now: Callable[[], datetime]
) -> Nights:
    """Open what the settings ask for. `now` is business time.

    Raises:
        ValueFileError: The formulas of value are wrong.
    """
    zone, address = bank.options.zone, engine.url.render_as_string(hide_password=False)
    workers: list[Worker] = []
    merging = schedule_of(settings.consolidation.nightly_at, zone)
    if merging is not None:
        workers.append(NightlyConsolidation(sessions, address, link_options(settings), merging, now))
    alerts_at = schedule_of(settings.alerts.nightly_at, zone)
    if alerts_at is not None:
        workers.append(NightlyAlerts(address, alert_options(settings), alerts_at, now))
    loads = scheduled_loads(settings, zone)
    loading = ScheduledLoads(sessions, address, loads, now)
    if loads:
        workers.append(loading)
    formula = load_formula(settings)
    valued_at = schedule_of(settings.valuation.nightly_at, zone)
    if valued_at is not None:
        workers.append(NightlyValuation(engine.url, formula, bank.options, valued_at, now))
    return Nights(tuple(workers), merging, loads, loading.wake)
