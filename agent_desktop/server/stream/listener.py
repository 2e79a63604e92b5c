"""Follows the journal: one thread that hears the database's doorbell and reads what is new, and whoever commits in
this process reads it at once.

The doorbell (LISTEN/NOTIFY) only says *look*. A lost one, or a lost connection, costs at most a second: the thread
looks anyway. Since numbers are given in commit order, *everything after my last number* misses nothing.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from agent_desktop.server.database import session_factory
from agent_desktop.server.errors import log_failure
from agent_desktop.server.stream.encoding import EncodedEvent, encode_event, encode_events
from telephony.clock import BusinessClock
from telephony.events.journal import Appended, Entry
from telephony.events.repository import CHANNEL, EventRepository, StoredEvent

POLL_SECONDS: Final = 1.0
BATCH: Final = 500
AGAIN_SECONDS: Final = (0.1, 0.5, 1.0)


class JournalListener:
    """Calls `on_events` with each new batch of encoded events, in order, from its own thread or that of `look`."""

    def __init__(
        self,
        engine: Engine,
        clock: BusinessClock,
        on_events: Callable[[list[EncodedEvent]], None],
    ) -> None:
        self._engine = engine
        # Single statements: no transaction to begin and to end around each.
        self._sessions = session_factory(engine.execution_options(isolation_level="AUTOCOMMIT"))
        self._clock = clock
        self._on_events = on_events
        self._stopping = threading.Event()
        self._reading = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="journal-listener", daemon=True)
        self._begun = False
        self._last_number = 0
        self.backend_pid: int | None = None
        """The process id of the listening connection at the database, None while there is none."""

    def start(self) -> None:
        """Begin after the journal's present end; streams opened from now on miss nothing."""
        with self._reading, self._sessions() as session:
            self._last_number = EventRepository(session).last_number()
            self._begun = True
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._ring()
        if self._thread.ident is not None:
            self._thread.join(timeout=10)

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def make_ready(self, appended: Appended) -> None:
        """Encode what is just being committed, while the database does it. Nothing is raised: what cannot be encoded
        fails where it is told."""
        if not self._begun:
            return
        try:
            events = zip(appended.entries, appended.unnumbered(), strict=True)
            now = self._clock.now()
            appended.ready = [entry.ahead or encode_event(event, server_at=now) for entry, event in events]
        except Exception as error:  # noqa: BLE001  the commit is under way, and must not be left half done
            log_failure("journal.not_encoded", error)

    def encode_ahead(self, entry: Entry) -> EncodedEvent | None:
        """Encode what is noted and not yet committed, None where nobody listens. Nothing is raised."""
        if not self._begun or entry.at is None:
            return None
        try:
            event = StoredEvent(
                0, entry.at, entry.kind, entry.subject_id, entry.topics, entry.written, payload=entry.payload
            )
            return encode_event(event, server_at=self._clock.now())
        except Exception as error:  # noqa: BLE001  what does not go ahead is told all the same
            log_failure("stream.not_ahead", error)
            return None

    def look(self, committed: Appended | None = None) -> None:
        """Read what is new on the thread of whoever has just committed it: sooner than the doorbell wakes ours.

        Where what they `committed` comes next after the last that was read, nothing is to be read at all.

        Nothing is raised: what was committed is done, whatever becomes of telling it. Where another thread is reading,
        or this fails, the bell that rang with the commit has the listener's own thread look. Before the start nothing
        is read: no stream is open yet, and the journal behind us may be long.
        """
        if not self._begun or not self._reading.acquire(blocking=False):
            return
        try:
            if committed is None or not self._comes_next(committed):
                self._read_new()
        except Exception as error:  # noqa: BLE001  whoever has committed must not be told that it failed
            log_failure("journal.not_read", error)
        finally:
            self._reading.release()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                with closing(self._connect()) as connection:
                    with self._reading:
                        self._read_new()
                    failures = 0
                    self._listen(connection)
            except Exception as error:  # noqa: BLE001  the thread's outermost loop: it logs and looks again
                self.backend_pid = None
                log_failure("journal.listener_lost", error)
                self._stopping.wait(AGAIN_SECONDS[min(failures, len(AGAIN_SECONDS) - 1)])
                failures += 1

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        # Taken out of the pool for good: it waits for ever, with the engine's own address and password.
        fairy = self._engine.raw_connection()
        connection = fairy.driver_connection
        fairy.detach()
        if not isinstance(connection, psycopg.Connection):
            raise TypeError(type(connection))
        connection.rollback()
        connection.autocommit = True
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        self.backend_pid = connection.info.backend_pid
        return connection

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._stopping.is_set():
            rang = ""
            for bell in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                rang = bell.payload
            # Where whoever committed looked at once, the bell has nothing to add.
            if not rang.isdigit() or int(rang) > self._last_number:
                with self._reading:
                    self._read_new()

    def _ring(self) -> None:
        """Have the thread look up from its wait. Where the bell does not ring, it looks up after a second by itself."""
        try:
            with self._engine.begin() as connection:
                EventRepository(Session(connection)).ring()
        except SQLAlchemyError:
            return

    def _comes_next(self, committed: Appended) -> bool:
        """Take what was committed if it comes next, and say whether nothing is left to read of it. Hold `_reading`."""
        last = committed.last_number
        if last > self._last_number:
            if last - len(committed.entries) != self._last_number:
                return False  # somebody else committed in between
            ready: Sequence[EncodedEvent] | None = committed.ready
            if ready is None:
                encoded = encode_events(committed.stored(), server_at=self._clock.now())
            else:
                encoded = [replace(event, number=number) for number, event in enumerate(ready, self._last_number + 1)]
            self._last_number = last
            self._on_events(encoded)
        return True

    def _read_new(self) -> None:
        """Read on from the last number. Hold `_reading`."""
        while True:
            with self._sessions() as session:
                events = EventRepository(session).list_after(self._last_number, limit=BATCH)
            if not events:
                return
            encoded = encode_events(events, server_at=self._clock.now())
            self._last_number = events[-1].number
            self._on_events(encoded)
            if len(events) < BATCH:
                return
