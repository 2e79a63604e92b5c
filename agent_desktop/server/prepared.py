"""Statements that may wait (`later`), compiled once into what the driver takes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.result import SimpleResultMetaData

from agent_desktop.server.pipeline import Answer

MOST_STATEMENTS: Final = 300
"""More than the product has: each is kept for ever."""

_NUMBERED: Final = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
"""The driver's dialect with parameters as PostgreSQL itself writes them."""

_CHANGES_ONE: Final = "WITH changed AS (%s RETURNING 1) SELECT 1 / count(*) FROM changed"
"""A statement that fails (`DivisionByZero`) where it changes no row: PostgreSQL knows of nothing plainer that does."""

_Convert = Callable[[Any], Any]


class Prepared(NamedTuple):
    """A statement as the driver takes it. `names` are those of its parameters, by place; `readers` convert the values
    of a row, by place."""

    sql: bytes
    names: Sequence[str]
    constants: Mapping[str, object]
    writers: Mapping[str, _Convert]
    columns: SimpleResultMetaData | None
    readers: Sequence[tuple[int, _Convert]]
    is_conditional: bool
    guard: bytes | None

    def values(self, given: Mapping[str, Any]) -> Sequence[object]:
        """Return the values of the parameters, by place, as the driver takes them."""
        values: list[object] = []
        for name in self.names:
            if name in given:
                value, write = given[name], self.writers.get(name)
                values.append(value if write is None else write(value))
            else:
                values.append(self.constants[name])
        return values

    def rows(self, answer: Answer) -> Iterable[Sequence[Any]]:
        if self.columns is None:
            return ()
        found = answer.rows()
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
        self._prepared: dict[tuple[sa.Executable, tuple[str, ...]], Prepared] = {}

    def get(self, statement: sa.Executable, keys: tuple[str, ...], dialect: sa.Dialect) -> Prepared:
        """Return `statement` as compiled for values of these names, in the order in which its place gives them."""
        prepared = self._prepared.get((statement, keys))
        if prepared is None:
            if len(self._prepared) >= MOST_STATEMENTS:
                raise RuntimeError("a statement that may wait is made anew each time; it must be a constant")
            prepared = self._prepared[statement, keys] = _prepare(statement, keys, dialect)
        return prepared


def _prepare(statement: Any, keys: tuple[str, ...], dialect: sa.Dialect) -> Prepared:
    compiled = statement.compile(
        dialect=_NUMBERED,
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
    guard: str | None = options.get("guard")
    is_conditional = bool(options.get("changes"))
    return Prepared(
        sql=(_CHANGES_ONE % expanded.statement if is_conditional else expanded.statement).encode(),
        names=tuple(expanded.positiontup or ()),
        constants=constants,
        writers=writers,
        columns=SimpleResultMetaData([_name_of(column, place) for place, column in enumerate(columns)])
        if columns
        else None,
        readers=readers,
        is_conditional=is_conditional,
        guard=None if guard is None else guard.encode(),
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
