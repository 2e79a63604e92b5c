"""Who is asked for next, as it crosses the wire."""

from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import AskedNext
from telephony.times import utc
from telephony.transfers.repository import AskedNextRepository


def asked_snapshots(session: Session, agent_id: UUID) -> tuple[AskedNext, ...]:
    """Return the calls for which an agent is asked, in the order in which they are rung."""
    rows = AskedNextRepository(session).list_of_agent(agent_id)
    return tuple(
        AskedNext(
            call_id=row.call_id,
            agent_id=row.agent_id,
            by_agent_id=row.by_agent_id,
            asked_at=utc(row.asked_at),
            place=place,
        )
        for place, row in enumerate(rows, start=1)
    )
