"""Everything an agent's desktop shows of telephony, as one value."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.calls.repository import CallRepository
from telephony.calls.snapshots import call_snapshot
from telephony.contract import DeskSnapshot
from telephony.offers.repository import OfferRepository
from telephony.offers.snapshots import offer_snapshot
from telephony.queues.repository import BoardRepository, QueueRepository
from telephony.settings import TelephonySettings
from telephony.times import midnight_before


def desk_of(session: Session, settings: TelephonySettings, agent_id: UUID, at: datetime) -> DeskSnapshot:
    """Return the agent's desk, with the host's payload in an open offer. It changes nothing.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
    """
    session.flush()
    agents, queues = AgentRepository(session), QueueRepository(session)
    agent = agents.get_agent(agent_id)
    offer = None if agent.offer_id is None else OfferRepository(session).get_offer(agent.offer_id)
    call_id = offer.call_id if offer is not None else agent.call_id
    call = None if call_id is None else CallRepository(session).get_call(call_id)
    return DeskSnapshot(
        agent=agent_snapshot(agent, settings.miss_limit),
        call=None if call is None else call_snapshot(call, queues.get_queue(call.queue_id)),
        offer=None if offer is None else offer_snapshot(offer, payload=True),
        queues=BoardRepository(session).list_snapshots_of(agent_id),
        day=agents.day_since(agent_id, midnight_before(at, settings.local_zone)),
    )
