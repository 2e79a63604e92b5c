"""Statements that wait for one another, so that a caller waits for fewer round trips to the database.

A statement with the execution option ``later`` is not sent when it is executed. It is sent, together with all that
were executed before it and in their order (libpq's pipeline mode), as soon as somebody looks at the answer of one of
them, any other statement runs on the connection, or the transaction commits. The database sees the same statements
in the same order as if each had been sent by itself; a session that knows nothing of the option sends them so. With
the option ``apart`` beside it a statement first has those sent that wait already: what fails then is theirs.

``changes=n`` beside it says that the statement is to change n rows; where it does not, what the row was decided on is
out of date. Such a statement is compiled once and its values are handed to the driver as they are converted by its
types: it must be a constant of its module, and brings its own defaults for columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple, cast

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

_WAITING: Final = "agent_desktop_waiting"
"""Where a connection keeps what waits on it."""

_TOGETHER: Final = "(several statements together)"

MOST_STATEMENTS: Final = 300
"""More than the product has: each is kept for ever."""

_Convert = Callable[[Any], Any]


class _Prepared(NamedTuple):
    """A statement as the driver takes it. `readers` convert the values of a row, by place."""

    sql: bytes
    constants: Mapping[str, object]
    writers: Mapping[str, _Convert]
    columns: SimpleResultMetaData | None
    readers: Sequence[tuple[int, _Convert]]
    changes: int | None

    def values(self, given: Mapping[str, Any]) -> dict[str, object]:
        values = {**self.constants, **given}
        for name, convert in self.writers.items():
            if name in given:
                values[name] = convert(values[name])
        return values

    def rows(self, cursor: psycopg.Cursor[Any]) -> Iterable[Sequence[Any]]:
        if self.columns is None:
            return ()
        found = cursor.fetchall()
        if not self.readers:
            return found
        return [self._read(row) for row in found]

    def _read(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, read in self.readers:
            if values[place] is not None:
                values[place] = read(values[place])
        return values


class PreparedStatements:
    """The compiled form of each statement that may wait; one for each engine."""

    def __init__(self) -> None:
        self._prepared: dict[tuple[sa.Executable, frozenset[str]], _Prepared] = {}

    def get(self, statement: sa.Executable, keys: frozenset[str], dialect: sa.Dialect) -> _Prepared:
        """Return `statement` as compiled for values of these names."""
        prepared = self._prepared.get((statement, keys))
        if prepared is None:
            if len(self._prepared) >= MOST_STATEMENTS:
                raise RuntimeError("a statement that may wait is made anew each time; it must be a constant")
            prepared = self._prepared[statement, keys] = _prepare(statement, keys, dialect)
        return prepared


class _Waiting:
    """What waits on one connection."""

    def __init__(self) -> None:
        self._asked: list[LaterResult] = []

    def add(self, asked: "LaterResult") -> None:
        self._asked.append(asked)

    def drop(self) -> None:
        self._asked = []

    def send(self, connection: sa.Connection) -> None:
        """Send all that waits.

        Raises:
            sqlalchemy.exc.DBAPIError: As where a statement is executed singly.
            StaleDataError: A row was changed by somebody else meanwhile.
        """
        asked, self._asked = self._asked, []
        if not asked:
            return
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError(type(driver))
        try:
            if len(asked) == 1:
                asked[0].run(driver)
            else:
                with driver.pipeline():
                    for each in asked:
                        each.run(driver)
        except psycopg.Error as error:
            raise _named(error, connection, driver) from error
        for each in asked:
            each.finish()


class LaterResult:
    """The answer of a statement that waits; to look at it sends the statement. Everything else is as in `Result`."""

    def __init__(self, waiting: _Waiting, connection: sa.Connection, prepared: _Prepared, given: Mapping[str, Any]):
        self._waiting = waiting
        self._connection = connection
        self._prepared = prepared
        self._given = given
        self._cursor: psycopg.Cursor[Any] | None = None
        self._result: sa.Result[Any] | None = None

    def run(self, driver: psycopg.Connection[Any]) -> None:
        self._cursor = driver.cursor()
        self._cursor.execute(self._prepared.sql, self._prepared.values(self._given))

    def finish(self) -> None:
        if self._prepared.changes is not None and self.rowcount != self._prepared.changes:
            raise StaleDataError(f"{self.rowcount} rows changed, not {self._prepared.changes}")

    @property
    def rowcount(self) -> int:
        """How many rows were changed or found."""
        return self._answered().rowcount

    def __iter__(self) -> Iterator[sa.Row[Any]]:
        return iter(self._looked_at())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._looked_at(), name)

    def _looked_at(self) -> sa.Result[Any]:
        if self._result is None:
            columns = self._prepared.columns or SimpleResultMetaData(())
            self._result = IteratorResult(columns, iter(self._prepared.rows(self._answered())))
        return self._result

    def _answered(self) -> psycopg.Cursor[Any]:
        if self._cursor is None:
            self._waiting.send(self._connection)
        if self._cursor is None:
            raise sa.exc.InvalidRequestError("the transaction ended before this statement was sent")
        return self._cursor


class LaterSession(Session):
    """A session that keeps the statements back that may wait."""

    def __init__(self, *args: Any, prepared: PreparedStatements, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._prepared = prepared
        self._kept: tuple[object, sa.Connection, _Waiting] | None = None

    def execute(self, statement: Any, params: Any = None, **settings: Any) -> Any:
        """As `Session.execute`; the answer of a statement with the option ``later`` is fetched when it is looked at."""
        options = statement.get_execution_options()
        if settings or not options.get("later"):
            return super().execute(statement, params, **settings)
        connection, waiting = self._place_to_wait()
        if options.get("apart"):
            waiting.send(connection)
        given: Mapping[str, Any] = params or {}
        prepared = self._prepared.get(statement, frozenset(given), connection.dialect)
        result = LaterResult(waiting, connection, prepared, given)
        waiting.add(result)
        return result

    def commit(self) -> None:
        # Sent while the transaction still stands: what fails in SQLAlchemy's own commit is not rolled back by it.
        self.flush()
        if self._kept is not None and self._kept[0] is (self.get_nested_transaction() or self.get_transaction()):
            _, connection, waiting = self._kept
            waiting.send(connection)
        super().commit()

    def _place_to_wait(self) -> tuple[sa.Connection, _Waiting]:
        """Return the transaction's connection and what waits on it; looked up once a transaction."""
        transaction = self.get_nested_transaction() or self.get_transaction()
        if self._kept is None or self._kept[0] is not transaction or self._kept[1].invalidated:
            connection = self.connection()
            waiting = cast(_Waiting, connection.info.setdefault(_WAITING, _Waiting()))
            transaction = self.get_nested_transaction() or self.get_transaction()
            self._kept = (transaction, connection, waiting)
        return self._kept[1], self._kept[2]


def keep_order(engine: sa.Engine) -> None:
    """See that what waits on a connection of `engine` goes before anything else that runs on it, and before a
    commit; a rollback drops it."""
    sa.event.listen(engine, "before_cursor_execute", lambda connection, *_: _send(connection))
    sa.event.listen(engine, "commit", _send_at_last)
    sa.event.listen(engine, "rollback", _drop)
    sa.event.listen(engine, "checkin", lambda _connection, record: record.info.pop(_WAITING, None))


def _send(connection: sa.Connection) -> None:
    waiting = connection.info.get(_WAITING)
    if waiting is not None:
        waiting.send(connection)


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
    waiting = None if connection.invalidated else connection.info.get(_WAITING)
    if waiting is not None:
        waiting.drop()


def _prepare(statement: Any, keys: frozenset[str], dialect: sa.Dialect) -> _Prepared:
    compiled = statement.compile(
        dialect=dialect,
        column_keys=sorted(keys) if isinstance(statement, sa.Insert) else None,
    )
    if not isinstance(compiled, sa.sql.compiler.SQLCompiler):
        raise TypeError(type(compiled))
    if compiled.prefetch:
        raise TypeError(f"no value for {[column.name for column in compiled.prefetch]}")
    writers = _writers(compiled, dialect)
    expanded = compiled.construct_expanded_state(dict.fromkeys(keys))
    constants = {name: _constant(value, writers.get(name)) for name, value in expanded.parameters.items()}
    columns = _columns_of(statement)
    # Every other type is right as the driver reads it.
    readers = [
        (place, column.type.enum_class)
        for place, column in enumerate(columns)
        if isinstance(column.type, sa.Enum) and column.type.enum_class is not None
    ]
    options = statement.get_execution_options()
    return _Prepared(
        sql=expanded.statement.encode(),
        constants=constants,
        writers=writers,
        columns=SimpleResultMetaData([_name_of(column, place) for place, column in enumerate(columns)])
        if columns
        else None,
        readers=readers,
        changes=options.get("changes"),
    )


def _writers(compiled: sa.sql.compiler.SQLCompiler, dialect: sa.Dialect) -> dict[str, _Convert]:
    writers: dict[str, _Convert] = {}
    for name, bind in compiled.binds.items():
        write = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if write is not None:
            writers[name] = write
    return writers


def _constant(value: Any, write: _Convert | None) -> object:
    if value is not None and write is not None:
        return write(value)
    return value.value if isinstance(value, Enum) else value  # one of a list, whose parts the compiler named


def _name_of(column: Any, place: int) -> str:
    return str(getattr(column, "key", None) or getattr(column, "name", None) or f"column_{place}")


def _columns_of(statement: Any) -> list[Any]:
    if isinstance(statement, sa.Select):
        return list(statement.selected_columns)
    return list(getattr(statement, "exported_columns", ()))


def _named(error: psycopg.Error, connection: sa.Connection, driver: psycopg.Connection[Any]) -> Exception:
    """Return `error` as SQLAlchemy names it, the connection given up where it was lost."""
    lost = connection.dialect.is_disconnect(cast(Any, error), cast(Any, driver), None)
    if lost:
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
