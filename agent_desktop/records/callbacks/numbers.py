"""The numbers on which somebody may be called."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.customers.models import PhoneNumberRow
from agent_desktop.records.customers.repository import KINDS
from agent_desktop.records.database import table_of

_NUMBERS: Final = table_of(PhoneNumberRow)


def numbers_of(session: Session, customer_id: UUID | None) -> Sequence[tuple[UUID, str, str]]:
    """Return (id, number E.164, kind) of all that a person has, the mobile first; each number once."""
    if customer_id is None:
        return []
    columns = (_NUMBERS.c.phone_number_id, _NUMBERS.c.number, _NUMBERS.c.kind)
    found = session.execute(
        sa.select(*columns).where(of_person(_NUMBERS.c.customer_id)), {"of_customer": customer_id}
    ).all()
    order = {kind: place for place, kind in enumerate(KINDS)}
    ranked = sorted(found, key=lambda each: (order.get(each.kind, len(order)), each.number))
    once = {each.number: each for each in reversed(ranked)}.values()
    return [(each.phone_number_id, each.number, each.kind) for each in reversed(list(once))]


def other_numbers(session: Session, customer_id: UUID | None, wrong: Collection[str]) -> list[tuple[UUID, str]]:
    """Return (id, number) of those on which nobody else has answered."""
    return [
        (number_id, number) for number_id, number, _ in numbers_of(session, customer_id) if number not in set(wrong)
    ]
