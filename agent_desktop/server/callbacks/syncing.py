"""Has telephony know of each callback that is to be made, and callbacks do what their time brings.

Everything it does is in rows: a server that dies in between leaves them to another, or to itself.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from agent_desktop.contract.callbacks import CallbackKind, CallbackState
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.deeds import Doing, around_row, tell, timing_of
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.planning import next_turn_at
from agent_desktop.records.callbacks.repository import CallbackRepository, DueCallbackRepository
from agent_desktop.records.callbacks.resting import wake_if_wished
from agent_desktop.records.callbacks.surroundings import Surroundings
from agent_desktop.records.callbacks.turning import turn_callback
from agent_desktop.server.again import again
from agent_desktop.server.errors import log_failure
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from telephony.app import Telephony
from telephony.callbacks.port import CallbackItem
from telephony.callbacks.repository import CallbackItemRepository
from telephony.callbacks.service import place_item, withdraw_item
from telephony.database import is_collision
from telephony.errors import CallbackTakenError

AT_ONCE: Final = 50
"""So many callbacks are looked for at once; each is seen to in a transaction of its own."""
EVERY_SECONDS: Final = 1.0
PEOPLE_SECONDS: Final = 60.0
AGAIN_AFTER: Final = timedelta(minutes=5)
"""What failed of one callback is tried again after so long."""

_WAITING: Final = (CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED)


def callback_worker(
    begin: Callable[[], AbstractContextManager[UnitOfWork]], telephony: Telephony, book: CallbackBook
) -> Repeated:
    """Return the worker that does what is due of callbacks and tells telephony of them."""

    def round_() -> float | None:
        return 0.0 if run_round(begin, telephony, book) else None

    return Repeated("callbacks", round_, every_seconds=EVERY_SECONDS)


def people_worker(begin: Callable[[], AbstractContextManager[UnitOfWork]]) -> Repeated:
    """Return the worker that has callbacks follow merges of accounts which they were made beside."""

    def round_() -> float | None:
        with begin() as work:
            DueCallbackRepository(work.session).follow_people()
        return None

    return Repeated("callback-people", round_, every_seconds=PEOPLE_SECONDS)


def run_round(
    begin: Callable[[], AbstractContextManager[UnitOfWork]], telephony: Telephony, book: CallbackBook
) -> bool:
    """Do what is due of some callbacks, and tell telephony of some; say whether there may be more.

    Each by itself, so that nobody on the phone waits for more than one, and always in one order: telephony's item, then
    the callback.
    """

    def turn(callback_id: UUID) -> None:
        with begin() as work:
            row = DueCallbackRepository(work.session).lock_due(callback_id, work.now())
            if row is not None:
                doing = Doing(work.session, work.now(), None, book, work.records)
                _apart(doing, row, partial(turn_callback, doing, row))

    def sync(callback_id: UUID) -> None:
        with begin() as work:
            CallbackItemRepository(work.session).lock_item(callback_id)
            row = DueCallbackRepository(work.session).lock_to_sync(callback_id)
            if row is not None:
                doing = Doing(work.session, work.now(), None, book, work.records)
                _apart(doing, row, partial(_sync, doing, telephony, work, row))
                tell(work.records, row)

    with begin() as work:
        due = DueCallbackRepository(work.session).list_due(work.now(), AT_ONCE)
    for callback_id in due:
        _one(turn, callback_id)
    with begin() as work:
        to_sync = DueCallbackRepository(work.session).list_to_sync(AT_ONCE)
    for callback_id in to_sync:
        _one(sync, callback_id)
    return AT_ONCE in (len(due), len(to_sync))


def sync_item(work: UnitOfWork, telephony: Telephony, book: CallbackBook, callback_id: UUID) -> None:
    """Tell telephony how a callback stands, if it was not told since it changed. Its item is locked already. Whoever is
    concerned is told as well: what happened in a call could not tell them."""
    row = DueCallbackRepository(work.session).lock_to_sync(callback_id)
    if row is not None:
        _sync(Doing(work.session, work.now(), None, book, work.records), telephony, work, row)
        tell(work.records, row)


def place_at_once(work: UnitOfWork, telephony: Telephony, book: CallbackBook, callback_id: UUID) -> None:
    """Have telephony know of a callback that somebody is about to take. Where the worker places it at this moment, that
    is waited for; its row is let go again, since wherever both are locked the item goes first."""
    items = CallbackItemRepository(work.session)
    items.lock_item(callback_id)
    sync_item(work, telephony, book, callback_id)
    if items.find_group(callback_id) is not None:
        return
    waiting = work.session.begin_nested()
    try:
        CallbackRepository(work.session).lock(callback_id)
    finally:
        waiting.rollback()
    items.lock_item(callback_id)
    sync_item(work, telephony, book, callback_id)


def _one(do: Callable[[UUID], None], callback_id: UUID) -> None:
    """See to one callback; where others stand in the way of it for long, in a later round."""
    try:
        again(partial(do, callback_id))
    except DBAPIError as error:
        if not is_collision(error):
            raise
        log_failure("callbacks.failed", error, callback_id=str(callback_id))


def _apart(doing: Doing, row: CallbackRow, do: Callable[[], None]) -> None:
    """Do what is due of one callback so that nothing of it is kept where it fails: it is tried again after some
    minutes."""
    callback_id = row.callback_id
    try:
        with doing.session.begin_nested():
            do()
    except Exception as error:
        if isinstance(error, DBAPIError) and (error.connection_invalidated or is_collision(error)):
            raise
        log_failure("callbacks.failed", error, callback_id=str(callback_id))
        row.to_sync = False
        row.next_at = row.lawful_until = doing.at + AGAIN_AFTER  # then telephony is told anew
        doing.session.flush()


def _sync(doing: Doing, telephony: Telephony, work: UnitOfWork, row: CallbackRow) -> None:
    deps = telephony.deps(work.journal)
    wake_if_wished(doing, row)
    row.to_sync = False
    if row.state in (CallbackState.OFFERED, CallbackState.DIALLING):
        work.session.flush()
        return  # telephony has it in hand; it comes back with the end of that
    around = around_row(doing, row)
    first = _first_lawful(doing, row, around)
    wanted = row.state in _WAITING and row.attempts < row.attempts_most and row.number not in row.wrong_numbers
    wanted = wanted and not row.rests
    if not wanted or first is None:
        if row.placed:
            row.placed = not withdraw_item(work.session, deps, row.callback_id)
        row.lawful_until = None
    else:
        try:
            place_item(work.session, deps, _item_of(book=doing.book, row=row, not_before=first))
            row.placed = True
        except CallbackTakenError:
            pass  # an agent has it; `callback_returned` has it placed anew
        row.lawful_until = doing.book.hours.stretch_end(around.place, first, around.wishes)
    row.next_at = next_turn_at(doing.book.rules, timing_of(row))
    work.session.flush()


def _first_lawful(doing: Doing, row: CallbackRow, around: Surroundings) -> datetime | None:
    """Return when it may be offered first: in its window or after, at a lawful hour; None where that is never."""
    if around.unwished:
        return None
    after = max(row.window_from, doing.at)
    until = after + timedelta(days=doing.book.rules.longest_days)
    return doing.book.hours.next(around.place, after, until, around.wishes)


def _item_of(*, book: CallbackBook, row: CallbackRow, not_before: datetime) -> CallbackItem:
    rule = book.rules.kinds[row.kind]
    keeps_place = row.kind is CallbackKind.QUEUE
    return CallbackItem(
        item_id=row.callback_id,
        queue_code=row.queue_code,
        not_before=not_before,
        enqueued_at=row.enqueued_at if keeps_place else max(row.due_at, not_before),
        late_at=row.window_to,
        priority=rule.points,
        keeps_place=keeps_place,
        agent_id=row.owner_id,
        agent_until=row.owner_until if row.owner_id is not None else None,
        team=row.team,
        team_until=row.team_until if row.team else None,
    )
