"""What hangs on a complaint ends with it where it ends otherwise than by its close: nobody works for what is gone."""

from datetime import datetime, timedelta
from typing import Final

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.contract.complaint_parts import ComplaintTaskState, ComplaintTaskStep, RedressState
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.history import Happened, add_event
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import PartRepository

_DAYS: Final = 3
"""So many a department has that the file lists no more."""


def take_up_tasks(session: Session, row: ComplaintRow, ended_at: datetime | None, asking: Asking) -> None:
    """Have the tasks that ended with a complaint be open again with it: each with as many days as its department has,
    from now on, and in nobody's hands. What was done, refused or called off before stays so."""
    if ended_at is None:
        return
    for task in PartRepository(session).list_tasks([row.complaint_id]):
        if task.state is not ComplaintTaskState.CANCELLED or task.ended_at != ended_at:
            continue
        department = asking.book.departments.get(task.department)
        days = department.days if department is not None else _DAYS
        task.state, task.ended_at, task.ended_by, task.taken_by = ComplaintTaskState.OPEN, None, None, None
        task.due_at = asking.at + timedelta(days=days)
        task.version += 1
        detail: dict[str, JsonValue] = {
            "task_id": str(task.task_id), "step": ComplaintTaskStep.REOPEN.value, "department": task.department,
            "due_at": task.due_at.isoformat(),
        }  # fmt: skip
        session.flush()
        add_event(session, row, Happened(EventKind.TASK, asking.at, asking.who.user_id, detail=detail))


def drop_parts(session: Session, row: ComplaintRow, asking: Asking) -> None:
    """Cancel the open tasks of a complaint, and withdraw the redress that waits for a decision."""
    by, at, repository = asking.who.user_id, asking.at, PartRepository(session)
    for task in repository.list_tasks([row.complaint_id]):
        if task.ended_at is None:
            task.state, task.ended_at, task.ended_by = ComplaintTaskState.CANCELLED, at, by
            task.version += 1
    for each in repository.list_redress([row.complaint_id]):
        if each.state is RedressState.PROPOSED:
            each.state, each.decided_at, each.decided_by = RedressState.WITHDRAWN, at, by
            each.version += 1
    session.flush()
