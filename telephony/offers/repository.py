"""Every query on offers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from telephony.contract import OfferOutcome, OfferSnapshot
from telephony.database import insert_later, table_of
from telephony.offers.models import OfferRow

_OFFERS: Final = table_of(OfferRow)
_CLOSE: Final = (
    sa.update(_OFFERS)
    .where(_OFFERS.c.offer_id == sa.bindparam("of_offer"))
    .values(outcome=sa.bindparam("new_outcome"), ended_at=sa.bindparam("at"), payload=sa.null())
    .execution_options(later=True)
)
_OFFERED_BEFORE: Final = sa.select(
    sa.exists().where(_OFFERS.c.call_id == sa.bindparam("of_call"), _OFFERS.c.agent_id == sa.bindparam("of_agent"))
).execution_options(later=True)


class OfferRepository:
    """Reads offers. A call and an agent have at most one open offer each; the database holds that."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_offer(self, offer_id: UUID) -> OfferRow:
        """Return an offer that an agent's row or a timer names."""
        return self._session.get_one(OfferRow, offer_id, populate_existing=True)

    def find_offer(self, offer_id: UUID) -> OfferRow | None:
        """Return the offer, if it is still kept."""
        return self._session.get(OfferRow, offer_id, populate_existing=True)

    def find_open(self, call_id: UUID) -> OfferRow | None:
        """Return the open offer of a call."""
        query = sa.select(OfferRow).where(OfferRow.call_id == call_id, OfferRow.outcome == OfferOutcome.OPEN)
        return self._session.scalar(query, execution_options={"populate_existing": True})

    def find_last(self, call_id: UUID, agent_id: UUID) -> OfferRow | None:
        """Return the last offer of this call to this agent."""
        query = (
            sa.select(OfferRow)
            .where(OfferRow.call_id == call_id, OfferRow.agent_id == agent_id)
            .order_by(OfferRow.offered_at.desc())
            .limit(1)
        )
        return self._session.scalar(query)

    def add_open(self, offer: OfferSnapshot, *, from_colleague: bool = False) -> None:
        """Write a new offer that is open, with the host's payload."""
        insert_later(
            self._session,
            OfferRow,
            _now=True,
            offer_id=offer.offer_id,
            call_id=offer.call_id,
            agent_id=offer.agent_id,
            offered_at=offer.offered_at,
            expires_at=offer.expires_at,
            pops=offer.pops,
            from_colleague=from_colleague,
            payload=offer.payload,
        )

    def close(self, offer: OfferRow, outcome: OfferOutcome, at: datetime) -> None:
        """Write that an offer has ended, and remove the host's payload. Its group is locked: nobody else ends it."""
        self._session.execute(_CLOSE, {"of_offer": offer.offer_id, "new_outcome": outcome, "at": at})
        set_committed_value(offer, "outcome", outcome)
        set_committed_value(offer, "ended_at", at)
        set_committed_value(offer, "payload", None)

    def ask_offered_before(self, call_id: UUID, agent_id: UUID) -> sa.Result[Any]:
        """Ask whether the call has been offered to this agent before: one value."""
        return self._session.execute(_OFFERED_BEFORE, {"of_call": call_id, "of_agent": agent_id})

    def list_open_payloads(self, offer_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
        """Return what the host wrote for each of these offers that is still open; no query where there are none."""
        if not offer_ids:
            return {}
        query = sa.select(OfferRow.offer_id, OfferRow.payload).where(
            OfferRow.offer_id.in_(offer_ids), OfferRow.outcome == OfferOutcome.OPEN
        )
        return {offer_id: payload for offer_id, payload in self._session.execute(query) if payload is not None}
