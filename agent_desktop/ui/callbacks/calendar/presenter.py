"""The callbacks of a day or a week: what was kept and what is to come."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import Callbacks, CallbackScope
from agent_desktop.contract.callbacks import Callback
from agent_desktop.ui.callbacks.presenter import CallbackServer

DAYS_A_WEEK = 7


class Span(StrEnum):
    """How much is shown at once."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class CalendarState:
    """Everything the calendar draws. `first` is its first day, a Monday for a week; `today` is marked."""

    open: bool = False
    span: Span = Span.WEEK
    first: date = date.min
    today: date = date.min
    callbacks: tuple[Callback, ...] = ()
    selected: UUID | None = None
    loading: bool = False
    problem: Problem | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are shown."""
        count = 1 if self.span is Span.DAY else DAYS_A_WEEK
        return tuple(self.first + timedelta(days=number) for number in range(count))


class CalendarPresenter(Shows[CalendarState]):
    """Reads the days that are shown, also those that are over."""

    def __init__(self, server: CallbackServer, tasks: Tasks, local_now: Callable[[], datetime]) -> None:
        """`local_now` is now, in the zone in which days are meant."""
        super().__init__(CalendarState())
        self._server, self._tasks, self._local_now = server, tasks, local_now
        self._asked = 0

    def open(self) -> None:
        """Show the span that was shown last, with today in it."""
        today = self._local_now().date()
        self._go(replace(self.state, open=True, today=today, first=_first(today, self.state.span)))

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def show_span(self, span: Span) -> None:
        """Show a day or a week: the one with the selected callback, else with today."""
        state = self.state
        chosen = next((each for each in state.callbacks if each.callback_id == state.selected), None)
        day = state.today if state.today in state.days else state.first
        if chosen is not None:
            day = chosen.due_at.astimezone(self._local_now().tzinfo).date()
        self._go(replace(state, span=span, first=_first(day, span)))

    def show_day(self, day: date) -> None:
        """Show this day alone."""
        self._go(replace(self.state, span=Span.DAY, first=day))

    def turn(self, pages: int) -> None:
        """Go on by so many days or weeks, or back."""
        step = 1 if self.state.span is Span.DAY else DAYS_A_WEEK
        self._go(replace(self.state, first=self.state.first + timedelta(days=step * pages)))

    def go_today(self) -> None:
        """Show today."""
        self._go(replace(self.state, first=_first(self._local_now().date(), self.state.span)))

    def select(self, callback_id: UUID) -> None:
        """Look at this one."""
        self._show(replace(self.state, selected=callback_id))

    def read(self) -> None:
        """Read the days that are shown again, where they are shown."""
        if self.state.open:
            self._go(self.state)

    def _go(self, state: CalendarState) -> None:
        self._asked += 1
        asked = self._asked
        same = state.open and (state.first, state.span) == (self.state.first, self.state.span)
        self._show(replace(state, loading=True, problem=None, callbacks=state.callbacks if same else ()))
        zone = self._local_now().tzinfo
        first, last = state.days[0], state.days[-1] + timedelta(days=1)
        from_at = datetime(first.year, first.month, first.day, tzinfo=zone)
        until_at = datetime(last.year, last.month, last.day, tzinfo=zone)

        def came(read: Callbacks) -> None:
            if asked == self._asked:
                self._show(replace(self.state, callbacks=read.callbacks, loading=False))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(
            lambda: self._server.list(CallbackScope.MINE, from_at=from_at, until_at=until_at, also_ended=True),
            came,
            failed,
        )


def _first(day: date, span: Span) -> date:
    return day if span is Span.DAY else day - timedelta(days=day.weekday())
