"""The seasonal baseline: a day is what the last days of its kind were. Pure.

Every other method has to be better than this, or is not used.
"""

from collections.abc import Sequence
from typing import Final

from agent_desktop.records.staffing.history import SLOTS, DayType, Slots

SAME_DAYS: Final = 4
"""So many days of the same kind are taken together, the newest."""


def expected_day(kind: DayType, history: Sequence[tuple[DayType, Slots]]) -> Slots:
    """Return the mean of the newest days of this kind, half hour by half hour; zeros from no history.

    A holiday is what holidays were; where there was none yet, what Sundays were. A weekend day that is worked is what
    working days were. A weekday that is not in the history yet is what the days of the working week were, or the
    weekend's.
    """
    for alike in _alike(kind):
        days = [slots for each, slots in history if each in alike]
        if days:
            return mean_day(days[-SAME_DAYS * len(alike) :])
    return mean_day([slots for _, slots in history])


def mean_day(days: Sequence[Slots]) -> Slots:
    """Return the mean of days, half hour by half hour; zeros of none."""
    if not days:
        return (0.0,) * SLOTS
    return tuple(sum(day[slot] for day in days) / len(days) for slot in range(SLOTS))


_WEEK: Final = frozenset(DayType(day) for day in range(5))
_WEEKEND: Final = frozenset({DayType.SATURDAY, DayType.SUNDAY})


def _alike(kind: DayType) -> tuple[frozenset[DayType], ...]:
    if kind is DayType.HOLIDAY:
        return frozenset({kind}), frozenset({DayType.SUNDAY}), _WEEKEND
    if kind is DayType.MAKE_UP:
        return frozenset({kind}), _WEEK
    return frozenset({kind}), _WEEK if kind in _WEEK else _WEEKEND
