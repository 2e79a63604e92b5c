"""An offer as it crosses the wire."""

from telephony.contract import OfferSnapshot
from telephony.offers.models import OfferRow
from telephony.times import utc


def offer_snapshot(row: OfferRow, *, payload: bool = False) -> OfferSnapshot:
    """Return the offer; with its `payload` for the agent to whom it is made; the journal writes none."""
    return OfferSnapshot(
        offer_id=row.offer_id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        offered_at=utc(row.offered_at),
        expires_at=utc(row.expires_at),
        outcome=row.outcome,
        pops=row.pops,
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        payload=row.payload if payload else None,
    )
