"""The database of a test run: one throwaway cluster a worker, one migrated template, one clone a test."""

import contextlib
import os
import shutil
import tempfile
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

# A test's database dies with it: nothing need reach the disk.
FAST: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
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


def cluster_folder() -> Path:
    """Make a folder for a cluster that also the account PostgreSQL runs as can reach (pytest's own is closed)."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.chmod(0o755)
    return folder


def remove_left_over_clusters() -> None:
    """Stop and remove the clusters of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
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


class TestCluster:
    """Clones of a migrated template, made in some tens of milliseconds."""

    __test__ = False

    def __init__(self, folder: Path, binaries: Path | None = None) -> None:
        self._postgres = EmbeddedPostgres(folder, binaries=binaries, settings=FAST)

    def start(self) -> None:
        address = sa.make_url(self._postgres.start())
        self._base = address
        self._create(TEMPLATE, template="template1")
        engine = create_engine(str(address.set(database=TEMPLATE).render_as_string(hide_password=False)))
        try:
            migrate(engine)
        finally:
            engine.dispose()

    def stop(self) -> None:
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
        with self._superuser() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, name: str, *, template: str) -> None:
        with self._superuser() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(template), sql.Identifier(ROLE)
                )
            )

    def _superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        url = sa.make_url(self._postgres.superuser_address())
        return psycopg.connect(
            host=str(url.query["host"]),
            port=str(url.query["port"]),
            user=url.username,
            password=url.password,
            dbname=url.database,
            autocommit=True,
        )
