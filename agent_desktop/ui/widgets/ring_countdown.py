"""How long a call still rings: one arc, the number inside, once a second."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.ticker import Ticker

LAST_SECONDS = 5


class RingCountdown(QWidget):
    """Counts down to `until`; under 5 s it turns caution and its number is said aloud."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme = theme
        self._ticker = ticker
        self._until: datetime | None = None
        self._whole = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        ticker.ticked.connect(self._tick)

    def count(self, until: datetime | None, whole_seconds: float) -> None:
        """Count down to `until` out of `whole_seconds`."""
        self._until = until
        self._whole = max(1.0, whole_seconds)
        self._tick()

    def seconds_left(self) -> int:
        """Return what the number says."""
        return 0 if self._until is None else self._ticker.seconds_until(self._until)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        side = self._theme.px(50)
        return QSize(side, side)

    def _tick(self) -> None:
        if self._until is not None:
            left = self.seconds_left()
            name = str(left) if left <= LAST_SECONDS else ""
            if name and name != self.accessibleName() and self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name))
            self.setAccessibleName(name)
        self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        left = self.seconds_left()
        ink = self._theme.colour(Token.CAUTION if left < LAST_SECONDS else Token.ACCENT_FILL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        circle = QRectF((self.width() - side) / 2 + 3, (self.height() - side) / 2 + 3, side - 6, side - 6)
        painter.setPen(QPen(self._theme.colour(Token.INFO_BORDER), 4))
        painter.setBrush(self._theme.colour(Token.SURFACE))
        painter.drawEllipse(circle)
        painter.setPen(QPen(ink, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        share = min(1.0, left / self._whole)
        painter.drawArc(circle, 90 * 16, -round(360 * 16 * share))
        painter.setPen(self._theme.colour(Token.CAUTION if left < LAST_SECONDS else Token.TEXT))
        painter.setFont(self._theme.font(Role.TITLE))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(left))
        painter.end()
