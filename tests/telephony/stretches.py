"""Looks whether what was kept of calls leaves nothing out."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import CallState
from telephony.offers.models import OfferRow
from tests.telephony.support import Centre


def gaps(centre: Centre) -> list[UUID]:
    """Calls whose stretches and rings do not lie end to end, from their queue to their end. One that is to be made
    begins when that is seen: its place may be of a time before."""
    wrong = []
    with Session(centre.engine) as session:
        for call in session.scalars(sa.select(CallRow)):
            pieces: list[tuple[datetime, datetime]] = []
            for row in session.scalars(sa.select(CallStretchRow).where(CallStretchRow.call_id == call.call_id)):
                pieces.append((row.began_at, row.ended_at))
            for offer in session.scalars(sa.select(OfferRow).where(OfferRow.call_id == call.call_id)):
                pieces.append((offer.offered_at, offer.ended_at or call.since_at))
            if call.state not in (CallState.ENDED, CallState.RINGING):
                pieces.append((call.since_at, call.since_at))
            pieces.sort()
            began_at = call.enqueued_at if call.item_id is None else call.arrived_at
            ends = [began_at, *(ended_at for _, ended_at in pieces)]
            begins = [*(began_at for began_at, _ in pieces), call.ended_at or call.since_at]
            if begins != ends:
                wrong.append(call.call_id)
    return wrong
