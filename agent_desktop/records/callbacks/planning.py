"""When a callback is due, whose it is until when, and what its time brings. Pure; times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from agent_desktop.contract.callbacks import CallbackKind, CallbackState
from agent_desktop.records.callbacks.schema import CallbackRules


@dataclass(frozen=True, slots=True)
class Owned:
    """Until when its owner alone has a callback, then the team too, and from when on it is the supervisor's."""

    owner_until: datetime | None
    team_until: datetime | None
    expires_at: datetime


def ownership(
    rules: CallbackRules, kind: CallbackKind, *, due_at: datetime, window_to: datetime, has_owner: bool, has_team: bool
) -> Owned:
    """Return how long each has a callback to themselves; who is not named is passed over."""
    rule = rules.kinds[kind]
    owner_until = due_at + timedelta(minutes=rule.owner) if has_owner else None
    team_from = owner_until or due_at
    team_until = team_from + timedelta(minutes=rule.team) if has_team else None
    return Owned(owner_until, team_until, window_to + timedelta(minutes=rule.expires))


class Turn(StrEnum):
    """What its time brings to a callback, by itself."""

    REMIND = "remind"
    COME_DUE = "come_due"
    TO_TEAM = "to_team"
    TO_QUEUE = "to_queue"
    MISS = "miss"  # the window has ended without an attempt
    EXPIRE = "expire"
    CLOSE = "close"  # the hours in which they may be called are over for now
    RELEASE = "release"  # whoever had it before them has dialled nobody
    UNSAID = "unsaid"  # nobody said what the attempt came to


@dataclass(frozen=True, slots=True)
class Timing:
    """What of a callback decides what its time brings. `reminded` is how many reminders it had, of those that it was to
    have; `judged`: it is known whether its window was kept. `owner_told` and `team_told`: these turns were made."""

    state: CallbackState
    due_at: datetime
    window_from: datetime
    window_to: datetime
    owner_until: datetime | None
    team_until: datetime | None
    expires_at: datetime
    reminded: int
    judged: bool
    has_owner: bool
    owner_told: bool
    team_told: bool
    held_at: datetime | None = None
    lawful_until: datetime | None = None
    rests: bool = False


_WAITING: Final = (CallbackState.OPEN, CallbackState.DUE)
_JUDGED_IN: Final = (CallbackState.OPEN, CallbackState.DUE, CallbackState.OFFERED, CallbackState.EXPIRED)


def turns(rules: CallbackRules, timing: Timing) -> list[tuple[datetime, Turn]]:
    """Return what is still to come to a callback in its state, by when, the first first."""
    if timing.rests and timing.state in (*_WAITING, CallbackState.EXPIRED):
        return []
    coming: list[tuple[datetime, Turn]] = []
    if timing.state in (*_WAITING, CallbackState.OFFERED) and timing.has_owner:
        left = rules.reminder_minutes[timing.reminded :]
        coming += [(timing.due_at - timedelta(minutes=minutes), Turn.REMIND) for minutes in left]
    if timing.state is CallbackState.OPEN:
        coming.append((timing.window_from, Turn.COME_DUE))
    if timing.state in _WAITING:
        if timing.owner_until is not None and not timing.owner_told:
            coming.append((timing.owner_until, Turn.TO_TEAM if timing.team_until is not None else Turn.TO_QUEUE))
        if timing.team_until is not None and not timing.team_told:
            coming.append((timing.team_until, Turn.TO_QUEUE))
        coming.append((timing.expires_at, Turn.EXPIRE))
    if timing.state in (*_WAITING, CallbackState.EXPIRED) and timing.lawful_until is not None:
        coming.append((timing.lawful_until, Turn.CLOSE))
    if timing.state in _JUDGED_IN and not timing.judged:
        coming.append((timing.window_to, Turn.MISS))
    if timing.state is CallbackState.OFFERED and timing.held_at is not None:
        coming.append((timing.held_at + timedelta(minutes=rules.hold_minutes), Turn.RELEASE))
    if timing.state is CallbackState.DIALLING and timing.held_at is not None:
        coming.append((timing.held_at + timedelta(hours=rules.unsaid_hours), Turn.UNSAID))
    return sorted(coming, key=lambda turn: turn[0])


def next_turn_at(rules: CallbackRules, timing: Timing) -> datetime | None:
    """Return when its time brings something next, None where it brings nothing any more."""
    coming = turns(rules, timing)
    return coming[0][0] if coming else None


def reminders_past(rules: CallbackRules, due_at: datetime, at: datetime) -> int:
    """Return how many reminders of a callback that is due then are left out, since their time is over already."""
    return sum(due_at - timedelta(minutes=minutes) < at for minutes in rules.reminder_minutes)
