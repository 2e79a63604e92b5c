"""A disk that really is full, under the embedded database: what was saved is there when there is room again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.start_errors import DiskFullError
from tests.support.postgres import FAST, cluster_folder

MB = 1024 * 1024
SIZE_MB = 200

# The real thing writes to the disk.
SAFE = {name: value for name, value in FAST.items() if name not in ("fsync", "synchronous_commit", "full_page_writes")}


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 200 MB in memory."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = cluster_folder()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    folder.chmod(0o755)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=30)
    folder.rmdir()


def fill(folder: Path, *, leave_mb: int) -> Path:
    filler = folder / "filler"
    with filler.open("wb") as file:
        about = os.statvfs(folder)
        for _ in range(about.f_bavail * about.f_frsize // MB - leave_mb):
            file.write(bytes(MB))
    return filler


def save(address: str, text: str) -> None:
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE IF NOT EXISTS notes (text text)"))
            connection.execute(sa.text("INSERT INTO notes VALUES (:text)"), {"text": text})
    finally:
        engine.dispose()


def save_much(address: str) -> None:
    """Save 40 MB, two at a time."""
    for _ in range(20):
        save(address, os.urandom(MB).hex())


def saved(address: str) -> list[str]:
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return list(connection.execute(sa.text("SELECT text FROM notes WHERE length(text) < 100")).scalars())
    finally:
        engine.dispose()


def test_no_room_to_create_it_is_said_and_can_be_put_right(small_disk: Path) -> None:
    filler = fill(small_disk, leave_mb=10)
    postgres = EmbeddedPostgres(small_disk / "postgres", settings=SAFE, free=lambda _: 1000 * MB)

    with pytest.raises(DiskFullError):
        postgres.start()
    filler.unlink()

    address = postgres.start()
    save(address, "first")
    assert saved(address) == ["first"]
    postgres.stop()


def test_a_disk_that_fills_while_it_runs_loses_nothing_that_was_saved(small_disk: Path) -> None:
    postgres = EmbeddedPostgres(small_disk / "postgres", settings=SAFE, free=lambda _: 1000 * MB)
    address = postgres.start()
    save(address, "before")
    filler = fill(small_disk, leave_mb=2)

    with pytest.raises(sa.exc.DBAPIError) as refused:
        save_much(address)
    filler.unlink()

    # Either the statement is refused, or PostgreSQL cannot write its log, ends and is started again.
    assert isinstance(refused.value.orig, psycopg.OperationalError)
    address = postgres.start()
    save(address, "after")
    assert saved(address) == ["before", "after"]
    postgres.stop()


def test_a_start_on_a_full_disk_is_refused_and_works_once_there_is_room(small_disk: Path) -> None:
    postgres = EmbeddedPostgres(small_disk / "postgres", settings=SAFE, free=lambda _: 1000 * MB)
    save(postgres.start(), "before")
    postgres.stop()
    filler = fill(small_disk, leave_mb=0)

    with pytest.raises(DiskFullError):
        EmbeddedPostgres(small_disk / "postgres", settings=SAFE).start()
    filler.unlink()

    assert saved(postgres.start()) == ["before"]
    postgres.stop()
