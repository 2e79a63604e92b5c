"""``/v1/scripts``: the service scripts that guide a talk."""

from fastapi import APIRouter, Depends

from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.server.auth.rules import ANYBODY
from agent_desktop.service_scripts.loader import ScriptLibrary
from agent_desktop.service_scripts.schema import Script


def script_routes(scripts: ScriptLibrary) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["scripts"], dependencies=[Depends(ANYBODY)])

    @router.get("/scripts")
    def list_scripts() -> list[ScriptChoice]:
        return scripts.choices()

    @router.get("/scripts/{script_id}/versions/{version}")
    def read_script(script_id: str, version: str) -> Script:
        return scripts.get(script_id, version)

    return router
