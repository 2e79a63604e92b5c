"""What the server does by the clock of the bank: at night, and when files of sources are due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.orm import Session, sessionmaker

from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.server.alerts.nightly import NightlyAlerts
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.server.app import Worker
from agent_desktop.server.consolidation.nightly import NightlyConsolidation
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.server.managers.nightly import NightlyAssignment
from agent_desktop.server.managers.rules import load_rules
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.schedule import Schedule, schedule_of
from agent_desktop.server.sources.planned import scheduled_loads
from agent_desktop.server.sources.scheduled import ScheduledLoads
from agent_desktop.server.sources.timetable import ScheduledLoad
from agent_desktop.server.staffing.opening import open_staffing
from agent_desktop.server.valuation.formula import load_formula
from agent_desktop.server.valuation.nightly import NightlyValuation
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Planned:
    """The workers, and what routes tell of them. `consolidation` says when its nights are due, None for never;
    `wake_loads` is called once somebody's wish for a load is kept. `routers` ask for what is planned here."""

    workers: Sequence[Worker]
    consolidation: Schedule | None
    loads: Sequence[ScheduledLoad]
    wake_loads: Callable[[], None]
    routers: Sequence[APIRouter]


def open_planned(
    settings: Settings,
    engine: sa.Engine,
    sessions: sessionmaker[Session],
    options: ProfileOptions,
    now: Callable[[], datetime],
    rules: LiveRules,
) -> Planned:
    """Build what the settings plan; `rules` are those that count now. Raises what a wrong rule file raises."""
    workers: list[Worker] = []
    address, zone = engine.url.render_as_string(hide_password=False), options.zone
    nights = schedule_of(settings.consolidation.nightly_at, zone)
    if nights is not None:
        workers.append(NightlyConsolidation(sessions, address, link_options(settings), nights, now))
    alerts = schedule_of(settings.alerts.nightly_at, zone)
    if alerts is not None:
        workers.append(NightlyAlerts(address, alert_options(settings), alerts, now))
    loads = scheduled_loads(settings, zone)
    loading = ScheduledLoads(sessions, address, loads, now)
    if loads:
        workers.append(loading)
    formula = load_formula(settings)
    valued_at = schedule_of(settings.valuation.nightly_at, zone)
    if valued_at is not None:
        workers.append(NightlyValuation(engine.url, formula, options, valued_at, now))
    assigned_at = schedule_of(settings.records.assignment_nightly_at, zone)
    if assigned_at is not None:
        workers.append(NightlyAssignment(address, load_rules(settings), assigned_at, now))
    forecasting, staffing = open_staffing(settings, engine, now, rules)
    workers.append(forecasting)
    return Planned(workers, nights, loads, loading.wake, (staffing,))
