"""What goes on in queues, calls and wrap-ups now, for whoever looks after the floor. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallDirection, CallState
from telephony.database import table_of
from telephony.providers.models import OutboxRow
from telephony.queues.models import QueueMemberRow, QueueRow
from telephony.queues.repository import HERE

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_AGENTS: Final = table_of(AgentRow)


@dataclass(frozen=True, slots=True)
class QueueNow:
    """One queue: how many wait, since when the longest does, and how many who serve it are at work."""

    queue_id: UUID
    code: str
    name: dict[str, str]
    waiting: int
    longest_at: datetime | None
    here: int


@dataclass(frozen=True, slots=True)
class CallNow:
    """One call in which an agent speaks with a customer; `held_at` is since when the customer is on hold."""

    call_id: UUID
    agent_id: UUID
    team: str
    queue_id: UUID
    queue: str
    answered_at: datetime
    held_at: datetime | None


@dataclass(frozen=True, slots=True)
class WrapUpNow:
    """One agent who wraps up a call past the time that is planned for it (`planned_end_at`). `queue` is a code, empty
    where the call has none."""

    agent_id: UUID
    team: str
    call_id: UUID | None
    planned_end_at: datetime
    queue_id: UUID | None
    queue: str


@dataclass(frozen=True, slots=True)
class AwayNow:
    """One agent who is not ready past the end that they had said (`planned_end_at`)."""

    agent_id: UUID
    team: str
    planned_end_at: datetime


class FloorRepository:
    """Each is one statement, and takes no lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_queues(self) -> Sequence[QueueNow]:
        """List the queues that take callers, in the settings' order."""
        here = (
            sa.select(sa.func.count())
            .select_from(_MEMBERS.join(_AGENTS, _AGENTS.c.agent_id == _MEMBERS.c.agent_id))
            .where(_MEMBERS.c.queue_id == _QUEUES.c.queue_id, _AGENTS.c.state.in_(HERE))
            .correlate(_QUEUES)
            .scalar_subquery()
        )
        waits = sa.and_(
            _CALLS.c.queue_id == _QUEUES.c.queue_id, _CALLS.c.state == CallState.QUEUED, ~_CALLS.c.undialled
        )
        query = (
            sa.select(
                _QUEUES.c.queue_id,
                _QUEUES.c.code,
                _QUEUES.c.name,
                sa.func.count(_CALLS.c.call_id),
                sa.func.min(_CALLS.c.enqueued_at),
                here,
            )
            .select_from(_QUEUES.outerjoin(_CALLS, waits))
            .where(~_QUEUES.c.retired)
            .group_by(_QUEUES.c.queue_id)
            .order_by(_QUEUES.c.position, _QUEUES.c.code)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [QueueNow(*row) for row in rows]

    def list_calls(self) -> Sequence[CallNow]:
        """List the calls in which somebody speaks with a customer."""
        query = (
            sa.select(
                _CALLS.c.call_id,
                _CALLS.c.agent_id,
                _AGENTS.c.team,
                _QUEUES.c.queue_id,
                _QUEUES.c.code,
                sa.func.coalesce(_CALLS.c.answered_at, _CALLS.c.since_at),
                sa.case((_CALLS.c.state == CallState.HELD, _CALLS.c.since_at)),
            )
            .join(_AGENTS, _AGENTS.c.agent_id == _CALLS.c.agent_id)
            .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
            .where(
                _CALLS.c.state.in_((CallState.TALKING, CallState.HELD)), _CALLS.c.direction != CallDirection.INTERNAL
            )
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [CallNow(*row) for row in rows]

    def list_wrap_ups(self, at: datetime) -> Sequence[WrapUpNow]:
        """List who wraps up for longer than planned."""
        query = (
            sa.select(
                _AGENTS.c.agent_id,
                _AGENTS.c.team,
                _AGENTS.c.call_id,
                _AGENTS.c.planned_end_at,
                _QUEUES.c.queue_id,
                sa.func.coalesce(_QUEUES.c.code, ""),
            )
            .select_from(_AGENTS)
            .outerjoin(_CALLS, _CALLS.c.call_id == _AGENTS.c.call_id)
            .outerjoin(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
            .where(_AGENTS.c.state == AgentState.WRAP_UP, _AGENTS.c.planned_end_at < at)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [WrapUpNow(*row) for row in rows]

    def list_away(self, at: datetime) -> Sequence[AwayNow]:
        """List who is not ready for longer than they had said."""
        query = sa.select(_AGENTS.c.agent_id, _AGENTS.c.team, _AGENTS.c.planned_end_at).where(
            _AGENTS.c.state == AgentState.NOT_READY, _AGENTS.c.planned_end_at < at
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [AwayNow(*row) for row in rows]

    def count_faults(self, since: datetime) -> int:
        """Count the orders that a carrier refused or did not do in time since then."""
        query = sa.select(sa.func.count()).where(OutboxRow.failure != "", OutboxRow.done_at >= since)
        return self._session.scalar(query) or 0
