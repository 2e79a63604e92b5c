"""Everything an agent's desktop shows of telephony, as one value."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.calls.models import CallRow
from telephony.calls.snapshots import snapshot_for
from telephony.contract import DeskSnapshot
from telephony.errors import AgentNotFoundError
from telephony.offers.models import OfferRow
from telephony.offers.snapshots import offer_snapshot
from telephony.queues.models import QueueRow
from telephony.queues.repository import BoardRepository
from telephony.seats.models import SeatRow
from telephony.seats.snapshots import seat_snapshot
from telephony.settings import TelephonySettings
from telephony.times import midnight_before

_AT_HAND: Final = (
    sa.select(AgentRow, OfferRow, CallRow, QueueRow, SeatRow)
    .outerjoin(OfferRow, OfferRow.offer_id == AgentRow.offer_id)
    .outerjoin(CallRow, CallRow.call_id == sa.func.coalesce(OfferRow.call_id, AgentRow.call_id))
    .outerjoin(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .outerjoin(SeatRow, SeatRow.agent_id == AgentRow.agent_id)
    .where(AgentRow.agent_id == sa.bindparam("of_agent"))
    .execution_options(populate_existing=True)
)


def desk_of(session: Session, settings: TelephonySettings, agent_id: UUID, at: datetime) -> DeskSnapshot:
    """Return the agent's desk, with the host's payload in an open offer. It changes nothing.

    Raises:
        AgentNotFoundError: Never signed in as an agent.
    """
    session.flush()
    # Asked together, for it is often asked under the group's lock.
    queues = BoardRepository(session).ask_snapshots_of(agent_id)
    day = AgentRepository(session).ask_day_since(agent_id, midnight_before(at, settings.local_zone))
    at_hand: sa.Result[*tuple[Any, ...]] = session.execute(_AT_HAND, {"of_agent": agent_id})
    found = at_hand.one_or_none()
    if found is None:
        raise AgentNotFoundError(agent_id=str(agent_id))
    agent, offer, call, queue, seat = found
    return DeskSnapshot(
        agent=agent_snapshot(agent, settings.miss_limit),
        call=None if call is None else snapshot_for(call, queue, agent),
        offer=None if offer is None else offer_snapshot(offer, payload=True),
        queues=queues(),
        day=day(),
        seat=None if seat is None else seat_snapshot(seat),
    )
