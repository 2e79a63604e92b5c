"""When a load of the settings is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.consolidation.options import LinkOptions

LATEST_AFTER: Final = timedelta(hours=4)
"""A time of day at which no server could begin by then is left out."""


@dataclass(frozen=True, slots=True)
class ScheduledLoad:
    """One load that a server does by itself: at these times of the bank's day, or `every` so often, or only when asked.

    `systems`: all of the mapping's where none is named; `covers` are those that it comes to. `rejects` gets the refused
    rows. With `link` it is looked whether whoever came was a prospect before; with `alerts` they are worked out anew.
    A load that failed, such as for a file that is late, is tried again after `retry`, until its next time comes.
    """

    name: str
    mapping: Path
    folder: Path
    rejects: Path
    zone: tzinfo
    systems: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    kind: LoadKind | None = None
    times: tuple[time, ...] = ()
    every: timedelta | None = None
    link: LinkOptions | None = None
    alerts: AlertOptions | None = None
    retry: timedelta | None = None

    def due(self, now: datetime) -> datetime | None:
        """Return the newest due time that is not too long ago, None for none."""
        if self.every is not None:
            return now - (now - datetime(2000, 1, 1, tzinfo=UTC)) % self.every
        today = now.astimezone(self.zone).date()
        slots = [self._at(today - timedelta(days=day), at) for day in range(2) for at in self.times]
        return max((slot for slot in slots if timedelta(0) <= now - slot < LATEST_AFTER), default=None)

    def next_after(self, now: datetime) -> datetime | None:
        """Return the next due time, None where it is done only when asked."""
        if self.every is not None:
            due = self.due(now)
            return due + self.every if due is not None else None
        today = now.astimezone(self.zone).date()
        slots = [self._at(today + timedelta(days=day), at) for day in range(2) for at in self.times]
        return min((slot for slot in slots if slot > now), default=None)

    def retry_at(self, failed_at: datetime) -> datetime | None:
        """Return when it is tried again, None where its next time comes before that, or there is none."""
        following = self.next_after(failed_at)
        if self.retry is None or following is None or failed_at + self.retry >= following:
            return None
        return failed_at + self.retry

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)
