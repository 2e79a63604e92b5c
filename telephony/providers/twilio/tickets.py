"""Which ticket waits for somebody's line: with it their telephone calls in to the call that waits for them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.providers.twilio.models import TwilioLegRow, TwilioTicketRow
from telephony.providers.twilio.rooms import LegState


def find_waiting_ticket(session: Session, endpoint: str, now: datetime) -> str:
    """Return the newest ticket for a line that nobody has used and that is good at `now`, the machine's time; empty
    where there is none."""
    leg, ticket = TwilioLegRow, TwilioTicketRow
    query = (
        sa.select(ticket.ticket)
        .join(leg, sa.and_(leg.call_sid == ticket.call_sid, leg.label == ticket.label))
        .where(leg.endpoint == endpoint, leg.state < LegState.LEFT, ticket.used_by == "", ticket.expires_at > now)
        .order_by(ticket.made_at.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none() or ""
