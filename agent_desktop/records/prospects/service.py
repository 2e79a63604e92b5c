"""Keeps who called and is no customer yet: a light record with interest and consent. Never commits.

A prospect is a customer of kind *prospect* whom this product made itself: found by number and search, linked to calls,
shown and merged as every other is, so that whoever becomes a customer is one record with all that was before.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import phonenumbers
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.prospect_cards import Consent, ConsentChannel, Interest, ProspectCard
from agent_desktop.contract.prospects import InterestDay, ProspectFigures
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import (
    NotAProspectError,
    ProspectDuplicateError,
    ProspectUnknownError,
    StaleVersionError,
)
from agent_desktop.records.prospects.duplicates import TypedIn, find_duplicates
from agent_desktop.records.prospects.repository import ProspectRepository


def keep_prospect(
    session: Session,
    who: TypedIn,
    *,
    interests: Collection[Interest],
    note: str,
    agreed: Collection[ConsentChannel],
    seen: Collection[UUID],
    at: datetime,
    by: UUID,
    call_id: UUID | None,
    options: ProfileOptions,
) -> UUID:
    """Keep the card of somebody who is no customer yet, and return their id.

    Two who keep the same caller at once go one after the other, and the second is told of the first.

    Raises:
        ProspectUnknownError: Neither a name nor a number or document: nobody could be found again by it.
        ProspectDuplicateError: Somebody with the same number, document or name, not among those `seen`.
    """
    if who.is_empty:
        raise ProspectUnknownError
    repository = ProspectRepository(session)
    repository.lock(who.held_by)
    unseen = [each for each in find_duplicates(session, who) if each.sure and each.customer_id not in seen]
    if unseen:
        raise ProspectDuplicateError(count=len(unseen))
    card = ProspectCard(
        interests=_in_order(interests),
        note=note.replace("\x00", ""),
        consents=tuple(Consent(channel=channel, given_at=at) for channel in ConsentChannel if channel in agreed),
        kept_at=at,
        changed_at=at,
    )
    customer_id = uuid4()
    repository.add(
        customer_id,
        name_latin=who.name_latin,
        name_chinese=who.name_chinese,
        document=who.document,
        numbers={who.number: number_kind(who.number)} if who.number else {},
        card=card.model_dump(mode="json"),
        on=options.day_of(at),
    )
    beside: list[JsonValue] = [str(each) for each in sorted(seen)]
    _audit(session, "prospect.kept", customer_id, card, at, by, call_id, {"beside": beside})
    return customer_id


def change_prospect(
    session: Session,
    customer_id: UUID,
    *,
    seen_version: int,
    interests: Collection[Interest],
    note: str,
    agreed: Collection[ConsentChannel],
    at: datetime,
    by: UUID,
) -> None:
    """Have the card say this from now on. A consent that is taken back stays on record with its end.

    Raises:
        CustomerNotFoundError: There is no such.
        NotAProspectError: It is a customer by now, or always was.
        StaleVersionError: Somebody changed it since `seen_version` was read.
    """
    repository = ProspectRepository(session)
    row = repository.lock_card(customer_id)
    if row["kind"] is not CustomerKind.PROSPECT:
        raise NotAProspectError
    if row["version"] != seen_version:
        raise StaleVersionError(current_version=row["version"])
    none_yet = ProspectCard(kept_at=at, changed_at=at)
    before = ProspectCard.model_validate(row["prospect"]) if row["prospect"] else none_yet
    card = before.model_copy(
        update={
            "interests": _in_order(interests),
            "note": note.replace("\x00", ""),
            "consents": _consents(before, agreed, at),
            "changed_at": at,
        }
    )
    repository.set_card(customer_id, card.model_dump(mode="json"))
    _audit(session, "prospect.changed", customer_id, card, at, by, None, {})


def note_number(
    session: Session,
    customer_id: UUID,
    number: str,
    *,
    at: datetime,
    by: UUID,
    call_id: UUID | None,
    options: ProfileOptions,
) -> bool:
    """Note an E.164 number as a customer's from today; say whether it was not. The bank's own is nobody's."""
    if not number or number in options.own_numbers:
        return False
    day = options.day_of(at)
    if not ProspectRepository(session).add_number(customer_id, number, number_kind(number), on=day):
        return False
    record_change(
        session,
        at=at,
        by=by,
        what="number.noted",
        record_kind="customer",
        record_id=customer_id,
        call_id=call_id,
        detail={"valid_from": day.isoformat()},
    )
    return True


def prospect_figures(session: Session, *, since: date, until: date, options: ProfileOptions) -> ProspectFigures:
    """Count who was first kept from the day `since` to the day `until`, both included, by the bank's own days."""
    begin = datetime.combine(since, time(), options.zone).astimezone(UTC)
    end = datetime.combine(until + timedelta(days=1), time(), options.zone).astimezone(UTC)
    counts: dict[tuple[date, Interest | None], int] = {}
    kept = consenting = became = 0
    for row in ProspectRepository(session).list_kept(begin, end):
        card = ProspectCard.model_validate(row["prospect"])
        kept += 1
        consenting += bool(card.agreed)
        became += bool(row["is_customer"])
        for interest in card.interests or (None,):
            key = (options.day_of(card.kept_at), interest)
            counts[key] = counts.get(key, 0) + 1
    order = [*Interest, None]
    return ProspectFigures(
        since=since,
        until=until,
        kept=kept,
        consenting=consenting,
        became=became,
        by_day=tuple(
            InterestDay(day=day, interest=interest, count=count)
            for (day, interest), count in sorted(counts.items(), key=lambda each: (each[0][0], order.index(each[0][1])))
        ),
    )


def number_kind(number: str) -> str:
    """Return the kind of an E.164 number that a caller had, as far as its country's plan of numbers tells."""
    mobile = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return "mobile" if phonenumbers.number_type(phonenumbers.parse(number)) in mobile else "other"


def _in_order(interests: Collection[Interest]) -> tuple[Interest, ...]:
    return tuple(each for each in Interest if each in interests)


def _consents(before: ProspectCard, agreed: Collection[ConsentChannel], at: datetime) -> tuple[Consent, ...]:
    kept = [
        each
        if each.withdrawn_at is not None or each.channel in agreed
        else each.model_copy(update={"withdrawn_at": at})
        for each in before.consents
    ]
    new = [channel for channel in ConsentChannel if channel in agreed and channel not in before.agreed]
    return (*kept, *(Consent(channel=channel, given_at=at) for channel in new))


def _audit(
    session: Session,
    what: str,
    customer_id: UUID,
    card: ProspectCard,
    at: datetime,
    by: UUID,
    call_id: UUID | None,
    more: dict[str, JsonValue],
) -> None:
    interests: list[JsonValue] = [each.value for each in card.interests]
    agreed: list[JsonValue] = [each.value for each in ConsentChannel if each in card.agreed]
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="customer",
        record_id=customer_id,
        call_id=call_id,
        detail={"interests": interests, "agreed": agreed, **more},
    )
