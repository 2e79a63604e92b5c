"""The one place that commits.

A unit of work is one database transaction with what it has to tell: telephony's journal and the records' events
are written as the last act before the commit, because the journal numbers events in commit order.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import anyio.to_thread
from fastapi import Request
from sqlalchemy.orm import Session, sessionmaker

from agent_desktop.records.events import RecordEvents
from agent_desktop.server.later import LaterSession
from telephony.clock import BusinessClock
from telephony.contract import EventKind
from telephony.events.journal import Appended, Entry, Journal, agent_topic, append_events


class UnitOfWork:
    """One transaction. Its owner commits; whoever works in it only changes and tells."""

    def __init__(
        self,
        session: Session,
        clock: BusinessClock,
        going_ahead: Callable[[Entry], Any] = lambda _: None,
        not_committed: Callable[[Sequence[Entry]], None] = lambda _: None,
    ) -> None:
        self._not_committed = not_committed
        self.is_committed = False
        self.session = session
        self.journal = Journal(going_ahead)
        self.records = RecordEvents()
        self.clock = clock

    def now(self) -> datetime:
        return self.clock.now()

    def release(self) -> None:
        """Give the database connection back before waiting for somebody else. Only while nothing was changed."""
        self.session.rollback()

    def close(self) -> None:
        """Give the database connection back for good; what was not committed is undone."""
        self.session.close()
        if not self.is_committed:
            self._not_committed(self.journal.entries)

    def close_books(self) -> Appended | None:
        """Write what has happened into the journal. Nothing may be changed after it in this transaction."""
        for event in self.records:
            topics = [agent_topic(event.agent_id)] if event.agent_id is not None else []
            self.journal.add(EventKind(event.kind), event.subject_id, topics=topics)
        return append_events(self.session, self.journal, self.now())


class UnitsOfWork:
    """Begins units of work; built once by the composition root.

    `after_commit` is told what a committed unit has journalled, to wake whoever has work to do now. It is told
    nothing of a unit that journalled nothing: a worker that found no work must not wake itself for ever.
    `going_ahead` is told of an offer before it is committed, and `not_committed` of the entries of a unit that was
    closed without. `while_committing` may make ready what will be told, while the database commits. These must raise
    nothing.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        clock: BusinessClock,
        after_commit: Callable[[Appended], None],
        while_committing: Callable[[Appended], None] = lambda _: None,
        going_ahead: Callable[[Entry], Any] = lambda _: None,
        not_committed: Callable[[Sequence[Entry]], None] = lambda _: None,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._after_commit = after_commit
        self._while_committing = while_committing
        self._going_ahead = going_ahead
        self._not_committed = not_committed

    def now(self) -> datetime:
        """Return the business time."""
        return self._clock.now()

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """Give one unit of work; commit it when the block ends well, roll it back when it does not."""
        with closing(self.open()) as work:
            yield work
            self.commit(work)

    def open(self) -> UnitOfWork:
        """Give one unit of work; nothing is asked of the database yet. Whoever opens it closes it."""
        return UnitOfWork(self._sessions(), self._clock, self._going_ahead, self._not_committed)

    def finish(self, work: UnitOfWork) -> None:
        """Commit what was opened, and close it however that goes."""
        with closing(work):
            self.commit(work)

    def commit(self, work: UnitOfWork) -> None:
        """Journal what has happened, commit, and then tell those who wait: before the session is tidied up, where its
        commit went with its last statements."""
        appended = work.close_books()
        ready = None if appended is None else partial(self._while_committing, appended)
        is_committed = isinstance(work.session, LaterSession) and work.session.commit_together(ready)
        if not is_committed:
            work.session.commit()
        work.is_committed = True
        if appended is not None:
            self._after_commit(appended)
        if is_committed:
            work.session.commit()


async def unit_of_work(request: Request) -> AsyncIterator[UnitOfWork]:
    """The unit of work of one request. Declare it with ``scope="function"``: then a commit that fails is the answer,
    and not a line in the log after a 200."""
    units: UnitsOfWork = request.app.state.parts.units
    work = units.open()  # no thread needed: it connects when it is first used
    try:
        yield work
    except BaseException:
        await anyio.to_thread.run_sync(work.close)
        raise
    await anyio.to_thread.run_sync(units.finish, work)
