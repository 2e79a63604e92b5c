"""``POST /agent/commands``: an agent changes their own state. ``GET /agent/history``: how it came about."""

from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.params import Depends

from telephony.agents.service import change_agent_state, history_of
from telephony.contract import AgentCommand, AgentHistory, DeskSnapshot
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.events.journal import Journal
from telephony.ports import Once, Work

MOST_STRETCHES: Final = 100


def agent_routes(
    deps_for: Callable[[Journal], Deps], *, work: Depends, agent: Depends, seated: Depends, once: Once
) -> APIRouter:
    """Build the routes from the host's dependencies."""
    router = APIRouter(tags=["agents"])

    @router.post("/agent/commands")
    def command_agent(
        command: AgentCommand,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = seated,  # type: ignore[assignment]
    ) -> DeskSnapshot:
        deps = deps_for(unit.journal)

        def do() -> DeskSnapshot:
            change_agent_state(
                unit.session,
                deps,
                agent_id,
                command.action,
                command.reason,
                planned_seconds=command.planned_seconds,
                after_call=command.after_call,
            )
            return desk_of(unit.session, deps.settings, agent_id, deps.now())

        return once(
            unit,
            agent_id=agent_id,
            command_id=command.command_id,
            fingerprint=_in_one_line(command),
            do=do,
        )

    @router.get("/agent/history")
    def read_history(
        limit: Annotated[int, Query(ge=1, le=MOST_STRETCHES)] = 20,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = agent,  # type: ignore[assignment]
    ) -> AgentHistory:
        return history_of(unit.session, agent_id, limit)

    return router


def _in_one_line(command: AgentCommand) -> str:
    line = f"agent {command.action} {command.reason or ''}"
    planned = "" if command.planned_seconds is None else f" for {command.planned_seconds} s"
    return line + planned + (" after the call" if command.after_call else "")
