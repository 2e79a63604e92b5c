"""A list of complaints: what it asks for, its rows, what is marked, and the state it is in."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_lists import ComplaintLine
from agent_desktop.ui.complaints.cases.lists.filter_bar import FilterBar
from agent_desktop.ui.complaints.cases.lists.presenter import ListKind, ListState
from agent_desktop.ui.complaints.cases.lists.table import COLUMNS, OWNER, SORTS, STEP, CaseTable
from agent_desktop.ui.complaints.cases.lists.tabs import ListTab
from agent_desktop.ui.complaints.cases.saved.presenter import SavedState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, frame, line
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

_TABLE, _EMPTY, _LOADING = range(3)
_NEAR_END: Final = 12
"""So many rows before the last the next page is asked for, so that the list feels endless."""
_NARROW: Final = 860
"""Below so many pixels the less needed columns stay away."""


class ListView(QFrame):
    """Draws a `ListState`.

    Signals:
        case_chosen: Open this complaint (`UUID`).
        selected: The person is at this one (`UUID`).
        marks_changed: So many rows are marked.
        more_wanted: The end of what was read is near.
        retry_chosen, clear_chosen: Read again; ask for what the list begins with.
        export_chosen: Have the list as a file.
        new_chosen: Record a complaint.
    """

    case_chosen = Signal(object)
    selected = Signal(object)
    marks_changed = Signal(int)
    more_wanted = Signal()
    retry_chosen = Signal()
    clear_chosen = Signal()
    export_chosen = Signal()
    new_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._theme, self._ticker = theme, ticker
        self._state = ListState()
        self._saved = SavedState()
        self._results: Mapping[UUID, tuple[str, Token]] = {}
        self._shown: tuple[ComplaintLine, ...] = ()
        self._minute = -1
        self.filters = FilterBar(theme)
        self._rows = CaseTable(ticker.now, self)
        self.table = RowTable(theme, self._rows.model)
        self.table.setObjectName("complaints")
        self.table.set_columns(COLUMNS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 10, 30, show_at_once=show_at_once)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 5, 14, 5)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._more = TextLabel(role=Role.SMALL, tone=Token.TEXT_3)
        self.export = CommandButton(theme, small=True, keys="Alt+X", icon="ph.file-arrow-down")
        self._build()
        self._join()
        self.retranslate()

    def display(self, state: ListState, saved: SavedState) -> None:
        """Draw `state`."""
        was, self._state, self._saved = self._state, state, saved
        self.filters.display(state, saved)
        ready = state.kind is ListKind.READY
        pages = {ListKind.READY: _TABLE, ListKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _EMPTY))
        if ready:
            self._fill(fresh=state.tab is not was.tab)
        elif state.kind is not ListKind.LOADING:
            self._draw_empty()
        self._draw_words()
        self.filters.setVisible(state.kind is not ListKind.LOCKED)

    def show_results(self, results: Mapping[UUID, tuple[str, Token]]) -> None:
        """Say in each line what came of the last change of many."""
        self._results = results
        if self._state.kind is ListKind.READY:
            self._rows.show(self._state.lines, results)
            self._arrange()
            self.table.viewport().update()

    def marked(self) -> tuple[ComplaintLine, ...]:
        """Return the marked lines, from the top."""
        return self._marked_in(self._state.lines)

    def focus_list(self) -> None:
        """Put the focus into the list, or on the way on where there is none."""
        target = self.table if self._state.kind is ListKind.READY else self.filters.text
        target.setFocus()

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.table.setAccessibleName(self.tr("Complaints"))
        self._skeleton.set_words(self.tr("Getting the complaints"))
        self.export.set_words(self.tr("As a file"))
        self.filters.retranslate()
        self._rows.retranslate(self._state.sort, descending=self._state.descending)
        self._rows.fill_again()
        self.display(self._state, self._saved)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        foot = frame("plain")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 4, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._count)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        column.addWidget(line("h"))
        column.addWidget(foot)

    def _join(self) -> None:
        self.table.row_chosen.connect(lambda key: self.case_chosen.emit(UUID(key)))
        model = self.table.selectionModel()
        model.selectionChanged.connect(self._marks)
        model.currentRowChanged.connect(self._current_changed)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self._head_pressed)
        self._empty.action_chosen.connect(self._way_on)
        self._notice.action_chosen.connect(self.retry_chosen)
        self.export.clicked.connect(self.export_chosen)
        self._ticker.ticked.connect(self._tick)

    def _fill(self, *, fresh: bool) -> None:
        state, table = self._state, self.table
        self._rows.retranslate(state.sort, descending=state.descending)
        model = table.selectionModel()
        marked = set() if fresh else {each.glance.complaint_id for each in self._marked_in(self._shown)}
        was_blocked = model.blockSignals(True)  # rows move with their complaints; that is no choice of the person's
        self._rows.show(state.lines, self._results)
        rows = {line.glance.complaint_id: row for row, line in enumerate(state.lines)}
        current = rows.get(state.selected) if state.selected is not None else None
        if len(marked) > 1:
            flags = model.SelectionFlag
            model.clearSelection()
            for each in marked & rows.keys():
                model.select(table.model().index(rows[each], 0), flags.Select | flags.Rows)
            if current is not None:
                model.setCurrentIndex(table.model().index(current, 0), flags.NoUpdate)
        elif current is not None and table.currentIndex().row() != current:
            table.selectRow(current)
        model.blockSignals(was_blocked)
        self._shown = state.lines
        self._arrange()
        table.viewport().update()
        self._marks()

    def _arrange(self) -> None:
        """Keep the less needed columns away where there is no room: one's own name, else the next step."""
        narrow = self.width() < self._theme.px(_NARROW)
        away = (OWNER if self._mine() else STEP) if narrow and not self._results else OWNER if narrow else -1
        for column in (OWNER, STEP):
            self.table.setColumnHidden(column, column == away or (column == OWNER and self._mine()))
        self.table.fit_columns()

    def _marked_in(self, lines: tuple[ComplaintLine, ...]) -> tuple[ComplaintLine, ...]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(lines[row] for row in rows if row < len(lines))

    def _mine(self) -> bool:
        return self._state.tab in (ListTab.MINE, ListTab.RECORDED)

    def _draw_words(self) -> None:
        state = self._state
        ready = state.kind is ListKind.READY
        text = ""
        if ready and state.problem is not None:
            at = time_text(self._ticker.local(state.as_of_at)) if state.as_of_at is not None else ""
            text = self.tr("Showing the list of {time}. {why}").format(time=at, why=deed_text(state.problem))
        self._notice.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again"), keys="Ctrl+R")
        count = ""
        if ready and state.count is not None:
            many = self.tr("more than {count} complaints") if state.more else self.tr("{count} complaints")
            count = self.tr("1 complaint") if state.count == 1 else many.format(count=f"{state.count:,}")
        self._count.set_text(count)
        self._more.set_text(self.tr("Getting more") if state.reading_more else "")
        self.export.setEnabled(ready)

    def _draw_empty(self) -> None:
        state, empty = self._state, self._empty
        if state.kind is ListKind.LOCKED:
            empty.show_state(
                StateKind.LOCKED,
                self.tr("This list is not open to you"),
                self.tr("Supervisors and the people who deal with complaints see it."),
            )
        elif state.kind is ListKind.FAILED:
            why = deed_text(state.problem) if state.problem is not None else ""
            again = self.tr("Try again")
            empty.show_state(
                StateKind.ERROR, self.tr("The complaints cannot be read now"), why, button=again, keys="Ctrl+R"
            )
        elif state.kind is ListKind.FILTERED:
            text = state.filter.text
            title = self.tr("Nothing fits what is asked for")
            if text:
                title = self.tr("No complaint fits \u201c{text}\u201d").format(text=text)
            empty.show_state(StateKind.FILTERED, title, self._other(), button=self.tr("Show all"))
        else:
            empty.show_state(
                StateKind.EMPTY,
                self.tr("No open complaint"),
                self.tr("New ones show up here."),
                button=self.tr("New complaint"),
                keys="Ctrl+N",
            )

    def _other(self) -> str:
        return self.tr("The filter can be cleared; nothing is lost by it.")

    def _way_on(self) -> None:
        kind = self._state.kind
        if kind is ListKind.FILTERED:
            self.clear_chosen.emit()
        elif kind is ListKind.EMPTY:
            self.new_chosen.emit()
        else:
            self.retry_chosen.emit()

    def _marks(self) -> None:
        self.marks_changed.emit(len(self.marked()))

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = current.siblingAtColumn(0).data(CellRole.KEY) if current.isValid() else None
        if key:
            self.selected.emit(UUID(str(key)))
            if current.row() >= self.table.model().rowCount() - _NEAR_END:
                self.more_wanted.emit()

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - _NEAR_END * self._theme.px(30):
            self.more_wanted.emit()

    def _head_pressed(self, column: int) -> None:
        sort = SORTS.get(column)
        if sort is not None:
            same = sort is self._state.sort
            self.filters.sorted.emit(sort, same and not self._state.descending)

    def _tick(self) -> None:
        minute = self._ticker.now().minute
        if minute != self._minute and self.isVisible():
            self._minute = minute
            self._rows.tick()
            self.table.viewport().update()
