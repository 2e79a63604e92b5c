"""Puts the server's part of staffing together, for the composition root."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from fastapi import APIRouter

from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.schedule import schedule_of
from agent_desktop.server.staffing.making import Forecasting
from agent_desktop.server.staffing.routes import staffing_routes
from agent_desktop.server.staffing.rules import staffing_rules
from agent_desktop.settings import Settings


def open_staffing(
    settings: Settings, engine: sa.Engine, now: Callable[[], datetime], live: LiveRules
) -> tuple[Forecasting, APIRouter]:
    """Build the worker and the routes. `live` are the rules that count now. Raises what a calendar file may."""
    rules = staffing_rules(settings)
    nights = schedule_of(settings.staffing.nightly_at, rules.zone)
    forecasting = Forecasting(engine.url.render_as_string(hide_password=False), rules, nights, now)
    return forecasting, staffing_routes(rules, forecasting, lambda: live.reasons)
