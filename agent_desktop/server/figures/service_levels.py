"""Service levels of queues, each by the definition that was chosen for it.

This is the one place that joins the choice (`records.figures`) with the count (`telephony.statistics`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from agent_desktop.contract.figures import LevelVariant
from agent_desktop.records.figures.levels import LevelChoice, LevelTimeline
from agent_desktop.records.figures.repository import LevelRepository
from telephony.statistics.counting import LevelRule, count_levels
from telephony.statistics.definitions import Counts, ServiceLevel, Thresholds, level_parts, percent
from telephony.statistics.repository import StatisticsRepository


@dataclass(frozen=True, slots=True)
class QueueLevel:
    """`in_time` of `counted` calls, by the definition `choice`: the one in force at the end of the time.

    Where the definition changed within the time each call is counted by the one of its own day; of all queues together
    each by that of its queue. `choice` of all queues together is that of all queues without one of their own.
    """

    choice: LevelChoice
    counts: Counts
    in_time: int
    counted: int

    @property
    def percent(self) -> float | None:
        """The service level; None where no call counts."""
        return percent(self.in_time, self.counted)

    @property
    def variant(self) -> LevelVariant:
        return self.choice.variant

    @property
    def answer_seconds(self) -> int:
        return self.choice.answer_seconds

    @property
    def target_percent(self) -> int:
        return self.choice.target_percent

    @property
    def definition(self) -> int:
        """The version of the definition, 0 for what comes with the program."""
        return self.choice.version


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """By the code of each queue that was asked for, and of all of these together."""

    by_queue: Mapping[str, QueueLevel]
    total: QueueLevel


def service_levels(
    session: Session, since: datetime, until: datetime, now: datetime, zone: tzinfo, queues: Collection[str] = ()
) -> ServiceLevels:
    """Count the calls that came to these queues (empty: to any) from `since` and before `until`, as known at `now`."""
    codes = [code for code, _ in StatisticsRepository(session).list_queues() if not queues or code in queues]
    timeline = LevelRepository(session).timeline()
    ruled = level_rules(timeline, codes, since, until, zone)
    counted = count_levels(session, [each.rule for each in ruled], now)
    last = _last_day(since, until, zone)
    by_queue = {
        code: _summed(
            timeline.in_force(code, last),
            [(each, counts) for each, counts in zip(ruled, counted, strict=True) if each.rule.queue == code],
        )
        for code in codes
    }
    every = list(zip(ruled, counted, strict=True))
    return ServiceLevels(by_queue, _summed(timeline.in_force("", last), every))


def levels_on(session: Session, day: date) -> Mapping[str, LevelChoice]:
    """Return which definition counts the calls of each queue on a day; "" is that of all that have none."""
    codes = ["", *(code for code, _ in StatisticsRepository(session).list_queues())]
    timeline = LevelRepository(session).timeline()
    return {code: timeline.in_force(code, day) for code in codes}


@dataclass(frozen=True, slots=True)
class RuledBy:
    """A rule for the count, and the definition that it comes from."""

    rule: LevelRule
    choice: LevelChoice


def level_rules(
    timeline: LevelTimeline, codes: Sequence[str], since: datetime, until: datetime, zone: tzinfo
) -> list[RuledBy]:
    """Return which definition counts the calls of each queue, from when until when. Days are those of `zone`."""
    first, after = since.astimezone(zone).date(), _last_day(since, until, zone) + timedelta(days=1)
    return [
        RuledBy(
            LevelRule(
                queue=code,
                since=max(since, midnight(each.first, zone)),
                until=min(until, midnight(each.until, zone)),
                variant=ServiceLevel(each.choice.variant.value),
                thresholds=Thresholds(each.choice.answer_seconds, each.choice.short_seconds),
            ),
            each.choice,
        )
        for code in codes
        for each in timeline.stretches(code, first, after)
    ]


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when a day begins in `zone`."""
    return datetime.combine(day, time.min, zone)


def _last_day(since: datetime, until: datetime, zone: tzinfo) -> date:
    """Return the last day of which anything lies before `until`."""
    return max(since, until - timedelta(microseconds=1)).astimezone(zone).date()


def _summed(choice: LevelChoice, counted: Sequence[tuple[RuledBy, Counts]]) -> QueueLevel:
    above = below = 0
    sums = dict.fromkeys((each.name for each in fields(Counts)), 0)
    for each, counts in counted:
        in_time, of = level_parts(counts, each.rule.variant)
        above, below = above + in_time, below + of
        for name in sums:
            sums[name] += getattr(counts, name)
    return QueueLevel(choice, Counts(**sums), above, below)
