"""An offer as it crosses the wire."""

from sqlalchemy.orm import Session

from telephony.contract import DeskChange, OfferOutcome, OfferSnapshot
from telephony.offers.models import OfferRow
from telephony.offers.repository import OfferRepository
from telephony.times import utc


def offer_snapshot(row: OfferRow, *, payload: bool = False) -> OfferSnapshot:
    """Return the offer; with its `payload` only for the agent's own desk, never for the journal."""
    return OfferSnapshot(
        offer_id=row.offer_id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        offered_at=utc(row.offered_at),
        expires_at=utc(row.expires_at),
        outcome=row.outcome,
        ended_at=None if row.ended_at is None else utc(row.ended_at),
        payload=row.payload if payload else None,
    )


def with_payload(session: Session, change: DeskChange) -> DeskChange:
    """Return the change with the host's payload in its open offer: the stream's last step before it sends."""
    offer = change.offer
    if offer is None or offer.outcome is not OfferOutcome.OPEN:
        return change
    payload = OfferRepository(session).find_payload(offer.offer_id)
    return change.model_copy(update={"offer": offer.model_copy(update={"payload": payload})})
