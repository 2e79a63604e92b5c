"""What a customer needs of whoever serves them: noted with their consent, and looked at again (FCA FG21/1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerNeed, NeedKind
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError, NeedsRefusedError, StaleVersionError


def note_needs(
    session: Session,
    customer_id: UUID,
    *,
    seen: Sequence[CustomerNeed],
    needs: Sequence[CustomerNeed],
    today: date,
    at: datetime,
    by: UUID,
) -> None:
    """Keep these as the customer's needs; what changed is audited, by account.

    Of a person with several accounts `seen` and `needs` are those of all of them (`needs_of_person`). One that is taken
    away is so in each account; one that is new or changed is the leading account's from then on; the others stay where
    they are, so that accounts that are taken apart each have their own again.

    Raises:
        CustomerNotFoundError: No such customer.
        StaleVersionError: Somebody changed them since `seen` was read.
        NeedsRefusedError: One is there twice, was agreed to in the future, or is to be looked at in the past.
    """
    repository = CustomerRepository(session)
    rows = repository.lock_needs(customer_id)
    if not rows:
        raise CustomerNotFoundError(customer_id)
    before = needs_of_person([row["needs"] for row in rows])
    if list(before) != list(seen):
        raise StaleVersionError(current_version=rows[0]["version"])
    kinds = [need.need for need in needs]
    if len(set(kinds)) < len(kinds):
        raise NeedsRefusedError(problem="need_twice")
    for need in needs:
        if need in before:
            continue
        if need.consent_on > today:
            raise NeedsRefusedError(problem="consent_in_future")
        if need.review_on <= today:
            raise NeedsRefusedError(problem="review_in_past")
    stay = {need.need for need in needs if need in before}
    for row in rows:
        own = _read(row["needs"])
        if row is rows[0]:
            mine = {need.need: need for need in own}
            after = [mine.get(need.need) if need.need in stay else need for need in needs]
        else:
            after = [need if need.need in stay else None for need in own]
        noted = [need for need in after if need is not None]
        if noted != own or row is rows[0]:
            repository.set_needs(row["customer_id"], [need.model_dump(mode="json") for need in noted])
            _audit(session, row["customer_id"], own, noted, at, by)


def needs_of_person(by_account: Sequence[Sequence[Mapping[str, str]]]) -> tuple[CustomerNeed, ...]:
    """Return the needs of all accounts of one person: of a kind that several note, the one agreed to last.

    `by_account` are their lists, the leading account's first; the order is that of the first account to name each.
    """
    found: dict[NeedKind, CustomerNeed] = {}
    for needs in by_account:
        for need in _read(needs):
            known = found.get(need.need)
            if known is None or (need.consent_on, need.review_on) > (known.consent_on, known.review_on):
                found[need.need] = need
    return tuple(found.values())


def _read(needs: Sequence[Mapping[str, str]]) -> list[CustomerNeed]:
    return [CustomerNeed.model_validate(need) for need in needs]


def _audit(
    session: Session,
    customer_id: UUID,
    before: Sequence[CustomerNeed],
    after: Sequence[CustomerNeed],
    at: datetime,
    by: UUID,
) -> None:
    old: list[JsonValue] = [need.need.value for need in before]
    new: list[JsonValue] = [need.need.value for need in after]
    record_change(
        session,
        at=at,
        by=by,
        what="needs.noted",
        record_kind="customer",
        record_id=customer_id,
        detail={"before": old, "after": new},
    )
