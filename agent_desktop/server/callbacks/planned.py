"""Who is meant by a request about a callback, and what one is planned by before it is made or moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import CallbackPlan, PlanCallback
from agent_desktop.contract.callbacks import CallbackKind, CallbackNumber, CallbackOutcome, Obstacle
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.callbacks.attempting import is_last, retry_after
from agent_desktop.records.callbacks.book import Asking, CallbackBook
from agent_desktop.records.callbacks.deeds import marketing_of
from agent_desktop.records.callbacks.errors import CallbackNotFoundError
from agent_desktop.records.callbacks.numbers import numbers_of
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.shifts import is_off
from agent_desktop.records.callbacks.showing import shown
from agent_desktop.records.callbacks.surroundings import (
    obstacles_at,
    shown_place,
    slots_after,
    surroundings_of,
    window_around,
)
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.numbers import kind_label, normalise
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.server.calls.past import number_of_call

SLOTS: Final = 8
"""So many times are proposed."""
SLOT_STEP: Final = timedelta(hours=1)
"""So far apart at least."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is meant: a person, and the number (E.164) that is to be called, with its id where it is one of theirs."""

    customer_id: UUID | None
    number: str
    number_id: UUID | None = None


def plan_callback(session: Session, asking: Asking, asked: PlanCallback) -> CallbackPlan:
    """Look before one is made or moved; nothing is kept but that it was looked at."""
    at, book = asking.at, asking.book
    by = asking.reader.user_id
    row = None if asked.callback_id is None else CallbackRepository(session).find_row(asked.callback_id)
    if asked.callback_id is not None and row is None:
        raise CallbackNotFoundError(asked.callback_id)
    if row is not None and not (asked.number or asked.number_id):
        whom, code = Whom(row.customer_id, row.number, row.number_id), row.reason_code
    else:
        customer_id = asked.customer_id if row is None else row.customer_id
        whom = find_whom(session, asking, customer_id, asked.call_id, asked.number_id, asked.number)
        code = asked.reason_code if row is None else row.reason_code
    whose = whom.customer_id
    record_look(session, at=at, by=by, what="callback.planned", record_kind="customer", record_id=whose)
    marketing = marketing_of(book, code)
    given = asked.region or (row.region_given if row is not None else "")
    around = surroundings_of(session, book, whom.customer_id, whom.number, given=given, marketing=marketing)
    after_it = timedelta(minutes=book.rules.default_minutes)
    if asked.outcome is not None:
        after_it = retry_after(book, asked.outcome)
    when = asked.due_at or at + after_it
    obstacles = obstacles_at(book, around, when, at)
    if not whom.number:
        obstacles = (Obstacle.NO_NUMBER, *obstacles)
    owner_id = asked.owner_id if row is None else row.owner_id
    slots = _spread(slots_after(session, book, around, max(when, at), at, owner_id))
    if row is not None and asked.outcome is not None and is_last(row, asked.outcome):
        slots = ()
        if asked.outcome not in (CallbackOutcome.REACHED, CallbackOutcome.REFUSED):
            obstacles = (Obstacle.ATTEMPTS_USED, *obstacles)
    if is_off(session, owner_id, when):
        obstacles = (*obstacles, Obstacle.OUTSIDE_SHIFT)
    window = window_around(book, around, when)
    open_one = None
    if row is None:
        about_id = about_of(asked.kind, asked.complaint_id, asked.alert_id)
        open_ones = CallbackRepository(session).open_of(whom.customer_id, whom.number)
        same = [each for each in open_ones if (each["reason_code"], each["about_id"]) == (code, about_id)]
        open_one = shown(same, asking)[0] if same else None
    return CallbackPlan(
        due_at=when,
        window_from=window[0],
        window_to=window[1],
        place=shown_place(book, around.place, around.wishes, when),
        wishes=around.texts,
        obstacles=obstacles,
        next_at=slots[0] if slots else None,
        slots=slots,
        numbers=_numbers(session, whom),
        latest_at=at + timedelta(days=book.rules.longest_days),
        open=open_one,
    )


def find_whom(
    session: Session,
    asking: Asking,
    customer_id: UUID | None,
    call_id: UUID | None,
    number_id: UUID | None,
    typed: str,
) -> Whom:
    """Find who is meant; the first number of theirs where none is named.

    Raises:
        CustomerNotFoundError: No such customer.
        NotYourCallError: The call was another's.
    """
    called_from = ""
    if call_id is not None:
        called_from, linked = number_of_call(session, call_id, asking.reader.user_id)
        customer_id = customer_id or linked
    if customer_id is not None and not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    known = numbers_of(session, customer_id)
    if typed.strip():
        return Whom(customer_id, typed_number(asking.book, typed))
    if number_id is not None:
        return Whom(customer_id, next((each[1] for each in known if each[0] == number_id), ""), number_id)
    if called_from and called_from not in asking.book.options.own_numbers:
        own = next((each[0] for each in known if each[1] == called_from), None)
        return Whom(customer_id, called_from, own)
    return Whom(customer_id, known[0][1], known[0][0]) if known else Whom(customer_id, "")


def typed_number(book: CallbackBook, text: str) -> str:
    """Return what was typed as E.164; empty where it is no number, or one of our own."""
    number = normalise(text, book.options.region) or ""
    return "" if number in book.options.own_numbers else number


def about_of(kind: CallbackKind, complaint_id: UUID | None, alert_id: UUID | None) -> UUID | None:
    """Return what parts callbacks of one reason: one complaint's, one alert's."""
    if kind is CallbackKind.COMPLAINT:
        return complaint_id
    return alert_id if kind is CallbackKind.ALERT else None


def _numbers(session: Session, whom: Whom) -> tuple[CallbackNumber, ...]:
    known = list(numbers_of(session, whom.customer_id))
    numbers = [
        CallbackNumber(number_id=number_id, label=kind_label(kind), masked=mask_phone(number))
        for number_id, number, kind in known
    ]
    if whom.number and whom.number not in {number for _, number, _ in known}:
        numbers.insert(0, CallbackNumber(masked=mask_phone(whom.number)))
    return tuple(numbers)


def _spread(slots: Iterator[datetime]) -> tuple[datetime, ...]:
    """Take the first of the slots, and those that follow at a distance."""
    taken: list[datetime] = []
    for slot in slots:
        if not taken or slot - taken[-1] >= SLOT_STEP:
            taken.append(slot)
        if len(taken) == SLOTS:
            break
    return tuple(taken)
