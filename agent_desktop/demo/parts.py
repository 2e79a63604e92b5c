"""A part of the demo in a process of its own: started, waited for, ended, and nobody else's process touched."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from secrets import randbelow
from typing import Final

import httpx

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.start_errors import StartError

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 15.0
_LOOK_SECONDS: Final = 0.05
_FIRST_PORT: Final = 20_000
_PORTS: Final = 12_000
_TRIES: Final = 100


class PartNotStartedError(StartError):
    """`part`, `reason`, `path`: what did not start, its last word, and its log."""

    code = ErrorCode.PART_NOT_STARTED


class Part:
    """One child process. Use it as a context, or `start` and `stop` it.

    Args:
        name: What a person calls it.
        arguments: The command of ``agent-desktop`` and its options.
        health_url: Answers 200 once the part can do its work.
        log: What the part prints goes to this file.
        environment: Variables over the present ones; keys are handed over this way only.
        module: What Python runs in the child; it is to end with its parent, as `demo.child` does.
        folder: Where the child runs; by default where this program does.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        *,
        health_url: str,
        log: Path,
        environment: Mapping[str, str],
        module: str = "agent_desktop.demo.child",
        folder: Path | None = None,
    ) -> None:
        self.name = name
        self._arguments = list(arguments)
        self._module = module
        self._health_url = health_url
        self._log = log
        self._environment = dict(environment)
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process; `wait_until_ready` says when it works."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module, *self._arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env=os.environ | self._environment,
                # A Ctrl+C of the person is for us; we end our parts in order.
                start_new_session=sys.platform != "win32",
            )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def wait_until_ready(self, *, seconds: float = START_SECONDS) -> None:
        """Wait until the part answers.

        Raises:
            PartNotStartedError: It ended, or did not answer in time.
        """
        deadline = time.monotonic() + seconds
        with httpx.Client(timeout=2.0, trust_env=False) as client:
            while True:
                if not self.is_running:
                    raise self._failed("ended")
                try:
                    if client.get(self._health_url).status_code == httpx.codes.OK:
                        return
                except httpx.HTTPError:
                    pass
                if time.monotonic() > deadline:
                    raise self._failed("no_answer")
                time.sleep(_LOOK_SECONDS)

    def stop(self) -> None:
        """End the process, by force where it does not go by itself. Doing it twice does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        process.wait(STOP_SECONDS)

    def _failed(self, otherwise: str) -> PartNotStartedError:
        said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return PartNotStartedError(part=self.name, reason=said[-1][:300] if said else otherwise, path=str(self._log))


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on at this moment.

    One of those that no system gives away by itself: the others may be the near end of somebody's connection before
    the caller listens there.
    """
    for _ in range(_TRIES):
        port = _FIRST_PORT + randbelow(_PORTS)
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    with socket.socket() as listener:  # a machine on which next to all are taken
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
