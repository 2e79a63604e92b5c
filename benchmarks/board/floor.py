"""A floor of thousands of agents in a database, with a day behind it, written straight into the tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.pop.world import Caller
from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, ChosenReason, EndCause
from telephony.database import table_of
from telephony.queues.models import QueueMemberRow, QueueRow

AGENTS: Final = table_of(AgentRow)
CALLS: Final = table_of(CallRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_QUEUES: Final = table_of(QueueRow)

SHARES: Final = {AgentState.ON_CALL: 0.6, AgentState.READY: 0.15, AgentState.WRAP_UP: 0.1, AgentState.NOT_READY: 0.15}
"""What agents do as the floor begins."""

_PLAN: Final[Mapping[str, Any]] = {"mode": "agent_ends", "seconds": 60}
_CHUNK: Final = 2000


def fill_floor(
    engine: Engine, callers: Sequence[Caller], at: datetime, midnight: datetime, past: int, seed: int
) -> int:
    """Have every member of a queue be at work at `at`, with so many calls of the day behind them; return how many."""
    chance = Random(seed)
    with Session(engine) as session, session.begin():
        served = session.execute(
            sa.select(_MEMBERS.c.agent_id, _MEMBERS.c.queue_id, _QUEUES.c.queue_group_id).join(
                _QUEUES, _QUEUES.c.queue_id == _MEMBERS.c.queue_id
            )
        ).all()
        calls, agents = [], []
        for agent_id, queue_id, group_id in served:
            (state,) = chance.choices(list(SHARES), list(SHARES.values()))
            since_at = at - timedelta(seconds=chance.randrange(5, 400))
            call_id = None
            if state in (AgentState.ON_CALL, AgentState.WRAP_UP):
                calls.append(
                    call_row(chance.choice(callers), queue_id, since_at, agent_id, ended=state is AgentState.WRAP_UP)
                )
                call_id = calls[-1]["call_id"]
            agents.append(agent_row(agent_id, group_id, state, since_at, call_id))
        for _ in range(past):
            agent_id, queue_id, _ = chance.choice(served)
            came = midnight + (at - midnight) * chance.random()
            calls.append(call_row(chance.choice(callers), queue_id, came, agent_id, ended=True, wrapped_up=True))
        for rows, table in ((agents, AGENTS), (calls, CALLS)):
            for start in range(0, len(rows), _CHUNK):
                session.execute(sa.insert(table), rows[start : start + _CHUNK])
    return len(agents)


def agent_row(
    agent_id: UUID, group_id: UUID, state: AgentState, since_at: datetime, call_id: UUID | None
) -> dict[str, Any]:
    """Return an agent who is in this state since then."""
    return {
        "agent_id": agent_id,
        "queue_group_id": group_id,
        "endpoint": f"line-{agent_id.hex[:12]}",
        "state": state,
        "reason": ChosenReason.LUNCH if state is AgentState.NOT_READY else None,
        "since_at": since_at,
        "idle_since_at": since_at,
        "call_id": call_id,
        "wrap_up": dict(_PLAN) if call_id is not None else None,
    }


def call_row(
    caller: Caller,
    queue_id: UUID,
    came: datetime,
    agent_id: UUID | None,
    *,
    ended: bool = False,
    wrapped_up: bool = False,
) -> dict[str, Any]:
    """Return a call that came then: one that waits where it is nobody's, else one that is talked in, or was."""
    call_id = uuid4()
    state = CallState.QUEUED if agent_id is None else CallState.ENDED if ended else CallState.TALKING
    done = came + timedelta(seconds=200)
    return {
        "call_id": call_id,
        "provider": "bench",
        "call_sid": call_id.hex,
        "state": state,
        "queue_id": queue_id,
        "agent_id": agent_id,
        "caller_number": caller.number,
        "menu_path": [{"en": "Charge not known", "zh": "不明费用"}],
        "arrived_at": came,
        "enqueued_at": came,
        "since_at": came,
        "answered_at": None if agent_id is None else came + timedelta(seconds=8),
        "ended_at": done if ended else None,
        "end_cause": EndCause.CALLER_HUNG_UP if ended else None,
        "wrapped_up_at": done + timedelta(seconds=30) if wrapped_up else None,
        "talk_seconds": 190 if ended else 0,
    }
