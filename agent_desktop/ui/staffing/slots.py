"""A day as the chart draws it, and how far off several queues' forecasts were together."""

from collections.abc import Sequence
from datetime import tzinfo

from agent_desktop.contract.staffing import ForecastError, ForecastMethod, StaffingDay
from agent_desktop.staffing.what_if import DayNeed
from agent_desktop.ui.staffing.chart import Slot


def slots_of(found: StaffingDay, need: DayNeed, zone: tzinfo | None) -> list[Slot]:
    """Return each half hour of a day with what it needs."""
    return [
        Slot(
            start_at=each.start_at.astimezone(zone),
            offered=each.offered,
            forecast=each.calls,
            expected=each.expected,
            baseline=each.baseline,
            needed=None if reckoned.need is None else reckoned.need.agents,
            planned=reckoned.planned,
            present=each.present,
            short=reckoned.short > 0,
        )
        for each, reckoned in zip(found.half_hours, need.half_hours, strict=True)
    ]


def first_busy(slots: Sequence[Slot]) -> int:
    """Return the first half hour that has anything, one before it for air."""
    busy = [number for number, slot in enumerate(slots) if _is_busy(slot)]
    return max(0, busy[0] - 1) if busy else 0


def busy_part(slots: Sequence[Slot]) -> Sequence[Slot]:
    """Leave out the hours before and after in which nothing is: a closed night would take half of the chart."""
    busy = [number for number, slot in enumerate(slots) if _is_busy(slot)]
    return slots[first_busy(slots) : busy[-1] + 2] if busy else slots


def _is_busy(slot: Slot) -> bool:
    return any(
        value is not None and value >= 0.2 for value in (slot.offered, slot.forecast, slot.planned, slot.present)
    )


def wape_of(method: ForecastMethod, errors: Sequence[ForecastError]) -> float | None:
    """Return the error of several queues together, each by its half hours' calls."""
    off = calls = 0.0
    for each in errors:
        if each.method is method and each.wape and each.mae is not None:
            off += each.mae * each.half_hours
            calls += each.mae * each.half_hours / each.wape
    return off / calls if calls else None
