"""What the flow map is drawn from: steps, and the ways between them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from agent_desktop.client.script_flow import FlowNode, FlowWay, StepKind
from agent_desktop.ui.authoring.flow_words import Shape, words_place
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

WIDTH: Final = 160
HEIGHT: Final = 48
TALL: Final = 64  # with its figures
ACROSS: Final = 185
DOWN: Final = 52  # between the rows
MOST_WORDS: Final = 150  # what is longer goes on in the next line
_WIDEST: Final = 210  # where one word of a condition is so long
_LEAST: Final = 40
_ARROW: Final = 6
_SET: Final = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)

ICONS: Final = {
    StepKind.SAY: "ph.chat-circle-text",
    StepKind.ASK: "ph.question",
    StepKind.MUST_SAY: "ph.scales",
    StepKind.VERIFY: "ph.shield-check",
    StepKind.ACTION: "ph.lightning",
    StepKind.SUB_SCRIPT: "ph.path",
    StepKind.END: "ph.flag",
    StepKind.MISSING: "ph.warning-circle-fill",
}


def place_of(node: FlowNode, height: int) -> QRectF:
    """Return where a step stands on the map whose steps are so high."""
    return QRectF(node.column * ACROSS, node.row * (height + DOWN), WIDTH, height)


class StepItem(QGraphicsItem):
    """One step. `second` is said under its title; under that `figures`, which are in words beside it."""

    def __init__(
        self, theme: Theme, node: FlowNode, title: str, second: str, figures: tuple[str, str], height: int
    ) -> None:
        super().__init__()
        self._theme = theme
        self.node = node
        self._title, self._second, (self.figures, told) = title, second, figures
        self._height = height
        self.chosen = False
        place = place_of(node, height)
        self.setPos(place.topLeft())
        self.setToolTip("\n".join(each for each in (title, second, told) if each))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setZValue(2)

    def choose(self, *, chosen: bool) -> None:
        """Mark the step, or no longer."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    @guarded(QRectF)
    def boundingRect(self) -> QRectF:
        return QRectF(-2, -2, WIDTH + 4, self._height + 4)

    @guarded(nothing)
    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        theme, colour = self._theme, self._theme.colour
        ground, border, ink, second = self._tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour(border), 2 if self.chosen else 1)
        if self.node.kind is StepKind.MISSING:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour(ground))
        inset = 1.0 if self.chosen else 0.5
        painter.drawRoundedRect(QRectF(inset, inset, WIDTH - 2 * inset, self._height - 2 * inset), 6, 6)
        icon = "ph.warning-fill" if not self.node.reached else ICONS[self.node.kind]
        picture = theme.pixmap(icon, ink, 16, 2.0)
        painter.drawPixmap(QRectF(10, self._height / 2 - 8, 16, 16), picture, QRectF(picture.rect()))
        lines = [(self._title, Role.SMALL_STRONG, Token.TEXT), (self._second, Role.TINY, second)]
        if self.figures:
            lines.append((self.figures, Role.TINY, Token.TEXT_2))
        y = (self._height - 16 * len(lines)) / 2 - 1
        for text, role, token in lines:
            painter.setFont(theme.font(role))
            painter.setPen(colour(token))
            shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, WIDTH - 38)
            painter.drawText(QRectF(33, y, WIDTH - 36, 17), int(Qt.AlignmentFlag.AlignVCenter), shown)
            y += 16

    def _tokens(self) -> tuple[Token, Token, Token, Token]:
        if self.node.kind is StepKind.MISSING:
            return Token.PROBLEM_SOFT, Token.PROBLEM, Token.PROBLEM, Token.PROBLEM
        if not self.node.reached:
            border = Token.ACCENT if self.chosen else Token.CAUTION
            return Token.CAUTION_SOFT, border, Token.CAUTION, Token.CAUTION
        if self.chosen:
            return Token.INFO_SOFT, Token.ACCENT, Token.ACCENT, Token.TEXT_2
        return Token.SURFACE, Token.BORDER_STRONG, Token.TEXT_2, Token.TEXT_2


class WayItem(QGraphicsItem):
    """A way with its arrow. `number` tells it from the others that come to the same step, whose corners lie apart."""

    def __init__(self, theme: Theme, way: FlowWay, ends: tuple[FlowNode, FlowNode], number: int, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.way = way
        self.points = _road(place_of(ends[0], height), place_of(ends[1], height), number)
        self.top = place_of(ends[0], height).top()
        self.setZValue(1)

    @guarded(QRectF)
    def boundingRect(self) -> QRectF:
        return QPolygonF(self.points).boundingRect().adjusted(-8, -8, 8, 8)

    @guarded(nothing)
    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        token = Token.PROBLEM if self.way.is_missing else Token.TEXT_3
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour(token), 1.5)
        if self.way.is_missing:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(self.points[0])
        for point in self.points[1:]:
            path.lineTo(point)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(token))
        painter.drawPolygon(_arrow(self.points[-2], self.points[-1]))


class WordsItem(QGraphicsItem):
    """What is answered on a way, over all ways; `taken` are the places of the steps and of other such words, `others`
    the other ways.

    `is_whole`: there is room for all of them; else they are cut, and told where the pointer rests.
    """

    def __init__(
        self, theme: Theme, way: WayItem, words: str, taken: Sequence[QRectF], others: Sequence[WayItem] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self.setToolTip(words)
        self._token = Token.PROBLEM if way.way.is_missing else Token.TEXT_2
        self.points = way.points
        whole = _shapes(theme, words)
        line = theme.metrics(Role.TINY).lineSpacing() + 2
        shapes = whole or [Shape(theme.px(MOST_WORDS), line)]
        stretches = [
            QRectF(*ends).normalized().adjusted(-1, -1, 1, 1) for each in others for ends in pairwise(each.points)
        ]
        self.place = words_place(way.points, shapes, way.top, taken, stretches, line=line)
        size = self.place.size().toSize()
        self.is_whole = (size.width(), size.height()) in whole
        self.setZValue(3)

    @guarded(QRectF)
    def boundingRect(self) -> QRectF:
        return self.place

    @guarded(nothing)
    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.fillRect(self.place, self._theme.colour(Token.CANVAS))
        painter.setPen(self._theme.colour(self._token))
        painter.setFont(self._theme.font(Role.TINY))
        metrics, room = self._theme.metrics(Role.TINY), int(self.place.width()) - 4
        shown = self._words if self.is_whole else metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.place, _SET, shown)


def _shapes(theme: Theme, words: str) -> list[Shape]:
    """Return what words can be set in without being cut: one line, else as narrow as two or three of them allow."""
    metrics, most = theme.metrics(Role.TINY), theme.px(MOST_WORDS)
    line = metrics.lineSpacing()
    whole = theme.width(Role.TINY, words) + 6
    shapes = [Shape(whole, line + 2)] if whole <= most else []
    for lines in (2, 3, 4):
        for width in range(max(_LEAST, whole // lines), min(whole, theme.px(_WIDEST)) + 1, 6):
            box = metrics.boundingRect(QRect(0, 0, width - 6, 1000), _SET, words)
            if box.height() <= lines * line and box.width() <= width - 6:
                shapes.append(Shape(width, lines * line + 2))
                break
    return shapes


def _road(start: QRectF, end: QRectF, number: int) -> list[QPointF]:
    """Return the corners of the way: straight to a neighbour, else around what stands between, in the gaps."""
    same_row = abs(start.top() - end.top()) < 1
    same_column = abs(start.left() - end.left()) < 1
    if same_row and 0 < end.left() - start.right() < ACROSS - WIDTH + 1:
        y = start.center().y()
        return [QPointF(start.right(), y), QPointF(end.left(), y)]
    if same_column and 0 < end.top() - start.bottom() < DOWN + 1:
        return [QPointF(start.center().x(), start.bottom()), QPointF(start.center().x(), end.top())]
    number = min(number, 5)
    aside = (1 if number % 2 else -1) * ((number + 1) // 2) * 20
    top = QPointF(end.center().x() + aside, end.top())
    above = end.top() - 11 - number * 7
    if end.top() > start.bottom():
        first = QPointF(start.center().x(), start.bottom())
        if end.top() - start.bottom() < DOWN + 1:
            return [first, QPointF(first.x(), above), QPointF(top.x(), above), top]
        below = start.bottom() + 12 + number * 4
        gutter = end.left() - (ACROSS - WIDTH) / 2 + number
        corners = [QPointF(first.x(), below), QPointF(gutter, below), QPointF(gutter, above), QPointF(top.x(), above)]
        return [first, *corners, top]
    right = QPointF(start.right(), start.center().y() + number * 3)
    gutter = start.right() + (ACROSS - WIDTH) / 2 + number
    return [right, QPointF(gutter, right.y()), QPointF(gutter, above), QPointF(top.x(), above), top]


def _arrow(before: QPointF, tip: QPointF) -> QPolygonF:
    across, down = tip.x() - before.x(), tip.y() - before.y()
    length = max(1.0, (across**2 + down**2) ** 0.5)
    ux, uy = across / length, down / length
    back = QPointF(tip.x() - ux * _ARROW * 1.6, tip.y() - uy * _ARROW * 1.6)
    side = QPointF(-uy * _ARROW * 0.8, ux * _ARROW * 0.8)
    return QPolygonF([tip, back + side, back - side])
