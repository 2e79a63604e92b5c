"""Writes what happened in a centre straight into the tables, as telephony and the records would have left it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.contract import CallDirection, CallState, EndCause
from telephony.queues.models import QueueGroupRow, QueueRow


@dataclass
class Centre:
    """`call` and its like write one thing that happened; nothing is committed."""

    session: Session
    queues: dict[str, UUID] = field(default_factory=dict)

    def queue(self, code: str) -> UUID:
        """Return the queue of this code; made where there is none."""
        if code not in self.queues:
            group = QueueGroupRow(queue_group_id=uuid4(), code=f"group-{code}")
            self.session.add(group)
            self.session.flush()
            row = QueueRow(
                queue_id=uuid4(),
                code=code,
                queue_group_id=group.queue_group_id,
                position=len(self.queues),
                name={"en": code.title(), "zh": f"{code}队列"},
            )
            self.session.add(row)
            self.session.flush()
            self.queues[code] = row.queue_id
        return self.queues[code]

    def answered(self, queue: str, at: datetime, waited: float, talked: float = 60, **more: Any) -> CallRow:
        """A call that somebody took."""
        heard = at + timedelta(seconds=waited)
        gone = heard + timedelta(seconds=talked)
        return self.call(queue, at, answered_at=heard, ended_at=gone, end_cause=EndCause.CALLER_HUNG_UP, **more)

    def abandoned(self, queue: str, at: datetime, waited: float, **more: Any) -> CallRow:
        """A call whose caller gave up."""
        gone = at + timedelta(seconds=waited)
        return self.call(queue, at, ended_at=gone, end_cause=EndCause.CALLER_HUNG_UP, **more)

    def call(self, queue: str, at: datetime, *, agent_id: UUID | None = None, **more: Any) -> CallRow:
        ended = more.get("ended_at") is not None
        values: dict[str, Any] = {
            "call_id": uuid4(),
            "provider": "simulator",
            "call_sid": uuid4().hex,
            "direction": CallDirection.INBOUND,
            "state": CallState.ENDED if ended else CallState.QUEUED,
            "queue_id": self.queue(queue),
            "agent_id": agent_id,
            "arrived_at": at,
            "enqueued_at": at,
            "since_at": more.get("ended_at") or at,
            **more,
        }
        row = CallRow(**values)
        self.session.add(row)
        return row

    def many(self, queue: str, at: datetime, count: int, waited: float, *, answered: bool) -> None:
        """So many calls that waited so long, a second apart."""
        for number in range(count):
            came = at + timedelta(seconds=number)
            (self.answered if answered else self.abandoned)(queue, came, waited)

    def worked_example(self, queue: str, at: datetime) -> None:
        """The calls of `features.md` C1: of 1000 answered 860 within 20 s; of 60 abandoned 20 within, 10 of them within
        5 s."""
        for count, waited, answered in (
            (859, 12.5, True),
            (1, 20, True),  # just in time
            (140, 20.001, True),
            (10, 4.999, False),
            (9, 5, False),  # no longer short
            (1, 20, False),
            (40, 35, False),
        ):
            self.many(queue, at, count, waited, answered=answered)
        self.session.flush()


def flushed(session: Session, rows: Iterable[Any]) -> None:
    session.add_all(rows)
    session.flush()
