"""Programs that can be killed: each a process of its own, started again as a supervisor would."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import psycopg
import sqlalchemy as sa
from psycopg.rows import DictRow, dict_row

from agent_desktop.server.embedded_postgres import EmbeddedPostgres

ROOT: Final = Path(__file__).parents[3]
_END_SECONDS: Final = 15.0


class Program:
    """One process. `arguments` follow ``python``; what it prints is added to `log`."""

    def __init__(self, name: str, arguments: Sequence[str], *, log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self._arguments = list(arguments)
        self._log = log
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        """Start it; `more` are added to the arguments."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._arguments, *more],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=os.environ | self._environment,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def tell(self, order: str) -> None:
        """Write a line to its standard input."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(order.encode() + b"\n")
                self._process.stdin.flush()

    def kill(self) -> None:
        """End it by SIGKILL and collect it, as a supervisor does. Nothing where it does not run."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait(_END_SECONDS)
            if process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()

    def last_words(self) -> str:
        """Return the end of what it printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:] if self._log.exists() else ""


def postgres_processes(data: Path) -> list[int]:
    """Return the processes of the cluster in `data`, its postmaster first; empty where none runs."""
    try:
        postmaster = int((data / "postmaster.pid").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return []
    if not Path(f"/proc/{postmaster}").exists():
        return []
    return [postmaster, *(pid for pid, parent in _parents() if parent == postmaster)]


def kill_processes(pids: Sequence[int]) -> None:
    """End them by SIGKILL, in this order."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _parents() -> list[tuple[int, int]]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                found.append((int(folder.name), int(fields[1])))
    return found


def sleep_until(moment: float) -> None:
    """Wait for a moment of CLOCK_MONOTONIC: when a kill falls is part of the proof, not a guess at readiness."""
    time.sleep(max(0.0, moment - time.monotonic()))


def connect_past(postgres: EmbeddedPostgres) -> psycopg.Connection[DictRow]:
    """Open a connection of our own to the product's database, past the product."""
    url = sa.make_url(postgres.superuser_address("agent_desktop"))
    return psycopg.connect(
        host=str(url.query["host"]),
        port=str(url.query["port"]),
        user=url.username,
        password=url.password,
        dbname=url.database,
        autocommit=True,
        connect_timeout=10,
        row_factory=dict_row,
    )
