"""What hangs on a complaint ends with it where it ends otherwise than by its close: nobody works for what is gone."""

from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_parts import ComplaintTaskState, RedressState
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.repository import PartRepository


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
