"""The calls of one day, counted as they change: by queue, by half hour, and of the last thirty minutes. Pure.

Each call counts in the minute in which it came to its queue. What becomes of a call, and how long it waited, is said by
`telephony.statistics.records`, what counts as in time by `telephony.statistics.definitions`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from telephony.statistics.definitions import Counts, Thresholds, count_calls
from telephony.statistics.records import CallRecord, Fate

HALF_HOUR: Final = timedelta(minutes=30)
LATELY_MINUTES: Final = 30

ThresholdsOf = Callable[[str], Thresholds]
"""Gives the thresholds of a queue by its code."""


@dataclass(slots=True)
class _Sum:
    """`Counts` that calls are added to and taken from."""

    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    abandoned_in_time: int = 0
    short_abandoned: int = 0

    def add(self, counts: Counts, times: int) -> None:
        self.answered += times * counts.answered
        self.answered_in_time += times * counts.answered_in_time
        self.abandoned += times * counts.abandoned
        self.abandoned_in_time += times * counts.abandoned_in_time
        self.short_abandoned += times * counts.short_abandoned

    def counts(self, waiting_late: int = 0) -> Counts:
        return Counts(
            self.answered,
            self.answered_in_time,
            self.abandoned,
            self.abandoned_in_time,
            self.short_abandoned,
            waiting_late,
        )


class DayLedger:
    """Belongs to whoever keeps it up to date; it is used by one thread at a time.

    `begins_at` is the local midnight; calls that came before are not of this day.
    """

    def __init__(self, begins_at: datetime, thresholds: ThresholdsOf) -> None:
        self.begins_at = begins_at
        self._thresholds = thresholds
        self._calls: dict[UUID, CallRecord] = {}
        self._waiting: dict[str, dict[UUID, CallRecord]] = {}
        self._minutes: dict[str, dict[int, _Sum]] = {}
        self._slots: dict[str, dict[int, _Sum]] = {}
        self._days: dict[str, _Sum] = {}

    def __len__(self) -> int:
        return len(self._calls)

    def put(self, call: CallRecord) -> None:
        """Take a call as it stands now, whether it is known or new."""
        if call.enqueued_at < self.begins_at:
            return
        before = self._calls.get(call.call_id)
        if before == call:
            return
        if before is not None:
            self._count(before, -1)
        self._calls[call.call_id] = call
        self._count(call, 1)

    def count_by(self, thresholds: ThresholdsOf) -> None:
        """Count everything anew by other thresholds."""
        self._thresholds = thresholds
        calls, self._calls = self._calls, {}
        self._waiting, self._minutes, self._slots, self._days = {}, {}, {}, {}
        for call in calls.values():
            self.put(call)

    def today(self, queue: str, now: datetime) -> Counts:
        """Return what became of the queue's calls of this day; who waits too long by now has been missed already."""
        return self._days.get(queue, _Sum()).counts(self._late(queue, now, self.begins_at))

    def lately(self, queue: str, now: datetime) -> Counts:
        """Return the same of those who came within the last thirty minutes, from a whole minute on."""
        first = self._minute(now) - LATELY_MINUTES
        total, minutes = _Sum(), self._minutes.get(queue, {})
        for minute in range(max(first, 0), self._minute(now) + 1):
            some = minutes.get(minute)
            if some is not None:
                total.add(some.counts(), 1)
        since = self.begins_at + timedelta(minutes=first)
        return total.counts(self._late(queue, now, since))

    def slots(self, queue: str) -> Iterator[tuple[datetime, Counts]]:
        """Yield the half hours in which calls came to a queue, in no order, and what became of them."""
        for slot, some in self._slots.get(queue, {}).items():
            yield self.begins_at + slot * HALF_HOUR, some.counts()

    def _late(self, queue: str, now: datetime, since: datetime) -> int:
        waiting = self._waiting.get(queue)
        if not waiting:
            return 0
        waits = [call.waited_seconds(now) for call in waiting.values() if call.enqueued_at >= since]
        return count_calls((), (), waits, self._thresholds(queue)).waiting_late

    def _count(self, call: CallRecord, times: int) -> None:
        match call.fate:
            case Fate.WAITING:
                waiting = self._waiting.setdefault(call.queue, {})
                if times > 0:
                    waiting[call.call_id] = call
                else:
                    waiting.pop(call.call_id, None)
            case Fate.ANSWERED:
                self._sum(call, times, answered=True)
            case Fate.ABANDONED:
                self._sum(call, times, answered=False)
            case _:
                pass

    def _sum(self, call: CallRecord, times: int, *, answered: bool) -> None:
        waited = (call.waited_seconds(call.enqueued_at),)
        of_one = count_calls(waited if answered else (), () if answered else waited, (), self._thresholds(call.queue))
        minute = self._minute(call.enqueued_at)
        self._minutes.setdefault(call.queue, {}).setdefault(minute, _Sum()).add(of_one, times)
        self._slots.setdefault(call.queue, {}).setdefault(minute // LATELY_MINUTES, _Sum()).add(of_one, times)
        self._days.setdefault(call.queue, _Sum()).add(of_one, times)

    def _minute(self, at: datetime) -> int:
        return int((at - self.begins_at) // timedelta(minutes=1))


def add_counts(many: Mapping[str, Counts]) -> Counts:
    """Return the counts of several queues together."""
    total = Counts()
    for each in many.values():
        total = replace(
            total,
            answered=total.answered + each.answered,
            answered_in_time=total.answered_in_time + each.answered_in_time,
            abandoned=total.abandoned + each.abandoned,
            abandoned_in_time=total.abandoned_in_time + each.abandoned_in_time,
            short_abandoned=total.short_abandoned + each.short_abandoned,
            waiting_late=total.waiting_late + each.waiting_late,
        )
    return total


def mark_before(at: datetime, begins_at: datetime) -> datetime | None:
    """Return the last half hour's mark of the day that is ten minutes past or more; None where there is none yet."""
    marks = (at - timedelta(minutes=10) - begins_at) // HALF_HOUR
    return begins_at + marks * HALF_HOUR if marks >= 0 else None
