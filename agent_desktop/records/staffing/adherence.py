"""Whether an agent did what was planned, from the plan and from the states that they were in. Pure.

Adherence is planned time in which the agent did what was planned, of planned time. Conformance is time worked,
whenever, of time planned to work; it may be above 1. Both count up to the present: what is still to come is in neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agent_desktop.contract.rules import AwayReason, PlannedAs
from agent_desktop.contract.staffing import PlanActivity, PlannedTime

Kinds = Mapping[str, PlanActivity]
"""What of a plan reasons for being not ready count as, by their codes."""

WORKING: Final = frozenset({"ready", "on_call", "wrap_up"})
"""States in which an agent takes calls, has one or writes it up."""

_NOT_READY: Final = "not_ready"
_OFFLINE: Final = "offline"
_AWAY: Final = frozenset({PlanActivity.BREAK, PlanActivity.MEAL})
"""What one may be signed out for, and may be taken one for the other."""
_KINDS: Final[Mapping[PlannedAs, PlanActivity]] = {
    PlannedAs.BREAK: PlanActivity.BREAK,
    PlannedAs.MEAL: PlanActivity.MEAL,
    PlannedAs.TRAINING: PlanActivity.TRAINING,
    PlannedAs.MEETING: PlanActivity.MEETING,
}


def kinds_of(reasons: Iterable[AwayReason]) -> Kinds:
    """Return what of a plan each published reason counts as; those that count as nothing are not in it."""
    return {each.code: _KINDS[each.planned_as] for each in reasons if each.planned_as in _KINDS}


@dataclass(frozen=True, slots=True)
class Spent:
    """One stretch of an agent in a state, by the words of the wire; `reason` is why not ready."""

    state: str
    reason: str
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Adherence:
    """Seconds. `late` is from the begin of each shift to when the agent was signed in, `early` from when they signed
    out last to its end, of shifts that are over."""

    planned: float = 0.0
    adherent: float = 0.0
    work_planned: float = 0.0
    worked: float = 0.0
    late: float = 0.0
    early: float = 0.0
    pause_planned: float = 0.0
    paused: float = 0.0

    @property
    def adherence(self) -> float | None:
        return self.adherent / self.planned if self.planned else None

    @property
    def conformance(self) -> float | None:
        return self.worked / self.work_planned if self.work_planned else None


def does(planned: PlannedTime, state: str, reason: str, kinds: Kinds) -> bool:
    """Say whether somebody in this state, not ready for this reason, does what was planned."""
    activity = planned.activity
    if activity is PlanActivity.WORK:
        return state in WORKING
    if state == _OFFLINE:
        return activity in _AWAY
    if state != _NOT_READY:
        return False
    if activity is PlanActivity.AWAY:
        return reason == planned.reason
    kind = kinds.get(reason)
    return kind is activity or (kind in _AWAY and activity in _AWAY)


def is_pause(planned: PlannedTime, kinds: Kinds) -> bool:
    """Say whether a break or a meal was planned, by itself or by a reason that counts as one."""
    return planned.activity in _AWAY or (planned.activity is PlanActivity.AWAY and kinds.get(planned.reason) in _AWAY)


def timeline(plan: Sequence[PlannedTime]) -> list[PlannedTime]:
    """Return what is planned at each time: the shift, with what lies in it cut out. In order, and never two at once."""
    shifts = [each for each in plan if each.activity is PlanActivity.WORK]
    inside = sorted((each for each in plan if each.activity is not PlanActivity.WORK), key=lambda each: each.from_at)
    found: list[PlannedTime] = []
    for shift in sorted(shifts, key=lambda each: each.from_at):
        at = shift.from_at
        for each in inside:
            begin, end = max(each.from_at, at), min(each.until_at, shift.until_at)
            if begin >= end:
                continue
            if at < begin:
                found.append(PlannedTime(from_at=at, until_at=begin))
            found.append(each.model_copy(update={"from_at": begin, "until_at": end}))
            at = end
        if at < shift.until_at:
            found.append(PlannedTime(from_at=at, until_at=shift.until_at))
    return found


def planned_at(plan: Sequence[PlannedTime], at: datetime) -> PlannedTime | None:
    """Return what is planned then; None outside every shift."""
    return next((each for each in timeline(plan) if each.from_at <= at < each.until_at), None)


def adherence_of(plan: Sequence[PlannedTime], spent: Sequence[Spent], as_of: datetime, kinds: Kinds) -> Adherence:
    """Compare an agent's plan of a day with the states of that day, up to `as_of`. `kinds` is what reasons count as."""
    planned = adherent = work_planned = pause_planned = late = early = paused = 0.0
    for each in timeline(plan):
        end = min(each.until_at, as_of)
        length = _seconds(each.from_at, end)
        planned += length
        adherent += sum(
            _overlap(stretch, each.from_at, end)
            for stretch in spent
            if does(each, stretch.state, stretch.reason, kinds)
        )
        work_planned += length if each.activity is PlanActivity.WORK else 0.0
        pause_planned += length if is_pause(each, kinds) else 0.0
    for shift in plan:
        if shift.activity is not PlanActivity.WORK or shift.from_at >= as_of:
            continue
        end = min(shift.until_at, as_of)
        here = [stretch for stretch in spent if stretch.state != _OFFLINE and _overlap(stretch, shift.from_at, end) > 0]
        first = min((max(stretch.began_at, shift.from_at) for stretch in here), default=end)
        late += _seconds(shift.from_at, first)
        if here and as_of >= shift.until_at:
            last = max(min(stretch.ended_at, shift.until_at) for stretch in here)
            early += _seconds(last, shift.until_at)
        paused += sum(
            _overlap(stretch, shift.from_at, end)
            for stretch in spent
            if stretch.state == _NOT_READY and kinds.get(stretch.reason) in _AWAY
        )
    worked = sum(_seconds(each.began_at, min(each.ended_at, as_of)) for each in spent if each.state in WORKING)
    return Adherence(planned, adherent, work_planned, worked, late, early, pause_planned, paused)


def agents_by_half_hour(plans: Sequence[Sequence[PlannedTime]], half_hours: Sequence[datetime]) -> list[float]:
    """Return how many agents are planned to take calls in each half hour, on average."""
    times = [each for plan in plans for each in timeline(plan) if each.activity is PlanActivity.WORK]
    return _mean_by_half_hour([(each.from_at, each.until_at) for each in times], half_hours)


def present_by_half_hour(spent: Sequence[Spent], half_hours: Sequence[datetime]) -> list[float]:
    """Return how many agents took calls in each half hour, on average."""
    times = [(each.began_at, each.ended_at) for each in spent if each.state in WORKING]
    return _mean_by_half_hour(times, half_hours)


def _mean_by_half_hour(times: Sequence[tuple[datetime, datetime]], half_hours: Sequence[datetime]) -> list[float]:
    """Spread times over half hours that follow one another."""
    found = [0.0] * len(half_hours)
    if not half_hours:
        return found
    first = half_hours[0].timestamp()
    for begin, end in times:
        since, until = begin.timestamp() - first, end.timestamp() - first
        for number in range(max(0, int(since // 1800)), min(len(found), int(until // 1800) + 1)):
            found[number] += max(0.0, min(until, (number + 1) * 1800.0) - max(since, number * 1800.0)) / 1800
    return found


def _overlap(stretch: Spent, since: datetime, until: datetime) -> float:
    return _seconds(max(stretch.began_at, since), min(stretch.ended_at, until))


def _seconds(since: datetime, until: datetime) -> float:
    return max(0.0, (until - since).total_seconds())
