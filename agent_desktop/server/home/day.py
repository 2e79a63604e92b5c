"""A person's own figures of the day, as their home shows them."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.contract.home import MyDay, QueueLevel
from agent_desktop.contract.staffing import PlannedTime
from agent_desktop.records.callbacks.repository import CallbackListRepository
from agent_desktop.records.staffing.adherence import is_pause, kinds_of, timeline
from agent_desktop.records.staffing.plan import PlanRepository
from agent_desktop.records.surveys.repository import mean_of_agent
from agent_desktop.server.figures import service_levels
from agent_desktop.server.floor_alerts.limits import LimitsBook
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.settings_staffing import StaffingSettings
from telephony.agents.day import AgentDayRepository
from telephony.queues.change_repository import QueueChangeRepository
from telephony.queues.repository import MemberRepository
from telephony.times import midnight_before

LEVELS_FOR: Final = 60.0
"""So many seconds the service levels of all queues are kept: many agents ask for the same."""


class LevelsOfDay:
    """The service levels of today, counted for everybody once in a while. For any thread."""

    def __init__(self, zone: tzinfo, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._zone, self._monotonic = zone, monotonic
        self._lock = threading.Lock()
        self._counted: Mapping[UUID, tuple[str, service_levels.QueueLevel]] = {}
        self._of: tuple[datetime, float] | None = None

    def at(self, session: Session, now: datetime) -> Mapping[UUID, tuple[str, service_levels.QueueLevel]]:
        """Return the code and the level of each queue."""
        midnight = midnight_before(now, self._zone)
        with self._lock:
            fresh = self._of is not None and self._of[0] == midnight and self._monotonic() - self._of[1] < LEVELS_FOR
            if not fresh:
                found = service_levels.service_levels(session, midnight, now, now, self._zone).by_queue
                queues = QueueChangeRepository(session).list_queues()
                self._counted = {each.queue_id: (each.code, found[each.code]) for each in queues if each.code in found}
                self._of = (midnight, self._monotonic())
            return self._counted


class DayFigures:
    """What a person's day is reckoned from beside their own rows: the bank's targets (0: it has none), the rules that
    count now, and the levels of the queues."""

    def __init__(self, settings: StaffingSettings, rules: LiveRules, zone: tzinfo) -> None:
        self.zone, self._rules = zone, rules
        self.handled_target = settings.agent_calls_target or None
        self.ready_target = settings.agent_ready_percent_target or None
        self._limits, self._levels = LimitsBook(zone), LevelsOfDay(zone)

    def is_pause(self, planned: PlannedTime) -> bool:
        """Say whether somebody is to have a break then."""
        return is_pause(planned, kinds_of(self._rules.reasons.reasons))

    def levels_of(self, session: Session, user_id: UUID, now: datetime) -> Iterator[QueueLevel]:
        """Yield the levels of somebody's queues."""
        limits, counted = self._limits.at(self._rules.floor, now), self._levels.at(session, now)
        for queue_id in sorted(MemberRepository(session).list_queue_ids_of(user_id)):
            if queue_id not in counted:
                continue
            code, level = counted[queue_id]
            limit = limits.of(FloorMeasure.SERVICE_LEVEL, code, level.target_percent)
            yield QueueLevel(
                queue_id=queue_id,
                percent=None if level.percent is None else round(level.percent, 1),
                seconds=level.answer_seconds,
                warn_percent=limit.warning,
                act_percent=limit.bad,
            )


def my_day(session: Session, user_id: UUID, team: str, figures: DayFigures, at: datetime) -> MyDay:
    """Return the figures of the day until `at`."""
    midnight = midnight_before(at, figures.zone)
    tomorrow = midnight_before(midnight + timedelta(hours=36), figures.zone)
    days = AgentDayRepository(session)
    spent, average = days.time_spent(user_id, midnight, at), days.team_average(team, midnight) if team else None
    satisfaction, surveys = mean_of_agent(session, user_id, midnight)
    done, of, late = CallbackListRepository(session).count_day(user_id, midnight, tomorrow, at)
    return MyDay(
        team_average_seconds=None if average is None else round(average),
        satisfaction=None if satisfaction is None else round(satisfaction, 2),
        surveys=surveys,
        ready_percent=round(100 * spent.at_work / spent.signed_in, 1) if spent.signed_in >= 1 else None,
        callbacks_done=done,
        callbacks_of=of,
        callbacks_late=late,
        next_break=_next_break(session, user_id, figures, at, tomorrow),
        levels=tuple(figures.levels_of(session, user_id, at)),
        handled_target=figures.handled_target,
        ready_target_percent=figures.ready_target,
    )


def _next_break(
    session: Session, user_id: UUID, figures: DayFigures, at: datetime, until: datetime
) -> PlannedTime | None:
    plan = PlanRepository(session).planned_between(at, until, {user_id}).get(user_id, [])
    return next((each for each in timeline(plan) if each.until_at > at and figures.is_pause(each)), None)
