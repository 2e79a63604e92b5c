"""Every query on queues, their groups and their members."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome, QueueSnapshot
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueGroupRow, QueueMemberRow, QueueRow
from telephony.queues.policy import ReadyAgent, WaitingCall
from telephony.times import utc

DISPATCH_LIMIT = 500
"""The most waiting calls one dispatch looks at, from the front."""


class QueueRepository:
    """Reads queues. `lock_group` comes before every other lock of a use case."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_group(self, group_id: UUID) -> None:
        """Take the lock under which everything in a group is decided, until the end of the transaction."""
        query = sa.select(QueueGroupRow.queue_group_id).where(QueueGroupRow.queue_group_id == group_id)
        self._session.execute(query.with_for_update())

    def get_queue(self, queue_id: UUID) -> QueueRow:
        """Return a queue that a call stands in (a foreign key holds it)."""
        return self._session.get_one(QueueRow, queue_id)

    def find_by_code(self, code: str) -> QueueRow | None:
        """Return the queue that the settings call `code`."""
        return self._session.scalar(sa.select(QueueRow).where(QueueRow.code == code))

    def find_group_of_member(self, agent_id: UUID) -> UUID | None:
        """Return the group of the queues that an agent serves."""
        query = (
            sa.select(QueueRow.queue_group_id)
            .join(QueueMemberRow, QueueMemberRow.queue_id == QueueRow.queue_id)
            .where(QueueMemberRow.agent_id == agent_id)
            .order_by(QueueRow.code)
            .limit(1)
        )
        return self._session.scalar(query)

    def list_queue_ids_of(self, agent_id: UUID) -> frozenset[UUID]:
        """List the queues that an agent serves."""
        served = sa.select(QueueMemberRow.queue_id).where(QueueMemberRow.agent_id == agent_id)
        return frozenset(self._session.scalars(served))

    def put_group(self, code: str) -> UUID:
        """Have the group and return its id. Safe when several servers start at once."""
        self._session.execute(
            insert(QueueGroupRow).values(code=code).on_conflict_do_nothing(index_elements=[QueueGroupRow.code])
        )
        return self._session.scalars(sa.select(QueueGroupRow.queue_group_id).where(QueueGroupRow.code == code)).one()

    def put_queue(self, code: str, **values: object) -> None:
        """Have the queue with these columns, new or as it was. What the session has read of queues is read anew."""
        put = insert(QueueRow).values(code=code, **values)
        self._session.execute(put.on_conflict_do_update(index_elements=[QueueRow.code], set_=values))
        self._session.expire_all()

    def add_member(self, queue_id: UUID, agent_id: UUID) -> None:
        """Have the agent serve the queue; nothing where they do."""
        member = insert(QueueMemberRow).values(queue_id=queue_id, agent_id=agent_id)
        self._session.execute(member.on_conflict_do_nothing())

    def list_snapshots(self, queue_ids: Collection[UUID]) -> tuple[QueueSnapshot, ...]:
        """List these queues with how many wait, by code."""
        return self._snapshots(QueueRow.queue_id.in_(queue_ids))

    def list_snapshots_of(self, agent_id: UUID) -> tuple[QueueSnapshot, ...]:
        """List the queues that an agent serves with how many wait, by code."""
        served = sa.select(QueueMemberRow.queue_id).where(QueueMemberRow.agent_id == agent_id)
        return self._snapshots(QueueRow.queue_id.in_(served))

    def _snapshots(self, which: sa.ColumnElement[bool]) -> tuple[QueueSnapshot, ...]:
        query = (
            sa.select(QueueRow, sa.func.count(CallRow.call_id), sa.func.min(CallRow.enqueued_at))
            .outerjoin(CallRow, sa.and_(CallRow.queue_id == QueueRow.queue_id, CallRow.state == CallState.QUEUED))
            .where(which)
            .group_by(QueueRow.queue_id)
            .order_by(QueueRow.code)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return tuple(
            QueueSnapshot(
                queue_id=queue.queue_id,
                name=dict(queue.name),
                waiting=waiting,
                longest_enqueued_at=None if longest is None else utc(longest),
            )
            for queue, waiting, longest in rows
        )


class DispatchRepository:
    """What the policy decides on: who waits and who is free. Read it under the group's lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_waiting(self, group_id: UUID) -> Sequence[WaitingCall]:
        """List the calls that wait in a group's queues, the front caller first."""
        query = (
            sa.select(
                CallRow.call_id, CallRow.queue_id, CallRow.priority, CallRow.enqueued_at, CallRow.preferred_agent_id
            )
            .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
            .where(QueueRow.queue_group_id == group_id, CallRow.state == CallState.QUEUED)
            .order_by(CallRow.priority.desc(), CallRow.enqueued_at, CallRow.call_id)
            .limit(DISPATCH_LIMIT)
        )
        return [WaitingCall(*row) for row in self._session.execute(query)]

    def list_ready(self, group_id: UUID) -> Sequence[ReadyAgent]:
        """List a group's agents who are ready and have no offer, with the queues they serve."""
        query = (
            sa.select(AgentRow.agent_id, AgentRow.idle_since_at, sa.func.array_agg(QueueMemberRow.queue_id))
            .join(QueueMemberRow, QueueMemberRow.agent_id == AgentRow.agent_id)
            .where(
                AgentRow.queue_group_id == group_id,
                AgentRow.state == AgentState.READY,
                AgentRow.offer_id.is_(None),
            )
            .group_by(AgentRow.agent_id, AgentRow.idle_since_at)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [ReadyAgent(agent_id, idle, frozenset(queue_ids)) for agent_id, idle, queue_ids in rows]

    def list_refusals(self, call_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID, OfferOutcome, datetime]]:
        """List (call, agent, outcome, when) of the offers of these calls that were declined or not answered."""
        query = sa.select(OfferRow.call_id, OfferRow.agent_id, OfferRow.outcome, OfferRow.ended_at).where(
            OfferRow.call_id.in_(call_ids),
            OfferRow.outcome.in_([OfferOutcome.DECLINED, OfferOutcome.NOT_ANSWERED]),
        )
        found = self._session.execute(query)
        return [(call, agent, outcome, ended) for call, agent, outcome, ended in found if ended is not None]
