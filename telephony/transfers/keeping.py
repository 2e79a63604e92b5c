"""An agent is kept for a call: they are asked next, once they are free. Nothing here commits."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.database import table_of

_AGENTS: Final = table_of(AgentRow)


def stop_keeping(session: Session, call: CallRow) -> None:
    """Nobody is kept for the call any more."""
    call.keeps_agent = False
    session.flush()
    session.execute(sa.update(_AGENTS).where(_AGENTS.c.kept_for_id == call.call_id).values(kept_for_id=None))
