"""Whether a colleague who was called into a call may look at what is known of its caller."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.contract import CallDirection
from telephony.database import table_of

_CALLS: Final = table_of(CallRow)
_MAY_READ: Final = sa.select(
    sa.exists().where(
        _CALLS.c.call_id == sa.bindparam("of_call"),
        _CALLS.c.colleague_id == sa.bindparam("of_agent"),
        _CALLS.c.colleague_state.is_not(None),
        _CALLS.c.direction != CallDirection.INTERNAL,
    )
)


def colleague_may_read(session: Session, call_id: UUID, agent_id: UUID) -> bool:
    """Say whether the agent is being called into this customer's call, or is in it as a colleague."""
    return bool(session.scalar(_MAY_READ, {"of_call": call_id, "of_agent": agent_id}))
