"""Measures what the rules of floor alerts look at: a statement or two each, whatever the size of the floor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.records.callbacks.repository import CallbackListRepository
from agent_desktop.records.floor_alerts.repository import RungRepository
from agent_desktop.records.floor_alerts.schema import Rule
from agent_desktop.server.figures.service_levels import QueueLevel, service_levels
from telephony.acting.floor import CallNow, FloorRepository, QueueNow
from telephony.help.repository import Asked, HelpRepository
from telephony.statistics.definitions import abandonment
from telephony.statistics.occupancy import occupancy_by_queue


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of one subject. `key` tells it from others of the same rule; `value` None: nothing to be said of it.
    `target_percent` is what the service level of the queue should be."""

    key: str
    value: float | None
    subject_id: UUID | None = None
    names: LocalText = field(default_factory=dict)
    team: str = ""
    queue_id: UUID | None = None
    queue: str = ""
    call_id: UUID | None = None
    target_percent: float | None = None


class Floor:
    """The floor at one moment. What several rules look at is read once."""

    def __init__(self, session: Session, now: datetime, zone: tzinfo) -> None:
        self._session, self._now, self._zone = session, now, zone
        self._floor = FloorRepository(session)
        self._counted: dict[datetime, Mapping[str, QueueLevel]] = {}

    def measure(self, rule: Rule) -> Sequence[Measured]:
        """Return every subject that a rule's measure has, with its value now."""
        return list(_MEASURES[rule.measure](self, rule))

    @cached_property
    def _queues(self) -> Sequence[QueueNow]:
        return self._floor.list_queues()

    @cached_property
    def _calls(self) -> Sequence[CallNow]:
        return self._floor.list_calls()

    @cached_property
    def _help(self) -> Sequence[Asked]:
        return HelpRepository(self._session).list_on()

    def _service_levels(self, rule: Rule) -> Iterator[Measured]:
        levels = self._levels(rule)
        for queue in self._queues:
            level = levels.get(queue.code)
            enough = level is not None and level.counted >= max(1, rule.least)
            measured = _of_queue(queue, level.percent if enough and level is not None else None)
            yield measured if level is None else replace(measured, target_percent=level.target_percent)

    def _abandonments(self, rule: Rule) -> Iterator[Measured]:
        levels = self._levels(rule)
        for queue in self._queues:
            level = levels.get(queue.code)
            enough = level is not None and level.counts.offered >= max(1, rule.least)
            yield _of_queue(queue, abandonment(level.counts) if enough and level is not None else None)

    def _occupancies(self, rule: Rule) -> Iterator[Measured]:
        shares = occupancy_by_queue(self._session, self._now - timedelta(seconds=rule.window_seconds), self._now)
        for queue in self._queues:
            yield _of_queue(queue, shares.get(queue.queue_id))

    def _levels(self, rule: Rule) -> Mapping[str, QueueLevel]:
        since = self._now - timedelta(seconds=rule.window_seconds)
        if since not in self._counted:
            levels = service_levels(self._session, since, self._now, self._now, self._zone)
            self._counted[since] = levels.by_queue
        return self._counted[since]

    def _longest_waits(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002  one signature
        for queue in self._queues:
            yield _of_queue(queue, self._since(queue.longest_at))

    def _nobody_ready(self, rule: Rule) -> Iterator[Measured]:
        for queue in self._queues:
            left_alone = queue.here == 0 and queue.waiting >= max(1, rule.least)
            yield _of_queue(queue, self._since(queue.longest_at) if left_alone else 0)

    def _call_seconds(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for call in self._calls:
            yield _of_call(call, self._since(call.answered_at))

    def _hold_seconds(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for call in self._calls:
            yield _of_call(call, self._since(call.held_at))

    def _wrap_ups_over(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for each in self._floor.list_wrap_ups(self._now):
            key = f"{each.agent_id}:{each.call_id}"
            yield Measured(
                key,
                self._since(each.planned_end_at),
                each.agent_id,
                team=each.team,
                queue_id=each.queue_id,
                queue=each.queue,
                call_id=each.call_id,
            )

    def _away_over(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for each in self._floor.list_away(self._now):
            key = f"{each.agent_id}:{each.planned_end_at.isoformat()}"
            yield Measured(key, self._since(each.planned_end_at), each.agent_id, team=each.team)

    def _callbacks_late(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        late = dict(CallbackListRepository(self._session).count_late_by_queue(self._now))
        for queue in self._queues:
            yield _of_queue(queue, late.pop(queue.code, 0))
        others = sum(late.values())
        yield Measured("others", others, names={"en": "Other callbacks", "zh": "其他回电"})

    def _complaint_clocks(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for rung in RungRepository(self._session).list_reached():
            key = f"{rung.complaint_id}:{rung.clock_id}:{rung.stage}"
            yield Measured(key, rung.percent, rung.complaint_id, {"": rung.number}, team=rung.team)

    def _carrier_faults(self, rule: Rule) -> Iterator[Measured]:
        since = self._now - timedelta(seconds=rule.window_seconds)
        yield Measured("centre", self._floor.count_faults(since))

    def _help_waits(self, rule: Rule) -> Iterator[Measured]:  # noqa: ARG002
        for each in self._help:
            queue = each.queue
            yield Measured(
                str(each.row.help_id),
                self._since(each.row.asked_at),
                each.row.agent_id,
                team=each.agent.team,
                queue_id=None if queue is None else queue.queue_id,
                queue="" if queue is None else queue.code,
                call_id=each.row.call_id,
            )

    def _since(self, at: datetime | None) -> float:
        return 0 if at is None else max(0.0, (self._now - at).total_seconds())


def _of_queue(queue: QueueNow, value: float | None) -> Measured:
    return Measured(
        str(queue.queue_id), value, queue.queue_id, dict(queue.name), queue_id=queue.queue_id, queue=queue.code
    )


def _of_call(call: CallNow, value: float) -> Measured:
    key = f"{call.agent_id}:{call.call_id}"
    return Measured(
        key, value, call.agent_id, team=call.team, queue_id=call.queue_id, queue=call.queue, call_id=call.call_id
    )


_MEASURES: Final[Mapping[FloorMeasure, Callable[[Floor, Rule], Iterator[Measured]]]] = MappingProxyType(
    {
        FloorMeasure.SERVICE_LEVEL: Floor._service_levels,
        FloorMeasure.LONGEST_WAIT: Floor._longest_waits,
        FloorMeasure.NOBODY_READY: Floor._nobody_ready,
        FloorMeasure.CALL_SECONDS: Floor._call_seconds,
        FloorMeasure.HOLD_SECONDS: Floor._hold_seconds,
        FloorMeasure.WRAP_UP_OVER: Floor._wrap_ups_over,
        FloorMeasure.CALLBACKS_LATE: Floor._callbacks_late,
        FloorMeasure.COMPLAINT_CLOCK: Floor._complaint_clocks,
        FloorMeasure.CARRIER_FAULTS: Floor._carrier_faults,
        FloorMeasure.HELP_WAITS: Floor._help_waits,
        FloorMeasure.ABANDONMENT: Floor._abandonments,
        FloorMeasure.OCCUPANCY: Floor._occupancies,
        FloorMeasure.AWAY_OVER: Floor._away_over,
    }
)
