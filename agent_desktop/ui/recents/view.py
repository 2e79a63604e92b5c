"""The agent's own contacts: a list over the window, with the details of one beside it. It moves nothing of a call."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.recents.details import ContactDetails
from agent_desktop.ui.recents.presenter import RecentsKind, RecentsState
from agent_desktop.ui.recents.table import RecentsTable
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.waiting_line import WaitingLine

_WIDTH: Final = 980
_HEIGHT: Final = 430
_TOP: Final = 134
"""Under the call slot, which stays in sight: who is on the line, since when, and on which keys."""
_COLUMNS: Final = (Column(110), Column(150, 13), Column(96, 6), Column(96, 6), Column(100))
_TABLE, _EMPTY, _LOADING = range(3)


class RecentsView(Overlay):
    """Draws a `RecentsState`. The border between list and details, and the columns, are the person's own.

    Signals:
        selected: Show the details of this call (`UUID`).
        chosen: Open the customer of this call (`UUID`).
        call_chosen: Preview a call to whoever the chosen one was with.
        retry_chosen, more_chosen: Read again; read the next page.
        border_moved: The border was put somewhere else.
    """

    selected = Signal(object)
    chosen = Signal(object)
    call_chosen = Signal()
    retry_chosen = Signal()
    more_chosen = Signal()
    border_moved = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, *, show_at_once: bool = False) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = RecentsState()
        self._rows = RecentsTable(ticker.local, ticker.now, self)
        self.table = RowTable(theme, self._rows.model)
        self.table.setObjectName("recents")
        self.table.set_columns(_COLUMNS)
        self.details = ContactDetails(theme, self._rows.when)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._empty = EmptyState(theme)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(16, 6, 14, 6)
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._more = CommandButton(theme, small=True)
        self._waiting = WaitingLine(theme, kept=False)
        self._waiting.setContentsMargins(14, 2, 14, 2)
        self._build()
        self.table.row_chosen.connect(self._row_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.details.open_chosen.connect(self._open_chosen)
        self.details.call_chosen.connect(self.call_chosen)
        self._empty.action_chosen.connect(self.retry_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)
        self._more.clicked.connect(self.more_chosen)
        self.splitter.splitterMoved.connect(self._border_moved)
        self.display(self._state)

    def display(self, state: RecentsState) -> None:
        """Draw `state`, opening and closing with it."""
        self._state = state
        if not state.open:
            self.close_over()
            return
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The list has the focus, where there is one."""
        target = self.table if self._state.kind is RecentsKind.READY else self.frame
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_offer_waiting(self, waiting: bool) -> None:
        """A call is on offer, or none is."""
        self._waiting.show_waiting(waiting)

    def border(self) -> QByteArray:
        """Return where the border between list and details is."""
        return self.splitter.saveState()

    def restore_border(self, border: QByteArray) -> None:
        """Put the border where the person had it."""
        self.splitter.restoreState(border)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.open:
            self._draw()

    def _build(self) -> None:
        theme = self.theme
        head = sheet_head(theme, self._title, self._aside, icon="ph.clock-counter-clockwise", tone=Token.TEXT_2)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([theme.px(_WIDTH - 270), theme.px(270)])
        self.splitter.setFixedHeight(theme.px(_HEIGHT))
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        for widget in (head, self._waiting, self._notice, line("h"), self.splitter):
            whole.addWidget(widget)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _draw(self) -> None:
        state = self._state
        self._title.set_text(self.tr("Your contacts"))
        self._aside.set_text(self.tr("now, and the last {days} days").format(days=state.days))
        self.setAccessibleName(self.tr("Your contacts"))
        self.table.setAccessibleName(self.tr("Your contacts, the present one first"))
        old = state.problem is not None and state.kind is RecentsKind.READY
        words = self.tr("The list may not be up to date. {why}").format(
            why=problem_text(state.problem) if state.problem is not None else ""
        )
        self._notice.show_notice(
            "ph.clock-fill", Token.CAUTION, words if old else "", button=self.tr("Try again"), keys="Ctrl+R"
        )
        self._more.set_words(self.tr("Getting older ones") if state.reading_more else self.tr("Show older ones"))
        self._more.setVisible(state.more and state.kind is RecentsKind.READY)
        self._rows.retranslate()
        if state.kind is RecentsKind.READY:
            self._fill()
        elif state.kind is RecentsKind.LOADING:
            self._skeleton.set_words(self.tr("Getting your contacts"))
        else:
            self._draw_empty()
        pages = {RecentsKind.READY: _TABLE, RecentsKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _EMPTY))
        self.details.display(state)

    def _fill(self) -> None:
        state, table = self._state, self.table
        had_focus = self.frame.hasFocus()
        model = table.selectionModel()
        # The row moves with its contact; that is no choice of the person's.
        was_blocked = model.blockSignals(True)
        self._rows.show(state.contacts)
        row = self._rows.row_of(state.contacts, state.selected)
        if row >= 0 and table.currentIndex().row() != row:
            table.selectRow(row)
        model.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()
        if had_focus:
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_empty(self) -> None:
        state = self._state
        if state.kind is RecentsKind.FAILED and state.problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("Your contacts cannot be read now"),
                problem_text(state.problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
            return
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("No call in the last {days} days").format(days=state.days),
            self.tr("Each call that rings here stands in this list, whatever becomes of it."),
            icon="ph.clock-counter-clockwise",
        )

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.selected.emit(UUID(str(key)))

    def _row_chosen(self, key: str) -> None:
        self.chosen.emit(UUID(key))

    def _open_chosen(self) -> None:
        if self._state.selected is not None:
            self.chosen.emit(self._state.selected)

    def _border_moved(self) -> None:
        self.border_moved.emit()
