"""Key caps, painted: the style sheet has nothing like them."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

_PAD = 5


def cap_size(theme: Theme, keys: str) -> QSize:
    """Return the size of the cap that holds `keys` (``Ctrl+K``), in pixels."""
    return QSize(theme.width(Role.TINY, keys) + 2 * _PAD, theme.px(17))


def paint_cap(painter: QPainter, theme: Theme, rect: QRectF, keys: str, *, ground: QColor, ink: QColor) -> None:
    """Paint the cap of `keys` into `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(ink)
    painter.setFont(theme.font(Role.TINY))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)


def cap_on_fill() -> QColor:
    """Return the ground of a cap on a filled button: black at 24 %."""
    return QColor(0, 0, 0, 61)


class KeyCap(QWidget):
    """A key or combination, for the eye only: screen readers get it from the control that it belongs to."""

    def __init__(self, theme: Theme, keys: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_keys(self, keys: str) -> None:
        if keys != self._keys:
            self._keys = keys
            self.updateGeometry()
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return cap_size(self._theme, self._keys) if self._keys else QSize(0, 0)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._keys:
            return
        painter = QPainter(self)
        paint_cap(
            painter,
            self._theme,
            QRectF(self.rect()),
            self._keys,
            ground=self._theme.colour(Token.SUNKEN),
            ink=self._theme.colour(Token.TEXT_2),
        )
        painter.end()
