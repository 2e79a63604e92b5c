"""The events that tell an agent's desk of the agent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.snapshots import agent_snapshot
from telephony.contract import DeskChange, EventKind
from telephony.deps import Deps
from telephony.events.journal import agent_topic
from telephony.times import midnight_before


def announce_agent(deps: Deps, agent: AgentRow, at: datetime, *, call_gone: bool = False) -> None:
    """Tell of the agent's state."""
    change = DeskChange(agent=agent_snapshot(agent, deps.settings.miss_limit), call_gone=call_gone)
    topics = [agent_topic(agent.agent_id)]
    deps.journal.add(EventKind.AGENT_STATE_CHANGED, agent.agent_id, topics=topics, change=change, at=at)


def announce_day(session: Session, deps: Deps, agent_id: UUID, at: datetime) -> None:
    """Tell of the agent's figures of the local day."""
    session.flush()
    day = AgentRepository(session).day_since(agent_id, midnight_before(at, deps.settings.local_zone))
    topics = [agent_topic(agent_id)]
    deps.journal.add(EventKind.DAY_CHANGED, agent_id, topics=topics, change=DeskChange(day=day), at=at)
