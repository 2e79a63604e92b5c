"""Figures of callbacks and referrals, by period and by whose they are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.callback_lists import CallbackFigures
from agent_desktop.contract.follow_ups import ReferralFigures


class Period(StrEnum):
    """Up to now, from the begin of a day."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


class Group(StrEnum):
    """By what the figures are."""

    AGENTS = "agents"
    QUEUES = "queues"
    KINDS = "kinds"
    GIVERS = "givers"
    MANAGERS = "managers"


_DAYS = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}


@dataclass(frozen=True, slots=True)
class FiguresState:
    """Everything the window draws; `problem` says why nothing newer is here."""

    period: Period = Period.WEEK
    group: Group = Group.AGENTS
    loading: bool = False
    callbacks: CallbackFigures | None = None
    referrals: ReferralFigures | None = None
    problem: Problem | None = None


class CallbackFiguresServer(Protocol):
    """What is asked about callbacks."""

    def figures(self, since_at: datetime, until_at: datetime) -> CallbackFigures: ...


class ReferralFiguresServer(Protocol):
    """What is asked about referrals."""

    def figures(self, since: datetime, until: datetime) -> ReferralFigures: ...


class FiguresPresenter(Shows[FiguresState]):
    """`local` turns a time into that of the place whose days count."""

    def __init__(
        self,
        callbacks: CallbackFiguresServer,
        referrals: ReferralFiguresServer,
        tasks: Tasks,
        now: Now,
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__(FiguresState())
        self._callbacks, self._referrals, self._tasks = callbacks, referrals, tasks
        self._now, self._local = now, local
        self._asked = 0

    def read(self) -> None:
        """Ask for the figures of the period; what is known stays meanwhile."""
        self._asked += 1
        asked, until = self._asked, self._now()
        begin = self._local(until).replace(hour=0, minute=0, second=0, microsecond=0)
        since = begin - timedelta(days=_DAYS[self.state.period])
        self._show(replace(self.state, loading=True))

        def both() -> tuple[CallbackFigures, ReferralFigures]:
            return self._callbacks.figures(since, until), self._referrals.figures(since, until)

        def came(read: tuple[CallbackFigures, ReferralFigures]) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, callbacks=read[0], referrals=read[1], problem=None))

        def failed(error: ClientError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.problem))

        self._tasks.run(both, came, failed)

    def show_period(self, period: Period) -> None:
        """Show the figures of this period."""
        if period is not self.state.period:
            self._show(replace(self.state, period=period))
            self.read()

    def show_group(self, group: Group) -> None:
        """Show them by this."""
        self._show(replace(self.state, group=group))
