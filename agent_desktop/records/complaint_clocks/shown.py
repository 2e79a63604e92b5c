"""Clocks as desktops see them. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from agent_desktop.contract.complaint_clocks import (
    Clock,
    ClockRule,
    ClockRung,
    ClockStage,
    ClockState,
    SkippedDay,
    StageState,
)
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.complaint_clocks.book import BoundRule
from agent_desktop.records.complaint_clocks.following import STOPPED, Followed
from agent_desktop.records.complaint_clocks.ladder import percent_at, rung_at
from agent_desktop.records.complaint_clocks.reckoning import Skipped
from agent_desktop.records.complaint_clocks.schema import Named, Stage
from agent_desktop.records.complaint_clocks.words import because, happening_words

_TO_ACT_ON: Final = frozenset({ClockState.RUNNING, ClockState.LATE, ClockState.PAUSED})


@dataclass(frozen=True, slots=True)
class ExtensionSeen:
    """A wish for a later date, with the names of who asked and who decided."""

    extension_id: UUID
    stage: str
    reason: str
    asked_by: UUID
    asked_by_name: str
    asked_at: datetime
    is_open: bool
    is_approved: bool
    decided_by_name: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on record of a clock beside what has happened: nothing of one that is only looked at beforehand.
    `told` are the rungs given for the date that it has now. `extensions` are the wishes for it, in order."""

    clock_id: UUID | None = None
    version: int = 0
    told: Mapping[int, datetime] = field(default_factory=dict)
    extensions: Collection[ExtensionSeen] = ()


def clock_shown(
    bound: BoundRule, clock: Followed, calendar: Calendar, marks: tuple[Named, ...], at: datetime, kept: Kept
) -> Clock:
    """Return one clock as it is at one moment."""
    rule, reckoned = bound.rule, clock.reckoned
    if reckoned is None or clock.started_at is None:
        return Clock(
            clock_id=kept.clock_id,
            version=kept.version,
            rule=rule_shown(bound, calendar),
            state=clock.state,
            expected=happening_words(rule.starts_at, marks),
            because=because(bound, clock, calendar),
        )
    runs_now = clock.state in _TO_ACT_ON
    today = at.astimezone(calendar.zone).date()
    return Clock(
        clock_id=kept.clock_id,
        version=kept.version,
        rule=rule_shown(bound, calendar),
        state=clock.state,
        started_on=reckoned.counted_from,
        started_at=clock.started_at,
        due_on=reckoned.due_on,
        due_at=reckoned.due_at,
        is_provisional=reckoned.is_provisional,
        percent=percent_at(clock.ended_at or at, clock.runs),
        days_left=(reckoned.due_on - today).days if runs_now else None,
        paused_at=clock.paused_since,
        paused_by_hand=clock.paused_by_hand,
        pause_reason=clock.pause_reason,
        met_at=clock.ended_at if clock.state in (ClockState.MET, ClockState.MET_LATE) else None,
        skipped=tuple(_skipped(each) for each in reckoned.skipped),
        made_up=reckoned.made_up,
        stages=tuple(_stages(bound, clock, kept)),
        rungs=tuple(
            ClockRung(percent=each.percent, at=rung_at(each.percent, clock.runs), told_at=kept.told.get(each.percent))
            for each in bound.ladder
            if rule.is_ours
        ),
        because=because(bound, clock, calendar),
    )


def rule_shown(bound: BoundRule, calendar: Calendar) -> ClockRule:
    rule = bound.rule
    return ClockRule(
        rule_id=rule.id,
        version=bound.version,
        set_code=bound.set_code,
        set_name=dict(bound.set_name),
        name=dict(rule.name),
        limit=rule.limit,
        amount=rule.span.amount,
        unit=rule.span.unit,
        calendar=bound.calendar,
        time_zone=calendar.zone.key,
        is_ours=rule.is_ours,
        source=dict(rule.source),
        source_url=rule.source_url,
        note=dict(rule.note),
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        is_verified=rule.verified,
        is_on=rule.in_use,
        stops_for=rule.stops_for,
        may_pause=rule.may_pause,
    )


def rail_order(clock: Clock) -> tuple[int, float, str]:
    """Return the place of a clock on the rail: what is owed by its date, then what waits, is over or met."""
    if clock.state in _TO_ACT_ON:
        place = 0 if clock.rule.is_ours else 1
    else:
        place = 2 if clock.state is ClockState.WAITING else 3
    due = clock.due_at.timestamp() if clock.due_at is not None else 0.0
    return place, due, clock.rule.rule_id


def _stages(bound: BoundRule, clock: Followed, kept: Kept) -> list[ClockStage]:
    wishes = {each.stage: each for each in kept.extensions}
    codes = [each.code for each in bound.rule.stages]
    reached = codes.index(clock.stage) if clock.stage in codes else -1
    shown: list[ClockStage] = []
    may_be_asked = clock.state in (ClockState.RUNNING, ClockState.PAUSED)
    for number, stage in enumerate(bound.rule.stages):
        if not stage.in_use:
            continue
        state = _stage_state(number, reached, may_be_asked=may_be_asked, wish=wishes.get(stage.code), clock=clock)
        if state in (StageState.OPEN, StageState.ASKED):
            may_be_asked = False  # one after the other
        shown.append(_stage(stage, state, clock, wishes.get(stage.code)))
    return shown


def _stage_state(
    number: int, reached: int, *, may_be_asked: bool, wish: ExtensionSeen | None, clock: Followed
) -> StageState:
    if number <= reached:
        return StageState.APPROVED
    if clock.state in STOPPED:
        return StageState.PAST
    if wish is not None and wish.is_open:
        return StageState.ASKED
    if clock.state is ClockState.LATE:
        return StageState.PAST
    return StageState.OPEN if may_be_asked else StageState.LATER


def _stage(stage: Stage, state: StageState, clock: Followed, wish: ExtensionSeen | None) -> ClockStage:
    reckoned = clock.stages.get(stage.code)
    is_wished = wish is not None and state in (StageState.ASKED, StageState.APPROVED)
    return ClockStage(
        code=stage.code,
        name=dict(stage.name),
        amount=stage.span.amount,
        unit=stage.span.unit,
        due_on=reckoned.due_on if reckoned is not None else None,
        due_at=reckoned.due_at if reckoned is not None else None,
        is_provisional=reckoned is not None and reckoned.is_provisional,
        state=state,
        approvers=stage.approvers,
        needs_notice=stage.needs_notice,
        extension_id=wish.extension_id if wish is not None and is_wished else None,
        reason=wish.reason if wish is not None and is_wished else "",
        asked_by=wish.asked_by if wish is not None and is_wished else None,
        asked_by_name=wish.asked_by_name if wish is not None and is_wished else "",
        asked_at=wish.asked_at if wish is not None and is_wished else None,
        decided_by_name=wish.decided_by_name if wish is not None and is_wished else "",
        decided_at=wish.decided_at if wish is not None and is_wished else None,
    )


def _skipped(skipped: Skipped) -> SkippedDay:
    day = skipped.day
    return SkippedDay(on=day.on, why=skipped.why, name=dict(day.name), provisional=day.is_provisional)
