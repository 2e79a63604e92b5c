"""Calls and states of the past, put into the tables as they would stand there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow, AgentStateRow
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import AgentState, CallState, ChosenReason, EndCause, StateCause
from telephony.database import table_of
from telephony.queues.models import QueueRow


def queue_id(session: Session, code: str) -> UUID:
    found: UUID = session.scalars(sa.select(QueueRow.queue_id).where(QueueRow.code == code)).one()
    return found


def call(
    queue: UUID,
    at: datetime,
    *,
    talk: float | None = 100,
    cause: EndCause | None = None,
    wished: bool = False,
    ended: bool = True,
) -> dict[str, object]:
    """One call that came then: answered after ten seconds and talked for `talk`, or not answered (None)."""
    answered = None if talk is None else at + timedelta(seconds=10)
    end = at + timedelta(seconds=10 + (talk or 20))
    return {
        "call_id": uuid4(),
        "provider": "past",
        "call_sid": uuid4().hex,
        "state": CallState.ENDED if ended else CallState.QUEUED,
        "queue_id": queue,
        "arrived_at": at,
        "enqueued_at": at,
        "since_at": end,
        "answered_at": answered,
        "ended_at": end if ended else None,
        "end_cause": cause or (EndCause.CALLER_HUNG_UP if answered else EndCause.ABANDONED_WAITING) if ended else None,
        "callback_wished_at": at if wished else None,
    }


def put_calls(session: Session, calls: Iterable[dict[str, object]]) -> None:
    rows = list(calls)
    session.execute(sa.insert(table_of(CallRow)), rows)
    talks = [
        {
            "stretch_id": uuid4(),
            "call_id": row["call_id"],
            "queue_id": row["queue_id"],
            "agent_id": uuid4(),
            "state": CallState.TALKING,
            "began_at": row["answered_at"],
            "ended_at": row["ended_at"],
            "next_state": CallState.ENDED,
            "end_cause": row["end_cause"],
        }
        for row in rows
        if row["answered_at"] is not None
    ]
    if talks:
        session.execute(sa.insert(table_of(CallStretchRow)), talks)


def put_states(
    session: Session,
    agent_id: UUID,
    states: Iterable[tuple[datetime, AgentState, ChosenReason | None]],
) -> None:
    """Have an agent's history be these states, one after the other; the last is the present one."""
    session.execute(sa.delete(AgentStateRow).where(AgentStateRow.agent_id == agent_id))
    listed = list(states)
    ends = [*(began for began, _, _ in listed[1:]), None]
    for (began, state, reason), ended in zip(listed, ends, strict=True):
        session.add(
            AgentStateRow(
                agent_id=agent_id, state=state, reason=reason, cause=StateCause.SYSTEM, began_at=began, ended_at=ended
            )
        )
    began, state, reason = listed[-1]
    row = session.get_one(AgentRow, agent_id)
    row.state, row.reason, row.system_reason, row.since_at = state, reason, None, began
    row.version += 1
