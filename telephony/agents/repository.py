"""Every query on agents."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow
from telephony.contract import AgentDay, OfferOutcome
from telephony.errors import AgentNotFoundError
from telephony.offers.models import OfferRow
from telephony.queues.repository import QueueRepository


class AgentRepository:
    """Reads agents. Who is to be changed is locked first, through their group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_agent(self, agent_id: UUID) -> AgentRow:
        """Lock the agent's group and return the agent as they are under that lock.

        Raises:
            AgentNotFoundError: Never signed in as an agent.
        """
        query = sa.select(AgentRow.queue_group_id).where(AgentRow.agent_id == agent_id)
        group_id = self._session.scalar(query)
        if group_id is None:
            raise AgentNotFoundError(agent_id=str(agent_id))
        QueueRepository(self._session).lock_group(group_id)
        agent = self.get_agent(agent_id)
        if agent.queue_group_id != group_id:  # moved to another group in between: what we hold is the wrong lock
            QueueRepository(self._session).lock_group(agent.queue_group_id)
            agent = self.get_agent(agent_id)
        return agent

    def find_agent(self, agent_id: UUID) -> AgentRow | None:
        """Return the agent as the database has them now."""
        return self._session.get(AgentRow, agent_id, populate_existing=True)

    def get_agent(self, agent_id: UUID) -> AgentRow:
        """Return the agent as the database has them now.

        Raises:
            AgentNotFoundError: Never signed in as an agent.
        """
        agent = self.find_agent(agent_id)
        if agent is None:
            raise AgentNotFoundError(agent_id=str(agent_id))
        return agent

    def begin_stretch(self, agent: AgentRow, at: datetime) -> None:
        """Note that the agent's present state began at `at`, and the one before it ended."""
        self._session.flush()
        open_stretch = sa.update(AgentStateRow).where(
            AgentStateRow.agent_id == agent.agent_id, AgentStateRow.ended_at.is_(None)
        )
        self._session.execute(open_stretch.values(ended_at=at))
        self._session.add(
            AgentStateRow(
                agent_id=agent.agent_id, state=agent.state, reason=agent.reason, call_id=agent.call_id, began_at=at
            )
        )
        self._session.flush()

    def day_since(self, agent_id: UUID, midnight: datetime) -> AgentDay:
        """Return the agent's figures since `midnight`. A call counts as handled once its wrap-up is finished."""
        spent = CallRow.talk_seconds + CallRow.hold_seconds + CallRow.wrap_up_seconds
        handled, average = self._session.execute(
            sa.select(sa.func.count(), sa.func.avg(spent)).where(
                CallRow.agent_id == agent_id, CallRow.wrapped_up_at >= midnight, CallRow.answered_at.is_not(None)
            )
        ).one()
        missed = self._session.scalar(
            sa.select(sa.func.count()).where(
                OfferRow.agent_id == agent_id,
                OfferRow.ended_at >= midnight,
                OfferRow.outcome == OfferOutcome.NOT_ANSWERED,
            )
        )
        return AgentDay(
            handled=handled, average_seconds=None if average is None else round(average), missed=missed or 0
        )
