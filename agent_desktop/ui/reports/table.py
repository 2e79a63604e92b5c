"""The table of a report: figures as cells, sorted by any of them, with everything together in the last row."""

from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from agent_desktop.contract.reports import Cell, ReportRow, ReportTable
from agent_desktop.ui.reports.words import step_text, translate, unit_words, value_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.rows import CellRole
from agent_desktop.ui.widgets.views import RowTable

Index = QModelIndex | QPersistentModelIndex
MEASURED: Final = 200
"""So many rows say how wide the columns are: a report may have thousands."""
NAMES: Final = 2
"""Columns before the figures: name and time."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDEST: Final = 260


class ReportModel(QAbstractTableModel):
    """Name, time, and a column for each figure. The last row is the whole, wherever the others are sorted."""

    def __init__(self, zone: tzinfo | None) -> None:
        super().__init__()
        self._zone = zone
        self._table: ReportTable | None = None
        self._rows: list[ReportRow] = []
        self._given: tuple[ReportRow, ...] = ()

    def show(self, table: ReportTable | None, rows: tuple[ReportRow, ...]) -> None:
        """Show these rows of a table, in their own order."""
        self.beginResetModel()
        self._table, self._given, self._rows = table, rows, list(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """The rows as they stand now, the whole last."""
        return (*self._rows, self._table.total) if self._table is not None else ()

    def figure_of(self, column: int) -> str:
        """Return which figure a column is; empty for the names."""
        if self._table is None or not 0 <= column - NAMES < len(self._table.columns):
            return ""
        return self._table.columns[column - NAMES].figure

    def column_of(self, figure: str) -> int:
        """Return where a figure stands, -1 for nowhere."""
        columns = self._table.columns if self._table is not None else ()
        return next((number + NAMES for number, each in enumerate(columns) if each.figure == figure), -1)

    @guarded(int)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @guarded(int)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._table is None else NAMES + len(self._table.columns)

    @guarded(str)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        table = self._table
        if table is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= NAMES:
            return _RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if section == 0:
            return words(table.key_name)
        if section == 1:
            return translate("Reports", "Time")
        column = table.columns[section - NAMES]
        unit = unit_words(column.unit)
        return f"{words(column.name)} ({unit})" if unit else words(column.name)

    @guarded(str)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        table = self._table
        if table is None or not index.isValid():
            return None
        number, column = index.row(), index.column()
        is_total = number == len(self._rows)
        row = table.total if is_total else self._rows[number]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(table, row, column, is_total=is_total)
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= NAMES:
            return _RIGHT
        if role == CellRole.TYPE:
            return Role.BODY_STRONG.value if is_total or column == 0 else None
        if role == CellRole.TONE:
            return Token.TEXT_2.value if column == 1 else None
        if role == CellRole.GROUP:
            return is_total or None
        return None

    @guarded(nothing)
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has no figure comes last, whichever way. -1: as the report has them."""
        self.layoutAboutToBeChanged.emit()
        rows = list(self._given)
        down = order is Qt.SortOrder.DescendingOrder
        if column == 0:
            rows.sort(key=lambda row: words(row.name).casefold(), reverse=down)
        elif column == 1:
            rows.sort(key=lambda row: row.start_at.timestamp() if row.start_at else 0.0, reverse=down)
        elif column >= NAMES:
            place = column - NAMES
            sign = -1 if down else 1
            rows.sort(key=lambda row: _sort_key(row.values[place], sign))
        self._rows = rows
        self.layoutChanged.emit()

    def _text(self, table: ReportTable, row: ReportRow, column: int, *, is_total: bool) -> str:
        if column == 0:
            everything = is_total or row.key is None
            return translate("Reports", "All together") if everything else words(row.name)
        if column == 1:
            text = step_text(row, table, self._zone)
            return f"{text} …" if text and row.partial else text
        place = column - NAMES
        return value_text(row.values[place], table.columns[place].unit)


class ReportView(RowTable):
    """Shows a `ReportModel`, cell by cell.

    Signals:
        cell_chosen: Enter or a double click on a figure: its row (`ReportRow`) and its name among all figures.
        figure_pointed: The cell in focus is of this figure.
    """

    cell_chosen = Signal(object, str)
    figure_pointed = Signal(str)

    def __init__(self, theme: Theme, zone: tzinfo | None) -> None:
        self.report = ReportModel(zone)
        self._sorted = ("", Qt.SortOrder.DescendingOrder)
        self._filling = False
        super().__init__(theme, self.report)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(self._sort_chosen)
        self.activated.connect(self._cell_activated)
        self.selectionModel().currentChanged.connect(self._pointed)

    def show_table(self, table: ReportTable | None, rows: tuple[ReportRow, ...]) -> None:
        """Show these rows of a table, sorted as the person chose where it has that column."""
        self._filling = True
        self.report.show(table, rows)
        by, order = self._sorted
        column = {"0": 0, "1": 1}.get(by, self.report.column_of(by))
        self.horizontalHeader().setSortIndicator(column, order)
        self._filling = False
        self.report.sort(column, order)
        in_steps = any(row.start_at is not None for row in rows)
        by_key = any(row.key is not None for row in rows)
        self.setColumnHidden(0, table is not None and bool(rows) and not by_key)
        self.setColumnHidden(1, not in_steps)
        self._measure()

    def _measure(self) -> None:
        model = self.report
        for column in range(model.columnCount()):
            if self.isColumnHidden(column):
                continue
            head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            widest = self._theme.width(Role.SMALL, head) + 34
            rows = [*range(min(MEASURED, model.rowCount())), model.rowCount() - 1]
            needed = max((self._delegate.width_of(model.index(row, column)) for row in rows), default=0)
            self.setColumnWidth(column, min(max(widest, needed, 64), self._theme.px(_WIDEST)))

    def _sort_chosen(self, column: int, order: Qt.SortOrder) -> None:
        if not self._filling:
            self._sorted = (self.report.figure_of(column) or str(column), order)

    def _cell_activated(self, index: QModelIndex) -> None:
        figure = self.report.figure_of(index.column())
        if figure:
            self.cell_chosen.emit(self.report.rows[index.row()], figure)

    def _pointed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        figure = self.report.figure_of(current.column()) if current.isValid() else ""
        if figure:
            self.figure_pointed.emit(figure)

    def _activated(self, index: QModelIndex) -> None:
        """Rows are not chosen here, cells are."""


def _sort_key(value: Cell, sign: int) -> tuple[bool, float]:
    return value is None, sign * (value or 0.0)
