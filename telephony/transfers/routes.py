"""An agent passes a caller on (``/calls/{call_id}/transfers``), or asks for who is busy (``…/ask-next``)."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter
from fastapi.params import Depends
from sqlalchemy.orm import Session

from telephony.contract import AskNext, DeskSnapshot, StartTransfer
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.events.journal import Journal
from telephony.ports import Once, Work
from telephony.transfers.keeping import ask_next, stop_asking
from telephony.transfers.service import start_transfer


def transfer_routes(deps_for: Callable[[Journal], Deps], *, work: Depends, seated: Depends, once: Once) -> APIRouter:
    """Build the routes from the host's dependencies."""
    router = APIRouter(tags=["transfers"])

    def answer(
        unit: Work, agent_id: UUID, command_id: UUID, fingerprint: str, act: Callable[[Session, Deps], None]
    ) -> DeskSnapshot:
        deps = deps_for(unit.journal)

        def do() -> DeskSnapshot:
            act(unit.session, deps)
            return desk_of(unit.session, deps.settings, agent_id, deps.now())

        return once(unit, agent_id=agent_id, command_id=command_id, fingerprint=fingerprint, do=do)

    @router.post("/calls/{call_id}/transfers")
    def transfer(
        call_id: UUID,
        wanted: StartTransfer,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = seated,  # type: ignore[assignment]
    ) -> DeskSnapshot:
        to = wanted.agent_id or wanted.queue_code or wanted.number_id or wanted.number
        fingerprint = f"transfer {call_id} {wanted.kind} {to} {wanted.priority}"
        return answer(
            unit,
            agent_id,
            wanted.command_id,
            fingerprint,
            lambda session, deps: start_transfer(session, deps, call_id, agent_id, wanted),
        )

    @router.post("/calls/{call_id}/ask-next")
    def ask(
        call_id: UUID,
        asked: AskNext,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = seated,  # type: ignore[assignment]
    ) -> DeskSnapshot:
        return answer(
            unit,
            agent_id,
            asked.command_id,
            f"ask next {call_id} {asked.agent_id}",
            lambda session, deps: ask_next(session, deps, call_id, agent_id, asked.agent_id),
        )

    @router.delete("/calls/{call_id}/ask-next")
    def ask_no_more(
        call_id: UUID,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = seated,  # type: ignore[assignment]
    ) -> DeskSnapshot:
        deps = deps_for(unit.journal)
        stop_asking(unit.session, deps, call_id, agent_id)
        return desk_of(unit.session, deps.settings, agent_id, deps.now())

    return router
