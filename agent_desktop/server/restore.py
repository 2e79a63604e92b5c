"""A backup back into an empty database, whole or not at all."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from psycopg import Cursor, sql
from pydantic import ValidationError

from agent_desktop.server.backup import FORMAT, MANIFEST, Manifest, TablePart, cursor_of, no_limits, tables_in_order
from agent_desktop.server.schema import lock_migrations, migration_config, revision_of
from agent_desktop.server.start_errors import BackupUnreadableError, DatabaseNotEmptyError

_MADE_BY_MIGRATIONS: Final = frozenset({"event_counter"})
"""Tables that are not empty in an empty database: their one row gives way to the backup's."""

_CHUNK: Final = 1 << 20


def restore_backup(
    engine: sa.Engine, path: Path, *, progress: Callable[[TablePart], None] = lambda _: None
) -> Manifest:
    """Fill the empty database from `path` and bring it to this program's revision, in one transaction.

    Raises:
        BackupUnreadableError: `path` is no whole backup, or of tables this program does not know.
        DatabaseNotEmptyError: There are records in the database.
    """
    with _opened(path) as archive:
        manifest = _manifest_of(archive, path)
        _check_contents(archive, manifest, path)
        with engine.begin() as connection:
            no_limits(connection)
            lock_migrations(connection)
            _expect_empty(connection)
            _make_tables(connection, manifest.revision)
            if set(tables_in_order(connection)) != {part.table for part in manifest.tables}:
                raise BackupUnreadableError(path=str(path), reason="revision")
            for table in _MADE_BY_MIGRATIONS:
                connection.execute(sa.delete(sa.table(table)))
            for part in manifest.tables:
                _load(cursor_of(connection), archive, part, path)
                progress(part)
            _set_sequences(connection)
            command.upgrade(migration_config(connection), "head")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupUnreadableError(path=str(path), reason="not_there") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise BackupUnreadableError(path=str(path), reason="cut_short") from error
    with archive:
        yield archive


def _manifest_of(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError, zipfile.BadZipFile, zlib.error) as error:
        raise BackupUnreadableError(path=str(path), reason="format") from error
    if manifest.format != FORMAT:
        raise BackupUnreadableError(path=str(path), reason="format")
    known = {script.revision for script in ScriptDirectory.from_config(migration_config()).walk_revisions()}
    if manifest.revision not in known:
        raise BackupUnreadableError(path=str(path), reason="revision")
    return manifest


def _check_contents(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    for part in manifest.tables:
        digest = hashlib.sha256()
        try:
            with archive.open(part.path) as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupUnreadableError(path=str(path), reason="hash") from error
        if digest.hexdigest() != part.sha256:
            raise BackupUnreadableError(path=str(path), reason="hash")


def _expect_empty(connection: sa.Connection) -> None:
    for table in tables_in_order(connection):
        if table in _MADE_BY_MIGRATIONS:
            continue
        connection.execute(sa.text(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE'))
        if connection.execute(sa.select(sa.literal(1)).select_from(sa.table(table)).limit(1)).first():
            raise DatabaseNotEmptyError(database=connection.engine.url.database or "")


def _make_tables(connection: sa.Connection, revision: str) -> None:
    """Bring the empty tables to the revision the backup was made at."""
    if revision_of(connection) == revision:
        return
    config = migration_config(connection)
    if revision_of(connection):
        command.downgrade(config, "base")
    command.upgrade(config, revision)


def _load(cursor: Cursor[tuple[object, ...]], archive: zipfile.ZipFile, part: TablePart, path: Path) -> None:
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(part.table), sql.SQL(", ").join(map(sql.Identifier, part.columns))
    )
    try:
        with cursor, archive.open(part.path) as file:
            with cursor.copy(order) as copy:
                while chunk := file.read(_CHUNK):
                    copy.write(chunk)
            loaded = cursor.rowcount
    except (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError) as error:
        raise BackupUnreadableError(path=str(path), reason="revision") from error
    if loaded != part.rows:
        raise BackupUnreadableError(path=str(path), reason="count")


def _set_sequences(connection: sa.Connection) -> None:
    """Let every identity column go on after its highest number."""
    columns = connection.execute(
        sa.text(
            "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name)"
            " FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
        )
    ).all()
    for table, column, sequence in columns:
        highest = connection.execute(sa.select(sa.func.max(sa.column(column))).select_from(sa.table(table))).scalar()
        if highest is not None:
            connection.execute(sa.select(sa.func.setval(sequence, highest)))
