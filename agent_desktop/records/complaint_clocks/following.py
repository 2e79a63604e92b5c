"""Where a clock stands, from its rule and all that has happened to its complaint. Pure: asked twice, it says the same.

A rule may start more than once (a complaint taken up again twice): each time is a cycle of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from agent_desktop.contract.complaint_clocks import ClockState
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.complaint_clocks.ladder import Run, runs_of
from agent_desktop.records.complaint_clocks.reckoning import Pause, Reckoned, reckon
from agent_desktop.records.complaint_clocks.schema import Rule, Span

RECEIVED: Final = "received"
REGISTERED: Final = "registered"
PAUSED: Final = "pause"
RESUMED: Final = "resume"
EXTENDED: Final = "stage"
DROPPED: Final = "drop"
TAKEN_BACK: Final = "undrop"

STOPPED: Final = frozenset({ClockState.MET, ClockState.MET_LATE, ClockState.OVER, ClockState.DROPPED})
RUNNING: Final = frozenset({ClockState.RUNNING, ClockState.LATE})


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that has happened: ``received``, ``registered``, ``state.…``, ``mark.…``, or something done to the
    clock of `rule_id`: ``pause``, ``resume``, ``stage`` (`code` is the stage's), ``drop``, ``undrop``."""

    at: datetime
    what: str
    rule_id: str = ""
    code: str = ""
    reason: str = ""
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """One clock at one moment. Without `started_at` it waits. `reckoned` is None then. `paused_since` is set while it
    stands still; its date is then that of a clock that goes on now. `stage` is that which counts, empty for the
    rule's own span; `stages` are the dates of all."""

    state: ClockState
    cycle: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    reckoned: Reckoned | None = None
    stage: str = ""
    pauses: tuple[Pause, ...] = ()
    paused_since: datetime | None = None
    paused_by_hand: bool = False
    pause_reason: str = ""
    runs: tuple[Run, ...] = ()
    stages: Mapping[str, Reckoned] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True)
class _Cycle:
    started_at: datetime
    stage: str = ""
    ended_at: datetime | None = None


@dataclass(slots=True)
class _Stops:
    """Why the clock stands still now, and when it has before."""

    reasons: dict[str, str] = field(default_factory=dict)
    since: datetime | None = None
    over: list[Pause] = field(default_factory=list)

    def stop(self, kind: str, reason: str, at: datetime) -> None:
        if not self.reasons:
            self.since = at
        self.reasons[kind] = reason

    def go_on(self, kind: str, at: datetime) -> None:
        reason = self.reasons.pop(kind, None)
        if reason is not None and not self.reasons and self.since is not None:
            if at > self.since:
                self.over.append(Pause(self.since, at, reason))
            self.since = None


_BY_STATE: Final = "state"
_BY_HAND: Final = "hand"
_BY_RULE: Final = "rule"
_BY_MARK: Final = "mark"


def follow(rule: Rule, calendar: Calendar, happenings: Iterable[Happening], at: datetime) -> tuple[Followed, ...]:
    """Return the clocks that a rule has had, in order; one that waits where nothing has started it.

    `happenings` are in the order in which they happened; what comes after `at` is left out. What a state has dropped
    goes on once the complaint is in another one.
    """
    at = at.astimezone(UTC)
    cycles: list[_Cycle] = []
    stops = _Stops()
    drops: dict[str, datetime] = {}
    for told in happenings:
        each = replace(told, at=told.at.astimezone(UTC))
        if each.at > at:
            continue
        _note_stop(rule, stops, each)
        if each.what == TAKEN_BACK and each.rule_id == rule.id:
            drops.pop(_BY_RULE, None)
        if each.what.startswith("state.") and each.what not in rule.drops_at:
            drops.pop(_BY_STATE, None)  # it has left the state that made the clock pointless
        current = cycles[-1] if cycles and cycles[-1].ended_at is None else None
        kind = _drop_kind(rule, each)
        if kind is not None and (current is not None or not cycles):
            drops.setdefault(kind, each.at)
        if kind is not None or drops:
            continue
        if current is not None and each.what == EXTENDED and each.rule_id == rule.id:
            current.stage = each.code
        if current is not None and each.what in rule.ends_at:
            current.ended_at = each.at
            current = None
        if each.what == rule.starts_at:
            if current is None:
                cycles.append(_Cycle(each.at))
            elif not rule.is_ours:
                current.started_at = each.at  # the customer's time begins anew with each answer
    dropped_at = min(drops.values(), default=None)
    if not cycles:
        return (Followed(ClockState.WAITING if dropped_at is None else ClockState.DROPPED, ended_at=dropped_at),)
    return tuple(_followed(rule, calendar, each, n, stops, dropped_at, at) for n, each in enumerate(cycles))


def _drop_kind(rule: Rule, each: Happening) -> str | None:
    """Return what makes the clock pointless now: a state, as long as it lasts; a mark; or the rule fits no more."""
    if each.what == DROPPED:
        return _BY_RULE if each.rule_id == rule.id else None
    if each.what not in rule.drops_at:
        return None
    return _BY_STATE if each.what.startswith("state.") else _BY_MARK


def _note_stop(rule: Rule, stops: _Stops, each: Happening) -> None:
    if each.what.startswith("state."):
        state = each.what.removeprefix("state.")
        stops.go_on(_BY_STATE, each.at)
        if state in rule.stops_for:
            stops.stop(_BY_STATE, state, each.at)
    elif each.rule_id == rule.id and each.what == PAUSED:
        stops.stop(_BY_HAND, each.reason, each.at)
    elif each.rule_id == rule.id and each.what == RESUMED:
        stops.go_on(_BY_HAND, each.at)


def _followed(
    rule: Rule, calendar: Calendar, cycle: _Cycle, number: int, stops: _Stops, dropped_at: datetime | None, at: datetime
) -> Followed:
    dropped = cycle.ended_at is None and dropped_at is not None
    ended_at = dropped_at if dropped else cycle.ended_at
    until = ended_at or at
    paused_since = stops.since if ended_at is None else None
    pauses = _within(stops, cycle.started_at, until)
    roll = rule.if_not_working == "next"
    spans: dict[str, Span] = {each.code: each.span for each in rule.stages}
    span = spans.get(cycle.stage, rule.span)
    reckoned = reckon(span, cycle.started_at, calendar, pauses, roll=roll)
    is_over = rule.lapses or not rule.is_ours
    missed = (ClockState.OVER, ClockState.OVER) if is_over else (ClockState.LATE, ClockState.MET_LATE)
    if dropped:
        state = ClockState.DROPPED
    elif cycle.ended_at is not None:
        state = ClockState.MET if cycle.ended_at <= reckoned.due_at or not rule.is_ours else missed[1]
    elif at > reckoned.due_at:
        state = missed[0]
    else:
        state = ClockState.RUNNING if paused_since is None else ClockState.PAUSED
    is_paused = state is ClockState.PAUSED and paused_since is not None
    return Followed(
        state=state,
        cycle=number,
        started_at=cycle.started_at,
        ended_at=ended_at,
        reckoned=reckoned,
        stage=cycle.stage,
        pauses=pauses,
        paused_since=max(paused_since, cycle.started_at) if is_paused and paused_since is not None else None,
        paused_by_hand=is_paused and _BY_HAND in stops.reasons,
        pause_reason=next(iter(stops.reasons.values()), "") if is_paused else "",
        runs=runs_of(cycle.started_at, reckoned, pauses, calendar.zone),
        stages={code: reckon(each, cycle.started_at, calendar, pauses, roll=roll) for code, each in spans.items()},
    )


def _within(stops: _Stops, since: datetime, until: datetime) -> tuple[Pause, ...]:
    pauses: Sequence[Pause] = stops.over
    if stops.since is not None and until > stops.since:
        pauses = [*pauses, Pause(stops.since, until, next(iter(stops.reasons.values()), ""))]
    clipped = (Pause(max(each.since, since), min(each.until, until), each.reason) for each in pauses)
    return tuple(each for each in clipped if each.until > each.since)
