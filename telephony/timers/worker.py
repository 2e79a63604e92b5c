"""Acts on timers as they become due on the business clock."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import OperationalError

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.timers.actions import act_on_timer
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

RETRY_AFTER: Final = timedelta(seconds=5)
BUSY_RETRY_AFTER: Final = timedelta(seconds=0.5)
"""Where the database was only busy or away: a caller may be waiting for it, and a lock was waited for already."""

_log = logging.getLogger(__name__)


class TimerRunner:
    """One transaction a timer. Several servers may run one each: whoever removes the row acts."""

    def __init__(self, open_work: WorkFactory, deps_for: Callable[[Journal], Deps]) -> None:
        self._open_work = open_work
        self._deps_for = deps_for

    def run_due(self) -> int:
        """Act on everything that is due now, and on what becomes due by it; return how many timers that were."""
        done = 0
        while True:
            with self._open_work() as work:
                now = self._deps_for(work.journal).now()
                due = [(row.timer_id, row.kind, row.subject_id) for row in TimerRepository(work.session).list_due(now)]
            if not due:
                return done
            for timer_id, kind, subject_id in due:
                done += self._act(timer_id, kind, subject_id)

    def next_due_at(self) -> datetime | None:
        """Return when the next timer becomes due, by the business clock."""
        with self._open_work() as work:
            return TimerRepository(work.session).next_due_at()

    def _act(self, timer_id: UUID, kind: TimerKind, subject_id: UUID) -> bool:
        try:
            with self._open_work() as work:
                return act_on_timer(work.session, self._deps_for(work.journal), timer_id, kind, subject_id)
        except Exception as error:  # noqa: BLE001 - the outermost loop over what is due
            # One timer that cannot be acted on must not stand before all others.
            _log.error("timer %s failed: %s", timer_id, type(error).__name__)
            with self._open_work() as work:
                wait = BUSY_RETRY_AFTER if isinstance(error, OperationalError) else RETRY_AFTER
                TimerRepository(work.session).put_off(timer_id, self._deps_for(work.journal).now() + wait)
            return False
