"""A customer whom nobody names: what a script needs to know of a call, and nothing by which somebody is recognised."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.formatting import both

_CUSTOMERS: Final = table_of(CustomerRow)
_IDS: Final = sa.select(_CUSTOMERS.c.customer_id).where(_CUSTOMERS.c.prospect.is_(None)).limit(1)

NO_NAME: Final[LocalText] = both("A customer, unnamed", "某位客户（不显示姓名）")
_NO_ENDING: Final = "0000"
_IN_PLACE: Final[Mapping[str, LocalText]] = {
    "customer_name": both("Ms Sample", "某女士"),
    "customer_full_name": both("Ms Sample", "某女士"),
    "card_ending": both(_NO_ENDING, _NO_ENDING),
    "last_transaction_place": both("Sampletown", "某地"),
}
"""What stands in texts for what would tell who it is."""


def any_customer(session: Session) -> UUID | None:
    """Return some customer of the bank's, another one each time; None where there is none."""
    beyond = _IDS.where(_CUSTOMERS.c.customer_id >= uuid4()).order_by(_CUSTOMERS.c.customer_id)
    found: UUID | None = session.scalar(beyond)
    return found or session.scalar(_IDS.order_by(_CUSTOMERS.c.customer_id))


def without_name(facts: Mapping[str, LocalText]) -> dict[str, LocalText]:
    """Return facts in words without those that tell who somebody is: a made-up word stands for each that was known."""
    return {name: dict(_IN_PLACE.get(name, text)) for name, text in facts.items()}


def values_without_name(values: Mapping[str, str]) -> dict[str, str]:
    """Return typed facts without those that tell who somebody is."""
    kept = {name: text for name, text in values.items() if name not in _IN_PLACE}
    return kept | ({"card_ending": _NO_ENDING} if "card_ending" in values else {})
