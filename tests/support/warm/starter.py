"""The process that has everything loaded, and becomes whatever program of ours is asked for: one fork, no import.

``python -m tests.support.warm.starter ADDRESS`` listens there until standard input ends. It has one thread and opens
nothing; each program is a child of it, in all else as if it had been started by itself.
"""

import asyncio
import atexit
import contextlib
import gc
import os
import runpy
import select
import signal
import socket
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

import httpx
from fastapi import FastAPI

from tests.support.warm.popen import programs_started_warm
from tests.support.warm.wire import Order, receive_order, send_number

_LOADED: Final = (
    "agent_desktop.demo.run",
    "agent_desktop.demo.replay.run",
    "agent_desktop.demo.trial_bank.service_run",
    "agent_desktop.server.admin",
    "agent_desktop.server.menus",
    "agent_desktop.server.run",
    "agent_desktop.ui.app",
    "telephony.providers.simulator.run",
    "tests.ui.desk.conftest",
)
"""What our programs import; never one of the programs, which a test is to see start."""


class Starter:
    """Starts what it is asked for, and tells each asker how their program ended."""

    def __init__(self, address: str) -> None:
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(address)
        self._listening.listen(32)
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)
        self._askers: dict[int, socket.socket] = {}

    def serve(self) -> None:
        """Go on until standard input ends."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        print("ready", flush=True)
        while True:
            waited: list[int] = [0, self._listening.fileno(), self._woken]
            ready, _, _ = select.select(waited, [], [])
            if self._woken in ready:
                os.read(self._woken, 4096)
                self._tell_ends()
            if self._listening.fileno() in ready:
                asker, _ = self._listening.accept()
                self._start(asker)
            if 0 in ready:
                said = os.read(0, 1024)
                if not said:
                    return
                _build_a_server(said.decode().strip())
                print("warm", flush=True)

    def _start(self, asker: socket.socket) -> None:
        try:
            order, files = receive_order(asker)
        except EOFError:
            asker.close()
            return
        process = os.fork()
        if process == 0:
            self._become(order, files, asker)
        for each in files:
            os.close(each)
        self._askers[process] = asker

    def _tell_ends(self) -> None:
        while self._askers:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            with self._askers.pop(process) as asker:
                try:
                    send_number(asker, status)
                except BrokenPipeError:
                    pass  # the asker was killed

    def _become(self, order: Order, files: list[int], asker: socket.socket) -> NoReturn:
        """Be the program, and never return."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if order.new_session:
            os.setsid()
        send_number(asker, os.getpid())
        for opened in (self._listening, asker, *self._askers.values()):
            opened.close()
        for pipe in (self._woken, self._wake):
            os.close(pipe)
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        status = 1
        try:
            os.chdir(order.folder)
            os.environ.clear()
            os.environ.update(order.environment)
            sys.modules.pop(order.module, None)  # it is to run, whoever has looked into it
            sys.argv = [order.module, *order.arguments]
            runpy.run_module(order.module, run_name="__main__", alter_sys=True)
            status = 0
        except SystemExit as end:
            if end.code is None or isinstance(end.code, int):
                status = end.code or 0
            else:
                print(end.code, file=sys.stderr)
        except BaseException:  # noqa: BLE001  # whatever it was, the program ends of it
            sys.excepthook(*sys.exc_info())
        _end(status)


def _build_a_server(address: str) -> None:
    """Build a server on the migrated database at `address` and let go of it, so that what comes with the program is
    read, each route looked at, and each statement of a start compiled (`files_once`, `routes_once`, `statements_once`).
    """
    composition, database = map(import_module, ("agent_desktop.server.composition", "agent_desktop.server.database"))
    floor, support = map(import_module, ("tests.server.floor", "tests.server.support"))
    settings = support.settings_for_tests(records={"bank_systems_url": ""})
    engine = database.create_engine(address)
    app = composition.create_app(settings, engine, floor.SECRETS, passwords=support.quick_passwords())
    asyncio.run(_ask(app))
    engine.dispose()
    _settle()


async def _ask(app: FastAPI) -> None:
    """Ask for what there is not: FastAPI looks at a router's routes again at the first question."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://starter", trust_env=False) as client:
        assert (await client.get("/v1/not-there")).status_code == 404


def _settle() -> None:
    """Take what is there out of the collector's sight, in all that are to be forked."""
    gc.collect()
    gc.freeze()
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would leave threads behind"


def _end(status: int) -> NoReturn:
    """End as Python ends, but for letting go of each of a hundred thousand objects first: half a second."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def main(address: str) -> None:
    """Load everything, then listen at `address`."""
    gc.disable()
    for name in _LOADED:
        import_module(name)
    _settle()
    gc.enable()
    once = [import_module(f"tests.support.{name}") for name in ("files_once", "routes_once", "statements_once")]
    with contextlib.ExitStack() as stack:
        stack.enter_context(once[0].files_read_once())
        stack.enter_context(once[1].routes_read_once())
        stack.enter_context(once[2].statements_compiled_once())
        stack.enter_context(programs_started_warm(lambda: address))
        Starter(address).serve()


if __name__ == "__main__":
    main(sys.argv[1])
