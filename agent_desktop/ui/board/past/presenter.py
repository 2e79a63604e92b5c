"""Decides what is shown of alerts beside those on the board: all that are on, those that are over, and what happened to
each. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from pydantic import AwareDatetime

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Shows
from agent_desktop.contract.floor_alerts import (
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorRule,
    FloorRules,
    FloorStep,
    SnoozeAlert,
)

T = TypeVar("T")


class Which(StrEnum):
    """What is listed."""

    NOW = "now"  # what is on, also what is left alone for a while
    OVER = "over"


class PastServer(Protocol):
    """`client.floor_alerts_api.FloorAlertsApi`."""

    def alerts(self) -> FloorAlerts: ...

    def history(self, *, rule: str = "", before: AwareDatetime | None = None) -> FloorAlertHistory: ...

    def alert(self, alert_id: UUID) -> FloorAlertSteps: ...

    def rules(self) -> FloorRules: ...

    def snooze(self, alert_id: UUID, command: SnoozeAlert) -> FloorAlert: ...


@dataclass(frozen=True, slots=True)
class PastState:
    """What the sheet draws. `alerts` is None while they are read; `steps` are those of `chosen`, None while they are.

    `rule` narrows to one rule, empty for all of `rules`. `more`: there are older ones.
    """

    is_open: bool = False
    which: Which = Which.NOW
    rule: str = ""
    rules: tuple[FloorRule, ...] = ()
    alerts: tuple[FloorAlert, ...] | None = None
    more: bool = False
    chosen: FloorAlert | None = None
    steps: tuple[FloorStep, ...] | None = None
    busy: bool = False
    problem: Problem | None = None


class PastPresenter(Shows[PastState]):
    """One list at a time, and the steps of one alert of it."""

    def __init__(self, server: PastServer, tasks: Tasks) -> None:
        super().__init__(PastState())
        self._server, self._tasks = server, tasks
        self._turn = 0

    def open(self, which: Which = Which.OVER, alert: FloorAlert | None = None) -> None:
        """Show a list, and what happened to one alert of it."""
        self._show(PastState(is_open=True, which=which, rules=self.state.rules, chosen=alert))
        self._tasks.run(self._server.rules, self._rules_came, ignore)  # whatever is listed by then
        self._begin()

    def close(self) -> None:
        """Put it away."""
        self._turn += 1
        self._show(PastState(rules=self.state.rules))

    def list_what(self, which: Which) -> None:
        """Show the other list."""
        if which is not self.state.which:
            self._show(replace(self.state, which=which, chosen=None, steps=None))
            self._begin()

    def narrow(self, rule: str) -> None:
        """Show those of one rule alone; empty: of all."""
        if rule != self.state.rule:
            self._show(replace(self.state, rule=rule, chosen=None, steps=None))
            self._begin()

    def read_more(self) -> None:
        """Show older ones as well."""
        state = self.state
        if state.busy or not state.more or not state.alerts:
            return
        before, rule = state.alerts[-1].ended_at, state.rule
        self._show(replace(state, busy=True, problem=None))
        self._read(lambda: self._server.history(rule=rule, before=before), self._older_came)

    def choose(self, alert_id: UUID) -> None:
        """Show what happened to one."""
        chosen = next((each for each in self.state.alerts or () if each.alert_id == alert_id), None)
        if chosen is not None and (self.state.chosen is None or self.state.chosen.alert_id != alert_id):
            self._show(replace(self.state, chosen=chosen, steps=None))
            self._read_steps(alert_id)

    def wake(self) -> None:
        """Show the chosen one on the board again, which is left alone for a while."""
        state = self.state
        alert = state.chosen
        if alert is None or state.busy or alert.on or alert.ended_at is not None:
            return
        command = SnoozeAlert(command_id=uuid4(), seen_version=alert.version, minutes=0)
        self._show(replace(state, busy=True, problem=None))
        self._read(lambda: self._server.snooze(alert.alert_id, command), lambda _: self._begin())

    def _begin(self) -> None:
        """Read the list that is wanted now, and the steps of what is chosen in it."""
        self._turn += 1
        state = self.state
        self._show(replace(state, alerts=None, more=False, busy=False, problem=None))
        if state.which is Which.NOW:
            self._read(self._server.alerts, self._now_came)
        else:
            self._read(lambda: self._server.history(rule=state.rule), self._past_came)
        if state.chosen is not None:
            self._read_steps(state.chosen.alert_id)

    def _read_steps(self, alert_id: UUID) -> None:
        self._read(lambda: self._server.alert(alert_id), self._steps_came)

    def _read(self, ask: Callable[[], T], take: Callable[[T], None]) -> None:
        turn = self._turn

        def came(answer: T) -> None:
            if turn == self._turn:
                take(answer)

        def failed(error: ClientError) -> None:
            if turn == self._turn:
                self._show(replace(self.state, busy=False, problem=error.problem))

        self._tasks.run(ask, came, failed)

    def _rules_came(self, told: FloorRules) -> None:
        self._show(replace(self.state, rules=told.rules))

    def _now_came(self, told: FloorAlerts) -> None:
        rule = self.state.rule
        alerts = tuple(each for each in (*told.alerts, *told.snoozed) if rule in ("", each.rule))
        self._show(replace(self.state, alerts=alerts))

    def _past_came(self, told: FloorAlertHistory) -> None:
        self._show(replace(self.state, alerts=told.alerts, more=told.more))

    def _older_came(self, told: FloorAlertHistory) -> None:
        alerts = (*(self.state.alerts or ()), *told.alerts)
        self._show(replace(self.state, alerts=alerts, more=told.more, busy=False))

    def _steps_came(self, told: FloorAlertSteps) -> None:
        chosen = self.state.chosen
        if chosen is not None and chosen.alert_id == told.alert.alert_id:
            self._show(replace(self.state, chosen=told.alert, steps=told.steps))
