"""How a figure went, as a small line in a card: no axes and no numbers, which stand beside it in words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

_DOT: Final = 2.5
_INSET: Final = 3.5
"""From the edge to the line, so that the last dot is whole."""


class CourseLine(QWidget):
    """Draws points in the order of `x`, each from 0 to 1 of the way, with the last one marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: tuple[tuple[float, float], ...] = ()
        self._span = (0.0, 1.0)
        self._every = False
        self._steps = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_course(
        self,
        points: Sequence[tuple[float, float]],
        *,
        span: tuple[float, float] | None = None,
        every: bool = False,
        steps: bool = False,
    ) -> None:
        """Draw `points` (x from 0 to 1, y in any unit) between the least and the most of `span`, by default their own;
        with `every` a dot at each. With `steps` a figure stays as it was until the next one."""
        values = [y for _, y in points]
        self._points = tuple(points)
        self._span = span or (min(values, default=0.0), max(values, default=1.0))
        self._every, self._steps = every, steps
        self.update()

    @property
    def drawn(self) -> tuple[tuple[float, float], ...]:
        """What is drawn."""
        return self._points

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(100, 22)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        places = [self._place(x, y) for x, y in self._points]
        if not places:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Token.ACCENT), 1.6))
        path = QPainterPath(places[0])
        for before, place in pairwise(places):
            if self._steps:
                path.lineTo(QPointF(place.x(), before.y()))
            path.lineTo(place)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Token.ACCENT))
        for place in places if self._every else places[-1:]:
            painter.drawEllipse(place, _DOT, _DOT)
        painter.end()

    def _place(self, x: float, y: float) -> QPointF:
        low, high = self._span
        share = (y - low) / (high - low) if high > low else 0.5
        width, height = self.width() - 2 * _INSET, self.height() - 2 * _INSET
        return QPointF(_INSET + x * width, _INSET + (1 - share) * height)
