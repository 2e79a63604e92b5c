"""What every change of a callback does beside the change itself: its version, its next time, history, audit, events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import CallbackEventKind, CallbackOutcome, CallbackState
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.planning import Timing, next_turn_at, ownership, reminders_past
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.records.callbacks.states import CallbackTrigger, after
from agent_desktop.records.callbacks.surroundings import Surroundings, surroundings_of, window_around
from agent_desktop.records.events import RecordEvents

CHANGED: Final = "callback.changed"
"""The event for whoever owns a callback, has it before them, or made it."""
BETWEEN: Final = " / "
"""Stands between what a callback is for where it is for several things."""
REASON_LIMIT: Final = 500
REMINDED: Final = "callback.reminded"
"""The event for its owner, before it is due: the desktop tells without taking the focus."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One change: by whom (None: the server itself), when, in which transaction."""

    session: Session
    at: datetime
    by: UUID | None
    book: CallbackBook
    events: RecordEvents


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the history."""

    kind: CallbackEventKind
    words: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    from_name: str = ""
    to_name: str = ""
    outcome: CallbackOutcome | None = None


def move_state(row: CallbackRow, trigger: CallbackTrigger) -> None:
    """Have a callback be in the state that `trigger` leads to.

    Raises:
        CallbackRefusedError: step_not_possible.
    """
    state = after(row.state, trigger)
    if state is None:
        raise CallbackRefusedError("step_not_possible")
    row.state = state


def timing_of(row: CallbackRow) -> Timing:
    return Timing(
        state=row.state,
        due_at=row.due_at,
        window_from=row.window_from,
        window_to=row.window_to,
        owner_until=row.owner_until,
        team_until=row.team_until,
        expires_at=row.expires_at,
        reminded=row.reminded,
        judged=row.kept is not None,
        has_owner=row.owner_id is not None,
        owner_told=row.owner_told,
        team_told=row.team_told,
        held_at=row.held_at,
        lawful_until=row.lawful_until,
        rests=row.rests,
    )


def marketing_of(book: CallbackBook, reason_code: str) -> bool:
    """Say whether calls for a reason are such as one may wish not to get; a reason that went is taken for none."""
    reason = book.rules.reason(reason_code)
    return reason is not None and reason.marketing


def around_row(doing: Doing, row: CallbackRow) -> Surroundings:
    """Return where the person of a callback is and what they wish, as of now."""
    marketing = marketing_of(doing.book, row.reason_code)
    return surroundings_of(
        doing.session, doing.book, row.customer_id, row.number, given=row.region_given, marketing=marketing
    )


def set_time(doing: Doing, row: CallbackRow, due_at: datetime, around: Surroundings) -> None:
    """Have a callback be due then, with its window, and begin anew whose it is until when."""
    row.due_at = due_at
    row.window_from, row.window_to = window_around(doing.book, around, due_at)
    row.region, row.basis, row.zones = around.place.region, around.place.basis, list(around.place.zones)
    row.reminded = reminders_past(doing.book.rules, due_at, doing.at)
    set_ownership(doing, row)


def set_ownership(doing: Doing, row: CallbackRow) -> None:
    """Begin anew whose a callback is until when: by its kind, from the time that it is due, or from now if that is
    past."""
    owned = ownership(
        doing.book.rules,
        row.kind,
        due_at=max(row.due_at, doing.at),
        window_to=max(row.window_to, doing.at),
        has_owner=row.owner_id is not None,
        has_team=bool(row.team),
    )
    row.owner_until, row.team_until, row.expires_at = owned.owner_until, owned.team_until, owned.expires_at
    row.owner_told = row.team_told = False


def note(session: Session, callback_id: UUID, noted: Noted, *, at: datetime, by: UUID | None) -> None:
    """Write a line of the history."""
    AttemptRepository(session).add_event(
        {
            "callback_id": callback_id,
            "at": at,
            "kind": noted.kind,
            "by_id": by,
            "words": noted.words,
            "from_at": noted.from_at,
            "to_at": noted.to_at,
            "from_name": noted.from_name,
            "to_name": noted.to_name,
            "outcome": noted.outcome,
        }
    )


def settle(doing: Doing, row: CallbackRow, noted: Noted, *, also: tuple[UUID | None, ...] = ()) -> None:
    """Finish a change: version, next time, history, audit, and the event for those concerned (`also` for these)."""
    row.version += 1
    row.to_sync = True
    row.next_at = next_turn_at(doing.book.rules, timing_of(row))
    doing.session.flush()
    note(doing.session, row.callback_id, noted, at=doing.at, by=doing.by)
    detail: dict[str, JsonValue] = {"callback_id": str(row.callback_id), "state": row.state.value}
    record_change(
        doing.session, at=doing.at, by=doing.by, what=f"callback.{noted.kind.value}", record_kind="customer",
        record_id=row.customer_id, call_id=row.call_id, detail=detail,
    )  # fmt: skip
    tell(doing.events, row, also=(doing.by, *also))


def tell(events: RecordEvents, row: CallbackRow, *, also: tuple[UUID | None, ...] = ()) -> None:
    """Tell those whom a callback concerns that it stands otherwise now."""
    for agent_id in dict.fromkeys((row.owner_id, row.held_by, row.made_by, *also)):
        if agent_id is not None:
            events.add(CHANGED, row.callback_id, agent_id=agent_id)


def judge(row: CallbackRow, tried_at: datetime | None) -> None:
    """Say once whether the window was kept: by the first attempt, or word of the customer's own, at `tried_at`; None:
    the window ended without."""
    if row.first_tried_at is None and tried_at is not None:
        row.first_tried_at = tried_at
    if row.kept is None:
        row.kept = tried_at is not None and tried_at <= row.window_to
        row.judged_until = row.window_to


def end(doing: Doing, row: CallbackRow) -> None:
    """Have a callback be over, and in nobody's hands."""
    row.ended_at, row.ended_by = doing.at, doing.by
    row.held_by = row.held_at = None


def in_hands(row: CallbackRow) -> bool:
    return row.state in (CallbackState.OFFERED, CallbackState.DIALLING)


def add_words(row: CallbackRow, words: str) -> None:
    """Have a callback be for this, too; what it is for already is not said twice. The history has every word whole."""
    if words and words not in row.reason.split(BETWEEN):
        row.reason = f"{row.reason}{BETWEEN}{words}"[:REASON_LIMIT] if row.reason else words[:REASON_LIMIT]
