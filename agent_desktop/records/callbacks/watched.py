"""The callbacks that a supervisor's board counts, one by one."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CALLBACKS_MOST, CallbackCounts, Callbacks
from agent_desktop.records.callbacks.book import Asking
from agent_desktop.records.callbacks.repository import CallbackListRepository, does_not_rest, is_at
from agent_desktop.records.callbacks.showing import audit_look, shown


@dataclass(frozen=True, slots=True)
class Places:
    """Whose callbacks are meant: those of these queues, by their codes, and of these teams; `everywhere` all there
    are, also those of no queue and no team."""

    queue_codes: frozenset[str]
    teams: frozenset[str]
    everywhere: bool = False

    def hold(self, queue_code: str, team: str) -> bool:
        """Say whether a callback of this queue and this team is meant."""
        return self.everywhere or queue_code in self.queue_codes or (bool(team) and team in self.teams)


def midnight_after(at: datetime, zone: tzinfo) -> datetime:
    """Return when the day of `at` ends."""
    return at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def list_due(session: Session, asking: Asking, places: Places) -> Callbacks:
    """Return the open ones that are due until the end of today or late, the earliest first; that they were seen is
    audited. What is paused is due at no time."""
    where = [does_not_rest()]
    if not places.everywhere:
        where.append(is_at(places.queue_codes, places.teams - {""}))
    until_at = midnight_after(asking.at, asking.book.options.zone)
    rows, total = CallbackListRepository(session).list_where(
        *where, from_at=None, until_at=until_at, also_ended=False, most=CALLBACKS_MOST
    )
    audit_look(session, "callbacks.listed", rows, by=asking.reader.user_id, at=asking.at)
    return Callbacks(counts=CallbackCounts(), callbacks=shown(rows, asking), total=total)
