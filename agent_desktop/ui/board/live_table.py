"""A table of facts that change all the time: of two thousand rows only those in sight are worked out and painted.

Each row is a frozen value. A table is told all rows at each change; what is the same value is the same row, and its
cells stay as they were drawn before.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from agent_desktop.ui.board.cells import Cell, Cells
from agent_desktop.ui.board.painting import CellPainter, RowLook
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.column_fit import Column, ColumnFit
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.rows import CellRole, RowDelegate
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MOST_EXTRA: Final = 40
_EASE: Final = 160
"""So much of the room that is over goes to words before anything else has more than it takes."""


class LiveModel(QAbstractTableModel):
    """The rows in their order. `key_of` says which row it is, `draw` makes its cells, once for each value of it."""

    def __init__(
        self,
        key_of: Callable[[Any], UUID],
        draw: Callable[[Any], Cells],
        ticker: Ticker,
        at_right: frozenset[int],
    ) -> None:
        super().__init__()
        self._key_of, self._draw, self._ticker, self._at_right = key_of, draw, ticker, at_right
        self._heads: tuple[str, ...] = ()
        self._mark: tuple[int, str] = (-1, "")
        self._rows: Sequence[Any] = ()
        self._keys: list[UUID] = []
        self._cells: dict[UUID, tuple[Any, Cells]] = {}

    @property
    def rows(self) -> Sequence[Any]:
        """What is shown, in its order."""
        return self._rows

    @property
    def keys(self) -> Sequence[UUID]:
        """The key of each row."""
        return self._keys

    def set_heads(self, heads: tuple[str, ...]) -> None:
        """Name the columns, in the language of the screen; where it is another one the cells are drawn anew."""
        if heads == self._heads:
            return
        self.beginResetModel()
        self._heads = heads
        self._cells.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Draw the cells anew when they are next seen: something beside the rows is otherwise."""
        self._cells.clear()

    def mark_head(self, section: int, sign: str) -> None:
        """Put `sign` behind the name of one column: the rows are ordered by it."""
        if (section, sign) != self._mark:
            self._mark = (section, sign)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._heads) - 1))

    def show(self, rows: Sequence[Any]) -> bool:
        """Show `rows`. Returns whether they are other ones, or in another order, than before."""
        keys = [self._key_of(row) for row in rows]
        if keys == self._keys:
            self._rows = rows
            return False
        self.beginResetModel()
        self._rows, self._keys = rows, keys
        if len(self._cells) > 2 * len(rows) + 100:
            self._cells.clear()
        self.endResetModel()
        return True

    def cells(self, row: int) -> Cells:
        """Return the cells of row number `row`."""
        fact, key = self._rows[row], self._keys[row]
        known = self._cells.get(key)
        if known is not None and known[0] is fact:
            return known[1]
        made = self._draw(fact)
        self._cells[key] = (fact, made)
        return made

    def cell(self, index: Index) -> Cell:
        """Return one cell."""
        return self.cells(index.row())[index.column()]

    def place_of(self, key: UUID | None) -> int:
        """Return the row of `key`, -1 where there is none."""
        return self._keys.index(key) if key in self._keys else -1

    @guarded(int)
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @guarded(int)
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @guarded(str)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section] + (f" {self._mark[1]}" if section == self._mark[0] else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._at_right else _LEFT
        return None

    @guarded(str)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).words(self._ticker.now())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(index)
            return cell.said or f"{self._heads[index.column()]} {cell.words(self._ticker.now())}".strip()
        if role == CellRole.KEY:
            return str(self._keys[index.row()])
        return None


class LiveDelegate(RowDelegate):
    """Knows the painted buttons of a `LiveTable`, which paints its rows itself, and says what is cut."""

    def __init__(self, theme: Theme, row_height: int, ticker: Ticker, view: "LiveTable", painter: CellPainter) -> None:
        super().__init__(theme, row_height, view)
        self._view, self._ticker = view, ticker
        self._painter = painter

    @guarded(bool)
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Say what a painted button does, or the whole of a text that is cut."""
        if not index.isValid():
            return False
        cell, place = self._view.live.cell(index), QRectF(option.rect)
        button = self._painter.button_at(place, cell, event.pos())
        text = ""
        if button is not None:
            text = button.words
        elif self._painter.width(cell, self._ticker.now()) > place.width():
            text = cell.words(self._ticker.now())
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def button_at(self, rect: QRect, cell: Cell, at: QPoint) -> str:
        """Return the name of the painted button at `at`, empty for none."""
        button = self._painter.button_at(QRectF(rect), cell, at)
        return button.name if button is not None else ""


class LiveTable(RowTable):
    """Shows a `LiveModel`. What counts is painted anew each second, where it is in sight.

    Signals:
        button_chosen: The key of the row (`UUID`), and the name of the painted button in it.
        menu_wanted: The key of the row, and where on the screen (`QPoint`).
        picked: The key of the row that is selected now, None for none.
        height_changed: There is room for more rows, or for fewer.
    """

    button_chosen = Signal(object, str)
    menu_wanted = Signal(object, QPoint)
    picked = Signal(object)
    height_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        ticker: Ticker,
        key_of: Callable[[Any], UUID],
        draw: Callable[[Any], Cells],
        columns: tuple[Column, ...],
        *,
        at_right: frozenset[int] = frozenset(),
        timers: tuple[int, ...] = (),
        row_height: int = 30,
    ) -> None:
        """`timers` are the columns that count."""
        self.live = LiveModel(key_of, draw, ticker, at_right)
        self._extra = 0
        self._cell_painter = CellPainter(theme)
        self._ticker = ticker
        super().__init__(theme, self.live, row_height)
        self.live.setParent(self)
        self._columns, self._timers = columns, timers
        self._picked: UUID | None = None
        self._lit = (-1, "")
        self._showing = False
        self._live_delegate = LiveDelegate(theme, row_height, ticker, self, self._cell_painter)
        self._delegate = self._live_delegate
        self.setItemDelegate(self._live_delegate)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        ticker.ticked.connect(self._count)

    def set_heads(self, heads: tuple[str, ...]) -> None:
        """Name the columns; their widths go by names and by the least that their values take."""
        self.live.set_heads(heads)
        if self.fit is None:
            self.fit = ColumnFit(self.horizontalHeader(), self._columns, self._widest)
        self._pick_again()
        self.fit_columns()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show `rows` in their order. Whatever was selected stays so, wherever it stands now."""
        self._showing = True
        moved = self.live.show(rows)
        if moved:
            self._pick_again()
        self._showing = False
        self.viewport().update()
        if moved and self._picked is not None and self.live.place_of(self._picked) < 0:
            self._picked = None
            self.picked.emit(None)

    def pick(self, key: UUID) -> None:
        """Select the row of `key`, and bring it in sight."""
        place = self.live.place_of(key)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self.live.index(place, 0))

    @property
    def picked_key(self) -> UUID | None:
        """The key of the row that is selected, None for none."""
        return self._picked

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint whole rows. Through a delegate each cell would come as a call of its own, with index and options."""
        area, live, brush = event.rect(), self.live, self._cell_painter
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        last = last if last >= 0 else len(live.rows) - 1
        columns = self._columns_in(event.region())
        if not columns:
            return
        selected = self.selectionModel().selectedRows()
        chosen = selected[0].row() if selected else -1
        focused, ratio, now = self.hasFocus(), self.devicePixelRatioF(), self._ticker.now()
        top, high, width = self.rowViewportPosition(first), self.rowHeight(first), self.horizontalHeader().length()
        left = self.columnViewportPosition(0)
        painter = QPainter(self.viewport())
        brush.begin()
        for row in range(first, last + 1):
            lit = self._lit[1] if self._lit[0] == row else ""
            look = RowLook(row == chosen, focused, self._live_delegate.hover_row[0] == row, lit)
            brush.ground(painter, QRect(left, top, width, high), look)
            cells = live.cells(row)
            for column, x, wide in columns:
                brush.content(painter, QRectF(x, top, wide, high), cells[column], now, ratio, look)
            top += high
        painter.end()

    def _columns_in(self, region: QRegion) -> list[tuple[int, int, int]]:
        """Return the columns that reach into `region`: each with where it begins and how wide it is."""
        high = self.viewport().height()
        placed = [
            (column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in range(self.live.columnCount())
        ]
        return [each for each in placed if each[2] > 0 and region.intersects(QRect(each[1], 0, each[2], high))]

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        lit = self._button_at(event.position().toPoint())
        if lit != self._lit:
            self._lit = lit
            cursor = Qt.CursorShape.PointingHandCursor if lit[1] else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(cursor)
            self.viewport().update()

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row, name = self._button_at(event.position().toPoint())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.button_chosen.emit(self.live.keys[row], name)

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.selectRow(index.row())
        rect = self.visualRect(index)
        at = self.viewport().mapToGlobal(QPoint(rect.left() + 24, rect.bottom())) if by_key else event.globalPos()
        self.menu_wanted.emit(self.live.keys[index.row()], at)

    @guarded(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._lit = (-1, "")

    def _button_at(self, at: QPoint) -> tuple[int, str]:
        index = self.indexAt(at)
        if not index.isValid():
            return -1, ""
        return index.row(), self._live_delegate.button_at(self.visualRect(index), self.live.cell(index), at)

    def _pick_again(self) -> None:
        place = self.live.place_of(self._picked)
        model = self.selectionModel()
        was = model.blockSignals(True)  # the row moves with its fact; that is no choice of the person's
        if place >= 0:
            at = self.verticalScrollBar().value()
            self.selectRow(place)
            self.verticalScrollBar().setValue(at)
        else:
            self.clearSelection()
        model.blockSignals(was)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._showing:
            return
        key = self.live.keys[current.row()] if current.isValid() else None
        if key != self._picked:
            self._picked = key
            self.picked.emit(key)

    def _count(self) -> None:
        """A second has passed: paint the columns that count, in the rows in sight."""
        if not self.isVisible() or not self.live.rows:
            return
        height = self.viewport().height()
        for column in self._timers:
            x, width = self.columnViewportPosition(column), self.columnWidth(column)
            self.viewport().update(QRect(x, 0, width, height))

    def fit_columns(self) -> None:
        """Measure again. Where there is much room each column has some of it, not the first alone."""
        if self.fit is None:
            return
        self._extra = 0
        count = len(self._columns)
        spare = self.viewport().width() - sum(self._widest(column) for column in range(count))
        self._extra = max(0, min(self._theme.px(_MOST_EXTRA), (spare - self._theme.px(_EASE)) // count))
        super().fit_columns()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self.height_changed.emit()

    def _restyle(self) -> None:
        self._cell_painter.forget()
        super()._restyle()

    def _widest(self, column: int) -> int:
        head = str(self.live.headerData(column, Qt.Orientation.Horizontal) or "")
        least = max(self._theme.width(Role.SMALL, head) + 32, self._theme.px(self._columns[column].least))
        return least + self._extra
