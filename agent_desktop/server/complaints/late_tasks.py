"""Tells of late tasks of departments when they are late, on every server; of each once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Final

from agent_desktop.records.complaints.late_tasks import next_late_at, tell_late
from agent_desktop.server.complaints.people import PeopleOfCentre
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated, due_work

LOOK_SECONDS: Final = 60.0
"""How soon a task is seen to be late that another server was asked for."""


class LateTasks:
    """The work of one server, for `Repeated`."""

    def __init__(self, begin: Callable[[], AbstractContextManager[UnitOfWork]]) -> None:
        self._begin = begin

    def run_due(self) -> int:
        """Tell of what is late and was not told of; return how many."""
        told = 0
        while True:
            with self._begin() as work:
                supervisors = PeopleOfCentre(work.session).supervisors
                some = tell_late(work.session, supervisors, at=work.now(), events=work.records)
            told += some
            if not some:
                return told

    def next_due_at(self) -> datetime | None:
        """Return when the next task is late."""
        with self._begin() as work:
            return next_late_at(work.session)


def late_task_worker(
    begin: Callable[[], AbstractContextManager[UnitOfWork]], now: Callable[[], datetime], *, speed: float = 1.0
) -> Repeated:
    """Return the worker of one server. `now` is business time, which runs `speed` times as fast as the machine's."""
    late = LateTasks(begin)
    work = due_work(late.run_due, late.next_due_at, now, speed=speed)
    return Repeated("complaint-tasks", work, every_seconds=LOOK_SECONDS / speed)
