"""How one cell of a report is counted: formula, numbers, what is left out, the definitions, and what it counts."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.figures import ExplainedFigure, Item
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.reports.cell_presenter import CellState
from agent_desktop.ui.reports.words import translate, value_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.counted_view import CountedView, left_out_words
from agent_desktop.ui.widgets.formats import DASH, clock_text, day_text, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.views import RowTable

_COLUMNS: Final = (Column(96), Column(110, 3), Column(110, 3), Column(110, 2), Column(100, 3), Column(60), Column(46))
_ROWS: Final = 8


class CellSheet(Overlay):
    """Draws a `CellState`.

    Signals:
        items_wanted: Show what was counted, or more of it.
    """

    items_wanted = Signal()

    def __init__(
        self, theme: Theme, host: QWidget, when: Callable[[datetime], str], today: Callable[[], datetime]
    ) -> None:
        super().__init__(theme, host, width=760, top=40)
        self._when, self._today = when, today
        self._of = ""
        self._state = CellState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._problem, self._differs = Notice(theme), Notice(theme)
        self._skeleton = SkeletonRows(theme, 3)
        self.counted = CountedView()
        self._model = QStandardItemModel(0, len(_COLUMNS), self)
        self.table = RowTable(theme, self._model, 28)
        self.table.set_columns(_COLUMNS)
        self.table.setFixedHeight(self.table.height_for(_ROWS))
        self.calls = CommandButton(theme, icon="ph.list-bullets")
        self.shut = CommandButton(theme, keys="Esc")
        self._build(theme)
        self.calls.clicked.connect(self.items_wanted)
        self.shut.clicked.connect(self.close_over)

    def open_on(self, of: str) -> None:
        """Open it; `of` says which row and time the cell is of."""
        self._of = of
        self.display(self._state)
        self.open_over()

    def display(self, state: CellState) -> None:
        """Draw `state`."""
        self._state = state
        if state.about is None:
            return
        name = words(state.figure.name) if state.figure is not None else state.about.figure
        self._title.set_text(f"{name} · {self._of}" if self._of else name)
        self.setAccessibleName(self._title.full_text())
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        self._skeleton.setVisible(state.loading)
        self._skeleton.set_words(translate("Reports", "Counting"))
        self._draw(state)
        self._draw_items(state)
        self.shut.set_words(translate("Reports", "Close"))

    def take_focus(self) -> None:
        """Put the focus on the way to what was counted."""
        self.focus_shown(self.calls, self.shut)

    def _build(self, theme: Theme) -> None:
        head = sheet_head(theme, self._title, icon="ph.calculator")
        column = QVBoxLayout()
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(8)
        for each in (self._problem, self._differs, self._skeleton, self.counted, self.table):
            column.addWidget(each)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.shut)
        foot.addWidget(self.calls)
        column.addLayout(foot)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 14)
        whole.setSpacing(12)
        whole.addWidget(head)
        whole.addLayout(column)

    def _draw(self, state: CellState) -> None:
        figure, explained = state.figure, state.explained
        if explained is not None:
            figure = explained.figure
        formula = symbols = left_out = source = how = ""
        if figure is not None:
            value = f" = {value_text(explained.value, figure.unit)}" if explained is not None else ""
            formula, symbols, source = words(figure.formula), f"{figure.symbols}{value}", figure.source
            left_out = left_out_words(figure, explained)
        if explained is not None:
            how = self._levels(explained)
        self.counted.show_formula(formula, symbols, explained.parts if explained is not None else ())
        self.counted.show_left_out(translate("Reports", "Not counted"), left_out)
        self.counted.show_how("\n".join(filter(None, (how, source))))
        self._draw_difference(state)

    def _draw_difference(self, state: CellState) -> None:
        told = ""
        if state.differs and state.explained is not None:
            unit = state.explained.figure.unit
            text = (
                translate("Reports", "The kept report says {shown}, and stays so. Counted now it is {now}.")
                if state.kept
                else translate("Reports", "The table says {shown}. Counted now it is {now}.")
            )
            told = text.format(shown=value_text(state.shown, unit), now=value_text(state.explained.value, unit))
        self._differs.show_notice("ph.info-fill", Token.CAUTION, told)

    def _levels(self, explained: ExplainedFigure) -> str:
        told = [
            translate(
                "Reports", "{queue}: T = {seconds} s, S = {short} s, target {percent} %, in force since {day}"
            ).format(
                queue=each.queue or translate("Reports", "Every queue"),
                seconds=each.answer_seconds,
                short=each.short_seconds,
                percent=each.target_percent,
                day=day_text(each.from_day, self._today().date()),
            )
            for each in explained.levels
        ]
        return "\n".join(told)

    def _draw_items(self, state: CellState) -> None:
        items, figure = state.items, state.figure
        self.table.setVisible(items is not None)
        if items is not None:
            heads = (
                translate("Reports", "When"),
                translate("Reports", "Which"),
                translate("Reports", "Queue"),
                translate("Reports", "Agent"),
                translate("Reports", "Outcome"),
                translate("Reports", "Length"),
                translate("Reports", "Counts"),
            )
            for column, head in enumerate(heads):
                self._model.setHorizontalHeaderItem(column, QStandardItem(head))
            self.table.setAccessibleName(translate("Reports", "What was counted"))
            self._fill(items)
        counts = figure is None or figure.counts_items
        self.calls.setVisible(counts and not state.loading and (items is None or bool(state.next)))
        more = translate("Reports", "Show what was counted")
        if items is not None:
            more = translate("Reports", "More: {shown} of {total}").format(shown=len(items), total=state.total)
        self.calls.set_words(more)
        self.calls.setEnabled(not state.reading)

    def _fill(self, items: tuple[Item, ...]) -> None:
        model = self._model
        model.setRowCount(len(items))
        for row, each in enumerate(items):
            for column in range(len(_COLUMNS)):
                if model.item(row, column) is None:
                    cell = QStandardItem()
                    cell.setEditable(False)
                    model.setItem(row, column, cell)
            fill(model.item(row, 0), self._when(each.at), key=str(each.item_id))
            fill(model.item(row, 1), each.label or words(each.about) or DASH, type=Role.BODY_BOLD.value)
            fill(model.item(row, 2), words(each.queue) or DASH, tone=Token.TEXT_2.value)
            fill(model.item(row, 3), each.agent_name or DASH)
            fill(model.item(row, 4), words(each.outcome) or DASH)
            fill(model.item(row, 5), DASH if each.seconds is None else clock_text(round(each.seconds)))
            counts = (
                "" if each.above is None else translate("Reports", "Yes") if each.above else translate("Reports", "No")
            )
            fill(model.item(row, 6), counts, tone=(Token.TEXT if each.above else Token.TEXT_3).value)
        self.table.fit_columns()
