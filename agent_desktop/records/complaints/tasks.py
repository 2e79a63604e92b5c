"""Other departments do their part for a complaint, each by a day of its own."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind, Right
from agent_desktop.contract.complaint_parts import (
    AddTask,
    ComplaintTask,
    ComplaintTasks,
    ComplaintTaskState,
    ComplaintTaskStep,
    StepTask,
)
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import (
    Asking,
    actors_of,
    actors_of_each,
    departments_of,
    is_about,
    lock_row,
    lock_workable,
)
from agent_desktop.records.complaints.errors import ComplaintTaskNotFoundError, ComplaintTaskRefusedError
from agent_desktop.records.complaints.history import Happened, add_event, tell
from agent_desktop.records.complaints.models import ComplaintRow, ComplaintTaskRow
from agent_desktop.records.complaints.parts import TASK_STEPS, may_step, shown_task
from agent_desktop.records.complaints.rights import WHO_MAY
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.errors import StaleVersionError

MOST: Final = 200
_T, _S = ComplaintTaskStep, ComplaintTaskState
_ENDS: Final = frozenset({_S.DONE, _S.REFUSED, _S.CANCELLED})
_WITH_WORDS: Final = frozenset({_T.FINISH, _T.REFUSE, _T.CANCEL, _T.MOVE, _T.REOPEN})


def add_task(session: Session, complaint_id: UUID, command: AddTask, asking: Asking) -> ComplaintRow:
    """Ask a department for its part.

    Raises:
        ComplaintNotFoundError: No such complaint, or it is not this person's to see.
        NotYoursToDoError: They may not ask for it.
        ComplaintTaskRefusedError: department_unknown, complaint_ended, time_past.
    """
    row, _ = lock_workable(session, complaint_id, asking.who, WHO_MAY[Right.TASK])
    if row.state in END_STATES:
        raise ComplaintTaskRefusedError("complaint_ended")
    if command.department not in asking.book.departments:
        raise ComplaintTaskRefusedError("department_unknown")
    if command.due_at <= asking.at:
        raise ComplaintTaskRefusedError("time_past")
    task = ComplaintTaskRow(
        task_id=uuid4(),
        complaint_id=complaint_id,
        department=command.department,
        state=_S.OPEN,
        words=command.words.strip(),
        due_at=command.due_at,
        asked_by=asking.who.user_id,
        asked_at=asking.at,
    )
    session.add(task)
    session.flush()
    detail: dict[str, JsonValue] = {
        "task_id": str(task.task_id),
        "step": "add",
        "department": task.department,
        "due_at": command.due_at.isoformat(),
    }
    by = asking.who.user_id
    add_event(session, row, Happened(EventKind.TASK, asking.at, by, words=task.words, detail=detail))
    tell(asking.events, row, by)
    return row


def step_task(session: Session, task_id: UUID, command: StepTask, asking: Asking) -> ComplaintTask:
    """Take a step of a task.

    Raises:
        ComplaintTaskNotFoundError: No such task, or it is another department's.
        StaleVersionError: Somebody changed it since `seen_version` was read.
        ComplaintTaskRefusedError: complaint_ended, step_impossible, not_yours, reason_given, time_needed, time_past.
    """
    known = session.get(ComplaintTaskRow, task_id)
    row = lock_row(session, known.complaint_id) if known is not None else None  # before the task, as everybody does
    query = sa.select(ComplaintTaskRow).where(ComplaintTaskRow.task_id == task_id).with_for_update()
    task = session.scalar(query.execution_options(populate_existing=True))
    departments = departments_of(asking.book, asking.who.team)
    actors = actors_of(session, row, asking.who) if row is not None else frozenset()
    is_theirs = (
        row is not None and not is_about(row, asking.who) and (actors or (task and task.department in departments))
    )
    if row is None or task is None or not is_theirs:
        raise ComplaintTaskNotFoundError(task_id)
    if task.version != command.seen_version:
        raise StaleVersionError(current_version=task.version)
    if row.state in END_STATES:
        raise ComplaintTaskRefusedError("complaint_ended")
    if (task.state, command.step) not in TASK_STEPS:
        raise ComplaintTaskRefusedError("step_impossible")
    if not may_step(task, command.step, actors, asking.who.user_id, departments):
        raise ComplaintTaskRefusedError("not_yours")
    words = command.words.strip()
    if command.step in _WITH_WORDS and not words:
        raise ComplaintTaskRefusedError("reason_given")
    _step(task, command, words, asking)
    session.flush()
    detail: dict[str, JsonValue] = {
        "task_id": str(task_id),
        "step": command.step.value,
        "department": task.department,
        "due_at": task.due_at.isoformat(),
    }
    by = asking.who.user_id
    add_event(session, row, Happened(EventKind.TASK, asking.at, by, words=words, detail=detail))
    tell(asking.events, row, by, task.asked_by, task.taken_by)
    return read_task(session, task_id, asking)


def read_task(session: Session, task_id: UUID, asking: Asking) -> ComplaintTask:
    """Return one task to somebody who has just done something to it.

    Raises:
        ComplaintTaskNotFoundError: No such task.
    """
    task = session.get(ComplaintTaskRow, task_id)
    if task is None:
        raise ComplaintTaskNotFoundError(task_id)
    return _shown(session, [task], asking)[0]


def list_tasks(session: Session, asking: Asking, *, also_done: bool) -> ComplaintTasks:
    """Return the tasks of somebody's department, and those they asked for; the look is audited."""
    departments = departments_of(asking.book, asking.who.team)
    by = asking.who.user_id
    mine = sa.or_(
        ComplaintTaskRow.department.in_(departments), ComplaintTaskRow.asked_by == by, ComplaintTaskRow.taken_by == by
    )
    about_them = sa.select(ComplaintRow.complaint_id).where(ComplaintRow.about_user_id == by)
    query = sa.select(ComplaintTaskRow).where(mine, ComplaintTaskRow.complaint_id.not_in(about_them))
    if not also_done:
        query = query.where(ComplaintTaskRow.ended_at.is_(None))
    ordered = query.order_by(ComplaintTaskRow.ended_at.is_not(None), ComplaintTaskRow.due_at, ComplaintTaskRow.task_id)
    tasks = session.scalars(ordered.limit(MOST)).all()
    shown = _shown(session, tasks, asking)
    if shown:
        ids: list[JsonValue] = [str(task.task_id) for task in tasks]
        record_look(
            session, at=asking.at, by=by, what="complaint_tasks.listed", record_kind="complaint", record_id=None,
            detail={"task_ids": ids},
        )  # fmt: skip
    is_open = [task for task in shown if task.ended_at is None]
    return ComplaintTasks(tasks=shown, count=len(is_open), late=sum(task.is_late for task in is_open))


def _step(task: ComplaintTaskRow, command: StepTask, words: str, asking: Asking) -> None:
    by, at = asking.who.user_id, asking.at
    match command.step:
        case ComplaintTaskStep.MOVE:
            if command.due_at is None:
                raise ComplaintTaskRefusedError("time_needed")
            if command.due_at <= at:
                raise ComplaintTaskRefusedError("time_past")
            task.due_at = command.due_at
        case ComplaintTaskStep.TAKE:
            task.taken_by = by
        case ComplaintTaskStep.GIVE_BACK:
            task.taken_by = None
        case ComplaintTaskStep.REOPEN:
            task.taken_by, task.result = None, ""
            if task.due_at <= at and command.due_at is None:
                raise ComplaintTaskRefusedError("time_needed")
            task.due_at = command.due_at or task.due_at
    task.state = TASK_STEPS[task.state, command.step]
    ends = task.state in _ENDS
    task.ended_at, task.ended_by = (at, by) if ends else (None, None)
    task.result = words if ends else task.result
    task.version += 1


def _shown(session: Session, tasks: Sequence[ComplaintTaskRow], asking: Asking) -> tuple[ComplaintTask, ...]:
    ids = {task.complaint_id for task in tasks}
    query = sa.select(ComplaintRow).where(ComplaintRow.complaint_id.in_(ids))
    rows = {row.complaint_id: row for row in session.scalars(query)} if ids else {}
    people = {each for task in tasks for each in (task.asked_by, task.taken_by) if each is not None}
    names = asking.people.names_of(people)
    departments = departments_of(asking.book, asking.who.team)
    actors = actors_of_each(session, rows.values(), asking.who)
    return tuple(
        shown_task(task, rows[task.complaint_id], actors[task.complaint_id], departments, asking, names)
        for task in tasks
    )
