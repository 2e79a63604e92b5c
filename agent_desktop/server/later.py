"""Statements that wait for one another, so that a caller waits for fewer round trips to the database.

A statement with the execution option ``later`` is not sent when it is executed. It is sent, together with all that
were executed before it and in their order (`pipeline`), as soon as somebody looks at the answer of one of them, any
other statement runs on the connection, or the transaction commits: then the COMMIT goes with them. The database sees
the same statements in the same order as if each had been sent by itself; a session that knows nothing of the options
sends them so. Beside it may stand

- ``now``: it is sent with all that wait, and nobody waits for the answers before they are looked at: the database works
  on them while Python goes on;
- ``soon``: it is handed over with all that wait, and the database begins on it; what it stands or falls with is what
  is sent with the next, as if it waited;
- ``apart``: what came before it stands for itself. What fails of that is told to whoever looks at any answer from then
  on, until the transaction is rolled back;
- ``undoes``: a statement that goes back to the last that stood apart. What waits since is dropped, and what failed
  since is forgotten; what failed before is told here at last;
- ``guard="ROLLBACK TO …"``: where it, or what is sent with it, fails, the transaction goes back by that statement and
  only their answers fail;
- ``changes=1``: it is to change one row; where it changes none, what the row was decided on is out of date, and the
  database refuses it and all that comes after it, also the commit.

Such a statement is compiled once and its values are handed to the driver as they are converted by its types: it must be
a constant of its module, and brings its own defaults for columns.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, cast

import psycopg
import sqlalchemy as sa
from psycopg.errors import DivisionByZero
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from agent_desktop.server.later_results import LaterResult
from agent_desktop.server.pipeline import Command, Group, Pipeline
from agent_desktop.server.prepared import Prepared, PreparedStatements

_WAITING: Final = "agent_desktop_waiting"
"""Where a connection keeps what waits on it, while it is in use."""

_PIPELINE: Final = "agent_desktop_pipeline"
"""Where it keeps the way to send it, as long as it lives."""

_TOGETHER: Final = "(several statements together)"


class _Waiting:
    """What waits on one connection, and what was sent of it and not looked at yet."""

    def __init__(self, connection: sa.Connection) -> None:
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError(type(driver))
        self._connection = connection
        self._driver = driver
        self._pipeline: Pipeline = connection.info.get(_PIPELINE) or connection.info.setdefault(
            _PIPELINE, Pipeline(driver)
        )
        self._begun: list[LaterResult] = []
        self._asked: list[LaterResult] = []
        self._sent: list[tuple[Group, list[LaterResult]]] = []
        self._added = 0
        self._gone = 0  # of those added
        self._apart_at = 0
        self._failed_at = 0
        self._failure: Exception | None = None
        self._guard: bytes | None = None  # the first of what waits or was begun

    @property
    def commits_by_itself(self) -> bool:
        """Whether each statement is its own transaction: then there is none to commit."""
        return self._driver.autocommit

    def write(self, prepared: Prepared, given: Mapping[str, Any]) -> Command:
        """Return a statement as it is sent.

        Raises:
            sqlalchemy.exc.DBAPIError: A value cannot be written. Nothing else fails with it, and no transaction.
        """
        try:
            return self._pipeline.write(prepared.sql, prepared.values(given))
        except psycopg.Error as error:
            raise self._named(error) from error

    def add(self, asked: LaterResult) -> None:
        self._asked.append(asked)
        self._added += 1
        if self._guard is None:
            self._guard = asked.guard

    def drop(self) -> None:
        """Forget all of it: the transaction is rolled back, to its beginning or to a savepoint."""
        self._begun, self._asked, self._sent, self._failure, self._guard = [], [], [], None, None
        with suppress(psycopg.Error):
            self._pipeline.receive()
        if self._driver.closed and not self._connection.invalidated:
            self._connection.invalidate()  # there is nothing left to roll back

    def stand_apart(self, *, guarded: bool = False) -> None:
        """What comes from now on can be undone. What waits is sent where a guard comes, or is among it, so that the
        guard reaches no further."""
        if guarded or self._guard is not None:
            self.send()
        self._apart_at = self._added

    def undo(self) -> bool:
        """Drop what came since something stood apart and is not sent yet, and forget what failed of it.

        Returns:
            Whether any of it was sent, so that the database has something to go back from.

        Raises:
            Exception: What had failed before.
        """
        del self._asked[max(0, self._apart_at - self._added + len(self._asked)) :]
        self._guard = next((each.guard for each in (*self._begun, *self._asked) if each.guard is not None), None)
        try:
            self._receive()
        except (sa.exc.DBAPIError, StaleDataError):
            if self._connection.invalidated or self._failed_at < self._apart_at:
                raise
            self._failure = None
        return self._gone > self._apart_at

    def begin(self) -> None:
        """Hand all that waits over, for the database to begin on; `send` still sends it.

        Raises:
            sqlalchemy.exc.DBAPIError: The connection was lost.
        """
        if self._failure is not None:
            raise self._failure
        asked, self._asked = self._asked, []
        try:
            self._pipeline.begin([each.command for each in asked])
        except psycopg.Error as error:
            raise self._failed(error) from error
        self._begun += asked

    def send(self, *, commit: bool = False) -> None:
        """Send all that waits, with a COMMIT behind it where asked; wait for nothing.

        Raises:
            sqlalchemy.exc.DBAPIError: The connection was lost.
        """
        begun, rest = self._begun, self._asked
        self._begun, self._asked, asked = [], [], [*begun, *rest]
        if not asked and not commit:
            return
        if self._failure is not None:
            raise self._failure
        guard, self._guard = self._guard, None
        try:
            group = self._pipeline.send([each.command for each in rest], guard=guard, commit=commit)
        except psycopg.Error as error:
            raise self._failed(error) from error
        self._gone = self._added
        self._sent.append((group, asked))

    def settle(self, *, commit: bool = False, meanwhile: Callable[[], None] | None = None) -> None:
        """Send all that waits, and wait until all that was sent has its answer.

        With `commit` the transaction is committed behind it. `meanwhile` is called between the two: the database works
        on what was sent. It must raise nothing.

        Raises:
            sqlalchemy.exc.DBAPIError: As where a statement is executed singly.
            StaleDataError: A row was changed by somebody else meanwhile.
        """
        if commit and self._guard is not None:
            self.settle()  # what fails of it is undone
        elif commit and any(group.guard is not None for group, _ in self._sent):
            self._receive()
        self.send(commit=commit)
        if meanwhile is not None:
            meanwhile()
        self._receive()

    def _receive(self) -> None:
        if self._failure is not None:
            raise self._failure
        if self._begun:
            self.send()
        if not self._sent:
            return
        sent, self._sent = self._sent, []
        self._failed_at = self._gone - sum(len(asked) for _, asked in sent)
        try:
            self._pipeline.receive()
        except psycopg.Error as error:
            raise self._failed(error) from error
        for group, asked in sent:
            answers = iter(group.answers)
            for place, each in enumerate(asked):
                answer = next(answers, None)
                if answer is None and group.error is not None:
                    has_failed = place == len(group.answers)  # itself: the others only come after it
                    if has_failed and each.is_conditional and isinstance(group.error, DivisionByZero):
                        self._failure = StaleDataError("no row changed, not 1")
                        raise self._failure from group.error
                    if group.guard is None or each.is_conditional:
                        raise self._failed(group.error) from group.error
                    each.take(self._named(group.error))
                elif answer is not None:
                    each.take(answer)
                self._failed_at += 1
            if group.error is not None and group.guard is None:  # that of the COMMIT
                raise self._failed(group.error) from group.error

    def _failed(self, error: psycopg.Error) -> Exception:
        self._failure = self._named(error)
        return self._failure

    def _named(self, error: psycopg.Error) -> Exception:
        """Return `error` as SQLAlchemy names it, the connection given up where it was lost."""
        connection = self._connection
        lost = connection.dialect.is_disconnect(cast(Any, error), cast(Any, self._driver), None)
        if lost and not connection.invalidated:
            connection.invalidate(error)
        return sa.exc.DBAPIError.instance(
            _TOGETHER,
            None,
            error,
            psycopg.Error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=connection.dialect,
        )


class LaterSession(Session):
    """A session that keeps the statements back that may wait."""

    def __init__(self, *args: Any, prepared: PreparedStatements, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._prepared = prepared
        self._kept: tuple[object, sa.Connection, _Waiting] | None = None
        self._last: _Waiting | None = None
        self._joins = False

    def execute(self, statement: Any, params: Any = None, **settings: Any) -> Any:
        """As `Session.execute`; the answer of a statement with the option ``later`` is fetched when it is looked at."""
        options = statement.get_execution_options()
        if options.get("undoes") and self._last is not None and not self._last.undo():
            return None
        if settings or not options.get("later"):
            return super().execute(statement, params, **settings)
        connection, waiting = self._place_to_wait()
        given: Mapping[str, Any] = params or {}
        prepared = self._prepared.get(statement, tuple(given), connection.dialect)
        if prepared.apart:
            waiting.stand_apart(guarded=prepared.guard is not None)
        result = LaterResult(waiting.settle, prepared, waiting.write(prepared, given))
        waiting.add(result)
        if prepared.now:
            waiting.send()
        elif prepared.soon:
            waiting.begin()
        return result

    def commit(self) -> None:
        self.commit_together()
        super().commit()

    def commit_together(self, meanwhile: Callable[[], None] | None = None) -> bool:
        """Commit in the message of what waits, and say whether that was so; `commit` is still to be called, to tidy up.

        `meanwhile` is done while the database commits, where it is so; it must raise nothing.

        What waits is sent while the transaction still stands: what fails in SQLAlchemy's own commit is not rolled back
        by it. Within a savepoint, or where the session has joined a transaction of somebody else's connection, nothing
        is committed yet.
        """
        self.flush()
        nested = self.get_nested_transaction()
        if self._kept is None or self._kept[0] is not (nested or self.get_transaction()):
            return False
        commits = nested is None and not self._joins and not self._kept[2].commits_by_itself
        self._kept[2].settle(commit=commits, meanwhile=meanwhile)
        return commits

    def _place_to_wait(self) -> tuple[sa.Connection, _Waiting]:
        """Return the transaction's connection and what waits on it; looked up once a transaction."""
        if self._kept is None or self._kept[1].invalidated:
            self._joins = isinstance(self.bind, sa.Connection) and self.bind.in_transaction()
            connection = self.connection()
            waiting = connection.info.get(_WAITING)
            if waiting is None:
                waiting = connection.info[_WAITING] = _Waiting(connection)
            transaction = self.get_nested_transaction() or self.get_transaction()
            self._kept, self._last = (transaction, connection, waiting), waiting
        return self._kept[1], self._kept[2]


def _look_again(session: LaterSession, _transaction: object) -> None:
    session._kept = None


sa.event.listen(LaterSession, "after_transaction_create", _look_again)
sa.event.listen(LaterSession, "after_transaction_end", _look_again)


def keep_order(engine: sa.Engine) -> None:
    """See that what waits on a connection of `engine` goes before anything else that runs on it, and before a
    commit; a rollback drops it."""
    sa.event.listen(engine, "before_cursor_execute", lambda connection, *_: _send(connection))
    sa.event.listen(engine, "commit", _send_at_last)
    sa.event.listen(engine, "rollback", _drop)
    # Whoever begins a savepoint has sent all before it: what failed since goes with it.
    sa.event.listen(engine, "rollback_savepoint", lambda connection, *_: _drop(connection))
    sa.event.listen(engine, "checkin", lambda _connection, record: record.info.pop(_WAITING, None))


def _send(connection: sa.Connection) -> None:
    waiting: _Waiting | None = connection.info.get(_WAITING)
    if waiting is not None:
        waiting.settle()


def _send_at_last(connection: sa.Connection) -> None:
    """For whoever commits without a `LaterSession`. SQLAlchemy would give the connection back as it is after an error
    here: in the middle of its transaction."""
    try:
        _send(connection)
    except Exception:
        if not connection.invalidated:
            connection.connection.rollback()
        raise


def _drop(connection: sa.Connection) -> None:
    waiting: _Waiting | None = None if connection.invalidated else connection.info.get(_WAITING)
    if waiting is not None:
        waiting.drop()
