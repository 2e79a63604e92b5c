"""Has a floor be at work: callers come, are answered, hang up and are wrapped up, each step a transaction of its own.

``python -m benchmarks.board.traffic ADDRESS RATE SEED``; a process of its own, so that what it costs is nobody else's.
It stands for the servers that write; times are the machine's, and each step says in `since_at` when it was made.
"""

import sys
import time
from collections import deque
from datetime import UTC, datetime
from random import Random
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.board.floor import AGENTS, CALLS, call_row
from benchmarks.pop.lines import say
from benchmarks.pop.world import Caller, choose_callers
from telephony.contract import AgentState, CallState, EndCause, EventKind
from telephony.database import table_of
from telephony.events.journal import Journal, agent_topic, append_events, queue_topic
from telephony.queues.models import QueueMemberRow

_MEMBERS: Final = table_of(QueueMemberRow)
_LINE: Final = 40
"""About so many callers wait."""


class Traffic:
    """One step after the other, as many a second as `rate` calls need."""

    def __init__(self, engine: sa.Engine, callers: list[Caller], seed: int) -> None:
        self._engine = engine
        self._callers = callers
        self._chance = Random(seed)
        self._waiting: deque[tuple[UUID, UUID]] = deque()
        with Session(engine) as session:
            members = session.execute(sa.select(_MEMBERS.c.agent_id, _MEMBERS.c.queue_id))
            self._queues = [queue_id for _, queue_id in members]
            rows = session.execute(sa.select(AGENTS.c.agent_id, AGENTS.c.state, AGENTS.c.call_id)).all()
        self._ready = deque(row.agent_id for row in rows if row.state is AgentState.READY)
        self._busy = deque((row.agent_id, row.call_id) for row in rows if row.state is AgentState.ON_CALL)
        self._wrapping = deque((row.agent_id, row.call_id) for row in rows if row.state is AgentState.WRAP_UP)

    def step(self, number: int) -> None:
        """Do the next thing."""
        match number % 4:
            case 0:
                self._ring()
            case 1 if self._ready and len(self._waiting) > _LINE:
                self._answer()
            case 2 if self._busy:
                self._hang_up()
            case _ if self._wrapping:
                self._wrap_up()

    def _ring(self) -> None:
        queue_id = self._chance.choice(self._queues)
        row = call_row(self._chance.choice(self._callers), queue_id, datetime.now(UTC), None)
        self._waiting.append((row["call_id"], queue_id))
        self._write([sa.insert(CALLS).values(row)], [(EventKind.CALL_QUEUED, row["call_id"], queue_topic(queue_id))])

    def _answer(self) -> None:
        (call_id, _), agent_id, at = self._waiting.popleft(), self._ready.popleft(), datetime.now(UTC)
        self._busy.append((agent_id, call_id))
        talking = {"state": CallState.TALKING, "agent_id": agent_id, "since_at": at, "answered_at": at}
        busy = {"state": AgentState.ON_CALL, "since_at": at, "call_id": call_id, "wrap_up": {"mode": "agent_ends"}}
        self._both(call_id, talking, agent_id, busy, EventKind.CALL_ANSWERED)

    def _hang_up(self) -> None:
        (agent_id, call_id), at = self._busy.popleft(), datetime.now(UTC)
        self._wrapping.append((agent_id, call_id))
        ended = {"state": CallState.ENDED, "since_at": at, "ended_at": at, "end_cause": EndCause.CALLER_HUNG_UP}
        self._both(call_id, ended, agent_id, {"state": AgentState.WRAP_UP, "since_at": at}, EventKind.CALL_ENDED)

    def _wrap_up(self) -> None:
        (agent_id, call_id), at = self._wrapping.popleft(), datetime.now(UTC)
        self._ready.append(agent_id)
        ready = {"state": AgentState.READY, "since_at": at, "idle_since_at": at, "call_id": None, "wrap_up": None}
        done = {"wrapped_up_at": at, "talk_seconds": 200, "wrap_up_seconds": 20}
        self._both(call_id, done, agent_id, ready, EventKind.WRAP_UP_FINISHED, EventKind.DAY_CHANGED)

    def _both(
        self, call_id: UUID, call: dict[str, Any], agent_id: UUID, agent: dict[str, Any], *kinds: EventKind
    ) -> None:
        topic = agent_topic(agent_id)
        of_call, *of_agent = kinds
        events = [(of_call, call_id, topic), *((kind, agent_id, topic) for kind in of_agent)]
        self._write(
            [
                sa.update(CALLS).where(CALLS.c.call_id == call_id).values(call),
                sa.update(AGENTS).where(AGENTS.c.agent_id == agent_id).values(agent),
            ],
            [*events, (EventKind.AGENT_STATE_CHANGED, agent_id, topic)],
        )

    def _write(self, statements: list[Any], events: list[tuple[EventKind, UUID, str]]) -> None:
        journal, at = Journal(), datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            for statement in statements:
                session.execute(statement)
            for kind, subject, topic in events:
                journal.add(kind, subject, topics=[topic], at=at)
            append_events(session, journal, at)


def main() -> None:
    """Work until the process is ended."""
    address, rate, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    engine = sa.create_engine(sa.make_url(address).set(drivername="postgresql+psycopg"))
    traffic = Traffic(engine, choose_callers(engine, 50, seed), seed)
    say("at_work")
    began, number = time.monotonic(), 0
    while True:
        due = began + number / (4 * rate)
        time.sleep(max(0.0, due - time.monotonic()))
        traffic.step(number)
        number += 1


if __name__ == "__main__":
    main()
