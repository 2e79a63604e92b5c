"""What callbacks ask of telephony's tables: whether somebody is on the line with us."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of as record_table
from agent_desktop.records.interactions.models import CallLinkRow
from telephony.calls.models import CallRow
from telephony.contract import CallDirection, CallState
from telephony.database import table_of
from telephony.queues.models import QueueRow

_CALLS: Final = table_of(CallRow)
_LINKS: Final = record_table(CallLinkRow)


def is_on_line(session: Session, customer_id: UUID | None, number: str) -> bool:
    """Say whether a call of theirs waits, rings or is talked at this moment: one from the number, or of the person."""
    live = sa.and_(_CALLS.c.direction == CallDirection.INBOUND, _CALLS.c.state != CallState.ENDED)
    from_number = sa.select(_CALLS.c.call_id).where(live, _CALLS.c.caller_number == number)
    if session.execute(from_number.limit(1)).first() is not None:
        return True
    if customer_id is None:
        return False
    linked = sa.select(_CALLS.c.call_id).join(_LINKS, _LINKS.c.call_id == _CALLS.c.call_id)
    query = linked.where(live, of_person(_LINKS.c.customer_id)).limit(1)
    return session.execute(query, {"of_customer": customer_id}).first() is not None


def queue_code_of(session: Session, call_id: UUID) -> str:
    """Return the code of the queue that a call was in; empty where there is none any more."""
    query = sa.select(QueueRow.code).join(CallRow, CallRow.queue_id == QueueRow.queue_id)
    return session.scalar(query.where(CallRow.call_id == call_id)) or ""
