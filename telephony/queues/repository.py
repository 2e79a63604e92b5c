"""Every query on queues, their groups and their members."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome, QueueSnapshot
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueGroupRow, QueueMemberRow, QueueRow
from telephony.queues.policy import ReadyAgent, WaitingCall
from telephony.times import utc

DISPATCH_LIMIT: Final = 500
"""The most waiting calls one dispatch looks at, from the front."""

_REFUSED: Final = (OfferOutcome.DECLINED, OfferOutcome.NOT_ANSWERED)

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_AGENTS: Final = table_of(AgentRow)
_OFFERS: Final = table_of(OfferRow)
_MEMBERS: Final = table_of(QueueMemberRow)

_LOCK_GROUP: Final = (
    sa.select(QueueGroupRow.queue_group_id)
    .where(QueueGroupRow.queue_group_id == sa.bindparam("group_id"))
    .with_for_update()
)
_LOCK_QUEUE_OF_REPORT: Final = (
    sa.select(QueueRow)
    .join(QueueGroupRow, QueueGroupRow.queue_group_id == QueueRow.queue_group_id)
    .where(
        QueueRow.queue_id
        == sa.func.coalesce(
            sa.select(_CALLS.c.queue_id)
            .where(_CALLS.c.provider == sa.bindparam("provider"), _CALLS.c.call_sid == sa.bindparam("call_sid"))
            .scalar_subquery(),
            sa.select(_QUEUES.c.queue_id).where(_QUEUES.c.code == sa.bindparam("wanted_code")).scalar_subquery(),
            sa.select(_QUEUES.c.queue_id).where(_QUEUES.c.code == sa.bindparam("default_code")).scalar_subquery(),
        )
    )
    .with_for_update(of=QueueGroupRow)
)
_LIST_WAITING: Final = (
    sa.select(
        _CALLS.c.call_id,
        _CALLS.c.queue_id,
        _CALLS.c.priority,
        _CALLS.c.enqueued_at,
        _CALLS.c.preferred_agent_id,
        sa.exists().where(_OFFERS.c.call_id == _CALLS.c.call_id, _OFFERS.c.outcome.in_(_REFUSED)),
    )
    .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
    .where(_QUEUES.c.queue_group_id == sa.bindparam("group_id"), _CALLS.c.state == CallState.QUEUED)
    .order_by(_CALLS.c.priority.desc(), _CALLS.c.enqueued_at, _CALLS.c.call_id)
    .limit(DISPATCH_LIMIT)
)
_LIST_READY: Final = (
    sa.select(_AGENTS.c.agent_id, _AGENTS.c.idle_since_at, sa.func.array_agg(_MEMBERS.c.queue_id))
    .join(_MEMBERS, _MEMBERS.c.agent_id == _AGENTS.c.agent_id)
    .where(
        _AGENTS.c.queue_group_id == sa.bindparam("group_id"),
        _AGENTS.c.state == AgentState.READY,
        _AGENTS.c.offer_id.is_(None),
    )
    .group_by(_AGENTS.c.agent_id, _AGENTS.c.idle_since_at)
)
_GET_ASSIGNED: Final = (
    sa.select(CallRow, QueueRow, AgentRow)
    .join(QueueRow, QueueRow.queue_id == CallRow.queue_id)
    .join(AgentRow, AgentRow.agent_id == sa.bindparam("agent_id"))
    .where(CallRow.call_id == sa.bindparam("call_id"))
    .execution_options(populate_existing=True)
)
_SNAPSHOT_COLUMNS: Final = (
    _QUEUES.c.queue_id,
    _QUEUES.c.name,
    sa.func.count(_CALLS.c.call_id),
    sa.func.min(_CALLS.c.enqueued_at),
)


class QueueRepository:
    """Reads queues. `lock_group` comes before every other lock of a use case."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_group(self, group_id: UUID) -> None:
        """Take the lock under which everything in a group is decided, until the end of the transaction."""
        self._session.execute(_LOCK_GROUP, {"group_id": group_id})

    def lock_queue_of_report(
        self, provider: str, call_sid: str, *, wanted_code: str, default_code: str
    ) -> QueueRow | None:
        """Lock the group of a carrier's call and return the call's queue.

        The queue of a call that is not known yet is the wanted one, or the default one where there is none of that
        code; None where there is neither. Who was first under the lock may have made the call meanwhile: read it.
        """
        codes = {"wanted_code": wanted_code, "default_code": default_code}
        return self._session.scalar(_LOCK_QUEUE_OF_REPORT, {"provider": provider, "call_sid": call_sid, **codes})

    def get_queue(self, queue_id: UUID) -> QueueRow:
        """Return a queue that a call stands in (a foreign key holds it)."""
        return self._session.get_one(QueueRow, queue_id)

    def find_by_code(self, code: str) -> QueueRow | None:
        """Return the queue that the settings call `code`."""
        return self._session.scalar(sa.select(QueueRow).where(QueueRow.code == code))

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

    def list_snapshots(self, queue_ids: Collection[UUID]) -> tuple[QueueSnapshot, ...]:
        """List these queues with how many wait, by code."""
        return self._snapshots(_QUEUES.c.queue_id.in_(queue_ids))

    def list_snapshots_of(self, agent_id: UUID) -> tuple[QueueSnapshot, ...]:
        """List the queues that an agent serves with how many wait, by code."""
        served = sa.select(_MEMBERS.c.queue_id).where(_MEMBERS.c.agent_id == agent_id)
        return self._snapshots(_QUEUES.c.queue_id.in_(served))

    def _snapshots(self, which: sa.ColumnElement[bool]) -> tuple[QueueSnapshot, ...]:
        query = (
            sa.select(*_SNAPSHOT_COLUMNS)
            .select_from(_QUEUES)
            .outerjoin(_CALLS, sa.and_(_CALLS.c.queue_id == _QUEUES.c.queue_id, _CALLS.c.state == CallState.QUEUED))
            .where(which)
            .group_by(_QUEUES.c.queue_id)
            .order_by(_QUEUES.c.code)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return tuple(
            QueueSnapshot(
                queue_id=queue_id,
                name=name,
                waiting=waiting,
                longest_enqueued_at=None if longest is None else utc(longest),
            )
            for queue_id, name, waiting, longest in rows
        )


class MemberRepository:
    """Reads and writes who serves which queue."""

    def __init__(self, session: Session) -> None:
        self._session = session

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

    def add_member(self, queue_id: UUID, agent_id: UUID) -> None:
        """Have the agent serve the queue; nothing where they do."""
        member = insert(QueueMemberRow).values(queue_id=queue_id, agent_id=agent_id)
        self._session.execute(member.on_conflict_do_nothing())


class DispatchRepository:
    """What the policy decides on: who waits and who is free. Read it under the group's lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_waiting(self, group_id: UUID) -> Sequence[WaitingCall]:
        """List the calls that wait in a group's queues, the front caller first."""
        return [WaitingCall(*row) for row in self._session.execute(_LIST_WAITING, {"group_id": group_id})]

    def list_ready(self, group_id: UUID) -> Sequence[ReadyAgent]:
        """List a group's agents who are ready and have no offer, with the queues they serve."""
        rows: Sequence[Any] = self._session.execute(_LIST_READY, {"group_id": group_id}).all()
        return [ReadyAgent(agent_id, idle, frozenset(queue_ids)) for agent_id, idle, queue_ids in rows]

    def get_assigned(self, call_id: UUID, agent_id: UUID) -> tuple[CallRow, QueueRow, AgentRow]:
        """Return a waiting call, its queue and a ready agent as the database has them now."""
        call, queue, agent = self._session.execute(_GET_ASSIGNED, {"call_id": call_id, "agent_id": agent_id}).one()
        return call, queue, agent

    def list_refusals(self, call_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID, OfferOutcome, datetime]]:
        """List (call, agent, outcome, when) of the offers of these calls that were declined or not answered."""
        query = sa.select(OfferRow.call_id, OfferRow.agent_id, OfferRow.outcome, OfferRow.ended_at).where(
            OfferRow.call_id.in_(call_ids),
            OfferRow.outcome.in_(_REFUSED),
        )
        found = self._session.execute(query)
        return [(call, agent, outcome, ended) for call, agent, outcome, ended in found if ended is not None]
