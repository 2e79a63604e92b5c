"""The ticket that waits for somebody's line: with it their telephone calls in to the call that waits for them."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.providers.twilio.models import TwilioLegRow, TwilioTicketRow
from telephony.providers.twilio.rooms import LegState

TICKET_SECONDS: Final = 60.0
"""How long a ticket is good for."""


def new_ticket(call_sid: str, label: str, now: datetime) -> TwilioTicketRow:
    """Return a ticket for one leg, good from `now` on (machine time)."""
    expires_at = now + timedelta(seconds=TICKET_SECONDS)
    ticket = secrets.token_hex(20)
    return TwilioTicketRow(
        ticket=ticket, call_sid=call_sid, label=label, made_at=now, expires_at=expires_at, used_by=""
    )


def find_waiting_ticket(session: Session, endpoint: str, now: datetime) -> str:
    """Return the newest ticket for a line that nobody has used and that is good at `now`, the machine's time; empty
    where there is none."""
    found = find_ticket_of(session, endpoint)
    return found.ticket if found is not None and found.expires_at > now else ""


def find_ticket_of(session: Session, endpoint: str) -> TwilioTicketRow | None:
    """Return the newest ticket of a line that is still waited for and has not called in, expired or not."""
    leg, ticket = TwilioLegRow, TwilioTicketRow
    query = (
        sa.select(ticket, leg)
        .join(leg, sa.and_(leg.call_sid == ticket.call_sid, leg.label == ticket.label))
        .where(leg.endpoint == endpoint, leg.state < LegState.LEFT, ticket.used_by == "")
        .order_by(ticket.made_at.desc())
    )
    return next((row.TwilioTicketRow for row in session.execute(query) if row.TwilioLegRow.wanted), None)


def renew_ticket(session: Session, endpoint: str, now: datetime) -> TwilioTicketRow | None:
    """Give the line that is waited for another ticket, good from `now` on; the one before lets nobody in any more. None
    where no line is waited for."""
    before = find_ticket_of(session, endpoint)
    if before is None:
        return None
    after = new_ticket(before.call_sid, before.label, now)
    session.delete(before)
    session.flush()  # a leg has one ticket
    session.add(after)
    return after
