"""A popup over the window, drawn in the window itself.

Not a window of its own: input methods, the window's keys and the call's keys go on working, and nothing is modal.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.popup import SHADOW_REACH, PopupFrame


class Overlay(QWidget):
    """Covers `host` while open; `frame` takes the content. Esc or a click beside it closes.

    The focus goes back to where it was, unless it has been moved meanwhile.

    Signals:
        closed: It is hidden again.
    """

    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget, *, width: int, top: int, left: int | None = None) -> None:
        """`left` is where the content begins; without it it stands in the middle."""
        super().__init__(host)
        self.theme = theme
        self.host = host
        self._before: QWidget | None = None
        self._width = width
        self.frame = PopupFrame(parent=self)
        self.frame.setFixedWidth(theme.px(width))
        row = QHBoxLayout()
        if left is None:
            row.addStretch(1)
        else:
            row.addSpacing(left - SHADOW_REACH)
        row.addWidget(self.frame)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW_REACH, top, SHADOW_REACH, SHADOW_REACH)
        column.addLayout(row)
        column.addStretch(1)
        theme.changed.connect(self._measure)
        self.hide()

    def open_over(self) -> None:
        """Show it over the host, with the focus in it."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.setGeometry(self.host.rect())
        self.raise_()
        self.show()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into the content."""
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    def focus_shown(self, *wanted: QWidget) -> None:
        """Put the focus on the first of `wanted` that is shown."""
        first = next((each for each in wanted if each.isVisible()), self.frame)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_over(self) -> None:
        """Hide it and give the focus back."""
        if self.isHidden():
            return
        focused = QApplication.focusWidget()
        inside = focused is None or focused is self or self.isAncestorOf(focused)
        before, self._before = self._before, None
        self.hide()
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_over()

    @guarded(lambda: False)
    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab stays in the popup: what is behind it cannot be seen to have the focus.
        moved = super().focusNextPrevChild(forward)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.take_focus()
        return moved

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        # Only while it is open: a window has a dozen of these, and each would hear of all that comes to the window.
        self.host.installEventFilter(self)
        self.setGeometry(self.host.rect())  # which may have changed while both were minimised
        super().showEvent(event)

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        if isValid(self.host):  # it is not, where the whole window goes
            self.host.removeEventFilter(self)
        super().hideEvent(event)

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self.host.rect())
        return False

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 46))
        painter.end()

    def _measure(self) -> None:
        self.frame.setFixedWidth(self.theme.px(self._width))
