"""When a queue takes new callers. Pure.

Hours are wall-clock times of a zone, their own or else the bank's: a day on which the clocks change has the hours that
it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

Span = tuple[time, time]
"""From, until, in one day; an end at 00:00 is the midnight that ends it."""

_MIDNIGHT: Final = time(0)
_LOOK_AHEAD_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`weekly` by weekday, 0 for Monday; a weekday that is missing is closed. `days` are the dates that differ:
    holidays with no hours, others with their own. `zone` is the name of the time zone, empty for the bank's own."""

    weekly: Mapping[int, tuple[Span, ...]]
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    zone: str = ""

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the hours of one day, none where it is closed."""
        return self.days[day] if day in self.days else self.weekly.get(day.weekday(), ())

    def as_json(self) -> dict[str, Any]:
        """Return the hours in the form that a table keeps."""
        return {
            "weekly": {str(weekday): _written(spans) for weekday, spans in sorted(self.weekly.items())},
            "days": {day.isoformat(): _written(spans) for day, spans in sorted(self.days.items())},
            "zone": self.zone,
        }


def hours_from_json(kept: Mapping[str, Any]) -> OpeningHours:
    """Return the hours that `as_json` wrote, of this version or of one without a zone."""
    return OpeningHours(
        weekly={int(weekday): _read(spans) for weekday, spans in kept["weekly"].items()},
        days={date.fromisoformat(day): _read(spans) for day, spans in kept["days"].items()},
        zone=kept.get("zone", ""),
    )


def is_open(hours: OpeningHours | None, at: datetime, zone: tzinfo) -> bool:
    """Say whether a queue takes callers at `at`; one without hours always does. It closes at the end of its span.
    `zone` is the bank's own."""
    if hours is None:
        return True
    local = at.astimezone(_zone_of(hours, zone))
    now = local.time().replace(tzinfo=None)
    return any(begin <= now and (now < end or end == _MIDNIGHT) for begin, end in hours.spans_on(local.date()))


def next_opening(hours: OpeningHours, at: datetime, zone: tzinfo) -> datetime | None:
    """Return when a queue opens next after `at`, aware UTC; None where it does not within two months. `zone` is the
    bank's own."""
    zone = _zone_of(hours, zone)
    today = at.astimezone(zone).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        for begin, _ in sorted(hours.spans_on(day)):
            opens_at = datetime.combine(day, begin, tzinfo=zone).astimezone(UTC)
            if opens_at > at:
                return opens_at
    return None


def _zone_of(hours: OpeningHours, zone: tzinfo) -> tzinfo:
    return ZoneInfo(hours.zone) if hours.zone else zone


def _written(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in spans]


def _read(spans: list[list[str]]) -> tuple[Span, ...]:
    return tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in spans)
