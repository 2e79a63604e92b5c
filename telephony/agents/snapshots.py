"""An agent as they cross the wire."""

from telephony.agents.models import AgentRow
from telephony.agents.states import Agent
from telephony.contract import AgentSnapshot
from telephony.times import utc


def status_of(row: AgentRow) -> Agent:
    """Return the part of a row that the state table decides on."""
    return Agent(state=row.state, reason=row.reason, misses=row.misses)


def agent_snapshot(row: AgentRow, miss_limit: int) -> AgentSnapshot:
    """Return the agent with the actions allowed now."""
    return AgentSnapshot(
        agent_id=row.agent_id,
        state=row.state,
        reason=row.reason,
        since_at=utc(row.since_at),
        planned_end_at=None if row.planned_end_at is None else utc(row.planned_end_at),
        misses=row.misses,
        miss_limit=miss_limit,
        allowed=status_of(row).allowed(),
        version=row.version,
    )
