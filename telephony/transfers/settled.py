"""Whoever passed a call on is told when the next one is done with it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import EventKind
from telephony.events.journal import Journal, agent_topic
from telephony.transfers.repository import LegRepository


def tell_who_gave_it(session: Session, journal: Journal, call_id: UUID, by: UUID, at: datetime) -> None:
    """Tell all others who had the call and passed it on that `by` is done with their part, or has said late what it
    came to."""
    givers = (leg.agent_id for leg in LegRepository(session).list_of_call(call_id))
    for agent_id in dict.fromkeys(givers):
        if agent_id != by:
            journal.add(EventKind.HANDOVER_SETTLED, call_id, topics=[agent_topic(agent_id)], at=at)
