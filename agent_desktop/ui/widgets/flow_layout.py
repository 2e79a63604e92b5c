"""A row that breaks into more rows where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from agent_desktop.ui.widgets.guard import guarded, no_height, nothing


def _no_item() -> QLayoutItem | None:
    return None


def _no_directions() -> Qt.Orientation:
    return Qt.Orientation(0)


class FlowLayout(QLayout):
    """Lays its items out as words in a line. `gap` in pixels, across and down."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @guarded(nothing)
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(int)
    def count(self) -> int:
        return len(self._items)

    @guarded(_no_item)
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guarded(_no_item)
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guarded(_no_directions)
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(no_height)
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @guarded(nothing)
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @guarded(QSize)
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height - rect.y()
