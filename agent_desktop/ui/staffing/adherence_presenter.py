"""Who keeps to the plan, and who does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.staffing import AdherenceDay, AgentAdherence
from agent_desktop.ui.staffing.presenter import StaffingKind, StaffingServer

LATE_SECONDS: Final = 300
"""From here on somebody is late, or has gone early."""


@dataclass(frozen=True, slots=True)
class AdherenceState:
    """Everything the page draws: agents who do not what is planned first, then by adherence, the lowest first."""

    kind: StaffingKind = StaffingKind.LOADING
    day: date = date.min
    found: AdherenceDay | None = None
    problem: Problem | None = None

    @property
    def agents(self) -> tuple[AgentAdherence, ...]:
        listed = self.found.agents if self.found is not None else ()
        return tuple(sorted(listed, key=_order))

    @property
    def mean(self) -> float | None:
        """The adherence of all of them together."""
        listed = self.found.agents if self.found is not None else ()
        planned = sum(each.planned_seconds for each in listed)
        return sum(each.adherent_seconds for each in listed) / planned if planned else None

    @property
    def out_of_adherence(self) -> int:
        return sum(each.is_adherent is False for each in self.found.agents) if self.found is not None else 0


class AdherencePresenter(Shows[AdherenceState]):
    """`now` is business time; days are those of `zone`."""

    def __init__(
        self, server: StaffingServer, tasks: Tasks, *, now: Callable[[], datetime], zone: tzinfo | None
    ) -> None:
        super().__init__(AdherenceState())
        self._server, self._tasks, self._now, self._zone = server, tasks, now, zone
        self._asked = 0

    @property
    def today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def open(self) -> None:
        """Read the day; at first today."""
        if self.state.day == date.min:
            self._show(replace(self.state, day=self.today))
        self._read()

    def choose_day(self, day: date) -> None:
        if day != self.state.day:
            self._show(replace(self.state, day=day, found=None, kind=StaffingKind.LOADING))
            self._read()

    def move_day(self, days: int) -> None:
        """Show a day so many later, or sooner."""
        if self.state.day != date.min:
            self.choose_day(self.state.day + timedelta(days=days))

    def _read(self) -> None:
        self._asked += 1
        asked, day = self._asked, self.state.day

        def came(found: AdherenceDay) -> None:
            if asked == self._asked:
                self._show(replace(self.state, kind=StaffingKind.READY, found=found, problem=None))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                kind = StaffingKind.FAILED if self.state.found is None else StaffingKind.READY
                self._show(replace(self.state, kind=kind, problem=error.problem))

        self._tasks.run(lambda: self._server.adherence(day), came, failed)


def _order(each: AgentAdherence) -> tuple[bool, float, str]:
    return each.is_adherent is not False, 2.0 if each.adherence is None else each.adherence, each.agent_name
