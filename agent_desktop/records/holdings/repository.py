"""Every query on holdings and their transactions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup, StatusKind
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from agent_desktop.records.sources.models import SourceRow


class HoldingRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_reached(self, customer_id: UUID, source_code: str | None = None) -> Sequence[sa.RowMapping]:
        """Return the holdings the customer may use and as what (`role`), each with its source's columns.

        The source's are `source_name`, `source_group`, `live` and `old_after_seconds`; None where it is not known.
        """
        query = (
            sa.select(
                HoldingRow.holding_id,
                HoldingRow.source_code,
                HoldingRow.source_key,
                HoldingRow.group,
                HoldingRow.product,
                HoldingRow.number,
                HoldingRow.currency,
                HoldingRow.balance,
                HoldingRow.status,
                HoldingRow.status_kind,
                HoldingRow.matures_on,
                HoldingRow.as_of_at,
                HoldingPartyRow.role,
                SourceRow.name.label("source_name"),
                SourceRow.group.label("source_group"),
                SourceRow.live,
                SourceRow.old_after_seconds,
            )
            .join(HoldingPartyRow, HoldingPartyRow.holding_id == HoldingRow.holding_id)
            .outerjoin(SourceRow, SourceRow.source_code == HoldingRow.source_code)
            .where(HoldingPartyRow.customer_id == customer_id)
            .order_by(HoldingRow.opened_on.asc().nulls_last(), HoldingRow.source_key)
        )
        if source_code is not None:
            query = query.where(HoldingRow.source_code == source_code)
        return self._session.execute(query).mappings().all()

    def find_source(self, source_code: str) -> sa.RowMapping | None:
        """Return one source system's columns."""
        query = sa.select(*SourceRow.__table__.columns).where(SourceRow.source_code == source_code)
        return self._session.execute(query).mappings().one_or_none()

    def find_newest_card_transaction(self, customer_id: UUID, at: datetime) -> sa.RowMapping | None:
        """Return the newest booking up to `at` on a card the customer may use, with the card's columns.

        A card with a problem goes before the others; a card without bookings is the answer where no card has any,
        with None in the booking's columns.
        """
        newest = (
            sa.select(TransactionRow.booked_at, TransactionRow.amount, TransactionRow.currency, TransactionRow.place)
            .where(TransactionRow.holding_id == HoldingRow.holding_id, TransactionRow.booked_at <= at)
            .order_by(TransactionRow.booked_at.desc())
            .limit(1)
            .lateral("newest")
        )
        query = (
            sa.select(
                HoldingRow.number,
                HoldingRow.product,
                newest.c.booked_at,
                newest.c.amount,
                newest.c.currency,
                newest.c.place,
            )
            .join(HoldingPartyRow, HoldingPartyRow.holding_id == HoldingRow.holding_id)
            .outerjoin(newest, sa.true())
            .where(HoldingPartyRow.customer_id == customer_id, HoldingRow.group == HoldingGroup.CARDS)
            .order_by(
                sa.case((HoldingRow.status_kind == StatusKind.PROBLEM, 0), else_=1),
                newest.c.booked_at.desc().nulls_last(),
                HoldingRow.source_key,
            )
            .limit(1)
        )
        return self._session.execute(query).mappings().one_or_none()
