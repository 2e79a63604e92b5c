"""How a guest comes to be in a call no more. Callers hold the group's lock and settle the queues after.

A guest has no wrap-up and no record of the call: it is the agent's in whose conference they stayed.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from telephony.agents.repository import AgentRepository
from telephony.calls.models import CallRow
from telephony.calls.party_states import GUEST
from telephony.calls.repository import PartyRepository
from telephony.calls.snapshots import guest_snapshot
from telephony.colleagues.endings import announce_colleague, release_agent
from telephony.contract import DeskChange, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.providers.base import OrderKind
from telephony.providers.repository import OutboxRepository
from telephony.queues.models import QueueRow


def send_guest_away(
    session: Session,
    deps: Deps,
    call: CallRow,
    at: datetime,
    *,
    line_stays: bool = True,
    queue: QueueRow | None = None,
) -> None:
    """Have the guest be out of the call, if there is one, and free; their line is taken out of the room, unless it is
    gone by itself, or with the room (not `line_stays`).

    With a `queue`, the call's, who is left is told; without one whoever ends or passes the call on tells of it.
    """
    guest_id = call.guest_id
    if guest_id is None:
        return
    call.guest_id = call.guest_since_at = None
    guest = AgentRepository(session).get_agent(guest_id)
    PartyRepository(session).leave(call.call_id, max(at, call.since_at), kind=GUEST)
    if line_stays:
        OutboxRepository(session).add_order(call, OrderKind.REMOVE_GUEST, guest.endpoint, at)
    if guest.call_id == call.call_id:
        release_agent(session, deps, guest, at)
    if queue is not None:
        call.version += 1
        session.flush()
        announce_colleague(deps, call, queue, at)


def tell_guest(deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Tell the guest of a call, if there is one, who is in it now."""
    if call.guest_id is not None:
        topics, change = [agent_topic(call.guest_id)], DeskChange(call=guest_snapshot(call, queue))
        deps.journal.add(EventKind.TRANSFER_CHANGED, call.call_id, topics=topics, change=change, at=at)
