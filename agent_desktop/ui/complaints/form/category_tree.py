"""The tree of categories: groups open and close, a leaf is chosen and shows a tick."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from agent_desktop.ui.complaints.form.tree_model import Node, found, path_to, walked
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing

_ROW: Final = 28
_STEP: Final = 18
"""How much further right each level stands."""
_CODE: Final = Qt.ItemDataRole.UserRole + 1
_LEVEL: Final = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class CategoryTree(QTreeView):
    """Draws trees of categories. Right and Left open and close, Enter and Space choose.

    Signals:
        category_chosen: The code of a category that can be chosen.
        letters_typed: What is typed while the tree has the focus: it belongs in the search.
        left_above: Up was pressed in the first row.
    """

    category_chosen = Signal(str)
    letters_typed = Signal(str)
    left_above = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._nodes: tuple[Node, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._chosen = ""
        self._sought = ""
        self._model = QStandardItemModel(self)
        self._delegate = _CategoryDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        theme.changed.connect(self._restyle)

    def display(self, nodes: tuple[Node, ...], chosen: str, language: str) -> None:
        """Draw `nodes` with `chosen` marked; the groups that it lies in are open when it is chosen."""
        before, self._chosen = self._chosen, chosen
        self._delegate.chosen = chosen
        drawn = (nodes, language)
        if drawn != self._drawn:
            self._drawn, self._nodes = drawn, nodes
            self._fill()
            self._place()
        if chosen != before or not self.currentIndex().isValid():
            self._open_to(chosen)
        self.viewport().update()

    def seek(self, text: str) -> int:
        """Show only what `text` fits, with the best of it marked; return how much that is. Empty shows the tree."""
        self._sought = text.strip()
        return self._place()

    def take_marked(self) -> bool:
        """Choose the row that is marked, if it can be chosen."""
        code = str(self.currentIndex().data(_CODE) or "")
        if not any(each.code == code and each.is_leaf for each in walked(self._nodes)):
            return False
        self.category_chosen.emit(code)
        return True

    def shown_codes(self) -> list[str]:
        """Return the codes of the rows that can be seen now, from top to bottom."""
        codes = []
        index = self._model.index(0, 0) if self._model.rowCount() else QModelIndex()
        if index.isValid() and self.isRowHidden(0, QModelIndex()):
            index = self.indexBelow(index)
        while index.isValid():
            codes.append(str(index.data(_CODE)))
            index = self.indexBelow(index)
        return codes

    def mark_first(self) -> None:
        """Mark the chosen row, or the first."""
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain and index.isValid():
            if not self.take_marked():
                self.setExpanded(index, not self.isExpanded(index))
        elif event.key() == Qt.Key.Key_Up and plain and not self.indexAbove(index).isValid():
            self.left_above.emit()
        elif event.key() == Qt.Key.Key_Right and plain and self._model.hasChildren(index) and self.isExpanded(index):
            self.setCurrentIndex(self._model.index(0, 0, index))
        elif event.key() == Qt.Key.Key_Left and plain and not self.isExpanded(index) and index.parent().isValid():
            self.setCurrentIndex(index.parent())
        elif event.text().strip() and event.text().isprintable() and plain:
            self.letters_typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        self.setCurrentIndex(index)
        if not self.take_marked():
            self.setExpanded(index, not self.isExpanded(index))

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor)

    def _fill(self) -> None:
        self._model.clear()
        for node in self._nodes:
            self._model.appendRow(self._item(node, 0))

    def _item(self, node: Node, level: int) -> QStandardItem:
        item = QStandardItem(words(node.category.name))
        item.setData(node.code, _CODE)
        item.setData(level, _LEVEL)
        for child in node.children:
            item.appendRow(self._item(child, level + 1))
        return item

    def _place(self) -> int:
        ranks = found(self._nodes, self._sought)

        def show(item: QStandardItem, node: Node) -> bool:
            some = [show(item.child(row), child) for row, child in enumerate(node.children)]
            shown = not self._sought or node.code in ranks or any(some)
            self.setRowHidden(item.row(), self._model.indexFromItem(item).parent(), not shown)
            if self._sought and node.children:
                self.setExpanded(item.index(), shown)
            return shown

        for row, node in enumerate(self._nodes):
            show(self._model.item(row), node)
        if self._sought:
            if ranks:
                self._mark(min(ranks, key=ranks.__getitem__))
        else:
            self.collapseAll()
            self._open_to(self._chosen)
        return len(ranks)

    def _open_to(self, code: str) -> None:
        path = path_to(self._nodes, code)
        if path:
            self._mark(code)
        elif self._nodes and not self._sought and not self._chosen:
            self.setCurrentIndex(QModelIndex())

    def _mark(self, code: str) -> None:
        index = QModelIndex()
        for node in path_to(self._nodes, code):
            rows = self._model.rowCount(index)
            index = next(
                (each for row in range(rows) if (each := self._model.index(row, 0, index)).data(_CODE) == node.code),
                index,
            )
            if node.children:
                self.expand(index)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _CategoryDelegate(QStyledItemDelegate):
    """A caret before a group, a tick after what is chosen; no lines between rows."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chosen = ""

    @guarded(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, self._theme.px(_ROW))

    @guarded(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, view = self._theme, option.widget
        rect = QRectF(option.rect)
        chosen = index.data(_CODE) == self.chosen
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = Token.SELECTION if chosen else Token.SUNKEN if marked else Token.HOVER_ROW if hovered else None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground is not None:
            painter.fillRect(rect, theme.colour(ground))
        if marked and view.hasFocus():
            painter.setPen(QPen(theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
        ratio = view.devicePixelRatioF()
        x = rect.left() + 10 + int(index.data(_LEVEL) or 0) * theme.px(_STEP)
        middle = rect.center().y()
        if _has_children(index):
            open_now = view.isExpanded(index) if isinstance(view, QTreeView) else False
            name = "ph.caret-down" if open_now else "ph.caret-right"
            painter.drawPixmap(QPointF(x, middle - 6), theme.pixmap(name, Token.TEXT_2, 12, ratio))
        right = rect.right() - 10
        if chosen:
            painter.drawPixmap(QPointF(right - 14, middle - 7), theme.pixmap("ph.check", Token.ACCENT, 14, ratio))
            right -= 20
        role = Role.BODY_BOLD if chosen else Role.BODY
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(Token.TEXT))
        place = QRectF(x + 18, rect.top(), right - x - 18, rect.height())
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _has_children(index: Index) -> bool:
    model: Any = index.model()
    return model is not None and bool(model.hasChildren(index))
