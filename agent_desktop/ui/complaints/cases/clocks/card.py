"""The clocks of a complaint: what is owed until when, by which rule and why, and what may be done about it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_clocks import Clock, ClockStage, ClockState, ClockUnit, StageState
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry, soft_note
from agent_desktop.ui.complaints.cases.clocks.presenter import ClocksState
from agent_desktop.ui.complaints.cases.time_left import time_left
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.formats import weekday_text, words

_LOOKS: Final = {
    ClockState.WAITING: ("ph.circle-dashed", Token.TEXT_3),
    ClockState.RUNNING: ("ph.timer", Token.INFO),
    ClockState.PAUSED: ("ph.pause-circle-fill", Token.AWAY),
    ClockState.LATE: ("ph.warning-circle-fill", Token.PROBLEM),
    ClockState.MET: ("ph.check-circle-fill", Token.GOOD),
    ClockState.MET_LATE: ("ph.check-circle", Token.CAUTION),
    ClockState.OVER: ("ph.minus-circle", Token.TEXT_3),
    ClockState.DROPPED: ("ph.minus-circle", Token.TEXT_3),
}


class ClocksCard(Card):
    """Draws a `ClocksState`.

    Signals:
        work_chosen: A `Clock`, what is wanted (``pause``, ``resume``, ``extend``, ``approve``, ``refuse``), and the
            `ClockStage` it is about or None.
    """

    work_chosen = Signal(object, str, object)

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__(theme, "ph.timer")
        self._now = now
        self._state = ClocksState()
        self._why: set[UUID | str] = set()

    def display(self, state: ClocksState) -> None:
        """Draw `state`."""
        if state.complaint_id != self._state.complaint_id:
            self._why = set()
        self._state = state
        told = state.told
        rows: list[QWidget] = []
        if state.problem is not None:
            text = deed_text(state.problem)
            rows.append(soft_note(self._theme, "problem", "ph.warning-circle-fill", Token.PROBLEM, text))
        rows += [self._row(each) for each in told.clocks] if told is not None else []
        title = self.tr("Deadlines")
        if told is not None and told.clocks:
            title = self.tr("Deadlines: {rules}").format(rules=words(told.set_name))
        nothing = self.tr("Getting the deadlines") if told is None else self.tr("No rule sets a deadline for this.")
        self.show_rows(title, rows, nothing, 0)

    def _row(self, clock: Clock) -> QWidget:
        icon, token = _LOOKS[clock.state]
        over = clock.state in (ClockState.MET, ClockState.MET_LATE, ClockState.OVER, ClockState.DROPPED)
        left = time_left(
            clock.started_at, clock.due_at, self._now(), paused=clock.state is ClockState.PAUSED, over=over
        )
        due = weekday_text(clock.due_on) if clock.due_on is not None else words(clock.expected)
        lines = [
            " · ".join(filter(None, (self._length(clock), self._state_word(clock)))),
            self.tr("Stopped: {reason}").format(reason=clock.pause_reason) if clock.pause_reason else "",
            self.tr("Provisional: the holidays of that year are not announced yet") if clock.is_provisional else "",
            "" if clock.rule.is_verified else self.tr("Nobody has checked this rule against its text"),
        ]
        key: UUID | str = clock.clock_id or clock.rule.rule_id
        if key in self._why:
            lines += [words(each) for each in clock.because]
            lines.append(self.tr("Source: {source}").format(source=words(clock.rule.source)))
        aside_token = left.token if not over and clock.due_at is not None else Token.TEXT_2
        aside = left.text if not over and clock.due_at is not None else ""
        row = Entry(
            self._theme,
            icon,
            token,
            f"{words(clock.rule.name)}: {due}",
            tuple(lines),
            aside=aside,
            aside_token=aside_token,
        )
        for stage in clock.stages:
            self._stage(row, clock, stage)
        if clock.clock_id is not None:
            if clock.state is ClockState.PAUSED:
                row.add(self._button(self.tr("Let it go on"), clock, "resume"))
            elif clock.rule.may_pause and clock.state in (ClockState.RUNNING, ClockState.LATE):
                row.add(self._button(self.tr("Stop the clock"), clock, "pause"))
        why = LinkButton(self._theme, self.tr("Hide why") if key in self._why else self.tr("Why this date"))
        why.clicked.connect(_Toggle(self, key))
        row.add(why)
        return row

    def _stage(self, row: Entry, clock: Clock, stage: ClockStage) -> None:
        name = words(stage.name)
        if stage.state is StageState.OPEN:
            row.add(self._button(self.tr("More time: {name}").format(name=name), clock, "extend", stage))
        elif stage.state is StageState.ASKED:
            asked = self.tr("{name} asked for more time: {reason}")
            note = asked.format(name=stage.asked_by_name, reason=stage.reason)
            row.add(
                soft_note(self._theme, "caution", "ph.hourglass-medium", Token.CAUTION, note),
                self._button(self.tr("Approve"), clock, "approve", stage),
                self._button(self.tr("Refuse"), clock, "refuse", stage),
            )

    def _button(self, text: str, clock: Clock, what: str, stage: ClockStage | None = None) -> CommandButton:
        button = CommandButton(self._theme, text, small=True)
        button.clicked.connect(_Work(self, clock, what, stage))
        button.setEnabled(not self._state.busy)
        return button

    def toggle_why(self, key: UUID | str) -> None:
        """Show how a date came about, or hide it."""
        self._why ^= {key}
        self.display(self._state)

    def _length(self, clock: Clock) -> str:
        rule = clock.rule
        text = {
            ClockUnit.HOURS: self.tr("{count} hours"),
            ClockUnit.CALENDAR_DAYS: self.tr("{count} calendar days"),
            ClockUnit.WORKING_DAYS: self.tr("{count} working days"),
            ClockUnit.WEEKS: self.tr("{count} weeks"),
            ClockUnit.MONTHS: self.tr("{count} months"),
        }[rule.unit]
        return text.format(count=rule.amount)

    def _state_word(self, clock: Clock) -> str:
        return {
            ClockState.MET: self.tr("kept"),
            ClockState.MET_LATE: self.tr("kept, late"),
            ClockState.OVER: self.tr("over"),
            ClockState.DROPPED: self.tr("counts no more"),
            ClockState.WAITING: self.tr("not started"),
        }.get(clock.state, "")


class _Work:
    """What a button does to which clock."""

    def __init__(self, card: ClocksCard, clock: Clock, what: str, stage: ClockStage | None) -> None:
        self._emit, self._values = card.work_chosen.emit, (clock, what, stage)

    def __call__(self) -> None:
        self._emit(*self._values)


class _Toggle:
    def __init__(self, card: ClocksCard, key: UUID | str) -> None:
        self._card, self._key = card, key

    def __call__(self) -> None:
        self._card.toggle_why(self._key)
