"""Our mark: a speech bubble in a rounded square. The same shape as resources/logo/agent-desktop.svg."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

_SIDE = 64.0


def paint_logo(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint the mark into `rect`, which is square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _SIDE, rect.height() / _SIDE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Token.ACCENT_FILL))
    painter.drawRoundedRect(QRectF(0, 0, _SIDE, _SIDE), 14, 14)
    bubble = QPainterPath()
    bubble.addRoundedRect(QRectF(14, 17, 36, 27), 5, 5)
    tail = QPainterPath(QPointF(27, 43.5))
    tail.lineTo(32, 50)
    tail.lineTo(37, 43.5)
    tail.closeSubpath()
    painter.setBrush(theme.colour(Token.ON_FILL))
    painter.drawPath(bubble.united(tail))
    painter.setBrush(theme.colour(Token.ACCENT_FILL))
    for x in (23.0, 32.0, 41.0):
        painter.drawEllipse(QPointF(x, 30.5), 3, 3)
    painter.restore()


def logo_icon(theme: Theme) -> QIcon:
    """Return the mark as a window icon."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_logo(painter, theme, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(picture)
    return icon


class Logo(QWidget):
    """The mark, `side` pixels square."""

    def __init__(self, theme: Theme, side: int) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Agent Desktop")
        theme.changed.connect(self.update)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, self._theme, QRectF(0, 0, self._side, self._side))
        painter.end()
