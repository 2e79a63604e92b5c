"""A callback is made, or joins the one that is open for the same person and reason. Never commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.contract.callbacks import CallbackEventKind, CallbackKind, CallbackState, Obstacle
from agent_desktop.records.callbacks.deeds import (
    REASON_LIMIT,
    Doing,
    Noted,
    add_words,
    around_row,
    note,
    set_ownership,
    set_time,
    settle,
    timing_of,
)
from agent_desktop.records.callbacks.errors import CallbackRefusedError
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.planning import next_turn_at, ownership, reminders_past
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.surroundings import (
    Surroundings,
    next_time,
    obstacles_at,
    surroundings_of,
    window_around,
)

_TRIES: Final = 5
"""So often somebody else may have made, or ended, the same one in the moment in between."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to call, why, when and by whom. `number` is E.164. Without `due_at`: as soon as is lawful, `in_minutes` from
    now (None: the rules' default); a `due_at` was said to the customer, so that it is refused rather than moved.

    `about_id` parts what has one reason (a complaint's, an alert's). `enqueued_at` is a place in the queue to be kept.
    """

    kind: CallbackKind
    reason_code: str
    number: str
    customer_id: UUID | None = None
    number_id: UUID | None = None
    reason: str = ""
    due_at: datetime | None = None
    in_minutes: int | None = None
    region: str = ""
    owner_id: UUID | None = None
    team: str = ""
    queue_code: str = ""
    language: str = ""
    enqueued_at: datetime | None = None
    about_id: UUID | None = None
    call_id: UUID | None = None
    complaint_id: UUID | None = None
    alert_id: UUID | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """`joined`: there was an open one, and it has this one's words now."""

    row: CallbackRow
    joined: bool


def make_callback(doing: Doing, wanted: Wanted) -> Made:
    """Make a callback, or have the open one of the same person and reason take the words up; a time that was said to
    the customer moves that one, else it stays as it was promised.

    Raises:
        CallbackRefusedError: reason_unknown, no_number, or what speaks against the time that was asked for.
    """
    reason = doing.book.rules.reason(wanted.reason_code)
    if reason is None or reason.kind is not wanted.kind:
        raise CallbackRefusedError("reason_unknown")
    if not wanted.number:
        raise CallbackRefusedError(Obstacle.NO_NUMBER.value)
    around = surroundings_of(
        doing.session, doing.book, wanted.customer_id, wanted.number, given=wanted.region, marketing=reason.marketing
    )
    due_at = _due(doing, wanted, around)
    repository = CallbackRepository(doing.session)
    person_id = None if wanted.customer_id is None else repository.lead_of(wanted.customer_id)
    for _ in range(_TRIES):
        open_one = repository.lock_open(person_id, wanted.number, wanted.reason_code, wanted.about_id)
        if open_one is None and person_id is not None:
            open_one = _of_same_number(repository, wanted)
        if open_one is not None:
            _join(doing, open_one, wanted, around)
            return Made(open_one, joined=True)
        callback_id = uuid4()
        values = _values(doing, wanted, callback_id, due_at, around, reason.queue)
        if repository.add_once(values):
            row = repository.find_row(callback_id)
            assert row is not None
            row.next_at = next_turn_at(doing.book.rules, timing_of(row))
            row.version = 0  # `settle` counts it
            settle(doing, row, Noted(CallbackEventKind.MADE, words=row.reason, to_at=due_at))
            return Made(row, joined=False)
    raise CallbackRefusedError("open_already")


def keep_wish(doing: Doing, wanted: Wanted) -> Made:
    """Keep somebody's wish to be called that `make_callback` refuses, since there is no time for it: it joins the open
    one of the same person and reason, or is a supervisor's to decide. Nobody is called for it by itself.

    Raises:
        CallbackRefusedError: no_number, open_already.
    """
    if not wanted.number:
        raise CallbackRefusedError(Obstacle.NO_NUMBER.value)
    reason = doing.book.rules.reason(wanted.reason_code)
    marketing = reason is not None and reason.marketing
    around = surroundings_of(
        doing.session, doing.book, wanted.customer_id, wanted.number, given=wanted.region, marketing=marketing
    )
    repository = CallbackRepository(doing.session)
    person_id = None if wanted.customer_id is None else repository.lead_of(wanted.customer_id)
    for _ in range(_TRIES):
        open_one = repository.lock_open(person_id, wanted.number, wanted.reason_code, wanted.about_id)
        if open_one is None and person_id is not None:
            open_one = _of_same_number(repository, wanted)
        if open_one is not None:
            add_words(open_one, wanted.reason.strip())
            settle(doing, open_one, Noted(CallbackEventKind.JOINED, words=wanted.reason.strip()))
            return Made(open_one, joined=True)
        callback_id = uuid4()
        queue_code = "" if reason is None else reason.queue
        values = _values(doing, wanted, callback_id, doing.at, around, queue_code)
        if repository.add_once({**values, "state": CallbackState.EXPIRED, "expires_at": doing.at}):
            row = repository.find_row(callback_id)
            assert row is not None
            note(doing.session, callback_id, Noted(CallbackEventKind.MADE, words=row.reason), at=doing.at, by=doing.by)
            row.version = 0  # `settle` counts it
            settle(doing, row, Noted(CallbackEventKind.EXPIRED))
            return Made(row, joined=False)
    raise CallbackRefusedError("open_already")


def _due(doing: Doing, wanted: Wanted, around: Surroundings) -> datetime:
    """Return when it is due: the time that was asked for, or the first that is lawful after the default.

    Raises:
        CallbackRefusedError: What speaks against that time, with the next against which nothing does.
    """
    minutes = doing.book.rules.default_minutes if wanted.in_minutes is None else wanted.in_minutes
    asked = wanted.due_at or doing.at + timedelta(minutes=minutes)
    obstacles = obstacles_at(doing.book, around, asked, doing.at)
    if not obstacles:
        return asked
    following = next_time(doing.session, doing.book, around, max(asked, doing.at), doing.at, wanted.owner_id)
    if wanted.due_at is None and following is not None:
        return following
    raise CallbackRefusedError(obstacles[0].value, obstacles=obstacles, next_at=following)


def _of_same_number(repository: CallbackRepository, wanted: Wanted) -> CallbackRow | None:
    """Return the open one of whoever had this number before it was known whose it is; it is this customer's now."""
    row = repository.lock_open(None, wanted.number, wanted.reason_code, wanted.about_id)
    if row is not None:
        repository.change_person(row, wanted.customer_id)
    return row


def _join(doing: Doing, row: CallbackRow, wanted: Wanted, around: Surroundings) -> None:
    """Have the open one take up what is promised anew: its words, its number and whose it is. One that nobody would
    have dialled any more is dialled again.

    Raises:
        CallbackRefusedError: wrong_number; or what speaks against the time on the number that is kept.
    """
    words = wanted.reason.strip()
    before, was = row.due_at, row.owner_id
    waits = row.state in (CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED)
    over = row.state is CallbackState.EXPIRED
    row.region_given = wanted.region or row.region_given
    _take_number(row, wanted)
    if row.number != wanted.number or row.region_given != wanted.region:
        around = around_row(doing, row)
    add_words(row, words)
    row.attempts_most = max(row.attempts_most, row.attempts + 1)
    if waits and wanted.owner_id is not None:
        row.owner_id = wanted.owner_id
        row.team = wanted.team or row.team
    if waits and (over or wanted.due_at is not None):
        due_at = _due(doing, wanted, around)
        if over or due_at != row.due_at:
            row.state = CallbackState.OPEN
            set_time(doing, row, due_at, around)
    if waits and row.owner_id != was and row.due_at == before:
        set_ownership(doing, row)
    row.told = row.told or wanted.told
    if wanted.enqueued_at is not None:
        row.enqueued_at = min(row.enqueued_at, wanted.enqueued_at)
    row.call_id = row.call_id or wanted.call_id
    moved = row.due_at != before
    settle(
        doing,
        row,
        Noted(
            CallbackEventKind.JOINED,
            words=words,
            from_at=before if moved else None,
            to_at=row.due_at if moved else None,
        ),
        also=(was,),
    )


def _take_number(row: CallbackRow, wanted: Wanted) -> None:
    """Have them be called on the number that was said last; not on one where somebody else answered, unless they have
    called us from it themselves.

    Raises:
        CallbackRefusedError: wrong_number: there is no other.
    """
    if wanted.number in row.wrong_numbers:
        if wanted.kind in (CallbackKind.QUEUE, CallbackKind.ABANDONED):
            row.wrong_numbers = [each for each in row.wrong_numbers if each != wanted.number]
        elif row.number in row.wrong_numbers:
            raise CallbackRefusedError(Obstacle.WRONG_NUMBER.value, obstacles=(Obstacle.WRONG_NUMBER,))
        else:
            return
    if wanted.number != row.number:
        row.number, row.number_id = wanted.number, wanted.number_id


def _values(
    doing: Doing, wanted: Wanted, callback_id: UUID, due_at: datetime, around: Surroundings, queue_code: str
) -> dict[str, object]:
    rules = doing.book.rules
    window_from, window_to = window_around(doing.book, around, due_at)
    owned = ownership(
        rules, wanted.kind, due_at=due_at, window_to=window_to, has_owner=wanted.owner_id is not None,
        has_team=bool(wanted.team),
    )  # fmt: skip
    return {
        "callback_id": callback_id,
        "kind": wanted.kind,
        "state": CallbackState.OPEN,
        "customer_id": wanted.customer_id,
        "number": wanted.number,
        "number_id": wanted.number_id,
        "language": wanted.language or around.language,
        "reason_code": wanted.reason_code,
        "about_id": wanted.about_id,
        "reason": wanted.reason.strip()[:REASON_LIMIT],
        "enqueued_at": wanted.enqueued_at or due_at,
        "due_at": due_at,
        "window_from": window_from,
        "window_to": window_to,
        "region_given": wanted.region,
        "region": around.place.region,
        "basis": around.place.basis,
        "zones": list(around.place.zones),
        "owner_id": wanted.owner_id,
        "owner_until": owned.owner_until,
        "team": wanted.team,
        "team_until": owned.team_until,
        "queue_code": wanted.queue_code or queue_code,
        "expires_at": owned.expires_at,
        "reminded": reminders_past(rules, due_at, doing.at),
        "attempts_most": rules.attempts_most,
        "told": wanted.told,
        "call_id": wanted.call_id,
        "complaint_id": wanted.complaint_id,
        "alert_id": wanted.alert_id,
        "made_at": doing.at,
        "made_by": doing.by,
    }
