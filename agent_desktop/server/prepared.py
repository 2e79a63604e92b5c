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
    """A statement as the driver takes it. `names` are those of its parameters, by place; `writers` convert what is
    given for some of them, `readers` the values of a row, both by place. The rest are the options of `later`."""

    sql: bytes
    names: Sequence[str]
    constants: Mapping[str, object]
    writers: Sequence[tuple[int, _Convert]]
    columns: SimpleResultMetaData | None
    readers: Sequence[tuple[int, _Convert]]
    is_conditional: bool
    guard: bytes | None
    apart: bool
    now: bool
    soon: bool

    def values(self, given: Mapping[str, Any]) -> Sequence[object]:
        """Return the values of the parameters, by place, as the driver takes them."""
        values: list[Any] = [given[name] if name in given else self.constants[name] for name in self.names]
        for place, write in self.writers:
            values[place] = write(values[place])
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
    names = tuple(expanded.positiontup or ())
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
        names=names,
        constants=constants,
        writers=[(place, writers[name]) for place, name in enumerate(names) if name in writers and name in keys],
        columns=SimpleResultMetaData([_name_of(column, place) for place, column in enumerate(columns)])
        if columns
        else None,
        readers=readers,
        is_conditional=is_conditional,
        guard=None if guard is None else guard.encode(),
        apart=bool(options.get("apart")),
        now=bool(options.get("now")),
        soon=bool(options.get("soon")),
    )


def _writers(compiled: sa.sql.compiler.SQLCompiler, dialect: sa.Dialect) -> dict[str, _Convert]:
    writers: dict[str, _Convert] = {}
    for name, bind in compiled.binds.items():
        write = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if write is not None:
            writers[name] = _quick(bind.type, write)
    return writers


class _Known(dict[object, object]):
    """What each of a few values is written as, and anything else as the type writes it."""

    def __init__(self, values: Iterable[object], write: _Convert) -> None:
        super().__init__({value: write(value) for value in values})
        self._write = write

    def __missing__(self, value: object) -> object:
        return self._write(value)


def _quick(kind: sa.types.TypeEngine[Any], write: _Convert) -> _Convert:
    """Return `write`, without Python's part in it where the type has few values: each costs three calls."""
    few: Iterable[object] = ()
    if isinstance(kind, sa.Boolean):
        few = (True, False)
    elif isinstance(kind, sa.Enum) and kind.enum_class is not None:
        few = kind.enum_class
    known = _Known(few, write)
    return known.__getitem__ if known else write


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
