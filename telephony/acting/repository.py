"""Every query on what supervisors act on: waiting calls, who may have them, and moves of agents."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.acting.models import QueueMoveRow
from telephony.acting.states import Standing
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, MoveOutcome
from telephony.database import table_of
from telephony.queues.models import QueueMemberRow, QueueRow

_CALLS: Final = table_of(CallRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_QUEUES: Final = table_of(QueueRow)
_AT_WORK: Final = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP, AgentState.NOT_READY)


class WaitingRepository:
    """Calls that wait, as a supervisor sees them. The group is locked by whoever changes one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_standings(self, *, queue_id: UUID | None = None, group_id: UUID | None = None) -> Mapping[UUID, Standing]:
        """Return how the callers who wait stand, of one queue or of a whole group; callbacks that go by share are left
        out, for they have no place among callers."""
        query = (
            sa.select(CallRow.call_id, CallRow.enqueued_at, CallRow.priority, CallRow.urgent)
            .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
            .where(CallRow.state == CallState.QUEUED, sa.not_(sa.and_(CallRow.by_share, CallRow.undialled)))
        )
        if queue_id is not None:
            query = query.where(CallRow.queue_id == queue_id)
        if group_id is not None:
            query = query.where(QueueRow.queue_group_id == group_id)
        found = self._session.execute(query)
        return {row.call_id: Standing(row.enqueued_at, row.priority, row.urgent) for row in found}

    def list_at_work(self, group_id: UUID) -> Sequence[AgentRow]:
        """List the agents of a group who are signed in, the free ones first, then the longest as they are."""
        query = sa.select(AgentRow).where(AgentRow.queue_group_id == group_id, AgentRow.state.in_(_AT_WORK))
        free = sa.and_(AgentRow.state == AgentState.READY, AgentRow.offer_id.is_(None))
        return self._session.scalars(
            query.order_by(free.desc(), AgentRow.since_at, AgentRow.agent_id).execution_options(populate_existing=True)
        ).all()

    def list_members(self, queue_id: UUID) -> frozenset[UUID]:
        """Return who serves a queue."""
        return frozenset(self._session.scalars(sa.select(_MEMBERS.c.agent_id).where(_MEMBERS.c.queue_id == queue_id)))

    def queues_of_team(self, team: str) -> set[UUID]:
        """Return the queues that somebody of a team serves."""
        query = sa.select(QueueMemberRow.queue_id).join(AgentRow, AgentRow.agent_id == QueueMemberRow.agent_id)
        return set(self._session.scalars(query.where(AgentRow.team == team).distinct()))

    def agents_of_queues(self, queue_ids: Collection[UUID]) -> set[UUID]:
        """Return who serves any of these queues."""
        query = sa.select(QueueMemberRow.agent_id).where(QueueMemberRow.queue_id.in_(list(queue_ids)))
        return set(self._session.scalars(query.distinct()))

    def serves_in_team(self, queue_id: UUID, team: str) -> bool:
        """Say whether anybody of a team serves a queue."""
        query = sa.select(QueueMemberRow.agent_id).join(AgentRow, AgentRow.agent_id == QueueMemberRow.agent_id)
        found = query.where(QueueMemberRow.queue_id == queue_id, AgentRow.team == team).limit(1)
        return self._session.execute(found).first() is not None


class QueueMoveRepository:
    """Moves of agents, and what they serve because of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: QueueMoveRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find(self, move_id: UUID) -> QueueMoveRow | None:
        """Return one as the database has it now."""
        return self._session.get(QueueMoveRow, move_id, populate_existing=True)

    def find_open(self, agent_id: UUID) -> QueueMoveRow | None:
        """Return the one that is on of an agent."""
        query = sa.select(QueueMoveRow).where(QueueMoveRow.agent_id == agent_id, QueueMoveRow.ended_at.is_(None))
        return self._session.scalar(query.execution_options(populate_existing=True))

    def list_open(self) -> Sequence[QueueMoveRow]:
        """List all that are on, the newest first."""
        query = sa.select(QueueMoveRow).where(QueueMoveRow.ended_at.is_(None))
        return self._session.scalars(query.order_by(QueueMoveRow.began_at.desc(), QueueMoveRow.move_id)).all()

    def queues_of(self, agent_id: UUID) -> Mapping[str, UUID]:
        """Return the queues that an agent serves, by code, retired ones left out."""
        query = (
            sa.select(_QUEUES.c.code, _QUEUES.c.queue_id)
            .join(_MEMBERS, _MEMBERS.c.queue_id == _QUEUES.c.queue_id)
            .where(_MEMBERS.c.agent_id == agent_id, ~_QUEUES.c.retired)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return dict(rows)

    def list_queues(self, codes: Collection[str]) -> Sequence[QueueRow]:
        """List the queues of these codes that take callers."""
        query = sa.select(QueueRow).where(QueueRow.code.in_(codes), ~QueueRow.retired)
        return self._session.scalars(query.order_by(QueueRow.position, QueueRow.code)).all()

    def put(self, agent_id: UUID, *, leave: Collection[str], join: Collection[str]) -> None:
        """Have an agent serve the queues `join` and no more those to `leave`; what else they serve stays."""
        ids = sa.select(_QUEUES.c.queue_id)
        if leave:
            left = sa.delete(_MEMBERS).where(_MEMBERS.c.agent_id == agent_id)
            self._session.execute(left.where(_MEMBERS.c.queue_id.in_(ids.where(_QUEUES.c.code.in_(leave)))))
        for queue_id in self._session.scalars(ids.where(_QUEUES.c.code.in_(join), ~_QUEUES.c.retired)):
            member = insert(_MEMBERS).values(queue_id=queue_id, agent_id=agent_id)
            self._session.execute(member.on_conflict_do_nothing())

    def end(self, row: QueueMoveRow, outcome: MoveOutcome, at: datetime, by: UUID | None) -> None:
        """Write that it is over."""
        row.outcome, row.ended_at, row.ended_by_id = outcome, max(at, row.began_at), by
        self._session.flush()
