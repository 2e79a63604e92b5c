"""Every query on who among colleagues can be called."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from agent_desktop.server.auth.models import UserRow
from telephony.agents.models import AgentRow
from telephony.contract import AgentState, Colleague
from telephony.times import utc

MOST: Final = 500
"""The most colleagues that are listed; a larger group looks them up by name elsewhere."""

_FIRST: Final = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP, AgentState.NOT_READY)


def list_colleagues(session: Session, agent_id: UUID) -> list[Colleague]:
    """List who is signed in to the group of an agent's queues, but for the agent: who is free first, then by name."""
    own = aliased(AgentRow)
    place = sa.case({state: number for number, state in enumerate(_FIRST)}, value=AgentRow.state, else_=len(_FIRST))
    query = (
        sa.select(AgentRow, UserRow.display_name)
        .join(own, own.queue_group_id == AgentRow.queue_group_id)
        .join(UserRow, UserRow.user_id == AgentRow.agent_id)
        .where(own.agent_id == agent_id, AgentRow.agent_id != agent_id, AgentRow.state != AgentState.OFFLINE)
        .order_by(place, UserRow.display_name)
        .limit(MOST)
    )
    return [
        Colleague(
            agent_id=agent.agent_id,
            name=name,
            team=agent.team,
            state=agent.state,
            reason=agent.given_reason,
            since_at=utc(agent.since_at),
            free=agent.state is AgentState.READY and agent.offer_id is None and agent.desktop_lost_at is None,
        )
        for agent, name in session.execute(query)
    ]
