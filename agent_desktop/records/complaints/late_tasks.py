"""A task of a department that is late is told to whoever asked for it, whose complaint it is, and their supervisors."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import EventKind
from agent_desktop.records.complaints.access import lock_row
from agent_desktop.records.complaints.history import Happened, add_event, tell
from agent_desktop.records.complaints.models import ComplaintEventRow, ComplaintRow, ComplaintTaskRow
from agent_desktop.records.events import RecordEvents

LATE: Final = "late"
"""The step of a task that the server itself takes; once for each deadline that it had."""
AT_ONCE: Final = 50


def tell_late(
    session: Session, supervisors: Callable[[str], Collection[UUID]], *, at: datetime, events: RecordEvents
) -> int:
    """Write that tasks are late, each once, and tell of it; return how many there were. `supervisors` are of a team."""
    found = session.execute(_untold().where(ComplaintTaskRow.due_at <= at).limit(AT_ONCE)).all()
    told = 0
    for complaint_id, task_id in sorted(tuple(each) for each in found):
        row = lock_row(session, complaint_id)  # another server may have told of it meanwhile, or the task have ended
        if row is None or session.execute(_untold().where(_is(task_id), ComplaintTaskRow.due_at <= at)).first() is None:
            continue
        task = session.get_one(ComplaintTaskRow, task_id, populate_existing=True)
        detail: dict[str, JsonValue] = {
            "task_id": str(task_id), "step": LATE, "department": task.department, "due_at": task.due_at.isoformat(),
        }  # fmt: skip
        add_event(session, row, Happened(EventKind.TASK, at, detail=detail))
        tell(events, row, task.asked_by, task.taken_by, *(supervisors(row.team) or supervisors("")))
        told += 1
    return told


def next_late_at(session: Session) -> datetime | None:
    """Return when the next task is late that was not told of."""
    due = _untold().with_only_columns(sa.func.min(ComplaintTaskRow.due_at)).order_by(None)
    return session.scalar(due)


def _is(task_id: UUID) -> sa.ColumnElement[bool]:
    return ComplaintTaskRow.task_id == task_id


def _untold() -> sa.Select[UUID, UUID]:
    event = ComplaintEventRow
    is_told = sa.exists().where(
        event.complaint_id == ComplaintTaskRow.complaint_id,
        event.kind == EventKind.TASK.value,
        event.detail["task_id"].astext == sa.cast(ComplaintTaskRow.task_id, sa.Text()),
        event.detail["step"].astext == LATE,
        event.at >= ComplaintTaskRow.due_at,
    )
    return (
        sa.select(ComplaintTaskRow.complaint_id, ComplaintTaskRow.task_id)
        .join(ComplaintRow, ComplaintRow.complaint_id == ComplaintTaskRow.complaint_id)
        .where(ComplaintTaskRow.ended_at.is_(None), ComplaintRow.ended_at.is_(None), ~is_told)
        .order_by(ComplaintTaskRow.due_at)
    )
