"""Levels with a target: how many of each team's complaints were in time, one row a team."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart_data import Level, LevelData
from agent_desktop.ui.widgets.formats import DASH
from agent_desktop.ui.widgets.guard import guarded, nothing

_ROW: Final = 30
_NEAR: Final = 0.1
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def level_token(share: float | None, target: float) -> Token:
    """Return the colour of a level: reached, nearly, or far from its target."""
    if share is None:
        return Token.TEXT_3
    return Token.GOOD if share >= target else Token.CAUTION if share >= target - _NEAR else Token.PROBLEM


class LevelChart(QWidget):
    """Draws a `LevelData`. Up and Down go from row to row; each is read in words.

    Signals:
        row_chosen: Enter, or a click: the key of the row.
    """

    row_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._data = LevelData("")
        self._place = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def drawn(self) -> LevelData:
        """What is drawn."""
        return self._data

    def display(self, data: LevelData) -> None:
        """Draw `data`."""
        if data != self._data:
            self._data = data
            self._place = min(self._place, len(data.levels) - 1)
            self.setAccessibleName(data.title)
            self.updateGeometry()
            self.update()

    def picture(self, size: QSize, ratio: float = 2.0) -> QImage:
        """Return the chart as a picture for a file."""
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self._theme.colour(Token.SURFACE))
        painter = QPainter(image)
        self._paint(painter, float(size.width()), reading=False)
        painter.end()
        return image

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(420, self._theme.px(_ROW) * max(1, len(self._data.levels)) + 8)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), len(self._data.levels) - 1
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and last >= 0:
            self._go_to(max(0, min(last, self._place + (1 if key == Qt.Key.Key_Down else -1))))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.row_chosen.emit(self._data.levels[self._place].key)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._place < 0 and self._data.levels and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(0)
        self.update()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = int((event.position().y() - 4) // self._theme.px(_ROW))
        if 0 <= place < len(self._data.levels):
            self._go_to(place)
            self.row_chosen.emit(self._data.levels[place].key)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter, float(self.width()), reading=True)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _go_to(self, place: int) -> None:
        self._place = place
        self.setAccessibleDescription(self._data.levels[place].said if place >= 0 else "")
        self.update()

    def _paint(self, painter: QPainter, width: float, *, reading: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, data = self._theme, self._data
        names = max((theme.width(Role.BODY, level.label) for level in data.levels), default=0)
        asides = max((theme.width(Role.SMALL, level.aside) for level in data.levels), default=0)
        percent = theme.width(Role.BODY_STRONG, "100%") + 8
        left = min(names, int(width * 0.34)) + 16
        right = asides + percent + 24
        for place, level in enumerate(data.levels):
            row = QRectF(0, 4 + place * theme.px(_ROW), width, theme.px(_ROW))
            if reading and place == self._place and self.hasFocus():
                painter.fillRect(row, theme.colour(Token.SELECTION))
            self._row(painter, row, level, QRectF(left, row.center().y() - 5, max(40.0, width - left - right), 10))

    def _row(self, painter: QPainter, row: QRectF, level: Level, bar: QRectF) -> None:
        theme, target = self._theme, self._data.target
        token = level_token(level.share, target)
        painter.setFont(theme.font(Role.BODY))
        painter.setPen(theme.colour(Token.TEXT))
        metrics = theme.metrics(Role.BODY)
        name = QRectF(8, row.top(), bar.left() - 14, row.height())
        painter.drawText(name, _LEFT, metrics.elidedText(level.label, Qt.TextElideMode.ElideRight, int(name.width())))
        painter.fillRect(bar, theme.colour(Token.SUNKEN))
        if level.share is not None:
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * level.share, bar.height()), theme.colour(token)
            )
        x = bar.left() + bar.width() * target
        painter.setPen(QPen(theme.colour(Token.TEXT), 2))
        painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 4))
        percent = theme.width(Role.BODY_STRONG, "100%") + 8
        painter.setFont(theme.font(Role.BODY_STRONG))
        painter.setPen(theme.colour(token))
        place = QRectF(bar.right() + 4, row.top(), percent, row.height())
        painter.drawText(place, _RIGHT, DASH if level.share is None else f"{level.share:.0%}")
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour(Token.TEXT_2))
        rest = QRectF(place.right() + 10, row.top(), row.right() - place.right() - 14, row.height())
        painter.drawText(rest, _LEFT, level.aside)
