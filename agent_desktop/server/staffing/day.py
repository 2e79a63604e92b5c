"""One day by half hours: what is forecast, what came, who is planned and who was there; and the next half hour."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.staffing import (
    Assumptions,
    DayFactor,
    ForecastCard,
    NextHalfHour,
    StaffingDay,
    StaffingHalfHour,
    StaffingQueue,
)
from agent_desktop.records.staffing.adherence import agents_by_half_hour, present_by_half_hour
from agent_desktop.records.staffing.history import HALF_HOUR, half_hours_of
from agent_desktop.records.staffing.intraday import CARRY, Factor, deviation_from, factor_of
from agent_desktop.records.staffing.keeping import ForecastRepository, NamesOf, card_of
from agent_desktop.records.staffing.models import ForecastRow
from agent_desktop.records.staffing.plan import PlanRepository
from agent_desktop.records.staffing.reading import ForecastDay, forecast_days
from agent_desktop.server.errors import QueueUnknownError
from agent_desktop.server.figures.service_levels import levels_on
from agent_desktop.server.staffing.repository import Agent, AgentRepository, Came, StaffingRepository
from agent_desktop.server.staffing.rules import StaffingRules
from agent_desktop.staffing.needs import agents_needed

HANDLED_SINCE: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which queues (none: all), when, and whose agents they look after."""

    queues: tuple[str, ...]
    now: datetime
    agents: Sequence[Agent]
    names_of: NamesOf


def day_of(session: Session, rules: StaffingRules, day: date, asked: Asked) -> StaffingDay:
    """Return a day of these queues together.

    Raises:
        QueueUnknownError: There is no such queue.
    """
    facts = _Facts(session, rules, day, asked)
    factor = facts.factor()
    plans, known = facts.planned()
    present = facts.present()
    half_hours = []
    for number, start_at in enumerate(facts.half_hours):
        came, calls = facts.came.get(start_at, Came()), facts.forecast.get(start_at)
        has_begun, is_over = start_at <= asked.now, start_at + HALF_HOUR <= asked.now
        expected = None if calls is None or is_over or factor is None else calls * factor.factor
        half_hours.append(
            StaffingHalfHour(
                start_at=start_at,
                calls=calls,
                baseline=facts.baseline.get(start_at),
                expected=expected,
                handle_seconds=facts.handle_seconds,
                offered=came.offered if has_begun else None,
                answered=came.answered if has_begun else None,
                abandoned=came.abandoned if has_begun else None,
                planned=plans[number] if known else None,
                present=present[number] if has_begun else None,
            )
        )
    return StaffingDay(
        day=day,
        as_of=asked.now,
        time_zone=str(rules.zone),
        queues=tuple(StaffingQueue(code=code, name=name) for code, name in facts.queues),
        chosen=asked.queues,
        half_hours=tuple(half_hours),
        forecast=facts.card(),
        factor=None
        if factor is None
        else DayFactor(offered=factor.offered, forecast=factor.forecast, factor=factor.factor),
        assumptions=facts.assumptions,
        special=rules.special(day),
        plan_known=known,
    )


def next_half_hour(session: Session, rules: StaffingRules, asked: Asked) -> NextHalfHour:
    """Return how many agents the thirty minutes from now need, and who is there.

    Raises:
        QueueUnknownError: There is no such queue.
    """
    facts = _Facts(session, rules, asked.now.astimezone(rules.zone).date(), asked)
    factor = facts.factor()
    until = asked.now + HALF_HOUR
    expected: float | None = None
    for each in forecast_days(session, asked.now - HALF_HOUR, until, asked.queues or None):
        for number, calls in enumerate(each.calls):
            begin = each.begins_at + number * HALF_HOUR
            part = (min(until, begin + HALF_HOUR) - max(asked.now, begin)) / HALF_HOUR
            if part > 0:
                expected = (expected or 0.0) + calls * part
    if expected is not None and factor is not None:
        expected *= factor.factor
    standing = StaffingRepository(session).standing(facts.serving, asked.queues or None)
    plans, known = facts.planned()
    number = next((n for n, at in enumerate(facts.half_hours) if at <= asked.now < at + HALF_HOUR), 0)
    needed = None
    if expected is not None:
        needed = agents_needed(expected + standing.waiting, facts.handle_seconds, facts.assumptions).agents
    there = standing.ready + standing.busy
    return NextHalfHour(
        from_at=asked.now,
        until_at=until,
        expected=expected,
        waiting=standing.waiting,
        handle_seconds=facts.handle_seconds,
        needed=needed,
        ready=standing.ready,
        busy=standing.busy,
        signed_in=standing.signed_in,
        planned=plans[number] if known else None,
        short=None if needed is None else max(0, needed - there),
    )


class _Facts:
    """What is read of one day, once."""

    def __init__(self, session: Session, rules: StaffingRules, day: date, asked: Asked) -> None:
        self._session, self._rules, self._day, self._asked = session, rules, day, asked
        repository = StaffingRepository(session)
        self.queues = repository.list_queues()
        codes = [code for code, _ in self.queues]
        for queue in asked.queues:
            if queue not in codes:
                raise QueueUnknownError(queue=queue, known=", ".join(codes))
        chosen = asked.queues or None
        self.half_hours = half_hours_of(day, rules.zone)
        self.since, self.until = self.half_hours[0], self.half_hours[-1] + HALF_HOUR
        self.came: Mapping[datetime, Came] = repository.came(self.since, self.until, chosen)
        # Half hours of the clock on the wall begin where those since 1970 do, but in zones a quarter of an hour apart.
        self._days = [each for each in forecast_days(session, self.since, self.until, chosen) if each.day == day]
        self.forecast = _together(self._days, "calls")
        self.baseline = _together(self._days, "baseline")
        self.handle_seconds = self._handle_seconds(repository, chosen)
        self.assumptions = self._assumptions(asked.queues or codes)
        served = AgentRepository(session).queue_ids(asked.queues)
        self.serving: set[UUID] = {
            each.agent_id for each in asked.agents if not served or not served.isdisjoint(each.queues)
        }

    def _assumptions(self, codes: Collection[str]) -> Assumptions:
        """Return what is assumed for these queues: with the target of their own definition of the service level on that
        day, where an administrator has given one and it is the same for all of them; else that of the settings."""
        levels = levels_on(self._session, self._day)
        given = {levels[code] for code in codes if code in levels}
        targets = {(each.target_percent, each.answer_seconds) for each in given}
        if len(targets) != 1 or any(each.version == 0 for each in given):
            return self._rules.assumptions
        ((percent, seconds),) = targets
        return self._rules.assumptions.model_copy(update={"target": percent / 100, "target_seconds": float(seconds)})

    def factor(self) -> Factor | None:
        """Return by what the rest of today is multiplied; None of another day, or without a forecast."""
        now = self._asked.now
        if not self.forecast or not self.since <= now < self.until:
            return None
        over = [at for at in self.half_hours if at + HALF_HOUR <= now]
        offered = sum(self.came.get(at, Came()).offered for at in over)
        expected = sum(self.forecast.get(at, 0.0) for at in over)
        row = self._row()
        kept = (
            [] if row is None else [row.errors[each.queue_code] for each in self._days if each.queue_code in row.errors]
        )
        weights = [sum(each.calls) for each in self._days][: len(kept)]
        deviation = deviation_from(_mean([_one_day(each) for each in kept], weights))
        carry = _mean([each["carry"] for each in kept], weights)
        return factor_of(offered, expected, deviation, CARRY if carry is None else carry)

    def planned(self) -> tuple[list[float], bool]:
        """Return the agents of the plan by half hour, and whether there is any plan for the day."""
        plans = PlanRepository(self._session).planned_between(self.since, self.until, self.serving)
        return agents_by_half_hour(list(plans.values()), self.half_hours), bool(plans)

    def present(self) -> list[float]:
        """Return who took calls, by half hour."""
        if self.since > self._asked.now:
            return [0.0] * len(self.half_hours)
        spent = AgentRepository(self._session).spent(self.since, self.until, self._asked.now, self.serving)
        return present_by_half_hour([each for own in spent.values() for each in own], self.half_hours)

    def card(self) -> ForecastCard | None:
        row = self._row()
        return None if row is None else card_of(row, self._asked.names_of)

    def _row(self) -> ForecastRow | None:
        if not self._days:
            return None
        newest = max(self._days, key=lambda each: each.made_at)
        return ForecastRepository(self._session).find(newest.forecast_id)

    def _handle_seconds(self, repository: StaffingRepository, chosen: Collection[str] | None) -> float:
        """Return the mean of the forecast's queues, each by its calls; of the last weeks where there is none."""
        calls = sum(sum(each.calls) for each in self._days)
        if calls:
            return sum(each.handle_seconds * sum(each.calls) for each in self._days) / calls
        handled = repository.handled(self._asked.now - HANDLED_SINCE, self._asked.now, chosen).values()
        count = sum(each.calls for each in handled)
        return sum(each.seconds for each in handled) / count if count else self._rules.handle_seconds


def _together(days: Sequence[ForecastDay], which: str) -> dict[datetime, float]:
    found: dict[datetime, float] = {}
    for day in days:
        for number, calls in enumerate(day.calls if which == "calls" else day.baseline):
            at = day.begins_at + number * HALF_HOUR
            found[at] = found.get(at, 0.0) + calls
    return found


def _one_day(kept: Mapping[str, Mapping[str, Mapping[str, float | None]]]) -> float | None:
    errors = kept[str(kept["method"])].get("1")
    return None if errors is None else errors["day_wape"]


def _mean(values: Sequence[float | None], weights: Sequence[float]) -> float | None:
    known = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None
