"""The database that comes with the program: made once, closed by a password, up while servers come and go."""

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from agent_desktop.server import embedded_postgres
from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres, embedded_binaries
from agent_desktop.server.folder_lock import folder_lock
from agent_desktop.server.postgres_tools import (
    PostgresTools,
    ToolError,
    account_for_postgres,
    is_another_program,
    tools_for,
)
from agent_desktop.server.start_errors import (
    AlreadyRunningError,
    DatabaseNotStartedError,
    DiskFullError,
    FolderNotWritableError,
)
from tests.support.postgres import FAST, cluster_folder

MB = 1024 * 1024


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    folder = cluster_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def postgres(folder: Path) -> Iterator[EmbeddedPostgres]:
    """A cluster of its own, running; these tests share it."""
    postgres = EmbeddedPostgres(folder / "postgres", settings=FAST)
    postgres.start()
    yield postgres
    postgres.stop()


def query(address: str, text: str) -> object:
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return connection.execute(sa.text(text)).scalar()
    finally:
        engine.dispose()


def test_it_gives_an_address_that_works(postgres: EmbeddedPostgres) -> None:
    address = postgres.start()

    assert str(query(address, "SHOW server_version")).startswith("18.")
    assert query(address, "SELECT current_user || current_database()") == "agent_desktopagent_desktop"
    assert query(address, "SHOW server_encoding") == "UTF8"
    assert query(address, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_nobody_gets_in_without_the_password(postgres: EmbeddedPostgres) -> None:
    for role in ("agent_desktop", "postgres"):
        address = sa.make_url(postgres.start()).set(username=role, password="guess")
        with pytest.raises(sa.exc.OperationalError, match="password authentication failed"):
            query(address.render_as_string(hide_password=False), "SELECT 1")

    rules = query(postgres.superuser_address(), "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")
    assert rules == "scram-sha-256"


def test_the_password_is_for_its_owner_only(postgres: EmbeddedPostgres, folder: Path) -> None:
    assert stat.S_IMODE((folder / "postgres" / "password").stat().st_mode) == 0o600


def test_it_does_not_listen_on_the_network(postgres: EmbeddedPostgres) -> None:
    assert query(postgres.start(), "SHOW listen_addresses") == ""


def test_a_second_start_finds_the_first_one_running(postgres: EmbeddedPostgres, folder: Path) -> None:
    began = query(postgres.start(), "SELECT pg_postmaster_start_time()")

    other = EmbeddedPostgres(folder / "postgres", settings=FAST)

    assert query(other.start(), "SELECT pg_postmaster_start_time()") == began
    assert other.address() == postgres.address()


def test_several_starts_at_once_agree(folder: Path) -> None:
    addresses: list[str] = []
    several = [EmbeddedPostgres(folder / "several", settings=FAST) for _ in range(3)]
    threads = [threading.Thread(target=lambda one=one: addresses.append(one.start())) for one in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    several[0].stop()

    assert len(addresses) == 3
    assert len(set(addresses)) == 1


def test_data_outlive_a_stop_and_the_program(folder: Path) -> None:
    order = (
        "import sys; from pathlib import Path; from agent_desktop.server.embedded_postgres import EmbeddedPostgres;"
        "print(EmbeddedPostgres(Path(sys.argv[1]), settings={'fsync': 'off'}).start())"
    )
    done = subprocess.run(
        [sys.executable, "-c", order, str(folder / "kept")], capture_output=True, text=True, timeout=60, check=True
    )
    engine = create_engine(done.stdout.strip())
    with engine.begin() as connection:  # the program that started it has ended; it has not
        connection.execute(sa.text("CREATE TABLE kept (n int)"))
        connection.execute(sa.text("INSERT INTO kept VALUES (7)"))
    engine.dispose()
    postgres = EmbeddedPostgres(folder / "kept", settings=FAST)

    postgres.stop()
    assert postgres.address() is None
    try:
        assert query(postgres.start(), "SELECT n FROM kept") == 7
    finally:
        postgres.stop()


def test_a_start_broken_off_in_the_middle_is_begun_anew(folder: Path) -> None:
    place = folder / "broken-off"
    (place / "data.new" / "base").mkdir(parents=True)
    (place / "password").write_text("of the start that was broken off")
    postgres = EmbeddedPostgres(place, settings=FAST)

    try:
        assert query(postgres.start(), "SELECT 1") == 1
    finally:
        postgres.stop()


def test_a_killed_server_starts_again(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder / "killed", settings=FAST)
    postgres.start()
    process = int((folder / "killed" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(process, 9)

    try:
        assert query(postgres.start(), "SELECT 1") == 1
    finally:
        postgres.stop()


def test_a_database_that_reads_its_log_again_is_waited_for(
    postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.start()
    connect = psycopg.connect
    refused: list[object] = []

    def recovering(*arguments: object, **options: Any) -> object:
        if len(refused) < 3:
            refused.append(options)
            raise psycopg.OperationalError("connection failed: FATAL:  the database system is starting up")
        return connect(**options)

    monkeypatch.setattr(embedded_postgres, "_OLD_SERVER_SECONDS", -1)
    monkeypatch.setattr(psycopg, "connect", recovering)

    assert postgres.start() == address
    assert len(refused) == 3


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="what a number stands for is told by /proc")
def test_a_killed_server_whose_number_another_program_has_now_starts_again(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder / "number", settings=FAST)
    postgres.start()
    postgres.stop()
    account = account_for_postgres()
    # Of the database's own account, the only one whose programs PostgreSQL would take for the server.
    other = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    for left_over in (folder / "number" / "data" / "postmaster.pid", folder / "number" / ".s.PGSQL.5432.lock"):
        left_over.write_text(f"{other.pid}\n{folder / 'number' / 'data'}\n1700000000\n5432\n{folder / 'number'}\n\n")

    try:
        assert query(postgres.start(), "SELECT 1") == 1
        assert other.poll() is None
    finally:
        postgres.stop()
        other.kill()
        other.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in folders are not for Windows")
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="what a number stands for is told by /proc")
def test_a_running_server_is_known_by_its_folder_and_not_by_the_folders_name(
    postgres: EmbeddedPostgres, folder: Path, tmp_path: Path
) -> None:
    postgres.start()
    data = folder / "postgres" / "data"
    said = (data / "postmaster.pid").read_text()
    (tmp_path / "link").symlink_to(folder)

    assert not is_another_program(said, data)
    assert not is_another_program(said, tmp_path / "link" / "postgres" / "data")
    assert is_another_program(said, tmp_path)


def test_a_path_too_long_for_a_socket_is_served_on_a_port(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder / ("long-" * 20) / "postgres", settings=FAST)

    try:
        address = sa.make_url(postgres.start())
        assert address.query["host"] == "127.0.0.1"
        assert query(address.render_as_string(hide_password=False), "SELECT 1") == 1
    finally:
        postgres.stop()


def test_a_full_disk_is_said_before_anything_is_made(folder: Path) -> None:
    postgres = EmbeddedPostgres(folder / "full", free=lambda _: 20 * MB)

    with pytest.raises(DiskFullError) as refused:
        postgres.start()

    assert refused.value.details == {"folder": str(folder / "full"), "free_mb": 20, "needed_mb": 300}
    assert not (folder / "full" / "data").exists()


def test_a_disk_that_filled_up_meanwhile_stops_the_start_and_loses_nothing(folder: Path) -> None:
    place = folder / "filled"
    EmbeddedPostgres(place, settings=FAST).start()
    EmbeddedPostgres(place, settings=FAST).stop()

    with pytest.raises(DiskFullError):
        EmbeddedPostgres(place, settings=FAST, free=lambda _: 0).start()

    try:
        assert query(EmbeddedPostgres(place, settings=FAST).start(), "SELECT 1") == 1
    finally:
        EmbeddedPostgres(place, settings=FAST).stop()


def test_postgresqls_own_word_for_a_full_disk_is_understood(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: PostgresTools, program: str, *arguments: str, seconds: float) -> str:
        raise ToolError("could not write to file: No space left on device")

    monkeypatch.setattr(PostgresTools, "run", full)

    with pytest.raises(DiskFullError):
        EmbeddedPostgres(folder / "no-space").start()


def test_data_of_another_postgresql_are_named_and_left_alone(folder: Path) -> None:
    place = folder / "other-version"
    postgres = EmbeddedPostgres(place, settings=FAST)
    postgres.start()
    postgres.stop()
    (place / "data" / "PG_VERSION").write_text("14\n")

    with pytest.raises(DatabaseNotStartedError) as refused:
        postgres.start()

    assert refused.value.details["reason"] == "data of PostgreSQL 14, program 18"


def test_postgresqls_own_reason_is_handed_on(folder: Path) -> None:
    place = folder / "mis-set"
    with pytest.raises(DatabaseNotStartedError) as refused:
        EmbeddedPostgres(place, settings={**FAST, "shared_buffers": "much"}).start()

    assert "shared_buffers" in str(refused.value.details["reason"])


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FolderNotWritableError) as refused:
        EmbeddedPostgres(tmp_path / "file").start()

    assert refused.value.details["folder"] == str(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root needs another account")
def test_a_folder_the_database_account_cannot_reach_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    with pytest.raises(FolderNotWritableError) as refused:
        EmbeddedPostgres(tmp_path / "closed" / "postgres").start()

    assert refused.value.details["account"] in ("pgserver", "nobody")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(FolderNotWritableError):
        EmbeddedPostgres(tmp_path / "closed").start()


def test_one_program_at_a_time_works_in_the_folder(tmp_path: Path) -> None:
    with (
        folder_lock(tmp_path / "lock", limit_seconds=0),
        pytest.raises(AlreadyRunningError) as refused,
        folder_lock(tmp_path / "lock", limit_seconds=0),
    ):
        pass

    assert refused.value.details == {"folder": str(tmp_path)}
    with folder_lock(tmp_path / "lock", limit_seconds=0):
        pass


def test_a_lock_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritableError), folder_lock(tmp_path / "no" / "lock", limit_seconds=0):
        pass


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root needs another account")
def test_programs_the_account_cannot_reach_are_copied(folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    package = embedded_binaries().parent.parent
    shutil.copytree(embedded_binaries().parent, closed / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    closed.chmod(0o700)

    tools = tools_for(closed / package.name / "pginstall18" / "bin", spare=folder / "programs")

    assert tools.binaries.is_relative_to(folder / "programs")
    assert tools.major_version == "18"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs to run as another account")
def test_postgresql_does_not_run_as_root(postgres: EmbeddedPostgres, folder: Path) -> None:
    account = account_for_postgres()

    assert account is not None
    assert account.uid != 0
    assert (folder / "postgres" / "data").stat().st_uid == account.uid


def test_what_people_write_stays_out_of_postgresqls_log(postgres: EmbeddedPostgres, folder: Path) -> None:
    engine = create_engine(postgres.start())
    insert, note = sa.text("INSERT INTO t VALUES (:note)"), {"note": "Ms Chan lost her card"}
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE TEMP TABLE t (note text PRIMARY KEY)"))
        connection.execute(insert, note)
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(insert, note)
    engine.dispose()

    assert "Chan" not in (folder / "postgres" / "postgres.log").read_text()


def test_a_connection_that_waits_for_a_lock_does_not_wait_for_ever(postgres: EmbeddedPostgres) -> None:
    engine = create_engine(postgres.start(), lock_seconds=1)
    with engine.connect() as first, engine.connect() as second:
        first.execute(sa.text("SELECT pg_advisory_lock(1)"))
        with pytest.raises(sa.exc.OperationalError) as refused:
            second.execute(sa.text("SELECT pg_advisory_lock(1)"))
    engine.dispose()

    assert isinstance(refused.value.orig, psycopg.errors.LockNotAvailable)
