"""When what a server does by itself every night is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

LATEST_AFTER: Final = timedelta(hours=4)
"""A night that nobody could begin by then is left out: by day the processors are the callers'."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When nights are due: at this time of the day in this zone."""

    at: time
    zone: tzinfo

    def due(self, now: datetime) -> date | None:
        """Return the night that is due, None where it is not time, or too late."""
        local = now.astimezone(self.zone)
        for day in (local.date(), local.date() - timedelta(days=1)):
            since = now - self.begins(day)
            if timedelta(0) <= since < LATEST_AFTER:
                return day
        return None

    def next_after(self, now: datetime) -> datetime:
        """Return when the next night begins."""
        today = now.astimezone(self.zone).date()
        return next(at for day in range(3) if (at := self.begins(today + timedelta(days=day))) > now)

    def begins(self, day: date) -> datetime:
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)


def schedule_of(nightly_at: str, zone: tzinfo) -> Schedule | None:
    """Return the schedule of a time ``HH:MM``; None for an empty one."""
    return Schedule(time.fromisoformat(nightly_at), zone) if nightly_at else None
