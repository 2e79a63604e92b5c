"""Takes the indexes and keys off empty tables while they are filled, and makes them at once from the full ones.

A first load is several times as fast so, and its indexes are packed. Like all of an import it is undone when the
import fails. While it lasts nobody else can read these tables, which before a first load hold nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Final, LiteralString

from psycopg import Cursor, errors, sql

from agent_desktop.records.sources.progress import Progress, Step, StepKind

_FOREIGN_KEYS: Final = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype = 'f' AND confrelid::regclass::text = ANY(%s) ORDER BY conname
"""
"""Only those between tables that are ours: to drop a foreign key locks the table it leads to as well."""
_KEYS: Final = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint c
    WHERE conrelid = %s::regclass AND contype IN ('p', 'u')
        AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.contype = 'f' AND r.conindid = c.conindid)
    ORDER BY contype, conname
"""
_INDEXES: Final = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    ORDER BY 1
"""

_WAIT: Final = "2s"
"""Autovacuum gives way after a second. Where somebody else does not, later tables are not waited for."""
_NO_WAIT: Final = "1ms"


class BulkTables:
    """Those of some tables that are empty and can be had alone, without their indexes and keys until `finish`."""

    def __init__(self, cursor: Cursor[tuple[object, ...]], tables: Iterable[str]) -> None:
        self._cursor = cursor
        self._wait = _WAIT
        self._restore: list[tuple[str, sql.Composed]] = []
        self._tables = [table for table in tables if self._is_ours(table)]
        late: list[tuple[str, sql.Composed]] = []
        for table in self._tables:
            late += self._take_constraints(table, _FOREIGN_KEYS, self._tables)
        for table in self._tables:
            self._restore += self._take_constraints(table, _KEYS)
            for name, definition in self._listed(_INDEXES, table):
                cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
                self._restore.append((table, _as_sql(definition)))
        self._restore += late

    def __contains__(self, table: str) -> bool:
        return table in self._tables

    def finish(self, progress: Progress) -> None:
        """Make all indexes and keys again; a foreign key that leads nowhere fails the import."""
        for done, (table, statement) in enumerate(self._restore):
            progress(Step(StepKind.INDEXING, table), done, len(self._restore))
            self._cursor.execute(statement)

    def _is_ours(self, table: str) -> bool:
        # Asked before as well: a table at work is not to be locked even for a moment.
        return self._is_empty(table) and self._is_locked(table) and self._is_empty(table)

    def _is_empty(self, table: str) -> bool:
        query = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
        return self._cursor.execute(query).fetchone() == (False,)

    def _is_locked(self, table: str) -> bool:
        self._cursor.execute("SAVEPOINT before_lock")
        self._cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(self._wait)))
        try:
            lock = sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE")
            self._cursor.execute(lock.format(sql.Identifier(table)))
        except errors.LockNotAvailable:
            self._cursor.execute("ROLLBACK TO SAVEPOINT before_lock")
            self._wait = _NO_WAIT
            return False
        self._cursor.execute("SET LOCAL lock_timeout = DEFAULT")
        return True

    def _take_constraints(
        self, table: str, query: LiteralString, *parameters: object
    ) -> list[tuple[str, sql.Composed]]:
        taken: list[tuple[str, sql.Composed]] = []
        change = sql.SQL("ALTER TABLE {} ").format(sql.Identifier(table))
        for name, definition in self._listed(query, table, *parameters):
            constraint = sql.Identifier(name)
            self._cursor.execute(change + sql.SQL("DROP CONSTRAINT {}").format(constraint))
            added = sql.SQL("ADD CONSTRAINT {} ").format(constraint) + _as_sql(definition)
            taken.append((table, change + added))
        return taken

    def _listed(self, query: LiteralString, *parameters: object) -> Sequence[tuple[str, str]]:
        return [(str(name), str(definition)) for name, definition in self._cursor.execute(query, parameters)]


def _as_sql(definition: str) -> sql.Composed:
    # PostgreSQL's own words for what it had.
    return sql.Composed([sql.SQL(definition)])
