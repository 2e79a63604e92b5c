"""``POST /calls/{call_id}/commands``: an agent acts on a call; ``GET /decline-reasons``: why they may decline one."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter
from fastapi.params import Depends

from telephony.calls.service import act_on_call
from telephony.contract import CallCommand, DeclineReason, DeskSnapshot
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.events.journal import Journal
from telephony.ports import Once, Work


def call_routes(
    deps_for: Callable[[Journal], Deps], *, work: Depends, agent: Depends, seated: Depends, once: Once
) -> APIRouter:
    """Build the route from the host's dependencies."""
    router = APIRouter(tags=["calls"])

    @router.post("/calls/{call_id}/commands")
    def command_call(
        call_id: UUID,
        command: CallCommand,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = seated,  # type: ignore[assignment]
    ) -> DeskSnapshot:
        deps = deps_for(unit.journal)

        def do() -> DeskSnapshot:
            act_on_call(unit.session, deps, call_id, agent_id, command.action, reason=command.reason, role=command.role)
            return desk_of(unit.session, deps.settings, agent_id, deps.now())

        return once(
            unit,
            agent_id=agent_id,
            command_id=command.command_id,
            fingerprint=f"call {call_id} {command.action} {command.reason}".rstrip(),
            do=do,
        )

    @router.get("/decline-reasons")
    def list_decline_reasons(
        unit: Work = work,  # type: ignore[assignment]
        _: UUID = agent,  # type: ignore[assignment]
    ) -> list[DeclineReason]:
        return list(deps_for(unit.journal).settings.decline_reasons)

    return router
