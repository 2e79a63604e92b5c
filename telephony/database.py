"""The base of every table of telephony, with the conventions they share."""

from datetime import datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, ClassVar, Final, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from telephony.terms import ChosenReason

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class ReasonCode(sa.TypeDecorator[ChosenReason]):
    """A reason that agents choose, by its code."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: ChosenReason | None, _dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> ChosenReason | None:
        return None if value is None else ChosenReason(value)


class Base(DeclarativeBase):
    """Times are `timestamptz`, enums are stored by value, JSON is `jsonb`."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: sa.DateTime(timezone=True),
        UUID: sa.Uuid(),
        StrEnum: sa.Enum(StrEnum, values_callable=_values, native_enum=False, length=40),
        ChosenReason: ReasonCode(),
        dict[str, Any]: JSONB(),
        dict[str, str]: JSONB(),
        list[str]: JSONB(),
    }


_Row = TypeVar("_Row", bound=Base)

_COLLISIONS: Final = frozenset({"40P01", "40001"})


def is_collision(error: BaseException) -> bool:
    """Say whether the database undid a transaction because it and another stood in each other's way (a deadlock, or no
    order in which both could have been): done again from its beginning it may well succeed. Nothing else can be done in
    it, and no savepoint helps: what others had written to it is gone."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in _COLLISIONS


def table_of(row: type[Base]) -> sa.Table:
    """Return the table behind a row class. A statement on tables passes by the ORM: half the time on a hot path.

    Such a statement neither sees nor writes what the session still holds back: flush first where that matters.
    """
    table = row.__table__
    if not isinstance(table, sa.Table):
        raise TypeError(type(table))
    return table


def new_row(row: type[_Row], /, **values: object) -> _Row:
    """Return a new row that `add_later` or `write_later` is to write, with what stands in the columns that are left
    out. It goes past the ORM's watch over changes: to watch each of a call's values, or to look for one that is not
    there, costs five calls.

    Raises:
        TypeError: The table has no column of such a name.
    """
    table = table_of(row)
    _see_known(table, tuple(values))
    made = row()
    made.__dict__.update(_defaults_of(table))
    made.__dict__.update(values)
    return made


def add_later(session: Session, row: Base) -> None:
    """Add a new row by a statement that may wait for others (option ``later``). It is the session's own from now on:
    what is changed of it is written as of any other row."""
    write_later(session, row)
    make_transient_to_detached(row)  # its values are the database's from now on
    session.add(row)


def write_later(session: Session, row: Base) -> None:
    """Write a new row as `add_later` does; the session does not get to know it, for nothing of it is changed again."""
    table, given = table_of(type(row)), row.__dict__
    defaults = _defaults_of(table)
    for key in _keys_of(table):
        if key not in given:  # past the ORM's watch over changes, which has nothing to write for a new row
            given[key] = defaults[key]
    session.execute(_insert_into(table), {key: given[key] for key in _keys_of(table)})


def insert_later(session: Session, row: type[Base], /, *, _now: bool = False, **values: object) -> None:
    """Write a new `row` as `write_later` does, where nobody needs it as an object: half the time.

    With `_now` it is sent with all that waits (option ``now``): the database works on it while Python goes on.
    """
    table = table_of(row)
    session.execute(_insert_into(table, _now), {**_defaults_of(table), **values})


def update_later(session: Session, row: Base) -> None:
    """Write what has been changed of a row by a statement that may wait for others, conditional on its version.

    Where the version is another by then whoever sends the statement gets a StaleDataError.
    """
    (key,) = (column.key for column in table_of(type(row)).primary_key)
    own_id, version = getattr(row, key), getattr(row, "version")  # noqa: B009  an expired row is read here at last
    changed = sa.inspect(row).committed_state
    keys = frozenset(changed)
    if not keys:
        return
    values = {f"new_{key}": row.__dict__[key] for key in keys}
    as_read = {"of_id": own_id, "of_version": changed.get("version", version)}
    see_one_changed(session.execute(_update_of(table_of(type(row)), keys), {**values, **as_read}))
    for key in keys:
        set_committed_value(row, key, row.__dict__[key])


def see_one_changed(result: sa.Result[Any]) -> None:
    """See that a statement with ``changes=1`` did so where it was sent at once; one that waits sees to it itself.

    Raises:
        StaleDataError: What the row was decided on is out of date.
    """
    if isinstance(result, sa.CursorResult) and result.rowcount != 1:
        raise StaleDataError(f"{result.rowcount} rows changed, not 1")


def _default_of(column: sa.Column[Any]) -> Any:
    default = column.default
    if isinstance(default, sa.ColumnDefault) and default.is_scalar:
        return default.arg
    if column.nullable:
        return None
    raise TypeError(f"no value for {column}")


@cache
def _see_known(table: sa.Table, keys: tuple[str, ...]) -> None:
    unknown = set(keys) - set(_keys_of(table))
    if unknown:
        raise TypeError(f"{table.name} has no {', '.join(sorted(unknown))}")


@cache
def _keys_of(table: sa.Table) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns)


@cache
def _defaults_of(table: sa.Table) -> dict[str, Any]:
    """What stands in the columns that a new row may leave out."""
    found = {}
    for column in table.columns:
        if column.nullable or (isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar):
            found[column.key] = _default_of(column)
    return found


@cache
def _insert_into(table: sa.Table, now: bool = False) -> sa.Insert:
    return sa.insert(table).execution_options(later=True, now=now)


@cache
def _update_of(table: sa.Table, keys: frozenset[str]) -> sa.Update:
    (key,) = table.primary_key
    new = {key: sa.bindparam(f"new_{key}", type_=table.c[key].type) for key in sorted(keys)}
    return (
        sa.update(table)
        .where(key == sa.bindparam("of_id"), table.c.version == sa.bindparam("of_version"))
        .values(new)
        .execution_options(later=True, changes=1)
    )
