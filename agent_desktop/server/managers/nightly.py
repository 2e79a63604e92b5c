"""Customers without a relationship manager get one every night, by the rules.

Each server does it once a night, one after the other under the plan's lock: whoever comes second finds only those whom
the rules have nobody for. So nothing has to be kept of a night.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

import structlog

from agent_desktop.records.managers.schema import AssignmentRules
from agent_desktop.records.managers.service import assign_managers
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.managers.rules import list_people
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.workers import Repeated

LOOK_SECONDS: Final = 30.0
"""How often a server looks whether the night is due."""

_log = structlog.stdlib.get_logger(__name__)


class NightlyAssignment:
    """The worker of one server, with a connection of its own. `url` has the database's password."""

    def __init__(self, url: str, rules: AssignmentRules, schedule: Schedule, now: Callable[[], datetime]) -> None:
        self._rules, self._schedule, self._now = rules, schedule, now
        self._engine = create_engine(url, pool_size=1, statement_seconds=0)
        self._sessions = session_factory(self._engine)
        self._done: date | None = None
        self._repeated = Repeated("assignment", self.look, every_seconds=LOOK_SECONDS)

    def start(self) -> None:
        self._repeated.start()

    def stop(self) -> None:
        self._repeated.stop()
        self._engine.dispose()

    @property
    def alive(self) -> bool:
        return self._repeated.alive

    def look(self) -> None:
        """Assign where the night is due and this server has not; what fails is tried again at the next look."""
        night = self._schedule.due(self._now())
        if night is None or night == self._done:
            return
        with self._sessions() as session, session.begin():
            people = list_people(session, self._rules)
            done = assign_managers(session, people, self._rules, at=self._now(), dry_run=False)
        self._done = night
        _log.info("assignment.night_done", count=len(done.plan.assignments))
