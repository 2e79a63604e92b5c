"""Everything in the database as one file that any PostgreSQL from 15 on can take back.

A zip with one `tables/NAME.copy` a table (PostgreSQL's own text form, the same in every version) and
`manifest.json`: the revision of the tables, and each table's columns, rows and SHA-256. One REPEATABLE READ
snapshot: servers may go on working. The file holds customers' data and is readable by its owner only.
"""

import errno
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from psycopg import Cursor, sql
from pydantic import BaseModel, ConfigDict

from agent_desktop.server.schema import revision_of
from agent_desktop.server.start_errors import BackupExistsError, DiskFullError, FolderNotWritableError

FORMAT: Final = "agent-desktop-backup-1"
MANIFEST: Final = "manifest.json"
REVISION_TABLE: Final = "alembic_version"
_COMPRESSION: Final = 3


class TablePart(BaseModel):
    """One table in a backup. `sha256` is of the uncompressed contents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """Where the table's contents are in the archive."""
        return f"tables/{self.table}.copy"


class Manifest(BaseModel):
    """What a backup holds, in the order in which it is restored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    made_at: datetime
    revision: str
    tables: tuple[TablePart, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables)


def write_backup(engine: sa.Engine, path: Path, *, progress: Callable[[TablePart], None] = lambda _: None) -> Manifest:
    """Write the whole database to the new file `path`; `progress` hears of each table as it is done.

    Raises:
        BackupExistsError: `path` is there already.
        DiskFullError: No room for it. What was begun is removed.
        FolderNotWritableError: The folder cannot be written.
    """
    if path.exists():
        raise BackupExistsError(path=str(path))
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with (
            _private_file(unfinished) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
        ):
            manifest = _write_tables(engine, archive, progress)
            archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        unfinished.rename(path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(folder=str(path.parent)) from error
        raise FolderNotWritableError(folder=str(path.parent)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _private_file(path: Path) -> Iterator[Any]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _write_tables(engine: sa.Engine, archive: zipfile.ZipFile, progress: Callable[[TablePart], None]) -> Manifest:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        no_limits(connection)
        parts = []
        for table in tables_in_order(connection):
            columns = tuple(str(column["name"]) for column in sa.inspect(connection).get_columns(table))
            part = _write_table(cursor_of(connection), archive, table, columns)
            parts.append(part)
            progress(part)
        return Manifest(format=FORMAT, made_at=datetime.now(UTC), revision=revision_of(connection), tables=tuple(parts))


def _write_table(
    cursor: Cursor[tuple[object, ...]], archive: zipfile.ZipFile, table: str, columns: tuple[str, ...]
) -> TablePart:
    order = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    digest = hashlib.sha256()
    with (
        cursor,
        archive.open(TablePart(table=table, columns=columns, rows=0, sha256="").path, "w", force_zip64=True) as file,
    ):
        with cursor.copy(order) as copy:
            for chunk in copy:
                digest.update(chunk)
                file.write(chunk)
        return TablePart(table=table, columns=columns, rows=max(cursor.rowcount, 0), sha256=digest.hexdigest())


# What writing and restoring share


def tables_in_order(connection: sa.Connection) -> list[str]:
    """Return our tables as the database has them, those that are referred to first."""
    found = sa.inspect(connection).get_sorted_table_and_fkc_names()
    return [name for name, _ in found if name and name != REVISION_TABLE]


def no_limits(connection: sa.Connection) -> None:
    """Let this transaction take as long as it needs, and fix how values are written."""
    for setting, value in (
        ("statement_timeout", "0"),
        ("idle_in_transaction_session_timeout", "0"),
        ("datestyle", "ISO, YMD"),
        ("intervalstyle", "postgres"),
        ("bytea_output", "hex"),
        ("client_encoding", "UTF8"),
    ):
        connection.execute(sa.text("SELECT set_config(:name, :value, true)"), {"name": setting, "value": value})


def cursor_of(connection: sa.Connection) -> Cursor[tuple[object, ...]]:
    """Return a cursor of the driver, in the transaction of `connection`."""
    driver = connection.connection.driver_connection
    assert driver is not None
    cursor: Cursor[tuple[object, ...]] = driver.cursor()
    return cursor
