"""A tab of the customer with one table: coming, there, none, or not here; and one step under it."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.client.profile_parts import PartKind
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.views import RowTable

_TABLE, _EMPTY, _LOADING = range(3)


@dataclass(frozen=True, slots=True)
class ListedWords:
    """What the tab says, in the language now shown. `count` stands under the rows, `step` on the button."""

    name: str
    coming: str
    none: str
    none_text: str
    count: str
    step: str


class ListedPanel(PanelFrame):
    """The rows are the model's, which the subclass fills in `_draw` before it calls `_show_rows`.

    Signals:
        row_chosen: Enter or a double click on the row of this key.
        step_chosen: The button under the rows.
        retry_chosen: Ask again for what did not come.
    """

    row_chosen = Signal(str)
    step_chosen = Signal()
    retry_chosen = Signal()

    def __init__(
        self,
        theme: Theme,
        model: QAbstractItemModel,
        columns: tuple[Column, ...],
        *,
        icon: str,
        keys: str,
        show_at_once: bool,
    ) -> None:
        super().__init__(theme)
        self._is_drawn = False
        self.table = RowTable(theme, model)
        self.table.set_columns(columns)
        self._icon, self._keys = icon, keys
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 4, 30, show_at_once=show_at_once)
        self._notice = Notice(theme)
        self._notice.setContentsMargins(14, 6, 14, 6)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 4, 14, 4)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        self._said = TextLabel(role=Role.SMALL, wrap=True)
        self._said.setContentsMargins(14, 6, 14, 6)
        self._foot = QWidget()
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.step = CommandButton(theme, small=True, keys=keys, icon=icon)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 3, 12, 3)
        foot.addStrut(theme.px(26))
        foot.addWidget(self._count, 1)
        foot.addWidget(self.step)
        self.head.hide()
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._said)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._foot)
        self.table.row_chosen.connect(self.row_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._say)
        self.step.clicked.connect(self.step_chosen)
        self._empty.action_chosen.connect(self.step_chosen)
        self._notice.action_chosen.connect(self.retry_chosen)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._redraw()

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_drawn:
            self._redraw()

    def _redraw(self) -> None:
        """Draw what is known, as soon as the tab is open: behind another one, answering a call need not wait for it."""
        self._is_drawn = self.isVisible()
        if self._is_drawn:
            self._draw()

    def _words_of(self, _row: int) -> str:
        """Return what is said of a row under the table, whole."""
        return ""

    def _say(self) -> None:
        row = self.table.currentIndex().row()
        text = self._words_of(row) if 0 <= row < self.table.model().rowCount() else ""
        self._said.set_text(text)
        self._said.setVisible(bool(text))

    def _draw(self) -> None:
        """Draw what is known, in the language now shown."""
        raise NotImplementedError  # each list has its own; a QWidget cannot be an ABC, their metaclasses differ

    def _show_rows(self, kind: PartKind, problem: Problem | None, words: ListedWords) -> None:
        self.setAccessibleName(words.name)
        self.table.setAccessibleName(words.name)
        self._skeleton.set_words(words.coming)
        why = problem_text(problem) if problem is not None else ""
        again = self.tr("Try again")
        self._notice.show_notice("ph.warning-circle-fill", Token.PROBLEM, why, button=again, keys="Ctrl+R")
        rows = self.table.model().rowCount()
        if rows:
            self._pages.setCurrentIndex(_TABLE)
            self.table.fit_columns()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        elif kind is PartKind.READY:
            self._empty.show_state(
                StateKind.EMPTY, words.none, words.none_text, button=words.step, keys=self._keys, icon=self._icon
            )
            self._pages.setCurrentIndex(_EMPTY)
        else:
            self._pages.setCurrentIndex(_LOADING)
        self._skeleton.setVisible(kind is not PartKind.FAILED)
        self._count.set_text(words.count if rows else "")
        self.step.set_words(words.step)
        self._foot.setVisible(bool(rows))
        self._say()
