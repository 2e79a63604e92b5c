"""The window of one person's accounts: which they are, which may be, two side by side, and what to say of them."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from agent_desktop.ui.linking.accounts_presenter import AccountsPresenter, AccountsState, Row
from agent_desktop.ui.linking.accounts_table import AccountsTable
from agent_desktop.ui.linking.evidence import EvidenceView
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_COLUMNS: Final = (Column(150, 10), Column(120, 8), Column(120, 8))
_TABLE, _EMPTY, _LOADING = range(3)
_SIDES, _NONE = range(2)


class AccountsWindow(OfficeWindow):
    """Draws an `AccountsState`, and tells the presenter what the person did."""

    def __init__(
        self,
        theme: Theme,
        accounts: AccountsPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        show_at_once: bool = False,
    ) -> None:
        super().__init__(theme)
        self._theme, self.accounts = theme, accounts
        self._now, self._zone = now, zone
        self._state = AccountsState()
        self._listed = AccountsTable(self)
        self.table = RowTable(theme, self._listed.model)
        self.table.set_columns(_COLUMNS)
        self.evidence = EvidenceView(theme)
        self.query, self.reason = QLineEdit(), QLineEdit()
        self.finder = CommandButton(theme, icon="ph.magnifying-glass")
        self.other = CommandButton(theme, small=True, keys="Ctrl+N", icon="ph.user-circle")
        self._title = TextLabel(role=Role.TITLE, wrap=True)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._done, self._trouble = Notice(theme), Notice(theme)
        self._empty, self._no_sides = EmptyState(theme), EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 6, 30, show_at_once=show_at_once)
        self.same = CommandButton(theme, look=Look.PRIMARY, keys="Alt+S", icon="ph.user")
        self.apart = CommandButton(theme, keys="Alt+D", icon="ph.users")
        self._build()
        self._join()
        self._retranslate()
        accounts.show_to(self.display)

    def start(self, customer_id: UUID | None) -> None:
        """Show the window for the person who has this account; with None, for whoever is found first."""
        self.query.clear()
        if customer_id is None:
            self.accounts.begin()
        else:
            self.accounts.open(customer_id)
        self.bring_forward()
        (self.query if customer_id is None else self.table).setFocus()

    def display(self, state: AccountsState) -> None:
        """Draw `state`."""
        self._state = state
        self._fill()
        self._draw_left()
        self._notices()
        self.evidence.display(state.evidence, state.clear)
        self._sides.setCurrentIndex(_SIDES if state.evidence is not None else _NONE)
        self._draw_right()

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        head, search = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.other)
        search.addWidget(self.query, 1)
        search.addWidget(self.finder)
        left = QFrame()
        left.setProperty("panel", "column")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(search)
        for widget in (self._hint, self._done, self._trouble):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        self._right = self._build_right()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(left, 6)
        row.addWidget(self._right, 7)
        self.setCentralWidget(whole)

    def _build_right(self) -> QFrame:
        sheet = QWidget()
        body = QVBoxLayout(sheet)
        body.setContentsMargins(20, 16, 20, 16)
        body.addWidget(self.evidence)
        body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(sheet)
        self._sides = QStackedWidget()
        self._sides.addWidget(scroll)
        self._sides.addWidget(self._no_sides)
        self._deeds = QWidget()
        buttons = QHBoxLayout(self._deeds)
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        buttons.addWidget(self.reason, 1)
        buttons.addWidget(self.apart)
        buttons.addWidget(self.same)
        right = QFrame()
        right.setProperty("panel", "canvas")
        outer = QVBoxLayout(right)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._sides, 1)
        outer.addWidget(line("h"))
        outer.addWidget(self._deeds)
        return right

    def _join(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.evidence.reveal_chosen.connect(self.accounts.reveal)
        self.query.returnPressed.connect(self._search)
        self.finder.clicked.connect(self._search)
        self.other.clicked.connect(self._begin)
        self.same.clicked.connect(self._say_same)
        self.apart.clicked.connect(self._say_apart)
        self._done.action_chosen.connect(self.accounts.take_back)
        add_keys(
            self,
            {
                "Alt+S": self._say_same,
                "Alt+D": self._say_apart,
                "Ctrl+Z": self.accounts.take_back,
                "Ctrl+N": self._begin,
                "Ctrl+F": self.query.setFocus,
                "Ctrl+R": self.accounts.again,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Accounts of a customer"))
        self.table.setAccessibleName(self.tr("Accounts of this person, and others"))
        self.query.setAccessibleName(self.tr("Find an account"))
        self.finder.set_words(self.tr("Find"))
        self.other.set_words(self.tr("Another customer"))
        self.same.set_words(self.tr("Merge"))
        self.reason.setPlaceholderText(self.tr("Why, if it helps whoever asks later"))
        self.reason.setAccessibleName(self.tr("Why"))
        self._skeleton.set_words(self.tr("Getting the accounts"))
        self._listed.retranslate()
        self.display(self._state)

    def _fill(self) -> None:
        state, table = self._state, self.table
        model = table.selectionModel()
        was_blocked = model.blockSignals(True)  # what is chosen moves with its row; that is no choice of the person's
        self._listed.show(state, self._now(), self._zone)
        chosen = state.chosen
        row = self._listed.row_of(chosen.row, chosen.account_id) if chosen is not None else -1
        if row >= 0 and table.currentIndex().row() != row:
            table.selectRow(row)
        elif row < 0:
            table.clearSelection()
            # On the first head, which is nothing to choose: the next key goes to what follows it.
            model.setCurrentIndex(self._listed.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        model.blockSignals(was_blocked)
        table.viewport().update()
        table.fit_columns()

    def _draw_left(self) -> None:
        state = self._state
        person = state.person
        self._title.set_text(
            person.accounts[0].account.name if person is not None else self.tr("Accounts of a customer")
        )
        self.other.setVisible(person is not None)
        self.query.setPlaceholderText(
            self.tr("Find another account: name or number")
            if person is not None
            else self.tr("Find a customer: name or number")
        )
        self._hint.set_text(
            self.tr("Choose an account to see it beside this person's.")
            if person is not None
            else self.tr("Choose whose accounts to see.")
        )
        self.finder.set_off(self.tr("Searching") if state.searching else "")
        listed = self._listed.model.rowCount() > 0
        self._hint.setVisible(listed)
        self._pages.setCurrentIndex(_LOADING if state.loading else _TABLE if listed else _EMPTY)
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Whose accounts?"),
            self.tr("Type a name or a number, and press Enter."),
            icon="ph.intersect",
        )

    def _draw_right(self) -> None:
        state = self._state
        is_own = state.chosen is not None and state.chosen.row is Row.OWN
        self.apart.set_words(self.tr("Take out") if is_own else self.tr("Two people"))
        self.same.setEnabled(state.may_merge)
        self.apart.setEnabled(state.may_part)
        self.reason.setEnabled(state.may_merge or state.may_part)
        self.same.setVisible(not is_own)
        self.apart.setVisible(state.chosen is None or state.chosen.row is not Row.FOUND)
        self._deeds.setVisible(state.chosen is not None)
        self._no_sides.show_state(
            StateKind.QUIET,
            self.tr("Two accounts side by side"),
            self.tr("Here you see how far two accounts agree, before you merge them or take one out."),
            icon="ph.users",
        )

    def _notices(self) -> None:
        state = self._state
        words = ""
        if state.deeds:
            deed = state.deeds[-1]
            told = {
                "merged": self.tr("{one} and {other} are one person now."),
                "kept_apart": self.tr("{one} and {other} stay two people."),
                "taken_out": self.tr("{other} is taken out, and stays out."),
            }[deed.what]
            words = told.format(one=deed.one, other=deed.other)
        self._done.show_notice("ph.check-circle-fill", Token.GOOD, words, button=self.tr("Take back"), keys="Ctrl+Z")
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._trouble.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = str(current.siblingAtColumn(0).data(CellRole.KEY) or "") if current.isValid() else ""
        row, _, account = key.partition(":")
        if account:
            self.accounts.choose(Row(row), UUID(account))

    def _search(self) -> None:
        self.accounts.search(self.query.text())

    def _begin(self) -> None:
        self.query.clear()
        self.accounts.begin()
        self.query.setFocus()

    def _say_same(self) -> None:
        if self._state.may_merge:
            self.accounts.merge(self._taken_reason())
            self.table.setFocus()

    def _say_apart(self) -> None:
        if self._state.may_part:
            self.accounts.part(self._taken_reason())
            self.table.setFocus()

    def _taken_reason(self) -> str:
        reason = self.reason.text()
        self.reason.clear()
        return reason
