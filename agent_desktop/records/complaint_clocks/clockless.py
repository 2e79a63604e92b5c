"""An open complaint for which nothing says by when the bank owes anything is followed; or it is told of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from agent_desktop.records.complaint_clocks.alone import one_alone
from agent_desktop.records.complaint_clocks.facts import CaseFile, ClockStanding, ComplaintFacts
from agent_desktop.records.complaint_clocks.repository import DueRepository
from agent_desktop.records.complaint_clocks.waiting import tell
from agent_desktop.records.complaint_clocks.warnings import Warnings
from agent_desktop.records.events import RecordEvents

RESTS: Final = timedelta(days=30)
"""So long one may lie whose answer the customer has, without a date."""

Follow = Callable[[Session, ComplaintFacts, datetime], ClockStanding]


class Clockless:
    """Sees to complaints without a clock that runs."""

    def __init__(self, warnings: Warnings, file: CaseFile, follow: Follow) -> None:
        self._warnings = warnings
        self._file = file
        self._follow = follow

    def see(self, session: Session, *, at: datetime, events: RecordEvents, most: int = 50) -> int:
        """Have the clocks of such complaints follow their state, where something changed it beside them (a call was
        said to be another's, so that one goes on by itself); tell owner and supervisors of those that have none then,
        once for each state. Return for how many."""
        found = DueRepository(session).lock_clockless(at, at - RESTS, most)
        return sum(
            one_alone(session, each.complaint_id, events, partial(self._see_one, session, each, at)) for each in found
        )

    def _see_one(self, session: Session, facts: ComplaintFacts, at: datetime, events: RecordEvents) -> None:
        standing = self._follow(session, facts, at)
        self._file.keep_standing(session, facts.complaint_id, standing)
        if standing.next_due_at is None and not standing.paused:
            self._warnings.tell_no_clock(session, facts, at=at, events=events)
        tell(facts, events)
