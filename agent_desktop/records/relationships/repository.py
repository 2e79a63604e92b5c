"""Every query on who shares products with a customer."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow

MOST_SHARES: Final = 200
"""How many shared products are read: a business account that hundreds may use says no more by its last ones."""

_CUSTOMERS: Final = table_of(CustomerRow)
_HOLDINGS: Final = table_of(HoldingRow)
_OWN: Final = table_of(HoldingPartyRow).alias("own")
_OTHER: Final = table_of(HoldingPartyRow).alias("other")

_LIST_SHARES: Final = (
    sa.select(
        _CUSTOMERS.c.customer_id,
        _CUSTOMERS.c.kind,
        _CUSTOMERS.c.title,
        _CUSTOMERS.c.gender,
        _CUSTOMERS.c.name_latin,
        _CUSTOMERS.c.name_chinese,
        _OTHER.c.holding_id,
        _OTHER.c.role,
        _OWN.c.role.label("own_role"),
        _HOLDINGS.c.product,
        _HOLDINGS.c.number,
    )
    .select_from(_OWN)
    .join(_OTHER, _OTHER.c.holding_id == _OWN.c.holding_id)
    .join(_HOLDINGS, _HOLDINGS.c.holding_id == _OWN.c.holding_id)
    .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(_OTHER.c.customer_id))
    .where(of_person(_OWN.c.customer_id), sa.not_(of_person(_OTHER.c.customer_id)))
    .order_by(_HOLDINGS.c.opened_on.asc().nulls_last(), _HOLDINGS.c.source_key, _CUSTOMERS.c.sort_key)
    .limit(MOST_SHARES)
)


class RelationshipRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_shares(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return a row for each product that the person who has this account shares with somebody else, the oldest
        product first: the other one's columns by their leading account, what each is to it, and the product's."""
        return self._session.execute(_LIST_SHARES, {"of_customer": customer_id}).mappings().all()
