"""Our own painted charts: bars with a line over them, read by eye, by arrow keys and by a screen reader."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chart_data import ChartData, ChartPoint, ChartShape, axis_steps
from agent_desktop.ui.widgets.guard import guarded, nothing

_LEAST: Final = QSize(260, 180)
_GAP: Final = 8
_DOT: Final = 5
_SHORT: Final = 8
"""A label of so many characters is a date or a number: every second or third is enough."""
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ColumnChart(QWidget):
    """Draws a `ChartData`. Left and Right go from place to place, Home and End to the first and last; what stands there
    is said in words above the bars, and as the widget's description.

    Signals:
        place_changed: The number of the place that is read now, -1 for none.
        place_chosen: Enter, or a click: the key of the place.
    """

    place_changed = Signal(int)
    place_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._data = ChartData("")
        self._place = -1
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    @property
    def drawn(self) -> ChartData:
        """What is drawn."""
        return self._data

    @property
    def place(self) -> int:
        """The number of the place that is read, -1 for none."""
        return self._place

    def display(self, data: ChartData) -> None:
        """Draw `data`."""
        if data == self._data:
            return
        self._data = data
        self.setAccessibleName(data.title)
        self._go_to(min(self._place, len(data.points) - 1))
        self.update()

    def picture(self, size: QSize, ratio: float = 2.0) -> QImage:
        """Return the chart, without the place that is read, as a picture for a file; `size` in logical pixels."""
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self._theme.colour(Token.SURFACE))
        painter = QPainter(image)
        self._paint(painter, QRectF(0, 0, size.width(), size.height()), reading=False)
        painter.end()
        return image

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(460, self._theme.px(240))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._data.points) - 1
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go_to(max(0, min(last, self._place + _STEPS[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.place_chosen.emit(self._data.points[self._place].key)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._place < 0 and self._data.points and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(0)
        self.update()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = self._place_at(event.position())
        if place >= 0:
            self._go_to(place)

    @guarded(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to(-1)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self._place_at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.place_chosen.emit(self._data.points[place].key)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()), reading=True)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _go_to(self, place: int) -> None:
        if place == self._place:
            return
        self._place = place
        self.setAccessibleDescription(self._data.points[place].said if place >= 0 else "")
        self.place_changed.emit(place)
        self.update()

    # where things stand

    def _plot(self, whole: QRectF) -> QRectF:
        theme, data = self._theme, self._data
        steps = axis_steps(data.most)
        left = max(theme.width(Role.TINY, _number(step)) for step in steps) + 14
        right = theme.width(Role.TINY, "100%") + 12 if data.line else 10
        top = theme.line(Role.SMALL) + 18
        foot = theme.line(Role.TINY) * self._label_lines(whole.width() - left - right) + 12
        return whole.adjusted(left, top, -right, -foot)

    def _label_lines(self, width: float) -> int:
        """Words under the axis may take two lines; short ones, as of dates, take one, and give way to each other."""
        points = self._data.points
        widest = max((self._theme.width(Role.TINY, point.label) for point in points), default=0)
        return 2 if points and widest + 6 > width / len(points) and not _are_short(self._data) else 1

    def _slot(self, plot: QRectF, place: int) -> QRectF:
        width = plot.width() / max(1, len(self._data.points))
        return QRectF(plot.left() + width * place, plot.top(), width, plot.height())

    def _place_at(self, at: QPointF) -> int:
        plot, count = self._plot(QRectF(self.rect())), len(self._data.points)
        if not count or not plot.left() <= at.x() < plot.right() or at.y() < plot.top():
            return -1
        return min(count - 1, int((at.x() - plot.left()) / (plot.width() / count)))

    # painting

    def _paint(self, painter: QPainter, whole: QRectF, *, reading: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        data = self._data
        plot = self._plot(whole)
        steps = axis_steps(max(data.most, data.target or 0.0))
        top = steps[-1]
        self._grid(painter, plot, steps)
        if reading and 0 <= self._place < len(data.points):
            slot = self._slot(plot, self._place)
            painter.fillRect(slot, self._theme.colour(Token.SELECTION if self.hasFocus() else Token.HOVER_ROW))
        for place, point in enumerate(data.points):
            self._bars(painter, self._slot(plot, place), point, top)
        self._labels(painter, plot)
        self._line(painter, plot)
        self._target(painter, plot, top)
        self._mark(painter, plot)
        self._above(painter, whole, reading=reading)

    def _grid(self, painter: QPainter, plot: QRectF, steps: tuple[float, ...]) -> None:
        theme = self._theme
        painter.setFont(theme.font(Role.TINY))
        line = theme.line(Role.TINY)
        for step in steps:
            y = plot.bottom() - plot.height() * step / steps[-1]
            painter.setPen(QPen(theme.colour(Token.BORDER), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour(Token.TEXT_2))
            place = QRectF(0, y - line / 2, plot.left() - 8, line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), _number(step))
        if not self._data.line:
            return
        for share in (0.0, 0.5, 1.0):
            y = plot.bottom() - plot.height() * share
            painter.setPen(theme.colour(Token.TEXT_2))
            place = QRectF(plot.right() + 6, y - line / 2, 60, line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), f"{share:.0%}")

    def _bars(self, painter: QPainter, slot: QRectF, point: ChartPoint, top: float) -> None:
        data, theme = self._data, self._theme
        if data.shape is ChartShape.STACKED:
            width = min(slot.width() * 0.62, 64.0)
            bottom = slot.bottom()
            for series, value in zip(data.series, point.values, strict=True):
                height = slot.height() * value / top
                box = QRectF(slot.center().x() - width / 2, bottom - height, width, height)
                painter.fillRect(box, theme.colour(series.token))
                bottom -= height
            return
        count = max(1, len(data.series))
        width = min(slot.width() * 0.72 / count, 30.0)
        x = slot.center().x() - width * count / 2
        for series, value in zip(data.series, point.values, strict=True):
            height = slot.height() * value / top
            painter.fillRect(QRectF(x, slot.bottom() - height, width - 1, height), theme.colour(series.token))
            x += width

    def _labels(self, painter: QPainter, plot: QRectF) -> None:
        theme, points = self._theme, self._data.points
        painter.setFont(theme.font(Role.TINY))
        metrics = theme.metrics(Role.TINY)
        widest = max((metrics.horizontalAdvance(point.label) for point in points), default=0)
        room = plot.width() / max(1, len(points))
        every = 1
        if widest + 6 > room and _are_short(self._data):
            every = int((widest + 6) // room) + 1  # of dates every second or third is enough
        flag = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        lines = self._label_lines(plot.width())
        for place, point in enumerate(points):
            if place % every:
                continue
            slot = self._slot(plot, place)
            width = room * every
            box = QRectF(slot.center().x() - width / 2 + 2, plot.bottom() + 5, width - 4, theme.line(Role.TINY) * lines)
            shown = metrics.elidedText(point.label, Qt.TextElideMode.ElideRight, (int(width) - 4) * lines)
            painter.setPen(theme.colour(Token.TEXT if place == self._place else Token.TEXT_2))
            painter.drawText(box, flag, shown)

    def _line(self, painter: QPainter, plot: QRectF) -> None:
        if not self._data.line:
            return
        colour = self._theme.colour(Token.CAUTION)
        places = [
            QPointF(self._slot(plot, number).center().x(), plot.bottom() - plot.height() * point.share)
            for number, point in enumerate(self._data.points)
            if point.share is not None
        ]
        painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        painter.drawPolyline(places)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for at in places:
            painter.drawRect(QRectF(at.x() - _DOT / 2, at.y() - _DOT / 2, _DOT, _DOT))

    def _target(self, painter: QPainter, plot: QRectF, top: float) -> None:
        target = self._data.target
        if target is None:
            return
        y = plot.bottom() - plot.height() * target / top
        painter.setPen(QPen(self._theme.colour(Token.TEXT), 2))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _mark(self, painter: QPainter, plot: QRectF) -> None:
        data, theme = self._data, self._theme
        place = next((number for number, point in enumerate(data.points) if point.key == data.mark), -1)
        if place < 0 or not data.mark:
            return
        x = self._slot(plot, place).left()
        painter.setPen(QPen(theme.colour(Token.TEXT), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top() - 2), QPointF(x, plot.bottom()))
        painter.setFont(theme.font(Role.TINY))
        width = theme.metrics(Role.TINY).horizontalAdvance(data.mark_said) + 12
        x = min(x, plot.right() - width)
        box = QRectF(x, plot.top() - 4, width, theme.line(Role.TINY) + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.TEXT))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour(Token.SURFACE))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, data.mark_said)

    def _above(self, painter: QPainter, whole: QRectF, *, reading: bool) -> None:
        """Say what stands at the place that is read; else name the series."""
        theme = self._theme
        height = theme.line(Role.SMALL)
        place = QRectF(8, 4, whole.width() - 16, height)
        if reading and 0 <= self._place < len(self._data.points):
            painter.setFont(theme.font(Role.SMALL_STRONG))
            painter.setPen(theme.colour(Token.TEXT))
            said = self._data.points[self._place].said
            shown = theme.metrics(Role.SMALL_STRONG).elidedText(said, Qt.TextElideMode.ElideRight, int(place.width()))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
            return
        painter.setFont(theme.font(Role.SMALL))
        x = place.left()
        for series in self._data.series:
            painter.fillRect(QRectF(x, place.center().y() - 5, 10, 10), theme.colour(series.token))
            x = self._legend(painter, x + 15, place, series.name)
        if self._data.line:
            painter.setPen(QPen(theme.colour(Token.CAUTION), 2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, place.center().y()), QPointF(x + 16, place.center().y()))
            self._legend(painter, x + 21, place, self._data.line)

    def _legend(self, painter: QPainter, x: float, place: QRectF, name: str) -> float:
        theme = self._theme
        painter.setPen(theme.colour(Token.TEXT_2))
        width = theme.width(Role.SMALL, name)
        box = QRectF(x, place.top(), width + 4, place.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        return x + width + 4 + _GAP * 2


def _are_short(data: ChartData) -> bool:
    return all(len(point.label) <= _SHORT for point in data.points)


def _number(value: float) -> str:
    return f"{value:,.0f}"
