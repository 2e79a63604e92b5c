"""Alerts of the floor: what goes wrong now, the worst first."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QStackedWidget

from agent_desktop.contract.board import BoardHelp
from agent_desktop.contract.floor_alerts import FloorAlert, FloorLevel, FloorMeasure, FloorUnit
from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.live_table import LiveTable
from agent_desktop.ui.board.presenter import BoardState
from agent_desktop.ui.board.words import percent_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import clock_text, time_text, words
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, StateKind
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_COLUMNS: Final = (Column(160, 1),)
_ROW: Final = 44
_HELPED: Final = frozenset(
    {FloorMeasure.SERVICE_LEVEL, FloorMeasure.LONGEST_WAIT, FloorMeasure.NOBODY_READY, FloorMeasure.ABANDONMENT}
)
"""What more agents are the remedy of."""


def value_text(value: float, unit: FloorUnit) -> str:
    """Return what a rule measured, in its unit."""
    match unit:
        case FloorUnit.SECONDS:
            return clock_text(int(value))
        case FloorUnit.PERCENT:
            return percent_text(value)
        case FloorUnit.NUMBER:
            return f"{value:,.0f}"


class AlertsPanel(PanelFrame):
    """Draws the alerts of a `BoardState`.

    Signals:
        alert_chosen: Enter, or a double click: show what this one (`FloorAlert`) is about.
        menu_wanted: What can be done about this one (`UUID`), from where on the screen (`QPoint`)?
        rules_wanted: Show the thresholds past which there is an alert.
        past_wanted: Show what is over, and what is left alone for a while.
    """

    alert_chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    rules_wanted = Signal()
    past_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._help: dict[UUID, BoardHelp] = {}
        self._count = CountChip(theme)
        self.table = LiveTable(theme, ticker, _key, self._cells, _COLUMNS, row_height=_ROW)
        self.table.setObjectName("board-alerts")
        self.table.horizontalHeader().hide()
        self._empty = EmptyState(theme)
        self._pages = QStackedWidget()
        self.head_row.insertWidget(1, self._count)
        self.past = LinkButton(theme, icon="ph.clock-counter-clockwise")
        self.rules = LinkButton(theme, icon="ph.sliders-horizontal")
        self.head_row.addWidget(self.past)
        self.head_row.addWidget(self.rules)
        self.past.clicked.connect(self.past_wanted)
        self.rules.clicked.connect(self.rules_wanted)
        for page in (self.table, self._empty):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.activated.connect(lambda index: self.alert_chosen.emit(self.table.live.rows[index.row()]))

    def display(self, state: BoardState) -> None:
        """Draw the alerts in their order."""
        self.set_title(translate("Board", "Alerts"))
        acts = sum(alert.level is FloorLevel.ACT for alert in state.alerts)
        self._count.show_count(f"{len(state.alerts):,}", Kind.PROBLEM if acts else Kind.PLAIN)
        help_of = {queue.queue_id: queue.help for queue in state.queues if queue.help is not None}
        if help_of != self._help:
            self._help = help_of
            self.table.live.forget()
        self.table.show_rows(state.alerts)
        if not state.alerts:
            self._empty.show_state(StateKind.EMPTY, translate("Board", "Nothing needs you now"))
        self._pages.setCurrentWidget(self.table if state.alerts or state.board is None else self._empty)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.table.setAccessibleName(translate("Board", "Alerts, the worst first"))
        self.table.set_heads((translate("Board", "Alert"),))
        self.past.set_words(translate("Board", "Earlier"))
        self.past.setToolTip(translate("Board", "Alerts that are over, and those left alone for a while"))
        self.rules.set_words(translate("Board", "Rules"))
        self.rules.setToolTip(translate("Board", "Past which figures there is an alert"))

    def chosen(self, alert_id: UUID) -> FloorAlert | None:
        """Return one of those that are shown."""
        return next((each for each in self.table.live.rows if each.alert_id == alert_id), None)

    def help_for(self, alert: FloorAlert) -> BoardHelp | None:
        """Return from where agents could be moved to what an alert is about."""
        helps = alert.measure in _HELPED and alert.subject_id is not None
        return self._help.get(alert.subject_id) if helps and alert.subject_id is not None else None

    def _cells(self, alert: FloorAlert) -> Cells:
        icon, tone = ("ph.warning-fill", Token.CAUTION)
        level = translate("Board", "to be looked at")
        if alert.level is FloorLevel.ACT:
            icon, tone, level = "ph.warning-circle-fill", Token.PROBLEM, translate("Board", "to be acted on")
        title, detail = alert_title(alert), alert_detail(alert, self._ticker, self.help_for(alert))
        return (
            Cell(
                title,
                role=Role.BODY_STRONG,
                icon=icon,
                icon_tone=tone,
                below=detail,
                said=f"{title}, {level}. {detail}",
            ),
        )


def alert_name(alert: FloorAlert) -> str:
    """Say what an alert is about, and by which rule."""
    name, rule = words(alert.subject_name) or alert.subject_name.get("", ""), words(alert.rule_name)
    return translate("Board", "{part}: {other}").format(part=name, other=rule) if name else rule


def alert_title(alert: FloorAlert) -> str:
    """Say what is wrong: what it is about, by which rule, and the value now."""
    return f"{alert_name(alert)} · {value_text(alert.value, alert.unit)}"


def help_text(helps: BoardHelp) -> str:
    """Say what could be done about it."""
    text = translate("Board", "move {count} from {queue}?")
    return text.format(count=len(helps.agent_ids), queue=words(helps.name))


def alert_detail(alert: FloorAlert, ticker: Ticker, helps: BoardHelp | None = None) -> str:
    """Say since when, past which limit, who looks after it, and what could be done."""
    since = translate("Board", "Since {time}").format(time=time_text(ticker.local(alert.raised_at)))
    limit = translate("Board", "limit {value}")
    if alert.measure is FloorMeasure.SERVICE_LEVEL:  # the more the better
        limit = translate("Board", "under {value}")
    limit = limit.format(value=value_text(alert.threshold, alert.unit))
    who = ""
    if alert.owner_name:
        who = translate("Board", "{name} looks after it").format(name=alert.owner_name)
    elif alert.acknowledged_by_name:
        who = translate("Board", "seen by {name}").format(name=alert.acknowledged_by_name)
    return " · ".join(filter(None, (since, limit, who, help_text(helps) if helps is not None else "")))


def _key(alert: FloorAlert) -> UUID:
    return alert.alert_id
