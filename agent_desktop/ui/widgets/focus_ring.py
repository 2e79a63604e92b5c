"""The ring around a focused button: 2 px of accent with a 1 px gap, outside the button, so that nothing shifts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

REACH = 3


class FocusRing(QWidget):
    """Drawn under its button, as the button's sibling: a child could not reach outside it."""

    def __init__(self, theme: Theme, button: QWidget, radius: float = 6) -> None:
        super().__init__(button.parentWidget())
        self._theme = theme
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follow(button)
        self.stackUnder(button)

    def follow(self, button: QWidget) -> None:
        """Go where `button` is now."""
        if self.parentWidget() is not button.parentWidget():
            self.setParent(button.parentWidget())
            self.stackUnder(button)
        self.setGeometry(button.geometry().adjusted(-REACH, -REACH, REACH, REACH))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Token.ACCENT), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, self._radius + 2, self._radius + 2)
        painter.end()
