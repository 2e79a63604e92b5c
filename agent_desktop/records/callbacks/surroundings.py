"""What speaks against calling somebody at a time, and when next nothing does: their place, their wishes, our lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callbacks import CalledPlace, LawfulSpan, Obstacle, PlaceBasis
from agent_desktop.records.alerts.summary import wish_rows
from agent_desktop.records.callbacks.book import CallbackBook
from agent_desktop.records.callbacks.do_not_call import is_on_list
from agent_desktop.records.callbacks.shifts import ShiftRepository
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.lawful_hours.places import Place
from agent_desktop.records.lawful_hours.schema import zone_of
from agent_desktop.records.lawful_hours.wishes import CallWishes, wishes_of

_CUSTOMERS: Final = table_of(CustomerRow)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of one person, or number: where they are and what they wish. `texts` are the wishes in words. `unwished`: they do
    not wish calls of this kind at all."""

    place: Place
    wishes: CallWishes
    texts: tuple[LocalText, ...] = ()
    language: str = ""
    unwished: bool = False


def surroundings_of(
    session: Session, book: CallbackBook, customer_id: UUID | None, number: str, *, given: str, marketing: bool
) -> Surroundings:
    """Return them as they are now. `given` is the region that the person said they are in, empty for none."""
    rows = _accounts_of(session, customer_id)
    address = next((row.address for row in rows if row.address), "")
    texts: list[LocalText] = []
    for row in rows:
        hours = [wish.title for wish in wish_rows(row.calls_from, row.calls_until)]
        texts += [wish for wish in (*row.wishes, *hours) if wish not in texts]
    wishes = wishes_of(texts, [(row.calls_from, row.calls_until) for row in rows])
    unwished = is_on_list(session, customer_id, number, marketing=marketing) or (marketing and wishes.no_sales)
    language = next((language for row in rows for language in row.languages), "")
    place = book.places.find(given=given, address=address, number=number)
    return Surroundings(place, wishes, tuple(texts), language, unwished)


def obstacles_at(book: CallbackBook, around: Surroundings, when: datetime, at: datetime) -> tuple[Obstacle, ...]:
    """Return what speaks against a callback that is due at `when`, asked at `at`."""
    found: list[Obstacle] = []
    if around.unwished:
        found.append(Obstacle.DO_NOT_CALL)
    if when < at:
        found.append(Obstacle.TIME_PAST)
    if when > at + timedelta(days=book.rules.longest_days):
        found.append(Obstacle.TIME_TOO_FAR)
    found += book.hours.obstacles(around.place, when, around.wishes)
    if around.place.basis is PlaceBasis.UNKNOWN and Obstacle.UNLAWFUL_HOUR in found:
        found.append(Obstacle.PLACE_UNKNOWN)
    return tuple(dict.fromkeys(found))


def slots_after(
    session: Session, book: CallbackBook, around: Surroundings, after: datetime, at: datetime, owner_id: UUID | None
) -> Iterator[datetime]:
    """Yield the times from `after` on against which nothing speaks, within the days that may be promised. Those of the
    owner's shifts only, as long as these are known."""
    if around.unwished:
        return
    until = at + timedelta(days=book.rules.longest_days)
    repository = ShiftRepository(session)
    last = None if owner_id is None else repository.last_end(owner_id)
    known_until = last if last is not None and last > after else None
    shifts = () if known_until is None or owner_id is None else repository.list_of(owner_id, after, known_until)
    for slot in book.hours.slots(around.place, max(after, at), until, around.wishes):
        if known_until is None or slot > known_until or any(start <= slot < end for start, end in shifts):
            yield slot


def next_time(
    session: Session, book: CallbackBook, around: Surroundings, after: datetime, at: datetime, owner_id: UUID | None
) -> datetime | None:
    """Return the first of these times; None where there is none."""
    return next(slots_after(session, book, around, after, at, owner_id), None)


def window_around(book: CallbackBook, around: Surroundings, due_at: datetime) -> tuple[datetime, datetime]:
    """Return the window of a callback that is due then: as far to both sides as the rules say and the hours allow."""
    minutes = timedelta(minutes=book.rules.window_minutes)
    return book.hours.clipped(around.place, due_at, minutes, around.wishes)


def shown_place(book: CallbackBook, place: Place, wishes: CallWishes, when: datetime) -> CalledPlace:
    """Return a place as the wire has it, with the clock and the hours of the day of `when`."""
    walls = {when.astimezone(zone_of(zone)).replace(tzinfo=None): zone for zone in place.zones}
    local = when.astimezone(zone_of(next(iter(walls.values())))) if len(walls) == 1 else None
    spans = book.hours.spans_on(place, when, wishes)
    return CalledPlace(
        region=place.region,
        name=book.places.name_of(place.region),
        zones=place.zones,
        basis=place.basis,
        local_at=local,
        lawful=tuple(LawfulSpan(from_at=start, until_at=end) for start, end in spans),
    )


def _accounts_of(session: Session, customer_id: UUID | None) -> list[sa.Row[tuple[object, ...]]]:
    """Return all accounts of a person, the leading one first."""
    if customer_id is None:
        return []
    columns = (
        _CUSTOMERS.c.address,
        _CUSTOMERS.c.wishes,
        _CUSTOMERS.c.calls_from,
        _CUSTOMERS.c.calls_until,
        _CUSTOMERS.c.languages,
    )
    others = _CUSTOMERS.c.customer_id != person_of(_CUSTOMERS.c.customer_id)
    query = sa.select(*columns).where(of_person(_CUSTOMERS.c.customer_id)).order_by(others, _CUSTOMERS.c.customer_id)
    return list(session.execute(query, {"of_customer": customer_id}))
