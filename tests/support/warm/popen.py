"""Programs of ours that are started by a process which has everything loaded already.

A server's modules take three seconds of a processor to load, a desktop's two, and the tests start some hundred of
them. Whoever starts ``python -m`` one of ours, by `subprocess`, gets here a real process of its own: killed, waited for
and read as any other. What has to be seen starting by itself is started within `programs_started_cold`.
"""

import inspect
import os
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest

from tests.support.warm.wire import Order, receive_number, send_order

_OURS: Final = ("agent_desktop", "benchmarks", "telephony", "tests")
_ROOT: Final = Path(__file__).resolve().parents[3]
_PLAIN: Final[dict[str, object]] = {
    "executable": sys.executable,
    "preexec_fn": None,
    "pass_fds": (),
    "shell": False,
    "gid": None,
    "gids": None,
    "uid": None,
    "umask": -1,
    "process_group": -1,
}
"""What is asked for of a program that can be started warm; other wishes are carried out as ever."""
_OF_THE_INTERPRETER: Final = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_")
_Popen: Final = subprocess.Popen
_ASKED: Final = inspect.signature(_Popen._execute_child)  # type: ignore[attr-defined]


class _WarmPopen(subprocess.Popen[Any]):
    """A `subprocess.Popen` that asks the starter for a program of ours, and does all else as ever."""

    starter: ClassVar[Callable[[], str]]
    returncode: int | None
    _end: socket.socket | None = None

    def _execute_child(self, *arguments: Any) -> None:
        asked = dict(_ASKED.bind(self, *arguments).arguments)
        order = _order_of(asked)
        if order is None:
            super()._execute_child(*arguments)  # type: ignore[misc]
            return
        ends = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        own = (asked["p2cread"], asked["c2pwrite"], asked["errwrite"])
        standard = [number if file == -1 else file for number, file in enumerate(own)]
        self._end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._end.connect(type(self).starter())
            send_order(self._end, order, standard)
            self.pid = receive_number(self._end)
            self._child_created = True
        finally:
            self._close_pipe_fds(*(asked[end] for end in ends))  # type: ignore[attr-defined]

    def _internal_poll(self, *arguments: Any, **more: Any) -> int | None:
        if self._end is None:
            return super()._internal_poll(*arguments, **more)  # type: ignore[misc, no-any-return]
        return self._ended_within(0.0)

    def _wait(self, timeout: float | None) -> int:
        if self._end is None:
            return super()._wait(timeout)  # type: ignore[misc, no-any-return]
        status = self._ended_within(timeout)
        if status is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired(self.args, timeout)
        return status

    def _ended_within(self, seconds: float | None) -> int | None:
        if self.returncode is None and self._end is not None:
            ends = select.poll()
            ends.register(self._end, select.POLLIN)
            if not ends.poll(None if seconds is None else seconds * 1000):
                return None
            self.returncode = os.waitstatus_to_exitcode(receive_number(self._end))
            self._end.close()
        return self.returncode


@contextmanager
def programs_started_warm(address: Callable[[], str]) -> Iterator[None]:
    """Have our programs started by the starter at `address` for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_WarmPopen, "starter", staticmethod(address), raising=False)
        patch.setattr(subprocess, "Popen", _WarmPopen)
        yield


@contextmanager
def programs_started_cold() -> Iterator[None]:
    """Have a program started as a person would start it, for what loading its own modules has to show."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", _Popen)
        yield


class StarterProcess:
    """The process that has everything loaded, started when the first program is asked for.

    Args:
        folder: Where it may listen.
        lend: Gives a migrated database for the moment in which a server is built there, once there is one.
    """

    def __init__(self, folder: Path, lend: Callable[[], AbstractContextManager[str] | None]) -> None:
        self._address = str(folder / "starter")
        self._lend = lend
        self._process: subprocess.Popen[bytes] | None = None
        self._has_built = False

    def address(self) -> str:
        """Return where it listens."""
        if self._process is None:
            command = [sys.executable, "-m", "tests.support.warm.starter", self._address]
            self._process = _Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._hear(b"ready\n")
        database = None if self._has_built else self._lend()
        if database is not None:
            with database as url:
                assert self._process.stdin is not None
                self._process.stdin.write(url.encode() + b"\n")
                self._process.stdin.flush()
                self._hear(b"warm\n")
            self._has_built = True
        return self._address

    def stop(self) -> None:
        """End it, where it was started."""
        if self._process is not None:
            self._process.communicate(timeout=20)

    def _hear(self, word: bytes) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        while (line := self._process.stdout.readline()) != word:
            assert line, "what starts our programs has ended"


def _order_of(asked: dict[str, Any]) -> Order | None:
    arguments = asked.get("args")
    if not isinstance(arguments, list) or arguments[:2] != [sys.executable, "-m"] or len(arguments) < 3:
        return None
    module = str(arguments[2])
    environment = dict(os.environ if asked["env"] is None else asked["env"])
    if module.partition(".")[0] not in _OURS or asked["executable"] not in (None, sys.executable):
        return None
    if any(name in asked and asked[name] != value for name, value in _PLAIN.items() if name != "executable"):
        return None
    if _of_the_interpreter(environment) != _of_the_interpreter(os.environ):
        return None
    folder = os.fspath(asked["cwd"] or Path.cwd())
    return Order(module, tuple(map(str, arguments[3:])), folder, environment, bool(asked["start_new_session"]))


def _of_the_interpreter(environment: Any) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_OF_THE_INTERPRETER)}
