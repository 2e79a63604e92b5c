"""What administrators look after beside the routing, opened together."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.board import AwayReason
from agent_desktop.contract.in_force import InForce
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.rules import ADMINISTRATORS
from agent_desktop.server.floor_alerts.rules import load_floor_book, shown_rules
from agent_desktop.server.people.routes import people_routes
from agent_desktop.settings import Settings
from telephony.app import Telephony
from telephony.contract import ChosenReason


def open_people(
    settings: Settings,
    telephony: Telephony,
    passwords: Passwords,
    machine_now: Callable[[], datetime],
    sites: Mapping[str, LocalText],
    dispositions: Sequence[Disposition],
) -> tuple[APIRouter, ...]:
    """Return the routes. `machine_now` is the machine's clock, `sites` the names of where people work by code.

    Raises:
        FloorAlertsFileError: The rules of floor alerts are wrong.
    """
    shown = InForce(
        outcomes=tuple(dispositions),
        reasons=tuple(AwayReason(reason.value) for reason in ChosenReason),
        rules=shown_rules(load_floor_book(settings)).rules,
    )
    router = APIRouter(tags=["people"])

    @router.get("/in-force")
    def in_force(_: Annotated[Person, Depends(ADMINISTRATORS)]) -> InForce:
        return shown

    return people_routes(telephony, passwords, machine_now, sites), router
