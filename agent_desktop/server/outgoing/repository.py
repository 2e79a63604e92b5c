"""Every query on who among colleagues can be called."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from agent_desktop.server.auth.models import UserRow
from telephony.agents.models import AgentRow
from telephony.contract import AgentState, Colleague, NotCallable
from telephony.times import utc

MOST: Final = 500
"""The most colleagues that are listed; a larger group looks them up by name elsewhere."""

_FIRST: Final = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP, AgentState.NOT_READY)


def list_colleagues(session: Session, agent_id: UUID) -> list[Colleague]:
    """List who is signed in, but for the agent: those of the same group of queues first, of these who is free, then by
    name."""
    own = aliased(AgentRow)
    place = sa.case({state: number for number, state in enumerate(_FIRST)}, value=AgentRow.state, else_=len(_FIRST))
    other = own.queue_group_id != AgentRow.queue_group_id
    query = (
        sa.select(AgentRow, UserRow.display_name, other)
        .select_from(AgentRow)
        .join(own, own.agent_id == agent_id)
        .join(UserRow, UserRow.user_id == AgentRow.agent_id)
        .where(AgentRow.agent_id != agent_id, AgentRow.state != AgentState.OFFLINE)
        .order_by(other, place, UserRow.display_name)
        .limit(MOST)
    )
    return [
        _colleague(agent, name, _why_not(agent, other_group=other_group))
        for agent, name, other_group in session.execute(query)
    ]


def _colleague(agent: AgentRow, name: str, why_not: NotCallable | None) -> Colleague:
    return Colleague(
        agent_id=agent.agent_id,
        name=name,
        team=agent.team,
        state=agent.state,
        reason=agent.given_reason,
        since_at=utc(agent.since_at),
        free=why_not is None,
        why_not=why_not,
    )


def _why_not(agent: AgentRow, *, other_group: bool) -> NotCallable | None:
    if other_group:
        return NotCallable.OTHER_QUEUES
    if agent.state is not AgentState.READY:
        return NotCallable.STATE
    if agent.offer_id is not None:
        return NotCallable.RINGING
    return NotCallable.DESKTOP_LOST if agent.desktop_lost_at is not None else None
