"""Runs the server as a process: settings in, listening, until it is told to stop."""

import gc
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import structlog
import uvicorn
from sqlalchemy import Engine

from agent_desktop.server.composition import Clocks, create_app, keys_of
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.listening import bind, http_server, origin_of
from agent_desktop.server.logging import set_up_logging
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets, all_needed
from agent_desktop.server.stages import StageObserver
from agent_desktop.server.workers import Repeated, keep_embedded_running
from agent_desktop.settings import Settings, database_folder

_log = structlog.stdlib.get_logger(__name__)

COLLECT_AFTER: Final = (20_000, 20, 20)
"""Objects, and younger collections, before Python looks for garbage in cycles. Its own 700 are one offer's, and the
caller would wait for each look; what is in cycles here is little."""

SWITCH_SECONDS: Final = 0.0005
"""How long a thread that has work goes on while another waits for its turn. Python's own 5 ms are half a screen pop:
what was committed waits for the event loop to send it."""


def run_server(
    settings: Settings, secrets: Secrets, *, observe: StageObserver | None = None, clocks: Clocks | None = None
) -> int:
    """Serve until SIGINT or SIGTERM; return the exit status.

    The address is taken and the keys are read before the database is touched: where another copy of the server
    listens already, or a key is missing, nothing is started and nothing is migrated. The embedded PostgreSQL stays up
    when we go. `observe` is for whoever measures screen pops, `clocks` for a replay; by default both times are this
    machine's.

    Raises:
        StartError: The address, the database or a secret; with the code and details of what to put right.
        ScriptFileError: A service script is wrong.
        MenuFileError: The entry menu is wrong.
    """
    set_up_logging(settings.server.log_level, settings.server.log_format)
    with bind(settings.server) as listening:
        all_needed(secrets, keys_of(settings))
        engine = open_database(settings, secrets)
        keeper = None if settings.database.url else _keeper(settings, engine)
        try:
            app = create_app(settings, engine, secrets, observe=observe, clocks=clocks)
            server = http_server(app, settings.server)
            if keeper is not None:
                keeper.start()
            _log.info("server.started", address=origin_of(listening, settings.server))
            _be_quick()
            with _signals_end_well(server):
                server.run(sockets=[listening])
        finally:
            if keeper is not None:
                keeper.stop()
            engine.dispose()
    _log.info("server.stopped")
    return 0 if server.started else 1


def _be_quick() -> None:
    """Take what the start has made out of the collector's sight, since to walk through it stops every call for a while;
    and let threads change quickly."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sys.setswitchinterval(SWITCH_SECONDS)


def _keeper(settings: Settings, engine: Engine) -> Repeated:
    return keep_embedded_running(engine, EmbeddedPostgres(database_folder(settings)).start)


@contextmanager
def _signals_end_well(server: uvicorn.Server) -> Iterator[None]:
    """Let a signal that uvicorn has obeyed count as obeyed: it raises it anew when it is done, to die of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def obeyed(number: int, _: FrameType | None) -> None:
        if not server.should_exit:  # before uvicorn listens to signals, or after a failed start
            raise KeyboardInterrupt(number)

    before = {number: signal.signal(number, obeyed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
