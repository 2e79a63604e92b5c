"""What merging comes to, and two small helps for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import Cursor, sql


@dataclass(frozen=True, slots=True)
class Merged:
    """How many records an import made, changed, left as they were and took away; `older`, left for what is newer."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    older: int = 0


def names(columns: Sequence[str]) -> sql.Composed:
    """Return column names as a statement takes them."""
    return sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def count(cursor: Cursor[tuple[object, ...]], table: str) -> int:
    """Return how many rows a table has."""
    row = cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(str(row[0]))
