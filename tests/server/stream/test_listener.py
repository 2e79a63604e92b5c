"""Reading the journal for the streams on the thread of whoever committed."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.stream.encoding import EncodedEvent
from agent_desktop.server.stream.listener import JournalListener
from telephony.clock import SystemClock
from telephony.contract import EventKind
from telephony.events.journal import Journal, append_events
from tests.telephony.support import number_of


def queue_a_call(engine: sa.Engine) -> int:
    """Write one event; return its number."""
    with Session(engine) as session, session.begin():
        journal = Journal()
        journal.add(EventKind.CALL_QUEUED, uuid4(), topics=[])
        return number_of(append_events(session, journal, SystemClock().now()))


def begun(listener: JournalListener) -> JournalListener:
    """Let it begin after the journal's end, and end its own thread: only `look` reads from then on."""
    listener.start()
    listener.stop()
    return listener


def test_what_was_committed_is_not_called_failed_when_telling_it_fails(engine: sa.Engine) -> None:
    asked: list[int] = []

    def closed_loop(events: list[EncodedEvent]) -> None:
        asked.append(len(events))
        raise RuntimeError("Event loop is closed")

    listener = begun(JournalListener(engine, SystemClock(), closed_loop))
    queue_a_call(engine)
    listener.look()

    assert asked == [1]


def test_a_commit_while_the_server_starts_does_not_read_what_came_before(engine: sa.Engine) -> None:
    heard: list[int] = []
    listener = JournalListener(engine, SystemClock(), lambda events: heard.extend(event.number for event in events))
    queue_a_call(engine)

    listener.look()
    assert heard == []

    begun(listener)
    newest = queue_a_call(engine)
    listener.look()
    assert heard == [newest]
