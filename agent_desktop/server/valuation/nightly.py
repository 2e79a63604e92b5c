"""The valuation of every night, on one server. The database does the work: a thread of the server waits for it.

Each server looks; the one that gets the valuation's lock does the night, and a night that is done is a row. One that
is stopped or killed has its transaction taken back, and the lock is free for the next that looks.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
import structlog

from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import ValuationUnderWayError
from agent_desktop.records.valuation.run import value_customers
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.valuation.formula import moment_of
from agent_desktop.server.valuation.handling import gather_handling
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 30.0
LOCK_SECONDS: Final = 60
AGAIN_AFTER: Final = timedelta(minutes=10)
"""When a night that failed is tried again."""

_log = structlog.stdlib.get_logger(__name__)


class _StoppedError(Exception):
    """The server stops."""


class NightlyValuation:
    """The worker of one server. It has a connection of its own, which no caller's request waits for."""

    def __init__(
        self,
        url: sa.URL,
        formula: ValueFormula,
        options: ProfileOptions,
        schedule: Schedule,
        now: Callable[[], datetime],
    ) -> None:
        self._url, self._formula, self._options, self._schedule, self._now = url, formula, options, schedule, now
        self._stopping = threading.Event()
        self._cancel: Callable[[], None] = lambda: None
        self._not_before: datetime | None = None
        self._repeated = Repeated("valuation", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        self._stopping.set()
        self._cancel()
        self._repeated.stop()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    def look(self) -> None:
        """Reckon where the night is due and nobody has, or does. What fails is tried again while the night lasts."""
        now = self._now()
        night = self._schedule.due(now)
        if night is None or self._stopping.is_set() or (self._not_before is not None and now < self._not_before):
            return
        self._not_before = now + AGAIN_AFTER
        address = self._url.render_as_string(hide_password=False)
        engine = create_engine(address, pool_size=1, lock_seconds=LOCK_SECONDS)
        try:
            with engine.connect() as connection:
                self._cancel = _canceller(connection)
                done = value_customers(
                    session_factory(connection),
                    self._formula,
                    moment_of(self._options, self._now()),
                    gather_handling,
                    now=self._now,
                    progress=lambda *_: self._go_on(),
                    night=night,
                )
            self._not_before = None
            if done is not None:
                _log.info("valuation.night_done", count=done.people)
        except ValuationUnderWayError:
            self._not_before = None
        except (_StoppedError, sa.exc.OperationalError):
            if not self._stopping.is_set():
                raise
        finally:
            self._cancel = lambda: None
            engine.dispose()

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise _StoppedError


def _canceller(connection: sa.Connection) -> Callable[[], None]:
    driver = connection.connection.driver_connection
    assert driver is not None

    def cancel() -> None:
        driver.cancel()

    return cancel
