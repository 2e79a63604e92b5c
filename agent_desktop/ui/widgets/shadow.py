"""The shadow under what lies over other things, blurred once and then only copied."""

from typing import Final

from PySide6.QtCore import QMargins, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QGraphicsPathItem,
    QGraphicsScene,
    QWidget,
)

from agent_desktop.ui.widgets.guard import guarded, nothing

SHADOW_REACH: Final = 32
_RADIUS: Final = 8
_BLUR: Final = 24
_DOWN: Final = 8
_COLOUR: Final = QColor(0, 0, 0, 46)  # black at 18 %
_CORNER: Final = SHADOW_REACH + _RADIUS + _BLUR
"""From here on inwards each row of an edge is as the next one: what lies between two corners can be drawn out."""


class Shadow(QWidget):
    """Draws the shadow of its neighbour: y 8, blur 24, 18 % black, of a frame of radius 8.

    An effect on the frame itself would draw and blur all of it anew whenever a figure in it changes.
    """

    def __init__(self, caster: QWidget) -> None:
        super().__init__(caster.parentWidget())
        self._caster = caster
        self._picture: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow()

    def follow(self) -> None:
        """Lie under the caster, wherever it is now; gone where it is."""
        if self.parentWidget() is not self._caster.parentWidget():
            self.setParent(self._caster.parentWidget())
        reach = SHADOW_REACH
        self.setGeometry(self._caster.geometry().marginsAdded(QMargins(reach, reach, reach, reach)))
        self.setVisible(not self._caster.isHidden())
        self.stackUnder(self._caster)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = _blurred(ratio)
        painter = QPainter(self)
        across, down = _thirds(self.width()), _thirds(self.height())
        corner = _CORNER * ratio
        for column, (x, width) in enumerate(across):
            for row, (y, height) in enumerate(down):
                piece = QRectF(
                    column * corner if column < 2 else corner + 1,
                    row * corner if row < 2 else corner + 1,
                    1 if column == 1 else corner,
                    1 if row == 1 else corner,
                )
                if (column, row) != (1, 1):  # the frame lies there
                    painter.drawPixmap(QRectF(x, y, width, height), self._picture, piece)
        painter.end()


def _thirds(length: int) -> tuple[tuple[int, int], ...]:
    """Cut a length into corner, edge and corner: where each begins, and how long it is."""
    corner = min(_CORNER, length // 2)
    return ((0, corner), (corner, length - 2 * corner), (length - corner, corner))


def _blurred(ratio: float) -> QPixmap:
    """Draw the shadow of the smallest frame: two corners with one row of pixels between them, both ways."""
    size = round(2 * _CORNER * ratio) + 1
    length = size / ratio
    shape = QPainterPath()
    reach = SHADOW_REACH
    # The frame that casts it stands beside the picture: only the shadow is wanted.
    aside = 2 * length
    shape.addRoundedRect(QRectF(reach, reach, length - 2 * reach, length - 2 * reach), _RADIUS, _RADIUS)
    item = QGraphicsPathItem(shape)
    item.setPen(QPen(Qt.PenStyle.NoPen))
    item.setBrush(Qt.GlobalColor.black)
    effect = QGraphicsDropShadowEffect()
    effect.setBlurRadius(_BLUR)
    effect.setOffset(aside, _DOWN)
    effect.setColor(_COLOUR)
    item.setGraphicsEffect(effect)
    scene = QGraphicsScene()
    scene.addItem(item)
    image = QImage(3 * size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, 3 * size, size), QRectF(0, 0, 3 * length, length))
    painter.end()
    picture = QPixmap.fromImage(image.copy(2 * size, 0, size, size))
    picture.setDevicePixelRatio(ratio)
    return picture
