"""Several reads in one round trip to the database, for what a person waits for.

Statements that do not need one another's answers go out together (libpq's pipeline mode) and are answered together.
They run one after the other in the session's transaction, as if asked singly.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.rows import dict_row
from sqlalchemy.dialects.postgresql import psycopg as psycopg_dialect
from sqlalchemy.orm import Session

Row = Mapping[str, Any] | sa.RowMapping
"""One row by column name, with the values that the statement's columns have in Python."""

Values = Mapping[str, object]
"""What the parameters of a reading are to be, by name."""


class Reading:
    """One statement for `read_together`. Values for its parameters are given with each use."""

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement

    @cached_property
    def sql(self) -> str:
        return self._compiled.string

    @cached_property
    def constants(self) -> Mapping[str, object]:
        """The values that stand in the statement itself; those given with each use are None here."""
        return dict(self._compiled.params)

    @cached_property
    def enums(self) -> Mapping[str, Callable[[object], Enum]]:
        """What makes an enum of the text in a column; the other types are right as psycopg reads them."""
        kinds = {column.key: column.type for column in self._statement.selected_columns}
        return {
            str(key): kind.enum_class
            for key, kind in kinds.items()
            if isinstance(kind, sa.Enum) and kind.enum_class is not None
        }

    @cached_property
    def _compiled(self) -> sa.Compiled:
        return self._statement.compile(dialect=psycopg_dialect.dialect())  # type: ignore[no-untyped-call]


def read_together(session: Session, *asked: tuple[Reading, Values]) -> list[list[dict[str, Any]]]:
    """Return the rows of each of `asked`, a reading with its values, in that order.

    What the session holds back is not written first.

    Raises:
        sqlalchemy.exc.DBAPIError: As where a statement is executed singly.
    """
    connection = session.connection()
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(type(driver))
    reading = asked[0][0]
    try:
        with driver.pipeline():
            cursors = []
            for reading, values in asked:
                cursor = driver.cursor(row_factory=dict_row)
                cursor.execute(reading.sql.encode(), {**reading.constants, **values})
                cursors.append(cursor)
        rows = [cursor.fetchall() for cursor in cursors]
    except psycopg.Error as error:
        raise _as_executed_singly(connection, driver, reading, error) from error
    for (reading, _), found in zip(asked, rows, strict=True):
        for row in found:
            for key, enum in reading.enums.items():
                if row[key] is not None:
                    row[key] = enum(row[key])
    return rows


def _as_executed_singly(
    connection: sa.Connection, driver: psycopg.Connection[Any], reading: Reading, error: psycopg.Error
) -> BaseException:
    """Return the error as SQLAlchemy's own statements raise it: a lost connection says so, and is used no more."""
    is_lost = driver.closed
    if is_lost:
        connection.invalidate(error)
    return sa.exc.DBAPIError.instance(
        reading.sql, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=is_lost
    )
