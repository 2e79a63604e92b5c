"""Who the clocks, letters and files ask for a complaint: what it is, and who may see and work it."""

from collections.abc import Callable, Collection
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.records.complaint_clocks.facts import ComplaintFacts
from agent_desktop.records.complaints.access import Who, get_readable, lock_workable
from agent_desktop.records.complaints.due import facts_of
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.rights import DESK


class ComplaintsDoor:
    """`complaint_clocks.facts.ComplaintDoor`. `who_is` finds somebody with their roles and team."""

    def __init__(self, who_is: Callable[[Session, UUID], Who]) -> None:
        self._who_is = who_is

    def facts_to_see(self, session: Session, complaint_id: UUID, *, by: UUID) -> ComplaintFacts:
        """See `ComplaintDoor.facts_to_see`."""
        return facts_of(get_readable(session, complaint_id, self._who_is(session, by)))

    def facts_to_work(self, session: Session, complaint_id: UUID, *, by: UUID) -> ComplaintFacts:
        """See `ComplaintDoor.facts_to_work`."""
        row, _ = lock_workable(session, complaint_id, self._who_is(session, by), DESK)
        return facts_of(row)

    def facts_of(self, session: Session, complaint_ids: Collection[UUID]) -> dict[UUID, ComplaintFacts]:
        """See `ComplaintDoor.facts_of`."""
        rows = ComplaintRepository(session).list_by_id(complaint_ids)
        return {row.complaint_id: facts_of(row) for row in rows}
