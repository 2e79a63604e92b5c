"""Statements to PostgreSQL in libpq's pipeline mode: sent in one message, their answers awaited once.

psycopg's own pipeline hands each statement to the system by itself and keeps a cursor for each; for the twenty-odd of a
ringing call that took longer than the database did. This is `psycopg.pq`, the driver's binding of libpq.
"""

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import psycopg
from psycopg import IsolationLevel
from psycopg.abc import Buffer, PQGen
from psycopg.abc import Transformer as Reader
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import (
    FeatureNotSupported,
    InFailedSqlTransaction,
    InvalidSqlStatementName,
    error_from_result,
)
from psycopg.pq import ConnStatus, ExecStatus, PipelineStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import Ready, Wait

_GOOD: Final = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)

_OUTDATED: Final = (FeatureNotSupported, InvalidSqlStatementName)
"""What PostgreSQL says of a prepared statement whose tables were changed, or that somebody has discarded."""


def _begin_of(driver: psycopg.Connection[Any]) -> bytes:
    """How a transaction of this connection begins. A connection that was once lent out with an isolation level has one
    set ever after, be it the usual one: to leave its BEGIN to the driver would be a message and a wait of its own."""
    parts = ["BEGIN"]
    if driver.isolation_level is not None:
        parts.append(f"ISOLATION LEVEL {IsolationLevel(driver.isolation_level).name.replace('_', ' ')}")
    if driver.read_only is not None:
        parts.append("READ ONLY" if driver.read_only else "READ WRITE")
    if driver.deferrable is not None:
        parts.append("DEFERRABLE" if driver.deferrable else "NOT DEFERRABLE")
    return " ".join(parts).encode()


class Command(NamedTuple):
    """One statement with ``$1`` and so on for its parameters, and their values in that order as they are sent."""

    sql: bytes
    values: Sequence[Buffer | None]


class Answer:
    """What the database said to one command. It may be looked at when the connection is somebody else's already."""

    def __init__(self, reader: Reader, reading: threading.Lock, result: PGresult) -> None:
        self._reader = reader
        self._reading = reading
        self._result = result

    @property
    def rowcount(self) -> int:
        """How many rows were found or changed."""
        if self._result.status == ExecStatus.TUPLES_OK:
            return self._result.ntuples
        return self._result.command_tuples or 0

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the rows, each value as the driver reads its type."""
        with self._reading:  # or another thread's rows would come out between the two
            self._reader.set_pgresult(self._result)
            return self._reader.load_rows(0, self._result.ntuples, tuple)


class Group:
    """Commands that were sent together. Once they are received, `error` is the first failure; else each has an answer.

    `guard` is a statement that goes back to before the group: where one of its commands fails, only the group does.
    """

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.guard: bytes | None = None
        self.answers: list[Answer] = []
        self.error: psycopg.Error | None = None
        self.expected: list[bytes | None] = []
        """What each result is of: a statement that is prepared, a command (empty), or neither (None)."""


class Pipeline:
    """What is under way on one connection; several groups may be, before anybody waits for the first.

    Statements stay prepared for as long as the connection lives: psycopg must prepare none of its own on it
    (``prepare_threshold``), since it has the database forget all at each rollback.
    """

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self._driver = driver
        # One of each for the connection's life: they keep how each type is read and written.
        self._reader = Transformer(driver)
        self._reading = threading.Lock()
        self._writer = Transformer(driver)
        self._names: dict[bytes, bytes] = {}
        self._given = 0
        self._groups: list[Group] = []
        self._begun: Group | None = None

    @property
    def under_way(self) -> bool:
        """Whether answers are still to be received."""
        return bool(self._groups) or self._begun is not None

    def write(self, sql: bytes, values: Sequence[Any]) -> Command:
        """Return a statement with its values written as the driver writes their types.

        Raises:
            psycopg.Error: A value cannot be written.
        """
        return Command(sql, self._writer.dump_sequence(values, [PyFormat.TEXT] * len(values)))

    def begin(self, commands: Sequence[Command]) -> None:
        """Hand over the first commands of the group that `send` will end: the database works on them meanwhile.

        Raises:
            psycopg.Error: The connection was lost.
        """
        with self._driver.lock:
            try:
                self._hand_over(commands, self._group_under_way())
                self._driver.pgconn.flush()  # what the system does not take at once goes with the rest
            except BaseException:
                self._cut_short()
                raise

    def send(self, commands: Sequence[Command], *, guard: bytes | None = None, commit: bool = False) -> Group:
        """Send a group: what was begun, then these commands, and a COMMIT after them where asked; wait for nothing.

        Raises:
            psycopg.Error: The connection was lost.
        """
        with self._driver.lock:
            try:
                group = self._group_under_way()
                self._hand_over(commands, group)
                if commit:
                    self._driver.pgconn.send_query_params(b"COMMIT", None)
                    group.expected.append(None)
                self._driver.pgconn.pipeline_sync()
            except BaseException:
                self._cut_short()
                raise
        group.guard = guard
        self._groups.append(group)
        self._begun = None
        return group

    def _group_under_way(self) -> Group:
        group = self._begun
        if group is None:
            group = self._begun = Group()
        pgconn = self._driver.pgconn
        if pgconn.pipeline_status == PipelineStatus.OFF:
            is_new = not self._driver.autocommit and pgconn.transaction_status == TransactionStatus.IDLE
            pgconn.enter_pipeline_mode()
            if is_new:
                pgconn.send_query_params(_begin_of(self._driver), None)
                group.expected.append(None)
        return group

    def _hand_over(self, commands: Sequence[Command], group: Group) -> None:
        send, names, expected = self._driver.pgconn.send_query_prepared, self._names, group.expected
        for command in commands:
            sql, values = command
            send(names.get(sql) or self._prepare(sql, group), values)
            expected.append(b"")
        group.commands.extend(commands)

    def receive(self) -> None:
        """Wait for all that is under way, and give each group its answers or its error.

        Raises:
            psycopg.OperationalError: The connection was lost.
        """
        if self._begun is not None:
            self.send(())
        while self._groups:
            groups, self._groups = self._groups, []
            with self._driver.lock:
                try:
                    results = self._driver.wait(self._results(sum(len(each.expected) for each in groups), len(groups)))
                    self._driver.pgconn.exit_pipeline_mode()
                except BaseException:
                    self._cut_short()
                    raise
            for group in groups:
                self._hand_out(group, results)
            failed = next((place for place, group in enumerate(groups) if group.error is not None), None)
            if failed is not None and (guard := groups[failed].guard) is not None:
                # What came after it was refused, for it stood in a failed transaction: it goes once more.
                self._go_back(guard, groups[failed + 1 :])

    def _cut_short(self) -> None:
        """Close the connection where sending or receiving failed, by whatever: nobody knows then what is still to come
        on it. (No context manager: each would be five calls of Python's at each message.)"""
        self._driver.close()
        self._begun = None

    def _prepare(self, sql: bytes, group: Group) -> bytes:
        self._given += 1
        name = self._names[sql] = b"later_%d" % self._given
        self._driver.pgconn.send_prepare(name, sql)
        group.expected.append(sql)
        return name

    def _results(self, count: int, syncs: int) -> PQGen[Iterator[PGresult]]:
        pgconn = self._driver.pgconn
        found: list[PGresult] = []
        while pgconn.flush():
            if (yield Wait.RW) & Ready.R:
                pgconn.consume_input()
        while syncs:
            while pgconn.is_busy():
                yield Wait.R
                pgconn.consume_input()
            result = pgconn.get_result()
            if result is None:
                if pgconn.status != ConnStatus.OK:
                    raise psycopg.OperationalError("the connection is lost")
            elif result.status == ExecStatus.PIPELINE_SYNC:
                syncs -= 1
            else:
                found.append(result)
        if len(found) != count:
            raise psycopg.InternalError(f"{len(found)} answers, not {count}")
        return iter(found)

    def _hand_out(self, group: Group, results: Iterator[PGresult]) -> None:
        for prepares in group.expected:
            result = next(results)
            if result.status in _GOOD:
                if prepares == b"":
                    group.answers.append(Answer(self._reader, self._reading, result))
                elif prepares is None and result.command_status == b"ROLLBACK":
                    group.error = InFailedSqlTransaction("the transaction had failed: its COMMIT rolled it back")
                continue
            if prepares:
                self._names.pop(prepares, None)
            if group.error is None and result.status == ExecStatus.FATAL_ERROR:
                group.error = error_from_result(result, self._driver.info.encoding)
                if isinstance(group.error, _OUTDATED):
                    for command in group.commands:
                        self._names.pop(command.sql, None)

    def _go_back(self, guard: bytes, refused: Sequence[Group]) -> None:
        self._driver.execute(guard)
        for group in refused:
            again = self.send(group.commands, guard=group.guard)
            group.answers, group.error, group.expected = again.answers, None, again.expected
            self._groups[-1] = group
