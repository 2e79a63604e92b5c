"""What a customer needs of whoever serves them: noted with their consent, and looked at again (FCA FG21/1)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerNeed
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
    """Keep these as the customer's needs; what changed is audited.

    Raises:
        CustomerNotFoundError: No such customer.
        StaleVersionError: Somebody changed them since `seen` was read.
        NeedsRefusedError: One is there twice, was agreed to in the future, or is to be looked at in the past.
    """
    repository = CustomerRepository(session)
    row = repository.lock_needs(customer_id)
    if row is None:
        raise CustomerNotFoundError(customer_id)
    before = [CustomerNeed.model_validate(need) for need in row["needs"]]
    if before != list(seen):
        raise StaleVersionError(current_version=row["version"])
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
    repository.set_needs(customer_id, [need.model_dump(mode="json") for need in needs])
    old: list[JsonValue] = [need.need.value for need in before]
    new: list[JsonValue] = [need.need.value for need in needs]
    record_change(
        session,
        at=at,
        by=by,
        what="needs.noted",
        record_kind="customer",
        record_id=customer_id,
        detail={"before": old, "after": new},
    )
