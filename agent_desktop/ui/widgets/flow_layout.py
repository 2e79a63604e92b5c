"""A row that breaks into more rows where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSpacerItem, QWidget

from agent_desktop.ui.widgets.guard import guarded, no_height, nothing


def _no_item() -> QLayoutItem | None:
    return None


def _empty_item(layout: "FlowLayout", index: int) -> QLayoutItem | None:
    # Qt goes by `count` and looks at each item without asking whether it is one.
    return layout.empty if 0 <= index < layout.count() else None


def _taken_anyway(layout: "FlowLayout", index: int) -> QLayoutItem | None:
    # Qt deletes what it wanted to have taken out, taken out or not.
    return layout.items.pop(index) if 0 <= index < len(layout.items) else None


def _no_directions() -> Qt.Orientation:
    return Qt.Orientation(0)


class FlowLayout(QLayout):
    """Lays its items out as words in a line. `gap` in pixels, across, and down unless `down` is given."""

    def __init__(self, gap: int = 6, down: int | None = None) -> None:
        super().__init__()
        self.items: list[QLayoutItem] = []
        self._gap = gap
        self._down = gap if down is None else down
        self.empty = QSpacerItem(0, 0)
        """What an item that cannot be got is to Qt."""
        self.setContentsMargins(0, 0, 0, 0)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget in before the one at `place`."""
        self.addWidget(widget)
        self.items.insert(place, self.items.pop())
        self.invalidate()

    @guarded(nothing)
    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)

    @guarded(int)
    def count(self) -> int:
        return len(self.items)

    @guarded(_no_item, by=_empty_item)
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    @guarded(_no_item, by=_taken_anyway)
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self.items.pop(index) if 0 <= index < len(self.items) else None

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
        for item in self.items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self.items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self._down, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            height = max(height, size.height())
        return y + height - rect.y()
