"""A widget that shows a drawing, painted ahead of time where it is known what comes."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.drawing import Drawing, TextShaper
from agent_desktop.ui.widgets.guard import guarded, no_height, nothing

_MOST_WIDTHS: Final = 4
_HINT_WIDTH: Final = 300
"""Before it has a width of its own a panel is as high as its words are in this many pixels."""

Compose = Callable[[Drawing, int], int]
"""Puts a panel's marks for a width in pixels; returns the height they take."""


class DrawnPanel(QWidget):
    """Shows what `compose` puts into a drawing; as high as that needs, or as its place is where it does not `flow`.

    Its words are in `texts`; whoever uses it tells them to screen readers, as part of its own name or description.
    What is painted ahead leaves `edge` pixels at either side free, where the corners of its place are round.
    """

    def __init__(self, theme: Theme, compose: Compose, *, flow: bool = True, edge: int = 0) -> None:
        super().__init__()
        self._edge = edge
        self._picture: tuple[Drawing, QPixmap] | None = None
        self._flow = flow
        self._theme = theme
        self._compose = compose
        self._shaper = TextShaper(theme)
        self._drawn: dict[int, tuple[Drawing, int]] = {}
        self._heights: dict[int, int] = {}
        self._ready: dict[int, tuple[Drawing, int]] = {}
        height = QSizePolicy.Policy.Minimum if flow else QSizePolicy.Policy.Ignored
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, height)
        policy.setHeightForWidth(flow)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        theme.changed.connect(self._restyle)

    @guarded(nothing)
    def make_ready(self, width: int, ground: Token) -> None:
        """Work out in `width` what is composed now, for a `redraw` that takes it, and paint it on `ground`.

        What fails here is logged, as where Qt asks for it: it is worked out anew when it is shown.
        """
        self.forget_ready()
        drawing = Drawing(self._theme, self._shaper)
        height = self._compose(drawing, width)
        self._ready = {width: (drawing, height)}
        self._paint_ahead(drawing, QSize(width, height), ground)

    def forget_ready(self) -> None:
        """Drop what was made ready."""
        self._ready, self._picture = {}, None

    @guarded(nothing)
    def paint_ahead(self, ground: Token) -> None:
        """Paint what is to be shown, on `ground`, before it is. What fails here is logged, and painted when shown."""
        self._picture = None
        drawing, height = self._for_width(self.width())
        self._paint_ahead(drawing, QSize(self.width(), height), ground)

    def redraw(self, *, is_ready: bool = False) -> None:
        """What is to be shown is something else now, or what was made ready."""
        before = self._drawn.get(self.width())
        self._drawn, self._heights = self._ready if is_ready else {}, {}
        self._ready = {}
        self._picture = self._picture if is_ready else None
        if self._flow and (before is None or self._for_width(self.width())[1] != before[1]):
            self.updateGeometry()
        self.update()

    def texts(self) -> list[str]:
        """Return the words that are shown, whole, in the order in which they are read."""
        return list(self._for_width(self.width())[0].texts)

    def cut_texts(self) -> list[str]:
        """Return those that have no room and end in …; the pointer over them shows the whole."""
        return [text for _, text in self._for_width(self.width())[0].cut]

    def height_in(self, width: int) -> int:
        """Return the height in pixels that it needs in `width`; for what puts it at its place without a layout."""
        return self._height(width)

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return self._flow

    @guarded(no_height)
    def heightForWidth(self, width: int) -> int:
        return self._height(width)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = max(self.width(), _HINT_WIDTH)
        return QSize(width, self._height(width))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._flow and event.size().width() != event.oldSize().width():
            self.updateGeometry()  # asked for its size it says that of its own width: one drawing then serves all

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        cut = self._for_width(self.width())[0].cut
        self.setToolTip(next((text for place, text in cut if place.contains(at)), ""))
        event.ignore()

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing = self._for_width(self.width())[0]
        ahead, picture = self._picture or (None, None)
        if picture is not None and ahead is drawing and picture.devicePixelRatio() == self.devicePixelRatioF():
            _paint_from(drawing, picture, painter, self._edge)
        else:
            drawing.paint_on(painter, event.rect())
        painter.end()

    def _paint_ahead(self, drawing: Drawing, size: QSize, ground: Token) -> None:
        self._picture = drawing, _picture_of(drawing, size, self.devicePixelRatioF(), ground)

    def _height(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            if len(self._heights) >= _MOST_WIDTHS:
                self._heights.clear()
            # Layouts ask for the height at other widths, too: with the frame, without a scroll bar.
            drawing, height = self._for_width(self.width())
            if not drawing.is_as_high(width - self.width()):
                height = self._for_width(width)[1]
            self._heights[width] = height
        return height

    def _for_width(self, width: int) -> tuple[Drawing, int]:
        known = self._drawn.get(width)
        if known is None:
            if len(self._drawn) >= _MOST_WIDTHS:  # while a column's border is being moved
                self._drawn.clear()
            drawing = Drawing(self._theme, self._shaper)
            known = self._drawn[width] = drawing, self._compose(drawing, width)
        return known

    def _restyle(self) -> None:
        self._shaper.forget()
        self._drawn, self._heights, self._ready, self._picture = {}, {}, {}, None
        self.updateGeometry()
        self.update()


def _picture_of(drawing: Drawing, size: QSize, ratio: float, ground: Token) -> QPixmap:
    """Paint it on `ground`, for a screen of so many dots a pixel."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(drawing.theme.colour(ground))
    painter = QPainter(picture)
    drawing.paint_on(painter, QRect(QPoint(0, 0), size))
    painter.end()
    return picture


def _paint_from(drawing: Drawing, picture: QPixmap, painter: QPainter, edge: int) -> None:
    """Paint it as `picture` has it; of what is nearer to its sides than `edge` pixels the hairlines alone."""
    ratio = picture.devicePixelRatio()
    size = picture.deviceIndependentSize()
    inner = QRectF(edge, 0, size.width() - 2 * edge, size.height())
    painter.drawPixmap(inner, picture, QRectF(inner.topLeft() * ratio, inner.size() * ratio))
    for place, colour in drawing.rules:
        painter.fillRect(place, colour)
