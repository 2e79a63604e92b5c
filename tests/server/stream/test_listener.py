"""Reading the journal for the streams on the thread of whoever committed."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.stream.encoding import EncodedEvent
from agent_desktop.server.stream.listener import JournalListener
from telephony.clock import SystemClock
from telephony.contract import EventKind
from telephony.events.journal import Journal, append_events


def test_what_was_committed_is_not_called_failed_when_telling_it_fails(engine: sa.Engine) -> None:
    clock = SystemClock()
    asked: list[int] = []

    def closed_loop(events: list[EncodedEvent]) -> None:
        asked.append(len(events))
        raise RuntimeError("Event loop is closed")

    with Session(engine) as session, session.begin():
        journal = Journal()
        journal.add(EventKind.CALL_QUEUED, uuid4(), topics=[])
        append_events(session, journal, clock.now())

    JournalListener(engine, clock, closed_loop).look()

    assert asked == [1]
