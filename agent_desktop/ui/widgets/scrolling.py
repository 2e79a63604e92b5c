"""What is scrolled up and down where it is higher than its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def scrolled(inside: QWidget) -> QScrollArea:
    """Return what scrolls `inside`, never sideways. It takes no focus: what is in it does, and is scrolled to."""
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    return scroll


class ScrolledRows(QScrollArea):
    """`rows` takes one under the other, on the ground of what they stand on. `height` is in pixels."""

    def __init__(self, *, height: int, spacing: int) -> None:
        super().__init__()
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(spacing)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFixedHeight(height)
