"""How a customer stands with the bank and with others."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.relationships import Manager, RelatedPerson, Relationship
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.relationships.repository import RelationshipRepository
from agent_desktop.records.valuation.service import standing_of

MOST_RELATED = 12
"""How many related people are named; the rest are counted."""


def relationship_of(session: Session, customer_id: UUID) -> Relationship:
    """Return what the relationship panel shows of a customer. The caller audits the look.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    row = CustomerRepository(session).find_customer(customer_id)
    if row is None:
        raise CustomerNotFoundError(customer_id)
    standing = standing_of(session, row["customer_id"])
    people = _people(RelationshipRepository(session).list_shares(customer_id))
    return Relationship(
        customer_id=row["customer_id"],
        value=standing.value,
        history=standing.history,
        surveys=standing.surveys,
        manager=Manager(name=row["manager_name"]) if row["manager_name"] else None,
        related=tuple(people[:MOST_RELATED]),
        related_count=len(people),
    )


def _people(shares: Sequence[sa.RowMapping]) -> list[RelatedPerson]:
    by_person: dict[UUID, list[sa.RowMapping]] = {}
    for share in shares:
        by_person.setdefault(share["customer_id"], []).append(share)
    return [_related(of_one) for of_one in by_person.values()]


def _related(shares: Sequence[sa.RowMapping]) -> RelatedPerson:
    first = shares[0]
    return RelatedPerson(
        customer_id=first["customer_id"],
        kind=first["kind"],
        name=shown_name(first["title"], first["name_latin"], first["name_chinese"]),
        name_chinese=shown_chinese_name(first["title"], first["gender"], first["name_chinese"]),
        role=first["role"],
        own_role=first["own_role"],
        product=first["product"],
        number_masked=mask_number(first["number"]),
        # Two accounts of either person may be named on one product.
        product_count=len({share["holding_id"] for share in shares}),
    )
