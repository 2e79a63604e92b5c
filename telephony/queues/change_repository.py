"""Every query of a change of the queues."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.calls.states import WAITING
from telephony.contract import AgentState, CallState
from telephony.database import table_of
from telephony.queues.models import AgentSkillRow, QueueGroupRow, QueueMemberRow, QueueRow
from telephony.queues.repository import HERE

_CALLS: Final = table_of(CallRow)
_AGENTS: Final = table_of(AgentRow)
_BEFORE_TALK: Final = (*WAITING, CallState.CONNECTING, CallState.PREVIEWING)
"""Should the agent's line not be joined, or they give a callback back, the call is back in its queue."""


class QueueChangeRepository:
    """Locks everything, reads how the queues stand, moves callers, and says who serves what."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_groups(self) -> Sequence[UUID]:
        """Take the lock of every group, always in the same order, and return their ids."""
        query = sa.select(QueueGroupRow.queue_group_id).order_by(QueueGroupRow.queue_group_id).with_for_update()
        return self._session.scalars(query).all()

    def list_queues(self) -> Sequence[QueueRow]:
        """List the queues that take callers, in the settings' order."""
        query = sa.select(QueueRow).where(~QueueRow.retired).order_by(QueueRow.position, QueueRow.code)
        return self._session.scalars(query).all()

    def list_group_codes(self) -> Mapping[UUID, str]:
        """Return the code of each group by its id."""
        rows: Sequence[Any] = self._session.execute(sa.select(QueueGroupRow.queue_group_id, QueueGroupRow.code)).all()
        return dict(rows)

    def count_callers(self) -> Mapping[UUID, int]:
        """Count the callers of each queue whom nobody has spoken to yet; queues without one are left out."""
        query = sa.select(_CALLS.c.queue_id, sa.func.count()).where(_CALLS.c.state.in_(_BEFORE_TALK))
        rows: Sequence[Any] = self._session.execute(query.group_by(_CALLS.c.queue_id)).all()
        return dict(rows)

    def count_members(self) -> Mapping[UUID, int]:
        """Count who serves each queue; queues that nobody serves are left out."""
        query = sa.select(QueueMemberRow.queue_id, sa.func.count()).group_by(QueueMemberRow.queue_id)
        rows: Sequence[Any] = self._session.execute(query).all()
        return dict(rows)

    def list_waiting_ids(self, group_id: UUID) -> frozenset[UUID]:
        """List the calls of a group that wait and are offered to nobody."""
        query = (
            sa.select(CallRow.call_id)
            .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
            .where(QueueRow.queue_group_id == group_id, CallRow.state == CallState.QUEUED)
        )
        return frozenset(self._session.scalars(query))

    def move_callers(self, from_id: UUID, to_id: UUID) -> int:
        """Put the callers of one queue into another, with the place and the points that they have; return how many."""
        move = sa.update(CallRow).where(CallRow.queue_id == from_id, CallRow.state.in_(_BEFORE_TALK))
        moved = self._session.scalars(move.values(queue_id=to_id).returning(CallRow.call_id)).all()
        self._session.expire_all()
        return len(moved)

    def list_agents_of(self, queue_id: UUID) -> set[UUID]:
        """Return who serves a queue."""
        query = sa.select(QueueMemberRow.agent_id).where(QueueMemberRow.queue_id == queue_id)
        return set(self._session.scalars(query))

    def retire(self, queue_id: UUID) -> None:
        """Let nobody come to a queue any more."""
        self._session.execute(sa.update(QueueRow).where(QueueRow.queue_id == queue_id).values(retired=True))
        self._session.expire_all()


class ServingRepository:
    """Who serves what, and what they can: of everybody."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_members(self) -> Mapping[UUID, frozenset[str]]:
        """Return the codes of the queues that each agent serves, retired ones left out."""
        query = sa.select(QueueMemberRow.agent_id, QueueRow.code).join(
            QueueRow, QueueRow.queue_id == QueueMemberRow.queue_id
        )
        served: dict[UUID, set[str]] = {}
        for agent_id, code in self._session.execute(query.where(~QueueRow.retired)):
            served.setdefault(agent_id, set()).add(code)
        return {agent_id: frozenset(codes) for agent_id, codes in served.items()}

    def list_skills(self) -> Mapping[UUID, Mapping[str, int]]:
        """Return the levels of each agent by skill."""
        levels: dict[UUID, dict[str, int]] = {}
        query = sa.select(AgentSkillRow.agent_id, AgentSkillRow.skill, AgentSkillRow.level)
        for agent_id, skill, level in self._session.execute(query):
            levels.setdefault(agent_id, {})[skill] = level
        return levels

    def list_here(self) -> frozenset[UUID]:
        """List the agents who take calls, now or next."""
        return frozenset(self._session.scalars(sa.select(_AGENTS.c.agent_id).where(_AGENTS.c.state.in_(HERE))))

    def find_group_at_work(self, agent_id: UUID) -> UUID | None:
        """Return the group of an agent who is not offline; None for everybody else."""
        query = sa.select(_AGENTS.c.queue_group_id).where(_AGENTS.c.agent_id == agent_id)
        return self._session.scalar(query.where(_AGENTS.c.state != AgentState.OFFLINE))

    def put_serving(self, agent_id: UUID, queue_ids: Collection[UUID], skills: Mapping[str, int]) -> None:
        """Have an agent serve these queues and no others that take callers, with these skills and no others."""
        taken = sa.select(QueueRow.queue_id).where(~QueueRow.retired)
        members = sa.delete(QueueMemberRow).where(QueueMemberRow.agent_id == agent_id)
        self._session.execute(members.where(QueueMemberRow.queue_id.in_(taken)))
        self._session.execute(sa.delete(AgentSkillRow).where(AgentSkillRow.agent_id == agent_id))
        self._session.add_all(QueueMemberRow(queue_id=queue_id, agent_id=agent_id) for queue_id in queue_ids)
        self._session.add_all(
            AgentSkillRow(agent_id=agent_id, skill=skill, level=level) for skill, level in skills.items()
        )
        self._session.flush()
