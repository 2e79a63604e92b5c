"""``POST /v1/agent/seat``: make this desktop the active one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.rules import AGENTS, claims_of
from agent_desktop.server.commands import DeskOnce
from agent_desktop.server.seats.service import DeskSeats
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.contract import DeskSnapshot, TakeSeat
from telephony.desk import desk_of


def seat_routes(telephony: Telephony, seats: DeskSeats, desk_once: DeskOnce) -> APIRouter:
    """Build the route."""
    router = APIRouter(tags=["agents"])

    @router.post("/agent/seat")
    def take(
        command: TakeSeat,
        request: Request,
        person: Annotated[Person, Depends(AGENTS)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> DeskSnapshot:
        family_id = claims_of(request).family_id

        def do() -> DeskSnapshot:
            seats.taken(work, person.user_id, family_id)
            return desk_of(work.session, telephony.settings, person.user_id, work.now())

        return desk_once(
            work,
            agent_id=person.user_id,
            command_id=command.command_id,
            fingerprint=f"seat {family_id}",
            do=do,
        )

    return router
