"""The table and the tree, set up once: whole rows, one at a time, hover, quiet heads."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QTreeView

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.column_fit import Column, ColumnFit
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.rows import CellRole, RowDelegate

HEAD_HEIGHT = 28


def _dress(view: QTableView | QTreeView, delegate: RowDelegate) -> None:
    view.setItemDelegate(delegate)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)


def dress_header(header: QHeaderView, theme: Theme) -> None:
    """Make a head `HEAD_HEIGHT` high whose columns keep to the view's width."""
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(theme.px(HEAD_HEIGHT))
    header.setHighlightSections(False)
    header.setSectionsMovable(False)
    header.setMinimumSectionSize(40)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)


def _widest(view: QTableView | QTreeView, delegate: RowDelegate, theme: Theme, column: int) -> int:
    model = view.model()
    head = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    widest = theme.width(Role.SMALL, head) + 32
    for row in range(model.rowCount()):
        index = model.index(row, column)
        widest = max(widest, delegate.width_of(index))
        parent = model.index(row, 0)
        for child in range(model.rowCount(parent)):
            if not model.index(child, 0, parent).data(CellRole.NOTE):  # a note runs across all columns
                widest = max(widest, delegate.width_of(model.index(child, column, parent)))
    return widest


class RowTable(QTableView):
    """A table, usually on a `QStandardItemModel` that is filled in place.

    Signals:
        row_chosen: Enter or a double click on the row of this `CellRole.KEY`.
    """

    row_chosen = Signal(str)

    def __init__(self, theme: Theme, model: QAbstractItemModel, row_height: int = 30) -> None:
        super().__init__()
        self._theme = theme
        self._row_height = row_height
        self.fit: ColumnFit | None = None
        self._delegate = RowDelegate(theme, row_height, self)
        _dress(self, self._delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        dress_header(self.horizontalHeader(), theme)
        self.activated.connect(self._activated)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Size the columns by what stands in them from now on."""
        self.fit = ColumnFit(self.horizontalHeader(), columns, self._widest)

    def fit_columns(self) -> None:
        """Measure again: the texts have changed."""
        if self.fit is not None:
            self.fit.fit(self.viewport().width())

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _widest(self, column: int) -> int:
        return _widest(self, self._delegate, self._theme, column)

    def height_for(self, rows: int, *, head: bool = True) -> int:
        """Return the height that shows `rows` rows without scrolling."""
        return rows * self._theme.px(self._row_height) + (self._theme.px(HEAD_HEIGHT) if head else 0)

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    @guarded(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QModelIndex())

    def _hover(self, index: QModelIndex) -> None:
        row = (index.row(), index.parent().row()) if index.isValid() else (-1, -1)
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self._row_height))
        self.horizontalHeader().setFixedHeight(self._theme.px(HEAD_HEIGHT))
        self.fit_columns()
        self.viewport().update()

    def _activated(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.siblingAtColumn(0).data(CellRole.KEY))


class GroupTree(QTreeView):
    """A tree of groups. A click on a group row opens or closes it; a click on a link cell does what it says.

    Signals:
        link_chosen: A link cell was pressed, or Enter on its row; its row's `CellRole.KEY`.
    """

    link_chosen = Signal(str)

    def __init__(self, theme: Theme, model: QStandardItemModel, row_height: int = 28) -> None:
        super().__init__()
        self._theme = theme
        self.fit: ColumnFit | None = None
        self._delegate = RowDelegate(theme, row_height, self)
        _dress(self, self._delegate)
        self.setModel(model)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        dress_header(self.header(), theme)
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._closed)
        theme.changed.connect(self._restyle)

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Size the columns by what stands in them from now on."""
        self.fit = ColumnFit(self.header(), columns, self._widest)

    def fit_columns(self) -> None:
        """Measure again: the texts have changed."""
        if self.fit is not None:
            self.fit.fit(self.viewport().width())

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _widest(self, column: int) -> int:
        return _widest(self, self._delegate, self._theme, column)

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = (index.row(), index.parent().row()) if index.isValid() else (-1, -1)
        hand = index.isValid() and bool(index.data(CellRole.LINK) or index.data(CellRole.GROUP))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    @guarded(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._delegate.hover_row = (-1, -1)
        self.viewport().update()

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pressed(index)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid() and not event.modifiers():
            columns = range(self.model().columnCount())
            link = next((column for column in columns if index.siblingAtColumn(column).data(CellRole.LINK)), 0)
            self._pressed(index.siblingAtColumn(link))
            return
        super().keyPressEvent(event)

    def _pressed(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        if index.data(CellRole.LINK):
            self.link_chosen.emit(first.data(CellRole.KEY))
        elif first.data(CellRole.GROUP) and self.model().hasChildren(first):
            self.setExpanded(first, not self.isExpanded(first))

    def _opened(self, index: QModelIndex) -> None:
        self.model().setData(index, "open", CellRole.CARET)

    def _closed(self, index: QModelIndex) -> None:
        self.model().setData(index, "closed", CellRole.CARET)

    def _restyle(self) -> None:
        self.header().setFixedHeight(self._theme.px(HEAD_HEIGHT))
        self.scheduleDelayedItemsLayout()
        self.fit_columns()
        self.viewport().update()
