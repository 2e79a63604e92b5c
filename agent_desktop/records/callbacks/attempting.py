"""Somebody has a callback before them, dials, and says what it came to. Never commits.

One at a time: a row's lock, its state, and a unique index over attempts that are under way.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.callbacks import (
    CallbackEnd,
    CallbackEventKind,
    CallbackOutcome,
    CallbackState,
    Obstacle,
)
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import (
    Doing,
    Noted,
    around_row,
    end,
    judge,
    marketing_of,
    move_state,
    note,
    set_time,
    settle,
    tell,
)
from agent_desktop.records.callbacks.do_not_call import add_do_not_call
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackAttemptRow, CallbackRow
from agent_desktop.records.callbacks.numbers import other_numbers
from agent_desktop.records.callbacks.repository import AttemptRepository, CallbackRepository
from agent_desktop.records.callbacks.states import CallbackTrigger
from agent_desktop.records.callbacks.surroundings import Surroundings, next_time, obstacles_at


@dataclass(frozen=True, slots=True)
class Said:
    """What an attempt came to. `next_at` is when to try again, where the customer or the agent said so."""

    outcome: CallbackOutcome
    note: str = ""
    next_at: datetime | None = None
    do_not_call: bool = False


def take_callback(doing: Doing, row: CallbackRow, by: UUID) -> None:
    """Have a callback before oneself, alone. Whoever has it already still has it.

    Raises:
        CallbackRefusedError: in_other_hands, step_not_possible.
    """
    if row.state is CallbackState.OFFERED and row.held_by == by:
        return
    if row.state in (CallbackState.OFFERED, CallbackState.DIALLING):
        raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
    move_state(row, CallbackTrigger.TAKE)
    row.held_by, row.held_at = by, doing.at
    settle(doing, row, Noted(CallbackEventKind.OFFERED))


def return_callback(doing: Doing, row: CallbackRow, by: UUID, *, why: str = "") -> None:
    """Whoever had a callback before them called nobody: it waits again. Nothing where they have it no more."""
    if row.state is not CallbackState.OFFERED or row.held_by != by:
        return
    move_state(row, CallbackTrigger.RETURN)
    row.held_by = row.held_at = None
    settle(doing, row, Noted(CallbackEventKind.RETURNED, words=why), also=(by,))


def dial_obstacles(
    doing: Doing, row: CallbackRow, by: UUID, around: Surroundings, *, number: str, on_line: bool
) -> tuple[Obstacle, ...]:
    """Return what speaks against dialling `number` at this moment, looked at anew: lists, hours and wishes may have
    changed since it was promised. `on_line`: they are calling us."""
    if row.ended_at is not None or row.state is CallbackState.DIALLING:
        return (Obstacle.IN_OTHER_HANDS if row.ended_at is None else Obstacle.NOT_OPEN,)
    found: list[Obstacle] = []
    if row.state is CallbackState.OFFERED and row.held_by != by:
        found.append(Obstacle.IN_OTHER_HANDS)
    if row.attempts >= row.attempts_most:
        found.append(Obstacle.ATTEMPTS_USED)
    if number in row.wrong_numbers:
        found.append(Obstacle.WRONG_NUMBER)
    if on_line:
        found.append(Obstacle.ON_THE_LINE)
    if row.told and doing.at < row.window_from:
        found.append(Obstacle.TOO_EARLY)
    if row.rests:
        found.append(Obstacle.RESTS)
    return (*obstacles_at(doing.book, around, doing.at, doing.at), *found)


def dial_callback(doing: Doing, row: CallbackRow, by: UUID, *, number: str, call_id: UUID) -> UUID:
    """Note that the carrier is asked to call, before it is; return the attempt.

    Raises:
        CallbackRefusedError: in_other_hands, step_not_possible.
    """
    if row.held_by != by:
        raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
    move_state(row, CallbackTrigger.DIAL)
    row.held_at = doing.at
    attempt = CallbackAttemptRow(
        attempt_id=uuid4(), callback_id=row.callback_id, at=doing.at, by_id=by, number=number, call_id=call_id
    )
    AttemptRepository(doing.session).add(attempt)
    settle(doing, row, Noted(CallbackEventKind.DIALLED))
    return attempt.attempt_id


def finish_attempt(doing: Doing, row: CallbackRow, said: Said, *, by_supervisor: bool = False) -> None:
    """Say what the attempt came to: it was the last that is needed, there is another at the next lawful time, or all
    are used and a supervisor decides.

    Raises:
        CallbackRefusedError: step_not_possible: none is under way; not_yours; or what speaks against `next_at`.
    """
    attempt = AttemptRepository(doing.session).find_under_way(row.callback_id)
    if attempt is None:
        raise CallbackRefusedError("step_not_possible")
    if doing.by is not None and attempt.by_id != doing.by and not by_supervisor:
        raise CallbackRefusedError("not_yours")
    if said.do_not_call:
        _note_wish(doing, row)
    around = around_row(doing, row)
    attempt.outcome, attempt.ended_at, attempt.note = said.outcome, doing.at, said.note
    if row.state is not CallbackState.DIALLING:  # joined into another one while it was dialled
        _finish_joined(doing, row, attempt, said)
        return
    was = row.held_by
    row.last_outcome = said.outcome
    if said.outcome is not CallbackOutcome.FAILED:
        row.attempts = min(row.attempts + 1, row.attempts_most)
        judge(row, attempt.at)
    if said.outcome in (CallbackOutcome.REACHED, CallbackOutcome.REFUSED):
        move_state(row, CallbackTrigger.FINISH)
        end(doing, row)
        reached = said.outcome is CallbackOutcome.REACHED
        row.ended_as = CallbackEnd.REACHED if reached else CallbackEnd.REFUSED
    else:
        _try_again(doing, row, attempt, said, around)
    row.held_by = row.held_at = None
    noted = Noted(CallbackEventKind.ATTEMPTED, words=said.note, to_at=attempt.next_at, outcome=said.outcome)
    settle(doing, row, noted, also=(was,))


def _try_again(doing: Doing, row: CallbackRow, attempt: CallbackAttemptRow, said: Said, around: Surroundings) -> None:
    """Have somebody be tried again at the time that was said, or by the rule of the outcome at the next lawful one; on
    another number of theirs where somebody else has answered.

    Raises:
        CallbackRefusedError: A time was said that nobody may be tried at, or none is tried again at all.
    """
    if said.outcome is CallbackOutcome.WRONG_PERSON:
        row.wrong_numbers = [*row.wrong_numbers, attempt.number]
        others = other_numbers(doing.session, row.customer_id, row.wrong_numbers)
        if others:
            row.number_id, row.number = others[0]
            around = around_row(doing, row)
    failed = said.outcome is CallbackOutcome.FAILED
    in_vain = failed and AttemptRepository(doing.session).failed_last(row.callback_id) >= doing.book.rules.attempts_most
    following: datetime | None = None
    if row.number in row.wrong_numbers:
        _refuse_time(said, Obstacle.WRONG_NUMBER)
    elif row.attempts >= row.attempts_most:
        _refuse_time(said, Obstacle.ATTEMPTS_USED)
    elif said.next_at is not None:
        obstacles = obstacles_at(doing.book, around, said.next_at, doing.at)
        if obstacles:
            following = next_time(
                doing.session, doing.book, around, max(said.next_at, doing.at), doing.at, row.owner_id
            )
            raise CallbackRefusedError(obstacles[0].value, obstacles=obstacles, next_at=following)
        following = said.next_at
    elif not in_vain:
        after = doing.at + retry_after(doing.book, said.outcome)
        following = next_time(doing.session, doing.book, around, after, doing.at, row.owner_id)
    attempt.next_at = following
    if following is None:
        move_state(row, CallbackTrigger.EXHAUST)
        return
    move_state(row, CallbackTrigger.RETRY)
    expires_at = row.expires_at
    set_time(doing, row, following, around)
    if failed and said.next_at is None:
        row.expires_at = expires_at  # nobody was tried: the promise is no younger for it


def _refuse_time(said: Said, obstacle: Obstacle) -> None:
    if said.next_at is not None:
        raise CallbackRefusedError(obstacle.value, obstacles=(obstacle,))


def _finish_joined(doing: Doing, row: CallbackRow, attempt: CallbackAttemptRow, said: Said) -> None:
    """Two accounts were merged while both were dialled: what this attempt came to counts for the one that went on."""
    doing.session.flush()
    row.held_by = row.held_at = None
    row.version += 1
    row.to_sync = True
    noted = Noted(CallbackEventKind.ATTEMPTED, words=said.note, outcome=said.outcome)
    note(doing.session, row.callback_id, noted, at=doing.at, by=doing.by)
    tell(doing.events, row, also=(doing.by,))
    other = None if row.joined_into is None else CallbackRepository(doing.session).lock(row.joined_into)
    if other is None or said.outcome is not CallbackOutcome.REACHED:
        return
    if other.state in (CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED):
        judge(other, attempt.at)
        move_state(other, CallbackTrigger.BY_HAND)
        end(doing, other)
        other.ended_as = CallbackEnd.REACHED
        settle(doing, other, Noted(CallbackEventKind.DONE, words=said.note, outcome=said.outcome))


def _note_wish(doing: Doing, row: CallbackRow) -> None:
    if doing.by is None:
        return
    scope = DoNotCallScope.MARKETING if marketing_of(doing.book, row.reason_code) else DoNotCallScope.ALL
    add_do_not_call(
        doing.session, customer_id=row.customer_id, number=row.number, scope=scope, words="", by=doing.by, at=doing.at
    )


def retry_after(book: CallbackBook, outcome: CallbackOutcome) -> timedelta:
    """Return how long after an outcome somebody is tried again, by the rules."""
    return timedelta(minutes=book.rules.retry.get(outcome, book.rules.default_minutes))


def is_last(row: CallbackRow, outcome: CallbackOutcome) -> bool:
    """Say whether nobody would be tried again after this outcome of the attempt that is under way, or comes next."""
    if outcome in (CallbackOutcome.REACHED, CallbackOutcome.REFUSED):
        return True
    return outcome is not CallbackOutcome.FAILED and row.attempts + 1 >= row.attempts_most
