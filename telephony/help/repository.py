"""Every query on calls for help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, HelpState
from telephony.help.models import HelpRow
from telephony.help.states import ON
from telephony.queues.models import QueueRow


@dataclass(frozen=True, slots=True)
class Asked:
    """A call for help with whom and what it is about, as far as these are still there."""

    row: HelpRow
    agent: AgentRow
    call: CallRow | None
    queue: QueueRow | None


_ASKED = (
    sa.select(HelpRow, AgentRow, CallRow, QueueRow)
    .join(AgentRow, AgentRow.agent_id == HelpRow.agent_id)
    .outerjoin(CallRow, CallRow.call_id == HelpRow.call_id)
    .outerjoin(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .execution_options(populate_existing=True)
)


class HelpRepository:
    """Reads calls for help. The agent's group is locked by whoever changes one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: HelpRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find(self, help_id: UUID) -> Asked | None:
        """Return one as the database has it now."""
        row = self._session.execute(_ASKED.where(HelpRow.help_id == help_id)).one_or_none()
        return None if row is None else Asked(*row)

    def find_on(self, agent_id: UUID) -> HelpRow | None:
        """Return the one of an agent's that nobody has answered yet."""
        query = sa.select(HelpRow).where(HelpRow.agent_id == agent_id, HelpRow.state.in_(ON))
        return self._session.scalar(query.execution_options(populate_existing=True))

    def find_last(self, agent_id: UUID, since: datetime) -> Asked | None:
        """Return the agent's last one since then."""
        query = _ASKED.where(HelpRow.agent_id == agent_id, HelpRow.asked_at >= since)
        row = self._session.execute(query.order_by(HelpRow.asked_at.desc()).limit(1)).one_or_none()
        return None if row is None else Asked(*row)

    def list_on(self) -> Sequence[Asked]:
        """List those that nobody has answered yet, the oldest first."""
        query = _ASKED.where(HelpRow.state.in_(ON)).order_by(HelpRow.asked_at, HelpRow.help_id)
        return [Asked(*row) for row in self._session.execute(query)]

    def list_ended(self, limit: int) -> Sequence[Asked]:
        """List the last that ended, the newest first."""
        query = _ASKED.where(HelpRow.ended_at.is_not(None)).order_by(HelpRow.ended_at.desc(), HelpRow.help_id)
        return [Asked(*row) for row in self._session.execute(query.limit(limit))]

    def list_without_matter(self) -> Sequence[tuple[UUID, UUID]]:
        """List (help, agent) of those whose call is over, or whose agent is off the telephone."""
        query = (
            sa.select(HelpRow.help_id, HelpRow.agent_id)
            .join(AgentRow, AgentRow.agent_id == HelpRow.agent_id)
            .outerjoin(CallRow, CallRow.call_id == HelpRow.call_id)
            .where(
                HelpRow.state.in_(ON),
                sa.or_(
                    AgentRow.state == AgentState.OFFLINE,
                    sa.and_(
                        HelpRow.call_id.is_not(None),
                        sa.or_(
                            CallRow.call_id.is_(None),
                            CallRow.state == CallState.ENDED,
                            CallRow.agent_id.is_distinct_from(HelpRow.agent_id),
                        ),
                    ),
                ),
            )
        )
        return [(help_id, agent_id) for help_id, agent_id in self._session.execute(query)]

    def open_by_agent(self) -> Mapping[UUID, tuple[HelpState, datetime]]:
        """Return who asks for help, how that stands and since when."""
        query = sa.select(HelpRow.agent_id, HelpRow.state, HelpRow.asked_at).where(HelpRow.state.in_(ON))
        return {agent_id: (state, asked_at) for agent_id, state, asked_at in self._session.execute(query)}
