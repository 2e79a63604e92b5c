"""The board as one widget: in the main window, in a window of its own, on the wall."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.contract.board import Board, BoardAct, BoardFilter
from agent_desktop.contract.floor_alerts import FloorAlert, FloorSubject
from agent_desktop.ui.board.agents import AgentsPanel
from agent_desktop.ui.board.alerts import AlertsPanel
from agent_desktop.ui.board.day import DayPanel
from agent_desktop.ui.board.due import DuePanel, callback_lines, complaint_lines
from agent_desktop.ui.board.figures import FiguresStrip
from agent_desktop.ui.board.head import BoardHead
from agent_desktop.ui.board.presenter import EVERYBODY, BoardPresenter, BoardState
from agent_desktop.ui.board.queues import QueuesPanel
from agent_desktop.ui.board.waiting import WaitingPanel
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel_states import EmptyState, SkeletonRows, StateKind
from agent_desktop.ui.widgets.tabs import TabStrip
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

WIDE_FROM: Final = 1500
"""From this width on, in pixels at 100 %, both halves stand side by side; under it the right one is a second tab."""
_GAP: Final = 8
_BOARD, _STATE, _LOADING = range(3)
_NOW, _DAY = range(2)


_Place = tuple[int, int, int, int]
_STRETCHES: Final = (
    ((124, 40, 36), (0, 1, 0)),
    ((1, 0, 0), (0, 1, 0)),
    ((62, 38, 0), (5, 4, 0)),
)
"""Of columns and rows: of both halves, of the first tab, of the second."""


def _places(*, wide: bool, tab: int) -> tuple[_Place | None, ...]:
    """Return row, column and how many of each: of queues, agents, day, calls waiting, alerts, and what is due."""
    if wide:
        return (0, 0, 1, 1), (1, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 2), (2, 1, 1, 1), (2, 2, 1, 1)
    if tab == _NOW:
        return (0, 0, 1, 1), (1, 0, 1, 1), None, None, None, None
    return None, None, (0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1)


def _agents_of(state: BoardState) -> tuple[object, ...]:
    return state.agents, state.search, state.only


class Veil(QWidget):
    """Lies over what is not live any more: it can be read and used, and looks old."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = QColor(self._theme.colour(Token.CANVAS))
        ground.setAlpha(130)
        painter.fillRect(self.rect(), ground)
        painter.end()


class BoardView(QFrame):
    """Draws a `BoardState`.

    Signals:
        act_chosen: Do this (`BoardAct`) to this agent or call (`UUID`).
        agent_menu_wanted, call_menu_wanted, queue_menu_wanted, alert_menu_wanted: What can be done about this one
            (`UUID`), from where on the screen (`QPoint`)?
        definition_wanted: How is this counted (`FigureKey`), for one queue (`UUID`) or for all (None)?
        complaints_wanted: Show the list.
        complaint_wanted: Show this complaint (`UUID`).
    """

    act_chosen = Signal(object, object)
    agent_menu_wanted = Signal(object, QPoint)
    call_menu_wanted = Signal(object, QPoint)
    queue_menu_wanted = Signal(object, QPoint)
    alert_menu_wanted = Signal(object, QPoint)
    definition_wanted = Signal(object, object)
    complaints_wanted = Signal()
    complaint_wanted = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker, presenter: BoardPresenter, *, show_at_once: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._ticker = theme, ticker
        self.presenter = presenter
        self._state = BoardState()
        self._wide = False
        self._tab = _NOW
        self.head = BoardHead(theme, ticker)
        self.figures = FiguresStrip(theme, ticker)
        self.tabs = TabStrip(theme, ("Ctrl+1", "Ctrl+2"))
        self.queues = QueuesPanel(theme, ticker)
        self.agents = AgentsPanel(theme, ticker)
        self.day = DayPanel(theme, ticker)
        self.waiting = WaitingPanel(theme, ticker)
        self.alerts = AlertsPanel(theme, ticker)
        self.complaints = DuePanel(theme, ticker)
        self.callbacks = DuePanel(theme, ticker)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 9, 34, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._due = QWidget()
        self._page = QWidget()
        self.veil = Veil(theme, self._page)
        self._build()
        self._join()
        self.retranslate()
        self._arrange()
        presenter.show_to(self.display)

    def display(self, state: BoardState) -> None:
        """Draw `state`: the parts of it that are others."""
        before, self._state = self._state, state
        self._draw(state, before if before.board is not None else None)

    def _draw(self, state: BoardState, before: BoardState | None) -> None:
        """Draw what differs from `before`; everything where that is None."""
        self.head.display(state)
        board = state.board
        if board is not None:
            known = before.board if before is not None else None
            if known is None or board.figures is not known.figures:
                self.figures.display(board.figures)
            if before is None or (state.queues, state.order) != (before.queues, before.order):
                self.queues.display(state)
            if before is None or _agents_of(state) != _agents_of(before):
                self.agents.display(state)
            if before is None or state.waiting != before.waiting:
                self.waiting.display(state)
            if before is None or (state.alerts, state.queues) != (before.alerts, before.queues):
                self.alerts.display(state)
            self.day.display(state)
            if known is None or board.complaints is not known.complaints:
                self._draw_complaints(board)
            if known is None or board.callbacks is not known.callbacks:
                self._draw_callbacks(board)
        self._draw_page(state)
        self.veil.setVisible(board is not None and (state.link_lost or not state.view.is_live))
        if before is None and board is not None:
            self._veil_follows()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self.setAccessibleName(translate("Board", "Live board"))
        for part in (self.head, self.figures, self.queues, self.agents, self.day, self.waiting, self.alerts):
            part.retranslate()
        self.tabs.tabs[_NOW].show_tab(translate("Board", "Queues and agents"))
        self.tabs.tabs[_DAY].show_tab(translate("Board", "Day, calls waiting and alerts"))
        self._draw(self._state, None)

    def open_tab(self, number: int) -> None:
        """Show one half, where there is no room for both."""
        self._tab = number
        self.tabs.open_tab(number)
        self._arrange()

    def panels(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through, in the order in which it is read."""
        return (
            self.head,
            self.figures,
            self.queues,
            self.agents,
            self.day,
            self.waiting,
            self.alerts,
            self.complaints,
            self.callbacks,
        )

    def do(self, act: BoardAct) -> None:
        """Do it to whom is selected: to a call where the list of calls has the focus, else to the agent."""
        focused = QApplication.focusWidget()
        if focused is not None and self.waiting.isAncestorOf(focused) and act in self.waiting.acts:
            self.waiting.do(act)
        else:
            self.agents.do(act)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(WIDE_FROM)
        if wide is not self._wide:
            self._wide = wide
            self._arrange()
        self._fit()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._sheet.setMinimumSize(640, 320)  # not by both halves: under it one of them goes
        grid = self._grid
        grid.setContentsMargins(12, _GAP, 12, 10)
        grid.setSpacing(_GAP)
        due = QVBoxLayout(self._due)
        due.setContentsMargins(0, 0, 0, 0)
        due.setSpacing(_GAP)
        due.addWidget(self.complaints)
        due.addWidget(self.callbacks)
        due.addStretch(1)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 10, 12, 2)
        strip.addWidget(self.figures)
        column.addLayout(strip)
        column.addWidget(self.tabs)
        column.addWidget(self._sheet, 1)
        for page in (self._page, self._empty, loading):
            self._pages.addWidget(page)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addWidget(self._pages, 1)

    def _join(self) -> None:
        presenter = self.presenter
        self.head.filter_wanted.connect(presenter.choose)
        self.head.choices_wanted.connect(presenter.read_choices)
        self.tabs.opened.connect(self.open_tab)
        self.agents.searched.connect(presenter.search)
        self.agents.all_wanted.connect(lambda: presenter.search(only=EVERYBODY))
        self.agents.act_chosen.connect(self.act_chosen)
        self.agents.menu_wanted.connect(self.agent_menu_wanted)
        self.waiting.act_chosen.connect(self.act_chosen)
        self.waiting.menu_wanted.connect(self.call_menu_wanted)
        self.queues.order_wanted.connect(presenter.order_by)
        self.queues.definition_wanted.connect(self.definition_wanted)
        self.queues.menu_wanted.connect(self.queue_menu_wanted)
        self.alerts.menu_wanted.connect(self.alert_menu_wanted)
        self.alerts.alert_chosen.connect(self._show_subject)
        self.figures.definition_wanted.connect(lambda key: self.definition_wanted.emit(key, None))
        self.complaints.opened.connect(self.complaints_wanted)
        self._empty.action_chosen.connect(self._way_on)
        self._ticker.ticked.connect(presenter.tick)
        self._theme.changed.connect(self._fit)

    def _draw_complaints(self, board: Board) -> None:
        title, opens = translate("Board", "Complaints by deadline"), translate("Board", "Open the list of complaints")
        self.complaints.display(title, complaint_lines(board.complaints, self._ticker), opens)

    def _draw_callbacks(self, board: Board) -> None:
        title, opens = translate("Board", "Callbacks due"), translate("Board", "Open the list of callbacks")
        self.callbacks.display(title, callback_lines(board.callbacks), opens)

    def _draw_page(self, state: BoardState) -> None:
        board = state.board
        if state.view.refused is not None:
            self._empty.show_state(
                StateKind.ERROR,
                translate("Board", "The board is not shown"),
                problem_text(Problem(state.view.refused)),
                button=translate("Board", "Watch everything of mine") if state.is_filtered else "",
            )
            self._pages.setCurrentIndex(_STATE)
        elif board is None and state.link_lost:
            self._empty.show_state(
                StateKind.ERROR,
                translate("Board", "No link to the server"),
                translate("Board", "Calls go on. The board comes back with the link."),
                icon="ph.wifi-slash",
            )
            self._pages.setCurrentIndex(_STATE)
        elif board is None:
            self._skeleton.set_words(translate("Board", "Getting the board"))
            self._pages.setCurrentIndex(_LOADING)
        elif not board.queues and not board.agents:
            self._draw_nothing(state)
        else:
            self._pages.setCurrentIndex(_BOARD)

    def _draw_nothing(self, state: BoardState) -> None:
        if state.is_filtered:
            self._empty.show_state(
                StateKind.FILTERED,
                translate("Board", "No queue and no agent is in this choice"),
                button=translate("Board", "Watch everything of mine"),
            )
        else:
            self._empty.show_state(
                StateKind.QUIET,
                translate("Board", "No queue or agent is yours to watch"),
                translate("Board", "An administrator says which teams and queues a supervisor sees."),
                icon="ph.monitor",
            )
        self._pages.setCurrentIndex(_STATE)

    def _way_on(self) -> None:
        self.presenter.choose(BoardFilter())

    def _arrange(self) -> None:
        """Show both halves, or the one whose tab is open."""
        grid, places = self._grid, _places(wide=self._wide, tab=self._tab)
        self.tabs.setVisible(not self._wide)
        parts = (self.queues, self.agents, self.day, self.waiting, self.alerts, self._due)
        for part, place in zip(parts, places, strict=True):
            grid.removeWidget(part)
            if part.parent() is None:  # one that no tab has shown yet goes with the board too
                part.setParent(grid.parentWidget())
            part.setVisible(place is not None)
            if place is not None:
                grid.addWidget(part, *place)
        stretches = _STRETCHES[0 if self._wide else 1 + self._tab]
        for column, stretch in enumerate(stretches[0]):
            grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate(stretches[1]):
            grid.setRowStretch(row, stretch)
        self._fit()

    def _fit(self) -> None:
        # Agents have the larger part of the height, whatever number of queues there is.
        rows = (0.46 * (self.height() - self._theme.px(160)) - self._theme.px(70)) // self._theme.px(30)
        self.queues.show_most(int(rows))
        self._veil_follows()

    def _veil_follows(self) -> None:
        self.veil.setGeometry(self._page.rect())
        self.veil.raise_()

    def _show_subject(self, alert: FloorAlert) -> None:
        """Select what an alert is about, or show the complaint."""
        subject = alert.subject_id
        if subject is None:
            return
        if alert.subject is FloorSubject.COMPLAINT:
            self.complaint_wanted.emit(subject)
        elif self.presenter.agent(subject) is not None:
            self._open_if_narrow(_NOW)
            self.agents.show_all(True)
            self.agents.table.pick(subject)
        elif self.queues.table.live.place_of(subject) >= 0:
            self._open_if_narrow(_NOW)
            self.queues.table.pick(subject)

    def _open_if_narrow(self, tab: int) -> None:
        if not self._wide:
            self.open_tab(tab)
