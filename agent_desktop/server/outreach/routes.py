"""``/v1/outreach`` and ``/v1/alerts/{id}/outreach``: somebody is to turn to a customer."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from agent_desktop.contract.outreach import ChangeTask, OutreachTask, OutreachTasks, StartOutreach
from agent_desktop.contract.sessions import Person
from agent_desktop.records.alerts.schema import AlertRules
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.outreach.repository import Reader
from agent_desktop.records.outreach.service import Asking, change_task, list_tasks, read_task, start_task
from agent_desktop.server.auth.rules import CUSTOMER_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.outreach.repository import centre_in, queue_codes_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Anybody = Annotated[Person, Depends(CUSTOMER_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def outreach_routes(options: ProfileOptions, rules: AlertRules) -> APIRouter:
    """Build the routes. `rules` say whom tasks go to."""
    router = APIRouter(tags=["outreach"])

    def asking_of(work: UnitOfWork, person: Person) -> Asking:
        reader = Reader(person.user_id, person.team, queue_codes_of(work.session, person.user_id))
        return Asking(reader, work.now(), options, rules, centre_in(work.session))

    def task_once(
        work: UnitOfWork, person: Person, command_id: UUID, route: str, body: BaseModel, do: Callable[[], OutreachTask]
    ) -> OutreachTask:
        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, body),
            at=work.now(),
            do=do,
            kept=lambda task: {"task_id": str(task.task_id)},  # names are not kept
            again=lambda kept: read_task(work.session, UUID(kept["task_id"]), asking=asking_of(work, person)),
        )

    @router.get("/outreach")
    def list_own(person: Anybody, work: Unit, *, count_only: bool = False) -> OutreachTasks:
        return list_tasks(work.session, asking_of(work, person), count_only=count_only)

    @router.post("/alerts/{alert_id}/outreach")
    def start(alert_id: UUID, command: StartOutreach, person: Anybody, work: Unit) -> OutreachTask:
        def do() -> OutreachTask:
            return start_task(work.session, alert_id, note=command.note, asking=asking_of(work, person))

        return task_once(work, person, command.command_id, f"start outreach {alert_id}", command, do)

    @router.post("/outreach/{task_id}/changes")
    def change(task_id: UUID, command: ChangeTask, person: Anybody, work: Unit) -> OutreachTask:
        def do() -> OutreachTask:
            return change_task(
                work.session,
                task_id,
                command.step,
                seen_version=command.seen_version,
                due_at=command.due_at,
                reason=command.reason,
                asking=asking_of(work, person),
            )

        return task_once(work, person, command.command_id, f"change task {task_id}", command, do)

    return router
