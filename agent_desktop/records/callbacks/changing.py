"""Callbacks are moved, handed over, cancelled, opened again and joined with a word, with history. Never commits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agent_desktop.contract.callbacks import CallbackEnd, CallbackEventKind, CallbackState, Obstacle
from agent_desktop.records.callbacks.book import Reader
from agent_desktop.records.callbacks.deeds import (
    Doing,
    Noted,
    add_words,
    around_row,
    end,
    judge,
    move_state,
    set_ownership,
    set_time,
    settle,
)
from agent_desktop.records.callbacks.errors import CallbackNotFoundError, CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import AttemptRepository, CallbackRepository
from agent_desktop.records.callbacks.states import CallbackTrigger
from agent_desktop.records.callbacks.surroundings import next_time, obstacles_at
from agent_desktop.records.errors import StaleVersionError


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where to call somebody from now on: a region that they said they are in, another number (E.164) of theirs."""

    region: str = ""
    number: str = ""
    number_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Whose a callback is from now on. `name` is for the history."""

    owner_id: UUID | None = None
    team: str = ""
    queue_code: str = ""
    name: str = ""


def lock_workable(
    doing: Doing, callback_id: UUID, reader: Reader, seen_version: int | None, *, also_makers: bool = True
) -> CallbackRow:
    """Return a callback that somebody may work on (or has made), for nobody else to change meanwhile.

    Raises:
        CallbackNotFoundError: No such callback, or it is for others.
        StaleVersionError: Somebody changed it since `seen_version` was read.
    """
    repository = CallbackRepository(doing.session)
    row = repository.lock(callback_id)
    if row is None:
        raise CallbackNotFoundError(callback_id)
    is_makers = also_makers and row.made_by == reader.user_id
    if not is_makers and repository.find_workable(callback_id, reader, doing.at) is None:
        raise CallbackNotFoundError(callback_id)
    if seen_version is not None and row.version != seen_version:
        raise StaleVersionError(current_version=row.version)
    return row


def move_callback(
    doing: Doing, row: CallbackRow, due_at: datetime, place: NewPlace, *, words: str, by_supervisor: bool
) -> None:
    """Promise a callback for another time, or on another number. A supervisor may have somebody tried once more whose
    attempts are used.

    Raises:
        CallbackRefusedError: step_not_possible, in_other_hands, or what speaks against the time, with the next that is
            lawful.
    """
    if row.state is CallbackState.OFFERED and row.held_by != doing.by:
        raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
    if row.attempts >= row.attempts_most and not by_supervisor:
        raise CallbackRefusedError(Obstacle.ATTEMPTS_USED.value)
    row.region_given = place.region or row.region_given
    if place.number:
        row.number, row.number_id = place.number, place.number_id
    around = around_row(doing, row)
    obstacles = obstacles_at(doing.book, around, due_at, doing.at)
    if obstacles:
        following = next_time(doing.session, doing.book, around, max(due_at, doing.at), doing.at, row.owner_id)
        raise CallbackRefusedError(obstacles[0].value, obstacles=obstacles, next_at=following)
    before = row.due_at
    move_state(row, CallbackTrigger.MOVE)
    row.held_by = row.held_at = None
    if row.attempts >= row.attempts_most:
        row.attempts_most = row.attempts + 1
    set_time(doing, row, due_at, around)
    settle(doing, row, Noted(CallbackEventKind.MOVED, words=words, from_at=before, to_at=due_at))


def hand_over_callback(doing: Doing, row: CallbackRow, to: NewOwner, *, from_name: str, words: str) -> None:
    """Have a callback be somebody's, a team's or a queue's. Its time stays.

    Raises:
        CallbackRefusedError: owner_needed, in_other_hands, step_not_possible.
    """
    if to.owner_id is None and not to.team and not to.queue_code:
        raise CallbackRefusedError("owner_needed")
    if row.state is CallbackState.DIALLING or row.ended_at is not None:
        raise CallbackRefusedError("step_not_possible")
    if row.state is CallbackState.OFFERED:
        if row.held_by != doing.by:
            raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
        move_state(row, CallbackTrigger.RETURN)
        row.held_by = row.held_at = None
    was = row.owner_id
    row.owner_id = to.owner_id
    row.team = to.team or ("" if to.queue_code and to.owner_id is None else row.team)
    row.queue_code = to.queue_code or row.queue_code
    set_ownership(doing, row)
    if row.state is CallbackState.EXPIRED:
        row.state = CallbackState.OPEN
    noted = Noted(CallbackEventKind.HANDED_OVER, words=words, from_name=from_name, to_name=to.name)
    settle(doing, row, noted, also=(was,))


def cancel_callback(doing: Doing, row: CallbackRow, *, words: str) -> None:
    """Have nobody call. It stays on record with the reason.

    Raises:
        CallbackRefusedError: words_needed, in_other_hands, step_not_possible.
    """
    if not words:
        raise CallbackRefusedError("words_needed")
    if row.state is CallbackState.OFFERED and row.held_by != doing.by:
        raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
    _end(doing, row, CallbackTrigger.CANCEL, CallbackEnd.CANCELLED, Noted(CallbackEventKind.CANCELLED, words=words))


def done_by_hand(doing: Doing, row: CallbackRow, *, words: str) -> None:
    """The call was made outside the desktop, as its owner says.

    Raises:
        CallbackRefusedError: in_other_hands, step_not_possible.
    """
    if row.state is CallbackState.OFFERED and row.held_by != doing.by:
        raise CallbackRefusedError(Obstacle.IN_OTHER_HANDS.value)
    judge(row, doing.at)
    _end(doing, row, CallbackTrigger.BY_HAND, CallbackEnd.BY_HAND, Noted(CallbackEventKind.DONE, words=words))


def called_in(doing: Doing, row: CallbackRow, *, closes: bool, words: str) -> None:
    """The customer has called before we did: that was it (`closes`), or their words join the callback, which stays.

    Raises:
        CallbackRefusedError: step_not_possible: they are being called at this moment, or it is over.
    """
    if row.state is CallbackState.DIALLING or row.ended_at is not None:
        raise CallbackRefusedError("step_not_possible")
    judge(row, doing.at)
    was = row.held_by
    noted = Noted(CallbackEventKind.CALLED_IN, words=words)
    if closes:
        _end(doing, row, CallbackTrigger.CALL_IN, CallbackEnd.CALLED_IN, noted, also=(was,))
        return
    add_words(row, words)
    settle(doing, row, noted)


def caller_came(doing: Doing, row: CallbackRow, *, since: datetime, closes: bool) -> None:
    """Whoever is to be called back has called, and talked with us since `since`: that was it (`closes`), or whoever
    calls them sees it in the history. Nothing where somebody has said so in the call, or changed it since, or calls
    them at this moment."""
    if row.state is CallbackState.DIALLING or row.ended_at is not None or row.made_at >= since:
        return
    if AttemptRepository(doing.session).was_changed_since(row.callback_id, since):
        return
    if closes:
        called_in(doing, row, closes=True, words="")
    else:
        settle(doing, row, Noted(CallbackEventKind.CALLED_IN))


def add_word(doing: Doing, row: CallbackRow, *, words: str) -> None:
    """Add a word for whoever calls.

    Raises:
        CallbackRefusedError: words_needed, step_not_possible.
    """
    if not words:
        raise CallbackRefusedError("words_needed")
    if row.ended_at is not None:
        raise CallbackRefusedError("step_not_possible")
    add_words(row, words)
    settle(doing, row, Noted(CallbackEventKind.WORD_ADDED, words=words))


def reopen_callback(doing: Doing, row: CallbackRow, *, words: str, due_at: datetime | None = None) -> None:
    """Have a callback that was done or cancelled be open again, due at the next lawful time; with `due_at`, the one
    that it had, it is late where that is past.

    Raises:
        CallbackRefusedError: step_not_possible; open_already: another is open for the same person and reason;
            do_not_call, attempts_used, no_lawful_hour.
    """
    repository = CallbackRepository(doing.session)
    if repository.lock_open(row.person_id, row.number, row.reason_code, row.about_id) is not None:
        raise CallbackRefusedError("open_already" if row.ended_at is not None else "step_not_possible")
    move_state(row, CallbackTrigger.REOPEN)
    row.ended_at = row.ended_by = row.ended_as = None
    around = around_row(doing, row)
    due_at = due_at or next_time(doing.session, doing.book, around, max(row.due_at, doing.at), doing.at, None)
    if due_at is None:
        raise CallbackRefusedError((Obstacle.DO_NOT_CALL if around.unwished else Obstacle.UNLAWFUL_HOUR).value)
    row.attempts_most = max(row.attempts_most, row.attempts + 1)
    set_time(doing, row, due_at, around)
    settle(doing, row, Noted(CallbackEventKind.REOPENED, words=words, to_at=due_at))


def _end(
    doing: Doing,
    row: CallbackRow,
    trigger: CallbackTrigger,
    ended_as: CallbackEnd,
    noted: Noted,
    *,
    also: tuple[UUID | None, ...] = (),
) -> None:
    move_state(row, trigger)
    end(doing, row)
    row.ended_as = ended_as
    settle(doing, row, noted, also=also)
