"""Writes a step of the state table into an agent's row, and the stretch that it ends and begins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.agents.causes import cause_of
from telephony.agents.models import AgentRow
from telephony.agents.repository import AgentRepository
from telephony.agents.states import Agent
from telephony.contract import AgentState


def take_step(
    session: Session,
    row: AgentRow,
    step: Agent,
    at: datetime,
    *,
    call_id: UUID | None = None,
    planned_end_at: datetime | None = None,
    by: UUID | None = None,
) -> None:
    """Bring the agent to `step`, with `call_id` for a call or its wrap-up. Time never runs backwards.

    `by` is the supervisor who did it by hand.
    """
    at = max(at, row.since_at)
    row.misses = step.misses
    row.version += 1
    if (step.state, step.reason) == (row.state, row.reason):
        return
    if step.state is AgentState.READY:
        row.idle_since_at = at
    row.state, row.reason, row.since_at = step.state, step.reason, at
    row.call_id, row.planned_end_at = call_id, planned_end_at
    AgentRepository(session).begin_stretch(row, at, cause_of(step.cause, by_supervisor=by is not None), by=by)
