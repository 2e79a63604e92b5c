"""A complaint waits for somebody until a day: when that is past, what stood still for it goes on."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.complaints import Region
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.alone import one_alone
from agent_desktop.records.complaint_clocks.book import RuleBook
from agent_desktop.records.complaint_clocks.case import Case, standing_of
from agent_desktop.records.complaint_clocks.facts import CaseFile, ComplaintFacts
from agent_desktop.records.complaint_clocks.following import RUNNING, WAIT_OVER
from agent_desktop.records.complaint_clocks.repository import DueRepository
from agent_desktop.records.complaint_clocks.warnings import Warnings
from agent_desktop.records.events import RecordEvents

CHANGED: Final = "complaint.changed"


class Waits:
    """Ends waits whose day is past."""

    def __init__(
        self,
        book: RuleBook,
        calendars: Calendars,
        warnings: Warnings,
        file: CaseFile,
        case_of: Callable[[Session, UUID], Case],
    ) -> None:
        self._zones = {each.value: calendars.of(book.set_for(each.value).calendar).zone for each in Region}
        self._warnings = warnings
        self._file = file
        self._case_of = case_of

    def end(self, session: Session, *, at: datetime, events: RecordEvents, most: int = 50) -> int:
        """Let the clocks of complaints go on whose wait was to be over by now, and tell owner and supervisors, once for
        each wait. Return for how many complaints."""
        todays = {region: at.astimezone(zone).date() for region, zone in self._zones.items()}
        over = DueRepository(session).lock_waits_over(todays, most)
        return sum(
            one_alone(session, each.complaint_id, events, partial(self._end_one, session, each, at)) for each in over
        )

    def _end_one(self, session: Session, facts: ComplaintFacts, at: datetime, events: RecordEvents) -> None:
        case = self._case_of(session, facts.complaint_id)
        case.write(at, WAIT_OVER, noted_at=at, by=None)
        live = case.reckon(at)
        self._file.keep_standing(session, facts.complaint_id, standing_of(live))
        owed = [each for each in live if each.row.is_ours and each.followed.state in RUNNING]
        first = min(owed, key=lambda each: (each.row.due_at, each.row.rule_id), default=None)
        if first is not None:
            self._warnings.tell_wait_over(session, facts, first, at=at, events=events)
        tell(facts, events)


def tell(facts: ComplaintFacts, events: RecordEvents) -> None:
    """Tell who deals with a complaint that it has changed."""
    for agent_id in dict.fromkeys((facts.owner_id, facts.backup_id)):
        if agent_id is not None:
            events.add(CHANGED, facts.complaint_id, agent_id=agent_id)
