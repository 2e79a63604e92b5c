"""Every query on holdings and their transactions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup, StatusKind
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from agent_desktop.records.sources.models import SourceRow
from agent_desktop.records.together import Question, Row

_HOLDINGS: Final = table_of(HoldingRow)
_PARTIES: Final = table_of(HoldingPartyRow)
_TRANSACTIONS: Final = table_of(TransactionRow)
_SOURCES: Final = table_of(SourceRow)

_LIST_REACHED: Final = (
    sa.select(
        _HOLDINGS.c.holding_id,
        _HOLDINGS.c.source_code,
        _HOLDINGS.c.source_key,
        _HOLDINGS.c.group,
        _HOLDINGS.c.product,
        _HOLDINGS.c.number,
        _HOLDINGS.c.currency,
        _HOLDINGS.c.balance,
        _HOLDINGS.c.status,
        _HOLDINGS.c.status_kind,
        _HOLDINGS.c.matures_on,
        _HOLDINGS.c.as_of_at,
        _PARTIES.c.role,
        _SOURCES.c.name.label("source_name"),
        _SOURCES.c.group.label("source_group"),
        _SOURCES.c.live,
        _SOURCES.c.old_after_seconds,
        _SOURCES.c.end_of_day,
    )
    .join(_PARTIES, _PARTIES.c.holding_id == _HOLDINGS.c.holding_id)
    .outerjoin(_SOURCES, _SOURCES.c.source_code == _HOLDINGS.c.source_code)
    .where(of_person(_PARTIES.c.customer_id))
    .order_by(_HOLDINGS.c.opened_on.asc().nulls_last(), _HOLDINGS.c.source_key)
    .execution_options(later=True)
)
_NEWEST: Final = (
    sa.select(_TRANSACTIONS.c.booked_at, _TRANSACTIONS.c.amount, _TRANSACTIONS.c.currency, _TRANSACTIONS.c.place)
    .where(_TRANSACTIONS.c.holding_id == _HOLDINGS.c.holding_id, _TRANSACTIONS.c.booked_at <= sa.bindparam("until"))
    .order_by(_TRANSACTIONS.c.booked_at.desc())
    .limit(1)
    .lateral("newest")
)
_NEWEST_CARD_TRANSACTION: Final = (
    sa.select(
        _HOLDINGS.c.number,
        _HOLDINGS.c.product,
        _NEWEST.c.booked_at,
        _NEWEST.c.amount,
        _NEWEST.c.currency,
        _NEWEST.c.place,
    )
    .join(_PARTIES, _PARTIES.c.holding_id == _HOLDINGS.c.holding_id)
    .outerjoin(_NEWEST, sa.true())
    .where(of_person(_PARTIES.c.customer_id), _HOLDINGS.c.group == HoldingGroup.CARDS)
    .order_by(
        sa.case((_HOLDINGS.c.status_kind == StatusKind.PROBLEM, 0), else_=1),
        _NEWEST.c.booked_at.desc().nulls_last(),
        _HOLDINGS.c.source_key,
    )
    .limit(1)
    .execution_options(later=True)
)


def reached_holdings(customer_id: UUID) -> Question:
    """Return what reads the rows of `HoldingRepository.list_reached` of all sources."""
    return _LIST_REACHED, {"of_customer": customer_id}


def newest_card_transaction(customer_id: UUID, at: datetime) -> Question:
    """Return what reads the newest booking up to `at` on a card the customer may use, with the card's columns.

    One row or none. A card with a problem goes before the others; a card without bookings is the answer where no
    card has any, with None in the booking's columns.
    """
    return _NEWEST_CARD_TRANSACTION, {"of_customer": customer_id, "until": at}


class HoldingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_reached(self, customer_id: UUID, source_code: str | None = None) -> Sequence[Row]:
        """Return the holdings the customer may use and as what (`role`), each with its source's columns.

        The source's are `source_name`, `source_group`, `live`, `old_after_seconds` and `end_of_day`; None where it is
        not known.
        """
        query = _LIST_REACHED
        if source_code is not None:
            query = query.where(_HOLDINGS.c.source_code == source_code).execution_options(later=False)
        return self._session.execute(query, {"of_customer": customer_id}).mappings().all()

    def find_source(self, source_code: str) -> sa.RowMapping | None:
        """Return one source system's columns."""
        query = sa.select(*SourceRow.__table__.columns).where(SourceRow.source_code == source_code)
        return self._session.execute(query).mappings().one_or_none()
