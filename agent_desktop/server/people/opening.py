"""What administrators look after beside the routing, opened together."""

from collections.abc import Callable, Mapping
from datetime import datetime

from fastapi import APIRouter

from agent_desktop.contract.base import LocalText
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.people.routes import people_routes
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.rules.routes import rule_routes
from agent_desktop.settings import Settings
from telephony.app import Telephony


def open_people(
    settings: Settings,
    telephony: Telephony,
    passwords: Passwords,
    machine_now: Callable[[], datetime],
    sites: Mapping[str, LocalText],
    rules: LiveRules,
) -> tuple[APIRouter, ...]:
    """Return the routes. `machine_now` is the machine's clock, `sites` the names of where people work by code."""
    return people_routes(telephony, passwords, machine_now, sites), rule_routes(settings, rules)
