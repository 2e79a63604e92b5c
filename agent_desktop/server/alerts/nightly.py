"""The alerts of every night, worked out on one server.

Each server looks; whoever takes the database's lock first does the night, and the others find it done. The work is the
database's: this process waits for it in a thread of its own. A server that stops breaks it off, and nothing is half
done; another one begins it anew.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
import structlog

from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.server.database import create_engine
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 30.0
"""How often a server looks whether the night is due."""

_log = structlog.stdlib.get_logger(__name__)


class NightlyAlerts:
    """The worker of one server. `url` has the database's password."""

    def __init__(self, url: str, options: AlertOptions, schedule: Schedule, now: Callable[[], datetime]) -> None:
        self._options, self._schedule, self._now = options, schedule, now
        self._engine = create_engine(url, pool_size=1, statement_seconds=0)
        self._guard = threading.Lock()
        self._running: Any = None
        self._stopping = False
        self._repeated = Repeated("alerts", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        with self._guard:
            self._stopping = True
            if self._running is not None:
                with suppress(Exception):  # it may just have ended
                    self._running.cancel()
        self._repeated.stop()
        self._engine.dispose()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    def look(self) -> None:
        """Do the night where it is due and nobody has, or does."""
        night = self._schedule.due(self._now())
        if night is None:
            return
        try:
            done = work_out_alerts(self._engine, self._options, now=self._now, night=night, opened=self._opened)
        except Exception:
            if self._stopping:
                return
            raise
        finally:
            with self._guard:
                self._running = None
        if done is not None:
            _log.info("alerts.night_done", count=sum(done.raised.values()))

    def _opened(self, connection: sa.Connection) -> None:
        with self._guard:
            if self._stopping:
                raise RuntimeError("the server stops")
            self._running = connection.connection.driver_connection
