"""A person as initials in a circle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing


class Avatar(QWidget):
    """For the eye only: the name stands beside it."""

    def __init__(self, theme: Theme, initials: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._initials = initials
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_initials(self, initials: str) -> None:
        if initials != self._initials:
            self._initials = initials
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(28, 28)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Token.INFO_BORDER), 1))
        painter.setBrush(self._theme.colour(Token.INFO_SOFT))
        circle = QRectF(0.5, 0.5, 27, 27)
        painter.drawEllipse(circle)
        painter.setPen(self._theme.colour(Token.INFO))
        font = self._theme.font(Role.TINY)
        font.setPixelSize(11)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()


def initials_of(name: str) -> str:
    """Return the first letters of the first and last word, or the last two signs of a Chinese name."""
    words = name.split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][-2:] if ord(words[0][0]) > 0x2E80 else words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()
