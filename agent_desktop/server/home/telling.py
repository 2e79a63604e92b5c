"""Whoever passed a call on is told when the next one is done with it."""

from uuid import UUID

from agent_desktop.server.unit_of_work import UnitOfWork
from telephony.transfers.repository import LegRepository


def tell_who_gave_it(work: UnitOfWork, call_id: UUID, by: UUID) -> None:
    """Tell all others who had the call and passed it on that `by` is done with their part."""
    givers = (leg.agent_id for leg in LegRepository(work.session).list_of_call(call_id))
    for agent_id in dict.fromkeys(givers):
        if agent_id != by:
            work.records.add("handover.settled", call_id, agent_id=agent_id)
