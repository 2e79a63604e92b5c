"""``/v1/complaints/{id}``: one case, its history, and what is done to it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from agent_desktop.contract.complaint_cases import Case, CaseHistory, Changed
from agent_desktop.contract.complaint_parts import (
    AddTask,
    ComplaintTask,
    ComplaintTasks,
    DecideRedress,
    ProposeRedress,
    StepTask,
)
from agent_desktop.contract.complaint_work import (
    AssignComplaint,
    CaseField,
    ChangeComplaint,
    FieldConflict,
    LinkComplaint,
    MakeMove,
)
from agent_desktop.records.complaints.access import departments_of, get_readable
from agent_desktop.records.complaints.editing import change_complaint
from agent_desktop.records.complaints.history import list_since, people_in, shown_history, since_person
from agent_desktop.records.complaints.merging import Clash
from agent_desktop.records.complaints.owning import assign
from agent_desktop.records.complaints.redress import decide_redress, propose_redress
from agent_desktop.records.complaints.tasks import add_task, list_tasks, read_task, step_task
from agent_desktop.records.complaints.working import link, make_move
from agent_desktop.server.complaints.asking import (
    ComplaintDesk,
    Reader,
    Unit,
    audit_look,
    expect_own_part,
)
from agent_desktop.server.complaints.people import PeopleOfCentre
from agent_desktop.server.unit_of_work import UnitOfWork


def case_routes(desk: ComplaintDesk) -> APIRouter:
    """Build the routes of single cases."""
    router = APIRouter(tags=["complaints"])

    @router.get("/complaints/{complaint_id}")
    def read_case(complaint_id: UUID, person: Reader, work: Unit) -> Case:
        return desk.show(work, person, complaint_id)

    @router.get("/complaints/{complaint_id}/history")
    def read_history(complaint_id: UUID, person: Reader, work: Unit) -> CaseHistory:
        asking = desk.asking(work, person)
        row = get_readable(work.session, complaint_id, asking.who, departments_of(desk.book, person.team))
        audit_look(work.session, "complaint_history.shown", row, asking)
        entries = since_person(list_since(work.session, complaint_id, 0), sees_all=asking.who.sees_all)
        return shown_history(entries, asking.people.names_of(people_in(entries)))

    @router.post("/complaints/{complaint_id}/moves")
    def move(complaint_id: UUID, command: MakeMove, person: Reader, work: Unit) -> Changed:
        return desk.changed_once(
            work,
            person,
            command.command_id,
            f"move complaint {complaint_id}",
            command,
            lambda asking: make_move(work.session, complaint_id, command, asking),
        )

    @router.post("/complaints/{complaint_id}/changes")
    def change(complaint_id: UUID, command: ChangeComplaint, person: Reader, work: Unit) -> Changed:
        def do() -> Changed:
            asking = desk.asking(work, person)
            edited = change_complaint(work.session, complaint_id, command, asking)
            return Changed(
                case=desk.shown(work, edited.row, asking),
                merged=edited.merged,
                conflicts=_conflicts(work, edited.clashes),
            )

        def again(kept: dict[str, Any]) -> Changed:
            # What clashed has changed nothing: asked again it is decided anew, as what was refused is.
            return do() if kept["clashed"] else Changed(case=desk.show(work, person, complaint_id))

        return desk.once(
            work,
            person,
            command.command_id,
            f"change complaint {complaint_id}",
            command,
            do=do,
            kept=lambda changed: {"clashed": bool(changed.conflicts)},
            again=again,
        )

    @router.post("/complaints/{complaint_id}/owner")
    def give(complaint_id: UUID, command: AssignComplaint, person: Reader, work: Unit) -> Changed:
        return desk.changed_once(
            work,
            person,
            command.command_id,
            f"assign complaint {complaint_id}",
            command,
            lambda asking: assign(work.session, complaint_id, command, asking),
        )

    @router.post("/complaints/{complaint_id}/links")
    def put_link(complaint_id: UUID, command: LinkComplaint, person: Reader, work: Unit) -> Changed:
        expect_own_part(work.session, command.call_id, person)
        return desk.changed_once(
            work,
            person,
            command.command_id,
            f"link complaint {complaint_id}",
            command,
            lambda asking: link(work.session, complaint_id, command, asking),
        )

    return router


def part_routes(desk: ComplaintDesk) -> APIRouter:
    """Build the routes of tasks and redress."""
    router = APIRouter(tags=["complaints"])

    @router.get("/complaint-tasks")
    def read_tasks(person: Reader, work: Unit, *, also_done: bool = False) -> ComplaintTasks:
        return list_tasks(work.session, desk.asking(work, person), also_done=also_done)

    @router.post("/complaints/{complaint_id}/tasks")
    def put_task(complaint_id: UUID, command: AddTask, person: Reader, work: Unit) -> Case:
        return desk.case_once(
            work,
            person,
            command.command_id,
            f"add complaint task {complaint_id}",
            command,
            lambda asking: add_task(work.session, complaint_id, command, asking),
        )

    @router.post("/complaint-tasks/{task_id}/steps")
    def step(task_id: UUID, command: StepTask, person: Reader, work: Unit) -> ComplaintTask:
        asking = desk.asking(work, person)
        return desk.once(
            work,
            person,
            command.command_id,
            f"step complaint task {task_id}",
            command,
            do=lambda: step_task(work.session, task_id, command, asking),
            kept=lambda task: {"task_id": str(task.task_id)},
            again=lambda kept: read_task(work.session, UUID(kept["task_id"]), asking),
        )

    @router.post("/complaints/{complaint_id}/redress")
    def propose(complaint_id: UUID, command: ProposeRedress, person: Reader, work: Unit) -> Case:
        return desk.case_once(
            work,
            person,
            command.command_id,
            f"propose redress {complaint_id}",
            command,
            lambda asking: propose_redress(work.session, complaint_id, command, asking),
        )

    @router.post("/complaint-redress/{redress_id}/decisions")
    def decide(redress_id: UUID, command: DecideRedress, person: Reader, work: Unit) -> Case:
        return desk.case_once(
            work,
            person,
            command.command_id,
            f"decide redress {redress_id}",
            command,
            lambda asking: decide_redress(work.session, redress_id, command, asking),
        )

    return router


def _conflicts(work: UnitOfWork, clashes: Collection[Clash]) -> tuple[FieldConflict, ...]:
    names = PeopleOfCentre(work.session).names_of({each.by for each in clashes if each.by is not None})
    return tuple(
        FieldConflict(
            field=CaseField(each.field),
            before=each.before,
            yours=each.yours,
            theirs=each.theirs,
            by_name=names.get(each.by, "") if each.by is not None else "",
            at=each.at,
        )
        for each in clashes
    )
