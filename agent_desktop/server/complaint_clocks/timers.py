"""Gives the warnings of complaint clocks when they are due, on every server; each is given once.

What is due stands in the database: a server that stops or dies leaves it there for the next.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

import structlog

from agent_desktop.records.complaint_clocks.repository import DueRepository
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated, due_work

LOOK_SECONDS: Final = 30.0
"""How soon a warning is seen to be due that another server has set."""

_log = structlog.stdlib.get_logger(__name__)


class ClockWarnings:
    """The work of one server, for `Repeated`."""

    def __init__(self, begin: Callable[[], AbstractContextManager[UnitOfWork]], clocks: ComplaintClocks) -> None:
        self._begin = begin
        self._clocks = clocks
        self._is_reckoned = False

    def run_due(self) -> int:
        """Give what is due, and return for how many complaints; in the first round reckon anew what other calendars
        gave the date of: holidays were announced since."""
        if not self._is_reckoned:
            self._reckon_anew()
            self._is_reckoned = True
        given = 0
        while True:
            with self._begin() as work:
                some = self._clocks.give_warnings(work.session, at=work.now(), events=work.records)
            given += some
            if not some:
                break
        if given:
            _log.info("complaint_clocks.warned", count=given)
        return given

    def next_due_at(self) -> datetime | None:
        """Return when the next warning is due."""
        with self._begin() as work:
            return DueRepository(work.session).next_warning_at()

    def _reckon_anew(self) -> None:
        reckoned = 0
        while True:
            with self._begin() as work:
                some = self._clocks.reckon_anew(work.session, at=work.now(), events=work.records)
            reckoned += some
            if not some:
                break
        if reckoned:
            _log.info("complaint_clocks.reckoned_anew", count=reckoned)


def warning_worker(
    begin: Callable[[], AbstractContextManager[UnitOfWork]],
    clocks: ComplaintClocks,
    now: Callable[[], datetime],
    *,
    speed: float = 1.0,
) -> Repeated:
    """Return the worker of one server. `now` is business time, which runs `speed` times as fast as the machine's."""
    warnings = ClockWarnings(begin, clocks)
    work = due_work(warnings.run_due, warnings.next_due_at, now, speed=speed)
    return Repeated("complaint-clocks", work, every_seconds=LOOK_SECONDS / speed)
