"""Alerts over the board: all that are on with those left alone, those that are over, and what happened to one."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.floor_alerts import FloorAlert, FloorDeed, FloorLevel, FloorStep
from agent_desktop.ui.board.alerts import alert_name, value_text
from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.past.presenter import PastState, Which
from agent_desktop.ui.board.room import fit_rows
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.formats import DASH, clock_text, time_or_day_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_ROOT: Final = UUID("a5a5b3b6-95d1-4a27-8d44-5a1f3c1c9f02")
_COLUMNS: Final = (Column(104), Column(190, 6), Column(76), Column(84), Column(120, 4))
_STEPS: Final = (Column(104), Column(200, 6), Column(120, 4), Column(76))
_ROWS, _STEP_ROWS = 8, 5
_REST: Final = 320
"""Pixels at 100 % of everything but rows."""


class PastSheet(Overlay):
    """Draws a `PastState`.

    Signals:
        list_wanted: List this (`Which`).
        rule_wanted: Those of this rule alone; empty: of all.
        alert_chosen: Show what happened to this one (`UUID`).
        more_wanted: Show older ones as well.
        wake_wanted: Show the chosen one on the board again.
    """

    list_wanted = Signal(object)
    rule_wanted = Signal(str)
    alert_chosen = Signal(object)
    more_wanted = Signal()
    wake_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=780, top=48)
        self._ticker = ticker
        self._state = PastState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self.lists = SegmentedChoice(theme, compact=True)
        self.rule = ChoiceField(theme)
        self._problem = Notice(theme)
        self._skeleton = SkeletonRows(theme, 3)
        self._none = TextLabel(tone=Token.TEXT_2, wrap=True)
        self.table = LiveTable(theme, ticker, _key, self._cells, _COLUMNS, at_right=frozenset({2, 3}))
        self._of = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2, elided=True)
        self.steps = LiveTable(theme, ticker, _step_key, self._step_cells, _STEPS, at_right=frozenset({3}))
        self.more = CommandButton(theme, icon="ph.clock-counter-clockwise")
        self.wake = CommandButton(theme, icon="ph.bell-ringing")
        self.shut = CommandButton(theme, keys="Esc")
        self._build(theme)
        self.lists.chosen.connect(lambda which: self.list_wanted.emit(Which(which)))
        self.rule.activated.connect(lambda _: self.rule_wanted.emit(self.rule.currentData() or ""))
        self.table.picked.connect(self._picked)
        self.more.clicked.connect(self.more_wanted)
        self.wake.clicked.connect(self.wake_wanted)
        self.shut.clicked.connect(self.close_over)

    def display(self, state: PastState) -> None:
        """Draw `state`."""
        self._state = state
        self._title.set_text(translate("Board", "Alerts, now and before"))
        self.setAccessibleName(self._title.full_text())
        self.shut.set_words(translate("Board", "Close"))
        lists = (
            (Which.NOW.value, translate("Board", "On now")),
            (Which.OVER.value, translate("Board", "Over, of the last 90 days")),
        )
        self.lists.show_options(lists, state.which.value)
        self._fill_rules(state)
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        self._draw_alerts(state)
        self._draw_steps(state)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_rows(self, _REST, (self.table, _ROWS), (self.steps, _STEP_ROWS))

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.focus_shown(self.table, self.shut)

    def _build(self, theme: Theme) -> None:
        head = sheet_head(theme, self._title, icon="ph.clock-counter-clockwise")
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.lists)
        asked.addStretch(1)
        self.rule.setMinimumWidth(theme.px(220))
        asked.addWidget(self.rule)
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        column.addLayout(asked)
        for each in (self._problem, self._skeleton, self._none, self.table, self._of, self.steps):
            column.addWidget(each)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.wake)
        column.addLayout(foot)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 14)
        whole.setSpacing(12)
        whole.addWidget(head)
        whole.addLayout(column)

    def _fill_rules(self, state: PastState) -> None:
        self.rule.setAccessibleName(translate("Board", "By which rule"))
        wanted = [("", translate("Board", "By every rule")), *((each.code, words(each.name)) for each in state.rules)]
        there = [(self.rule.itemData(row), self.rule.itemText(row)) for row in range(self.rule.count())]
        if wanted != there:
            self.rule.clear()
            for code, name in wanted:
                self.rule.addItem(name, code)
        self.rule.setCurrentIndex(max(0, self.rule.findData(state.rule)))

    def _draw_alerts(self, state: PastState) -> None:
        alerts = state.alerts
        self._skeleton.setVisible(alerts is None and state.problem is None)
        self._skeleton.set_words(translate("Board", "Getting the alerts"))
        over = state.which is Which.OVER
        nothing = translate("Board", "Nothing is over yet.") if over else translate("Board", "Nothing needs you now")
        self._none.set_text(nothing if alerts == () else "")
        self._none.setVisible(alerts == ())
        self.table.setVisible(bool(alerts))
        self.table.setAccessibleName(translate("Board", "Alerts"))
        self.table.set_heads(
            (
                translate("Board", "Since"),
                translate("Board", "Alert"),
                translate("Board", "At worst"),
                translate("Board", "Lasted"),
                translate("Board", "Who"),
            )
        )
        self.table.show_rows(alerts or ())
        if state.chosen is not None and self.table.picked_key != state.chosen.alert_id:
            self.table.pick(state.chosen.alert_id)
        self.more.set_words(translate("Board", "Earlier ones"))
        self.more.setVisible(state.more)
        self.more.setEnabled(not state.busy)

    def _draw_steps(self, state: PastState) -> None:
        chosen, steps = state.chosen, state.steps
        text = ""
        if chosen is not None:
            text = translate("Board", "What happened: {alert}").format(alert=alert_name(chosen))
        self._of.set_text(text)
        self._of.setVisible(chosen is not None)
        self.steps.setVisible(chosen is not None)
        self.steps.setAccessibleName(text)
        self.steps.set_heads(
            (
                translate("Board", "When"),
                translate("Board", "What"),
                translate("Board", "By"),
                translate("Board", "Value"),
            )
        )
        self.steps.show_rows(tuple(enumerate(steps or ())))
        asleep = chosen is not None and not chosen.on and chosen.ended_at is None
        self.wake.set_words(translate("Board", "Show it on the board again"))
        self.wake.setVisible(asleep)
        self.wake.setEnabled(not state.busy)

    def _picked(self, alert_id: UUID | None) -> None:
        if alert_id is not None:
            self.alert_chosen.emit(alert_id)

    def _cells(self, alert: FloorAlert) -> Cells:
        icon, tone = ("ph.warning-fill", Token.CAUTION)
        level = translate("Board", "to be looked at")
        if alert.level is FloorLevel.ACT:
            icon, tone, level = "ph.warning-circle-fill", Token.PROBLEM, translate("Board", "to be acted on")
        if alert.ended_at is not None:
            icon, tone = "ph.check-circle", Token.TEXT_3
        name, since = alert_name(alert), self._when(alert.raised_at)
        lasted = DASH
        if alert.ended_at is not None:
            lasted = clock_text(int((alert.ended_at - alert.raised_at).total_seconds()))
        return (
            Cell(since),
            Cell(name, role=Role.BODY_STRONG, icon=icon, icon_tone=tone, said=f"{name}, {level}"),
            Cell(value_text(alert.peak, alert.unit), at_right=True),
            Cell(lasted, at_right=True),
            Cell(self._who(alert), Token.TEXT_2),
        )

    def _who(self, alert: FloorAlert) -> str:
        if alert.snoozed_until_at is not None and not alert.on and alert.ended_at is None:
            return translate("Board", "left alone until {time}").format(time=self._when(alert.snoozed_until_at))
        if alert.owner_name:
            return translate("Board", "{name} looks after it").format(name=alert.owner_name)
        if alert.acknowledged_by_name:
            return translate("Board", "seen by {name}").format(name=alert.acknowledged_by_name)
        return translate("Board", "seen by nobody")

    def _step_cells(self, numbered: tuple[int, FloorStep]) -> Cells:
        _, step = numbered
        chosen = self._state.chosen
        value = ""
        if step.value is not None and chosen is not None:
            value = value_text(step.value, chosen.unit)
        return (
            Cell(self._when(step.at)),
            Cell(self._deed(step)),
            Cell(step.by_name or DASH, Token.TEXT_2),
            Cell(value or DASH, at_right=True),
        )

    def _deed(self, step: FloorStep) -> str:
        acts = step.level is FloorLevel.ACT
        worse = translate("Board", "It is to be acted on") if acts else translate("Board", "It is to be looked at")
        return {
            FloorDeed.RAISED: worse,
            FloorDeed.LEVEL_CHANGED: worse,
            FloorDeed.ACKNOWLEDGED: translate("Board", "Seen"),
            FloorDeed.OWNED: translate("Board", "Looked after"),
            FloorDeed.LEFT: translate("Board", "Left to others"),
            FloorDeed.SNOOZED: translate("Board", "Left alone until {time}").format(
                time=self._when(step.until_at) if step.until_at is not None else DASH
            ),
            FloorDeed.WOKEN: translate("Board", "Shown again"),
            FloorDeed.ENDED: translate("Board", "It is over"),
        }[step.deed]

    def _when(self, at: datetime) -> str:
        """Say the time, with the day where it is another one."""
        return time_or_day_text(self._ticker.local(at), self._ticker.local(self._ticker.now()).date())


def _key(alert: FloorAlert) -> UUID:
    return alert.alert_id


def _step_key(numbered: tuple[int, FloorStep]) -> UUID:
    number, step = numbered
    return uuid5(_ROOT, f"{number} {step.at.isoformat()}")
