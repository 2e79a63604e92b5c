"""An agent is told of what was done to them: the host keeps it, and their desktop hears that there is something."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic


def tell_agent(
    session: Session,
    deps: Deps,
    agent_id: UUID,
    topic: str,
    detail: Mapping[str, str],
    *,
    by: UUID | None,
    at: datetime,
) -> None:
    """Tell an agent what a supervisor (None: a time that was up) has done to them."""
    deps.host.agent_told(session, agent_id=agent_id, by=by, topic=topic, detail=detail, at=at)
    deps.journal.add(EventKind.NOTICE_CHANGED, agent_id, topics=[agent_topic(agent_id)], at=at)
