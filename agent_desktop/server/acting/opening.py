"""What supervisors do on the floor, opened together: listening in, acting, notices, calls for help, alerts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from agent_desktop.server.acting.routes import acting_routes
from agent_desktop.server.floor_alerts.routes import floor_alert_routes, floor_alert_worker
from agent_desktop.server.help.routes import help_routes, help_worker
from agent_desktop.server.notices.routes import notice_routes, notice_worker
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.supervision.routes import supervision_routes
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony


@dataclass(frozen=True, slots=True)
class OpenedActing:
    """The routes, and the threads behind them."""

    routers: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]


def open_acting(
    rules: LiveRules,
    units: UnitsOfWork,
    telephony: Telephony,
    machine_now: Callable[[], datetime],
    speed: float,
) -> OpenedActing:
    """Open them. `rules` are those that count now, `machine_now` is the machine's clock; business time
    runs `speed` times as fast."""
    zone = telephony.settings.local_zone
    return OpenedActing(
        routers=(
            supervision_routes(telephony, machine_now),
            acting_routes(telephony, machine_now, lambda: rules.reasons.offered()),
            notice_routes(),
            help_routes(telephony, machine_now),
            floor_alert_routes(lambda: rules.floor, zone),
        ),
        workers=(
            help_worker(units, telephony),
            notice_worker(units),
            floor_alert_worker(units, lambda: rules.floor, zone, speed=speed),
        ),
    )
