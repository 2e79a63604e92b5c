"""The database of a test run: one throwaway cluster a worker, one migrated template, a clean database a test."""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import ROLE, EmbeddedPostgres
from agent_desktop.server.schema import migrate

TEMPLATE: Final = "agent_desktop_template"
_PREFIX: Final = "agent-desktop-tests-"
_ALONE_SECONDS: Final = 5.0
_MUCH_MEMORY: Final = 8 * 2**30
"""Bytes; a worker's cluster takes less than a tenth of them."""

# A test's database dies with it: nothing need reach the disk.
FAST: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "max_connections": "100",
}


def installed_binaries(version: str) -> Path | None:
    """Return the programs of a PostgreSQL that the system has, such as `15`, where it has it."""
    folder = Path("/usr/lib/postgresql") / version / "bin"
    return folder if (folder / "initdb").exists() else None


def chosen_binaries() -> Path | None:
    """Return the PostgreSQL this run is to use: ours (None), or the one AGENT_DESKTOP_TEST_POSTGRES names."""
    version = os.environ.get("AGENT_DESKTOP_TEST_POSTGRES", "")
    if not version:
        return None
    found = installed_binaries(version)
    if found is None:
        pytest.exit(f"AGENT_DESKTOP_TEST_POSTGRES={version}: no PostgreSQL {version} on this machine", returncode=2)
    return found


def clusters_home() -> Path:
    """Return where clusters are made: in memory where there is much, else where temporary files are.

    A database is some six hundred files; a disk's file system takes ten times as long to make them as memory does.
    """
    memory = Path("/dev/shm")
    if sys.platform == "linux" and os.access(memory, os.W_OK):
        about = os.statvfs(memory)
        if not about.f_flag & os.ST_NOEXEC and about.f_bavail * about.f_frsize >= _MUCH_MEMORY:
            return memory
    return Path(tempfile.gettempdir())


def cluster_folder() -> Path:
    """Make a folder for a cluster that also the account PostgreSQL runs as can reach (pytest's own is closed)."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=clusters_home()))
    folder.chmod(0o755)
    return folder


def remove_left_over_clusters() -> None:
    """Stop and remove the clusters of runs that were killed."""
    for folder in clusters_home().glob(f"{_PREFIX}*"):
        process = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if process.isdigit() and not _is_alive(int(process)):
            with contextlib.suppress(Exception):
                for data in folder.glob("*/data"):
                    EmbeddedPostgres(data.parent, binaries=chosen_binaries()).stop()
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


SEEDED: Final = frozenset({"alembic_version", "event_counter"})
"""The tables in which a migrated database has rows. Whoever seeds another says below how it is as it was."""

_SHAPE: Final = """
    SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
        SELECT concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.atttypmod, a.attnotnull) AS part
        FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', conname, conrelid::regclass) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', tgname, tgrelid::regclass, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'
        UNION ALL SELECT setconfig::text FROM pg_db_role_setting
        UNION ALL SELECT version_num::text FROM alembic_version
        UNION ALL SELECT datallowconn::text FROM pg_database WHERE datname = current_database()
    ) AS parts
"""
_TOUCHED: Final = """
    SELECT relname, pg_relation_size(oid) > 1000000 FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
_TERMINATE: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_get_activity(NULL)
    WHERE datid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
"""
_AS_NEVER_FILLED: Final = """
    UPDATE pg_class SET reltuples = -1 WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s)
"""
_COUNT_ANEW: Final = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"


class TestCluster:
    """Databases like a migrated template: made in some tens of milliseconds, and emptied in a few for the next test.

    One that a test has left in another shape than it got it is dropped.
    """

    __test__ = False

    def __init__(self, folder: Path, binaries: Path | None = None) -> None:
        self._postgres = EmbeddedPostgres(folder, binaries=binaries, settings=FAST)
        self._clean: list[str] = []
        self._emptying: dict[str, psycopg.Connection[tuple[object, ...]]] = {}
        self._shape = ""

    def start(self) -> None:
        address = sa.make_url(self._postgres.start())
        self._base = address
        self._sign_in_quickly()
        self._create(TEMPLATE, template="template1")
        engine = create_engine(str(address.set(database=TEMPLATE).render_as_string(hide_password=False)))
        try:
            migrate(engine)
        finally:
            engine.dispose()
        with self._superuser(TEMPLATE) as connection:
            self._shape = _shape_of(connection)
            assert set(_touched_in(connection)) == SEEDED

    def stop(self) -> None:
        for connection in self._emptying.values():
            connection.close()
        self._postgres.stop()

    def clone(self, template: str = TEMPLATE) -> str:
        """Make a database like `template` and return its address, password included."""
        name = f"test_{uuid4().hex[:12]}"
        self._create(name, template=template)
        return self._base.set(database=name).render_as_string(hide_password=False)

    def empty(self) -> str:
        """Make a database without tables and return its address, password included."""
        return self.clone("template1")

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = sa.make_url(address).database or ""
        if name in self._emptying:
            self._emptying.pop(name).close()
        with self._superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def lend(self) -> str:
        """Return the address of a migrated database with nothing in it; `take_back` it."""
        return self._clean.pop() if self._clean else self.clone()

    def take_back(self, address: str) -> None:
        """Have a lent database be as it was for the next test, whoever is still connected to it."""
        try:
            is_as_it_was = self._emptied(sa.make_url(address).database or "")
        except psycopg.Error:
            is_as_it_was = False
        if is_as_it_was:
            self._clean.append(address)
        else:
            self.drop(address)

    def _emptied(self, name: str) -> bool:
        connection = self._alone_in(name)
        if _shape_of(connection) != self._shape:
            return False
        _empty(connection, {name: large for name, large in _touched_in(connection).items() if name not in SEEDED})
        connection.execute(
            'INSERT INTO event_counter ("only", last_number) VALUES (1, 0)'
            ' ON CONFLICT ("only") DO UPDATE SET last_number = 0'
        )
        return True

    def _alone_in(self, name: str) -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection to the database, kept from test to test, once it is the only one; a test may have ended
        it together with its own."""
        if name in self._emptying:
            try:
                self._emptying[name].execute("SELECT 1")
            except psycopg.OperationalError:
                self._emptying.pop(name).close()
        if name not in self._emptying:
            connection = self._emptying[name] = self._superuser(name)
            connection.execute("SET lock_timeout = '5s'")
            connection.execute("SET session_replication_role = replica")  # no trigger refuses it
        deadline = time.monotonic() + _ALONE_SECONDS
        # PostgreSQL would itself look only each tenth of a second whether they are gone.
        while self._emptying[name].execute(_TERMINATE, prepare=True).fetchall():
            if time.monotonic() > deadline:
                raise psycopg.OperationalError(f"somebody else is still connected to {name}")
            time.sleep(0.001)
        return self._emptying[name]

    def _sign_in_quickly(self) -> None:
        """Keep the passwords with little work behind them: a test signs in a dozen times, and 4,096 rounds each time
        are most of it."""
        superuser = sa.make_url(self._postgres.superuser_address())
        with self._superuser() as connection:
            for url in (superuser, self._base):
                connection.execute(
                    sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                        sql.Identifier(url.username or ""), sql.Literal(_kept_quickly(url.password or ""))
                    )
                )

    def _create(self, name: str, *, template: str) -> None:
        with self._superuser() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
                )
            )

    def _superuser(self, database: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        url = sa.make_url(self._postgres.superuser_address())
        return psycopg.connect(
            host=str(url.query["host"]),
            port=str(url.query["port"]),
            user=url.username,
            password=url.password,
            dbname=database or url.database,
            autocommit=True,
        )


def _kept_quickly(password: str) -> str:
    """Return what PostgreSQL keeps of a password (RFC 5803), with one round of work. Its own setting of the rounds is
    newer than version 15."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 1)
    client_key, server_key = (hmac.digest(salted, name, "sha256") for name in (b"Client Key", b"Server Key"))
    salt_text, stored_text, server_text = (
        base64.b64encode(each).decode() for each in (salt, hashlib.sha256(client_key).digest(), server_key)
    )
    return f"SCRAM-SHA-256$1:{salt_text}${stored_text}:{server_text}"


def _shape_of(connection: psycopg.Connection[tuple[object, ...]]) -> str:
    found = connection.execute(_SHAPE, prepare=True).fetchone()
    return str(found[0]) if found is not None else ""


def _touched_in(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, bool]:
    """Return the tables that take room, each with whether that is much."""
    return {str(name): bool(is_large) for name, is_large in connection.execute(_TOUCHED, prepare=True)}


def _empty(connection: psycopg.Connection[tuple[object, ...]], touched: Mapping[str, bool]) -> None:
    """Have tables be as if nothing had ever been in them.

    TRUNCATE makes each of them anew, all that refer to one of them, and all indexes: for a few rows that takes ten
    times as long as to delete them and to give back their pages.
    """
    if not touched:
        return
    names = [sql.Identifier(name) for name in sorted(touched)]
    together = sql.SQL(", ").join(names)
    if any(touched.values()):
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(together))
        return
    connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(name) for name in names))
    connection.execute(sql.SQL("VACUUM {}").format(together))
    connection.execute(_AS_NEVER_FILLED, [sorted(touched)])
    connection.execute(_COUNT_ANEW)
