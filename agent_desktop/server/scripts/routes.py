"""``/v1/scripts``: the service scripts that guide a talk."""

from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.scripts import ListedScript, ScriptPace
from agent_desktop.contract.sessions import Person
from agent_desktop.records.caller_cards.service import traits_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import compose_profile
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.script_versions.live import find_script
from agent_desktop.server.auth.rules import ANYBODY
from agent_desktop.server.calls.cards import caller_of
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.scripts.figures import script_pace
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.service_scripts.at_hand import Scripts
from agent_desktop.service_scripts.choice import fits_call, suggestions
from agent_desktop.service_scripts.schema import Script

Anybody = Annotated[Person, Depends(ANYBODY)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


_PACE_COUNTS: Final = timedelta(minutes=10)
"""A month of talks is gone through once in this time for a script, however many agents open it."""


def script_routes(scripts: Scripts, options: ProfileOptions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["scripts"])

    @router.get("/scripts")
    def list_scripts(person: Anybody, work: Unit, interaction: UUID | None = None) -> list[ListedScript]:
        fitting: list[Script] = []
        if interaction is not None:
            part = InteractionRepository(work.session).get_own(interaction, person.user_id)
            call = get_own_call(work.session, part.call_id, person.user_id).facts
            link = find_link(work.session, part.call_id)
            customer_id = link.customer_id if link is not None else None
            profile = None
            if customer_id is not None:
                profile = compose_profile(work.session, customer_id, at=work.now(), options=options)
            traits = traits_of(caller_of(call), profile)
            found = suggestions(scripts.newest(), traits)
            fitting = [script for script in found if fits_call(script.opens_for, traits)]
        others = [script for script in scripts.newest() if script not in fitting]
        return [_listed(script, is_suggested=True) for script in fitting] + [_listed(script) for script in others]

    @router.get("/scripts/{script_id}/versions/{version}")
    def read_script(script_id: str, version: str, _: Anybody, work: Unit) -> Script:
        return find_script(work.session, scripts, script_id, version)

    paces: dict[str, tuple[datetime, ScriptPace]] = {}

    @router.get("/scripts/{script_id}/pace")
    def read_pace(script_id: str, _: Anybody, work: Unit) -> ScriptPace:
        if all(each.id != script_id for each in scripts.newest()):
            return ScriptPace(script_id=script_id)
        kept = paces.get(script_id)
        if kept is None or work.now() - kept[0] > _PACE_COUNTS:
            kept = paces[script_id] = work.now(), script_pace(work.session, script_id, at=work.now())
        return kept[1]

    return router


def _listed(script: Script, *, is_suggested: bool = False) -> ListedScript:
    return ListedScript(
        script_id=script.id,
        version=script.version,
        title=script.title,
        group=script.group.value,
        direction=script.direction,
        minutes=script.minutes,
        is_suggested=is_suggested,
    )
