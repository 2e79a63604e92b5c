"""What supervisors do on the floor, opened together: listening in, acting, notices and calls for help."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from agent_desktop.server.acting.routes import acting_routes
from agent_desktop.server.help.routes import help_routes, help_worker
from agent_desktop.server.notices.routes import notice_routes, notice_worker
from agent_desktop.server.supervision.routes import supervision_routes
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony


@dataclass(frozen=True, slots=True)
class OpenedActing:
    """The routes, and the threads behind them."""

    routers: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]


def open_acting(units: UnitsOfWork, telephony: Telephony, machine_now: Callable[[], datetime]) -> OpenedActing:
    """Open them. `machine_now` is the machine's clock."""
    return OpenedActing(
        routers=(
            supervision_routes(telephony, machine_now),
            acting_routes(telephony, machine_now),
            notice_routes(),
            help_routes(telephony, machine_now),
        ),
        workers=(help_worker(units, telephony), notice_worker(units)),
    )
