"""The window of relationship managers: loads at the left, the chosen one's customers at the right, and handing over."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.managers import REASON_LIMIT
from agent_desktop.ui.managers.presenter import ManagersKind, ManagersPresenter, ManagersState
from agent_desktop.ui.managers.tables import ChangeTable, CustomerTable, ManagerTable, row_of
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.formats import day_time_text
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_CHANGES_SHOWN: Final = 5
_TABLE, _EMPTY, _LOADING = range(3)


class ManagersWindow(OfficeWindow):
    """Draws a `ManagersState`, and tells the presenter what the person did.

    Signals:
        write_wanted: Write to the marked customers (a tuple of `UUID`).
    """

    write_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        managers: ManagersPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.managers = theme, managers
        self._now, self._zone = now, zone
        self._state = ManagersState()
        self._lines, self._customers, self._changes = ManagerTable(self), CustomerTable(self), ChangeTable(self)
        self.table = RowTable(theme, self._lines.model)
        self.table.set_columns((Column(150, 10), Column(100, 6), Column(100, 6), Column(90)))
        self.customers = RowTable(theme, self._customers.model)
        self.customers.set_columns((Column(160, 12), Column(90), Column(110, 6), Column(110)))
        self.customers.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.changes = RowTable(theme, self._changes.model, 28)
        self.changes.set_columns((Column(96), Column(150, 10), Column(100, 6), Column(70)))
        self._title, self._owner = TextLabel(role=Role.TITLE), TextLabel(role=Role.TITLE, elided=True)
        self._without = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._changes_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self.undo = CommandButton(theme, small=True, icon="ph.arrow-u-up-left")
        self._empty, self._nobody = EmptyState(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._done, self._trouble = Notice(theme), Notice(theme)
        self.to, self.reason = ChoiceField(theme), LineField(theme)
        self.reason.setMaxLength(REASON_LIMIT)
        self._to_frame, self._reason_frame = FieldFrame(theme, self.to), FieldFrame(theme, self.reason)
        self.more = CommandButton(theme, small=True)
        self.marked = CommandButton(theme, look=Look.PRIMARY, keys="Alt+S", icon="ph.arrows-left-right")
        self.all = CommandButton(theme, icon="ph.users-three")
        self.write = CommandButton(theme, icon="ph.paper-plane-tilt")
        self._build()
        self._join()
        self._retranslate()
        managers.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.managers.open()
        self.table.setFocus()

    def display(self, state: ManagersState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        pages = {ManagersKind.READY: _TABLE, ManagersKind.LOADING: _LOADING}
        self._pages.setCurrentIndex(pages.get(state.kind, _EMPTY))
        self._right.setVisible(state.kind is ManagersKind.READY)
        if state.kind is ManagersKind.FAILED and state.problem is not None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("The managers cannot be read now"),
                deed_text(state.problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
        self._fill_managers()
        done = bool(before.picked) and not state.picked
        if done or state.customers != before.customers or state.chosen != before.chosen:
            self._fill_customers()
        self._changes.show(state.found.changes, self._when)
        self.changes.fit_columns()
        if state.receivers != before.receivers:
            self._fill_receivers()
        self._draw_words()

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        past = QHBoxLayout()
        past.addWidget(self._changes_title, 1)
        past.addWidget(self.undo)
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in (self._title, self._without):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(line("h"))
        column.addLayout(past)
        self.changes.setFixedHeight(self.changes.height_for(_CHANGES_SHOWN))
        column.addWidget(self.changes)
        self._right = self._build_right()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 6)
        row.addWidget(self._right, 7)
        self.setCentralWidget(whole)

    def _build_right(self) -> QFrame:
        self._list = QStackedWidget()
        self._list.addWidget(self.customers)
        self._list.addWidget(self._nobody)
        right = QFrame()
        right.setProperty("panel", "canvas")
        column = QVBoxLayout(right)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self._owner)
        column.addWidget(self._list, 1)
        column.addWidget(self.more)
        column.addWidget(line("h"))
        column.addWidget(self._done)
        column.addWidget(self._trouble)
        fields = QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(self._to_frame, 4)
        fields.addWidget(self._reason_frame, 6)
        column.addLayout(fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.write)
        buttons.addStretch(1)
        buttons.addWidget(self.all)
        buttons.addWidget(self.marked)
        column.addLayout(buttons)
        return right

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._manager_changed)
        self.customers.selectionModel().selectionChanged.connect(self._marks_changed)
        self.changes.selectionModel().selectionChanged.connect(self._draw_words)
        self.marked.clicked.connect(self._hand_marked)
        self.all.clicked.connect(self._hand_all)
        self.write.clicked.connect(lambda: self.write_wanted.emit(tuple(sorted(self._state.picked))))
        self.more.clicked.connect(self.managers.read_more)
        self.undo.clicked.connect(self._undo_pressed)
        self._done.action_chosen.connect(self._undo_last)
        self._empty.action_chosen.connect(self.managers.open)
        add_keys(self, {"Alt+S": self._hand_marked, "Ctrl+Z": self._undo_last, "Ctrl+R": self.managers.open})

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Relationship managers"))
        self.table.setAccessibleName(self.tr("Managers with how many customers they have"))
        self.customers.setAccessibleName(self.tr("Customers of this manager"))
        self.changes.setAccessibleName(self.tr("Last changes"))
        self._to_frame.set_label(self.tr("Hand over to"))
        self._reason_frame.set_label(self.tr("Why"), required=True)
        self._changes_title.set_text(self.tr("Last changes"))
        self._skeleton.set_words(self.tr("Getting the managers"))
        for table in (self._lines, self._customers, self._changes):
            table.retranslate()
        self._fill_customers()
        self.display(self._state)

    def _fill_managers(self) -> None:
        state, model = self._state, self.table.selectionModel()
        was_blocked = model.blockSignals(True)  # what is chosen moves with its row; that is no choice of the person's
        self._lines.show(state.found.managers)
        row = row_of(self._lines.model, state.chosen, CellRole.KEY)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        model.blockSignals(was_blocked)
        self.table.viewport().update()
        self.table.fit_columns()

    def _fill_customers(self) -> None:
        state, model = self._state, self.customers.selectionModel()
        was_blocked = model.blockSignals(True)
        self._customers.show(state.customers)
        if not state.picked:
            self.customers.clearSelection()
        model.blockSignals(was_blocked)
        self.customers.viewport().update()
        self.customers.fit_columns()

    def _fill_receivers(self) -> None:
        chosen = self.to.currentData()
        self.to.clear()
        for each in self._state.receivers:
            most = f" / {each.most:,}" if each.most is not None else ""
            self.to.addItem(f"{each.name}  ·  {each.customers:,}{most}", str(each.user_id))
        self.to.setCurrentIndex(self.to.findData(chosen) if chosen else -1)

    def _draw_words(self) -> None:
        state = self._state
        self._title.set_text(self.tr("Relationship managers"))
        self._without.set_text(
            self.tr("{count} customers have no manager. agent-desktop assign gives them one by the rules.").format(
                count=f"{state.found.without:,}"
            )
        )
        count = next((each.customers for each in state.found.managers if each.name == state.chosen), 0)
        self._owner.set_text(self.tr("{name}, {count} customers").format(name=state.chosen, count=f"{count:,}"))
        self._list.setCurrentIndex(0 if state.customers or state.listing else 1)
        self._nobody.show_state(
            StateKind.QUIET,
            self.tr("Nobody to look after"),
            self.tr("Hand over customers of another manager, or have them assigned by the rules."),
            icon="ph.users-three",
        )
        self.more.set_words(self.tr("Show more"))
        self.more.setVisible(state.more)
        marked = len(state.picked)
        self.marked.set_words(
            self.tr("Hand over {count}").format(count=marked) if marked else self.tr("Hand over the marked"), "Alt+S"
        )
        self.marked.set_off("" if marked else self.tr("Mark customers in the list; Ctrl and Shift mark several"))
        self.write.set_words(
            self.tr("Write to {count}").format(count=marked) if marked else self.tr("Write to the marked")
        )
        self.write.set_off("" if marked else self.tr("Mark customers in the list; Ctrl and Shift mark several"))
        self.all.set_words(self.tr("Hand over all"))
        self.all.setEnabled(bool(state.customers) and not state.working)
        self.undo.set_words(self.tr("Take back"))
        self.undo.setEnabled(self._change_chosen() is not None and not state.working)
        words = ""
        if state.done is not None:
            count = state.done.customers
            words = (
                self.tr("{count} customers have another manager now.").format(count=count)
                if state.done.change_id is not None
                else self.tr("{count} customers have the manager again whom they had.").format(count=count)
            )
        undo = self.tr("Take back") if state.done is not None and state.done.change_id is not None else ""
        self._done.show_notice("ph.check-circle-fill", Token.GOOD, words, button=undo, keys="Ctrl+Z" if undo else "")
        shown = state.problem is not None and state.kind is ManagersKind.READY
        problem = deed_text(state.problem) if shown and state.problem is not None else ""
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def _when(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        today = self._now().astimezone(self._zone).date()
        return day_time_text(local, today)

    def _manager_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        name = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        if name:
            self.managers.choose(name)

    def _marks_changed(self) -> None:
        rows = self.customers.selectionModel().selectedRows()
        self.managers.pick(frozenset(UUID(str(row.data(CellRole.KEY))) for row in rows))

    def _change_chosen(self) -> UUID | None:
        rows = self.changes.selectionModel().selectedRows()
        if not rows:
            return None
        change_id = UUID(str(rows[0].data(CellRole.KEY)))
        undone = any(each.change_id == change_id and each.undone_at for each in self._state.found.changes)
        return None if undone else change_id

    def _hand_marked(self) -> None:
        self._hand(everybody=False)

    def _hand_all(self) -> None:
        self._hand(everybody=True)

    def _hand(self, *, everybody: bool) -> None:
        to = self.to.currentData()
        self.managers.hand_over(UUID(to) if to else None, self.reason.text(), everybody=everybody)

    def _undo_pressed(self) -> None:
        change_id = self._change_chosen()
        if change_id is not None:
            self.managers.undo(change_id)

    def _undo_last(self) -> None:
        self.managers.undo()
