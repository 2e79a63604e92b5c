"""``/v1/supervision`` and ``/v1/calls/{id}/supervision``: a supervisor in an agent's call. Each deed is audited."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_change
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.commands import once
from agent_desktop.server.supervision.service import list_supervised, named, own_supervision, see_in_scope
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.contract import OwnSupervision, RemoveColleague, Supervise, Supervised, SupervisionSnapshot
from telephony.supervision.repository import SupervisionRepository
from telephony.supervision.service import leave, remove_colleague, supervise
from telephony.supervision.watch import LOOK_SECONDS, SupervisionWatch

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def supervision_worker(units: UnitsOfWork, telephony: Telephony, machine_now: Callable[[], datetime]) -> Repeated:
    """Return the worker that sees that no supervisor's line stays behind."""
    watch = SupervisionWatch(units.begin, telephony.deps, machine_now)

    def look() -> None:
        watch.look()

    return Repeated("supervision", look, every_seconds=LOOK_SECONDS)


def supervision_routes(telephony: Telephony, machine_now: Callable[[], datetime]) -> APIRouter:
    """Build the routes. `machine_now` is the machine's clock: a supervisor's desktop is heard by it."""
    router = APIRouter(tags=["supervision"])

    @router.get("/supervision/calls")
    def calls(person: Supervisor, work: Unit) -> list[Supervised]:
        return list_supervised(work.session, person)

    @router.post("/supervision/beats")
    def beat(person: Supervisor, work: Unit) -> OwnSupervision:
        SupervisionRepository(work.session).hear(person.user_id, machine_now())
        return own_supervision(work.session, person.user_id)

    @router.post("/calls/{call_id}/supervision")
    def begin(call_id: UUID, command: Supervise, person: Supervisor, work: Unit) -> SupervisionSnapshot:
        def do() -> SupervisionSnapshot:
            see_in_scope(work.session, person, call_id)
            deps = telephony.deps(work.journal)
            begun = supervise(work.session, deps, call_id, person.user_id, command.mode, machine_at=machine_now())
            return named(work.session, begun)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=f"supervise {call_id} {command.mode}",
            at=work.now(),
            do=do,
            kept=lambda answer: answer.model_dump(mode="json"),
            again=SupervisionSnapshot.model_validate,
        )

    @router.delete("/supervision")
    def end(person: Supervisor, work: Unit) -> OwnSupervision:
        leave(work.session, telephony.deps(work.journal), person.user_id)
        return own_supervision(work.session, person.user_id)

    @router.post("/calls/{call_id}/colleague/removal")
    def remove(call_id: UUID, command: RemoveColleague, person: Supervisor, work: Unit) -> OwnSupervision:
        def do() -> OwnSupervision:
            see_in_scope(work.session, person, call_id)
            remove_colleague(work.session, telephony.deps(work.journal), call_id)
            record_change(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="call.colleague_removed",
                record_kind="call",
                record_id=call_id,
                call_id=call_id,
            )
            return own_supervision(work.session, person.user_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=f"remove colleague {call_id}",
            at=work.now(),
            do=do,
            kept=lambda answer: answer.model_dump(mode="json"),
            again=OwnSupervision.model_validate,
        )

    return router
