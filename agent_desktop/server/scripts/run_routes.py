"""``/v1/interactions/{id}/script-…``: how a script stands in a call, and what is done from it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.scripts import ActionResult, DoScriptAction, ScriptStanding, TickScriptAction
from agent_desktop.contract.sessions import Person
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.scripts.actions import ScriptActions
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def script_run_routes(standings: Standings, actions: ScriptActions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(prefix="/interactions", tags=["scripts"])

    @router.get("/{interaction_id}/script-standing")
    def read_standing(interaction_id: UUID, person: Agent, work: Unit) -> ScriptStanding:
        part = InteractionRepository(work.session).get_own(interaction_id, person.user_id)
        return standings.shown(work.session, part, person.roles, work.now())

    @router.post("/{interaction_id}/script-actions/{action_id}")
    def do_action(
        interaction_id: UUID, action_id: str, command: DoScriptAction, person: Seated, work: Unit
    ) -> ActionResult:
        work.release()  # the bank's system may take its five seconds; no connection waits with us
        return actions.do(person, interaction_id, action_id, command)

    @router.post("/{interaction_id}/script-actions/{action_id}/by-hand")
    def tick_action(
        interaction_id: UUID, action_id: str, command: TickScriptAction, person: Seated, work: Unit
    ) -> ActionResult:
        work.release()
        return actions.tick(person, interaction_id, action_id, command)

    return router
