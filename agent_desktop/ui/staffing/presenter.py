"""One day of some queues: what is forecast, what came, what it needs, and what it would need."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.staffing import (
    AdherenceDay,
    ForecastState,
    ImportShiftPlan,
    MakeForecast,
    NextHalfHour,
    ShiftImport,
    ShiftImportDetail,
    ShiftImports,
    ShiftPlanFile,
    ShiftPlanPreview,
    StaffingDay,
)
from agent_desktop.staffing.what_if import DayNeed, WhatIf, as_assumed, day_need


class StaffingKind(StrEnum):
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"  # nothing to show; `problem` says why


@dataclass(frozen=True, slots=True)
class StaffingState:
    """Everything the first page draws. `queue` is the chosen one's code, empty for all of them together.

    `need` is reckoned with `what_if`; `usual` is what the server assumes. `next` is None of another day than today.
    `making` is while a forecast is being made.
    """

    kind: StaffingKind = StaffingKind.LOADING
    day: date = date.min
    queue: str = ""
    found: StaffingDay | None = None
    next: NextHalfHour | None = None
    what_if: WhatIf = field(default_factory=WhatIf)
    usual: WhatIf = field(default_factory=WhatIf)
    need: DayNeed | None = None
    making: bool = False
    forecast_problem: str = ""
    problem: Problem | None = None

    @property
    def is_changed(self) -> bool:
        """Whether something other than usual is asked what of."""
        return self.what_if != self.usual


class StaffingServer(Protocol):
    """What the window asks the server."""

    def forecast(self) -> ForecastState: ...

    def make_forecast(self, command: MakeForecast) -> ForecastState: ...

    def day(self, day: date, queues: tuple[str, ...] = ()) -> StaffingDay: ...

    def next_half_hour(self, queues: tuple[str, ...] = ()) -> NextHalfHour: ...

    def adherence(self, day: date) -> AdherenceDay: ...

    def preview(self, file: ShiftPlanFile) -> ShiftPlanPreview: ...

    def import_plan(self, command: ImportShiftPlan) -> ShiftImport: ...

    def imports(self) -> ShiftImports: ...

    def one_import(self, shift_import_id: UUID) -> ShiftImportDetail: ...


class StaffingPresenter(Shows[StaffingState]):
    """`now` is business time; days are those of `zone`."""

    def __init__(
        self, server: StaffingServer, tasks: Tasks, *, now: Callable[[], datetime], zone: tzinfo | None
    ) -> None:
        super().__init__(StaffingState())
        self._server, self._tasks, self._now, self._zone = server, tasks, now, zone
        self._asked = 0

    @property
    def today(self) -> date:
        return self._now().astimezone(self._zone).date()

    def open(self) -> None:
        """Read the day, at first today; what is shown stays while it is read again."""
        if self.state.day == date.min:
            self._show(replace(self.state, day=self.today))
        self._read()

    def choose_day(self, day: date) -> None:
        if day != self.state.day:
            self._show(replace(self.state, day=day, next=None))
            self._read()

    def move_day(self, days: int) -> None:
        """Show a day so many later, or sooner."""
        if self.state.day != date.min:
            self.choose_day(self.state.day + timedelta(days=days))

    def choose_queue(self, code: str) -> None:
        """Show one queue, or all of them with an empty code."""
        if code != self.state.queue:
            self._show(replace(self.state, queue=code))
            self._read()

    def suppose(self, what_if: WhatIf) -> None:
        """Reckon the day with these; nothing is asked of the server."""
        self._show(self._reckoned(replace(self.state, what_if=what_if)))

    def as_usual(self) -> None:
        """Reckon with what the server assumes again."""
        self.suppose(self.state.usual)

    def make_forecast(self) -> None:
        """Have the server make a forecast from the calls so far."""
        if self.state.making:
            return
        self._show(replace(self.state, making=True, forecast_problem="", problem=None))
        command = MakeForecast(command_id=uuid4())
        self._tasks.run(lambda: self._server.make_forecast(command), self._forecast_came, self._forecast_failed)

    def look_whether_made(self) -> None:
        """Ask whether the forecast is made by now; the window does while `making`."""
        if self.state.making:
            self._tasks.run(self._server.forecast, self._forecast_came, self._forecast_failed)

    def _forecast_came(self, told: ForecastState) -> None:
        was = self.state.making
        self._show(replace(self.state, making=told.under_way, forecast_problem=told.problem))
        if was and not told.under_way and not told.problem:
            self._read()

    def _forecast_failed(self, error: ClientError) -> None:
        self._show(replace(self.state, making=False, problem=error.problem))

    def _read(self) -> None:
        self._asked += 1
        asked, day, is_today = self._asked, self.state.day, self.state.day == self.today
        queues = (self.state.queue,) if self.state.queue else ()

        def read() -> tuple[StaffingDay, NextHalfHour | None]:
            return self._server.day(day, queues), self._server.next_half_hour(queues) if is_today else None

        def came(found: tuple[StaffingDay, NextHalfHour | None]) -> None:
            if asked != self._asked:
                return
            usual = as_assumed(found[0].assumptions)
            what_if = self.state.what_if if self.state.found is not None and self.state.is_changed else usual
            state = replace(
                self.state, kind=StaffingKind.READY, found=found[0], next=found[1], usual=usual, what_if=what_if,
                problem=None,
            )  # fmt: skip
            self._show(self._reckoned(state))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                kind = StaffingKind.FAILED if self.state.found is None else StaffingKind.READY
                self._show(replace(self.state, kind=kind, problem=error.problem))

        self._tasks.run(read, came, failed)

    @staticmethod
    def _reckoned(state: StaffingState) -> StaffingState:
        if state.found is None:
            return state
        return replace(state, need=day_need(state.found.half_hours, state.found.assumptions, state.what_if))
