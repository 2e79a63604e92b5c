"""A ground of one colour under other widgets."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing


class Ground(QWidget):
    """Fills itself with the colour of `token`.

    A frame dressed by the sheet looks the same, and Qt paints all that it lies on first: of this one it knows that
    nothing shows through.
    """

    def __init__(self, theme: Theme, token: Token) -> None:
        super().__init__()
        self._theme = theme
        self._token = token
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.update)

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour(self._token))
        painter.end()
