"""The day by half hours, painted: calls above, agents below, one axis of time. QtCharts is GPL; this is our own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import time_text
from agent_desktop.ui.widgets.guard import guarded, nothing

_LEFT: Final = 46
_RIGHT: Final = 12
_TOP: Final = 22
_BETWEEN: Final = 34
_BOTTOM: Final = 24


@dataclass(frozen=True, slots=True)
class Slot:
    """One half hour, as it is drawn; None is left out. `short`: the plan lacks agents."""

    start_at: datetime
    offered: float | None = None
    forecast: float | None = None
    expected: float | None = None
    baseline: float | None = None
    needed: float | None = None
    planned: float | None = None
    present: float | None = None
    short: bool = False


class DayChart(QWidget):
    """Draws `Slot`s, local times. The arrow keys, Home, End and the pointer choose a half hour.

    Signals:
        chosen: The number of the chosen half hour, -1 for none.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._slots: tuple[Slot, ...] = ()
        self._calls_title = self._agents_title = ""
        self._now: datetime | None = None
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(260)
        theme.changed.connect(self.update)

    def set_titles(self, calls: str, agents: str) -> None:
        """Name the two parts."""
        self._calls_title, self._agents_title = calls, agents
        self.update()

    def show_day(self, slots: Sequence[Slot], now: datetime | None) -> None:
        """Draw these half hours; `now` marks the present, None on another day."""
        self._slots, self._now = tuple(slots), now
        if self._at >= len(self._slots):
            self.choose(-1)
        self.update()

    def choose(self, number: int) -> None:
        """Mark a half hour; -1 for none."""
        number = number if -1 <= number < len(self._slots) else -1
        if number != self._at:
            self._at = number
            self.chosen.emit(number)
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(720, 380)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._slots) - 1
        moves = {
            Qt.Key.Key_Left: max(0, self._at - 1),
            Qt.Key.Key_Right: min(last, self._at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        wanted = moves.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self.choose(wanted)

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self._step()
        if step > 0:
            self.choose(int((event.position().x() - _LEFT) // step))

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.height() - _TOP - _BETWEEN - _BOTTOM
        calls = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, room * 0.56)
        agents = QRectF(_LEFT, calls.bottom() + _BETWEEN, calls.width(), room - calls.height())
        if self._slots and room > 40:
            self._paint_ground(painter, calls, agents)
            self._paint_calls(painter, calls)
            self._paint_agents(painter, agents)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _step(self) -> float:
        return (self.width() - _LEFT - _RIGHT) / len(self._slots) if self._slots else 0.0

    def _paint_ground(self, painter: QPainter, calls: QRectF, agents: QRectF) -> None:
        theme, step = self._theme, self._step()
        if self._at >= 0:
            painter.fillRect(
                QRectF(_LEFT + self._at * step, _TOP, step, agents.bottom() - _TOP), theme.colour(Token.SELECTION)
            )
        painter.setFont(theme.font(Role.SMALL_STRONG))
        painter.setPen(theme.colour(Token.TEXT_2))
        for title, part in ((self._calls_title, calls), (self._agents_title, agents)):
            painter.drawText(QRectF(_LEFT, part.top() - 20, calls.width(), 18), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour(Token.TEXT_3))
        width = theme.width(Role.SMALL, "00:00") + 16
        every = label_every(step, width)
        for number, slot in enumerate(self._slots):
            if number % every == 0:
                place = QRectF(_LEFT + number * step - width / 2, agents.bottom() + 3, width, 18)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, time_text(slot.start_at))
        if self._now is not None:
            passed = (self._now - self._slots[0].start_at).total_seconds() / 1800
            x = _LEFT + step * min(max(0.0, passed), len(self._slots))  # before and after what is shown: at its edge
            painter.setPen(QPen(theme.colour(Token.TEXT_2), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, _TOP), QPointF(x, agents.bottom()))

    def _paint_calls(self, painter: QPainter, part: QRectF) -> None:
        values = [
            value
            for slot in self._slots
            for value in (slot.offered, slot.forecast, slot.expected, slot.baseline)
            if value is not None
        ]
        most = self._scale(painter, part, max(values, default=0.0))
        step = self._step()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Token.INFO_BORDER))
        for number, slot in enumerate(self._slots):
            if slot.offered:
                height = part.height() * slot.offered / most
                bar = QRectF(_LEFT + number * step + 1.5, part.bottom() - height, max(1.0, step - 3), height)
                painter.drawRoundedRect(bar, 1.5, 1.5)
        baseline = QPen(self._theme.colour(Token.TEXT_3), 1.2, Qt.PenStyle.DotLine)
        self._line(painter, part, most, [slot.baseline for slot in self._slots], baseline)
        line = QPen(self._theme.colour(Token.ACCENT), 2)
        self._line(painter, part, most, [slot.forecast for slot in self._slots], line)
        rest = QPen(self._theme.colour(Token.AWAY), 2, Qt.PenStyle.DashLine)
        self._line(painter, part, most, [slot.expected for slot in self._slots], rest)

    def _paint_agents(self, painter: QPainter, part: QRectF) -> None:
        values = [
            value for slot in self._slots for value in (slot.needed, slot.planned, slot.present) if value is not None
        ]
        most = self._scale(painter, part, max(values, default=0.0))
        step = self._step()
        painter.setPen(Qt.PenStyle.NoPen)
        for number, slot in enumerate(self._slots):
            if slot.needed:
                painter.setBrush(self._theme.colour(Token.PROBLEM_BORDER if slot.short else Token.GOOD_BORDER))
                height = part.height() * slot.needed / most
                painter.drawRect(QRectF(_LEFT + number * step, part.bottom() - height, step + 0.5, height))
                if slot.short:
                    self._hatch(painter, QRectF(_LEFT + number * step, part.bottom() - height, step, height))
                    painter.setPen(Qt.PenStyle.NoPen)
        present = QPen(self._theme.colour(Token.TEXT_2), 1.5, Qt.PenStyle.DotLine)
        self._steps(painter, part, most, [slot.present for slot in self._slots], present)
        planned = QPen(self._theme.colour(Token.TEXT), 2)
        self._steps(painter, part, most, [slot.planned for slot in self._slots], planned)

    def _hatch(self, painter: QPainter, place: QRectF) -> None:
        """Say without colour as well that agents are lacking."""
        painter.setPen(QPen(self._theme.colour(Token.PROBLEM), 1))
        painter.drawLine(place.topLeft(), place.topRight())
        y = place.top() + 5
        while y < place.bottom():
            painter.drawLine(QPointF(place.left() + 2, y), QPointF(place.right() - 2, y))
            y += 6

    def _scale(self, painter: QPainter, part: QRectF, highest: float) -> float:
        """Draw the lines of a part, and return what its height stands for."""
        unit = nice_unit(highest)
        lines = max(1, math.ceil(highest / unit))
        painter.setFont(self._theme.font(Role.SMALL))
        for number in range(lines + 1):
            y = part.bottom() - part.height() * number / lines
            painter.setPen(QPen(self._theme.colour(Token.BORDER), 1))
            painter.drawLine(QPointF(part.left(), y), QPointF(part.right(), y))
            painter.setPen(self._theme.colour(Token.TEXT_3))
            place = QRectF(0, y - 9, _LEFT - 6, 18)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(align), f"{number * unit:g}")
        return lines * unit

    def _line(self, painter: QPainter, part: QRectF, most: float, values: Sequence[float | None], pen: QPen) -> None:
        path, step, drawing = QPainterPath(), self._step(), False
        for number, value in enumerate(values):
            if value is None:
                drawing = False
                continue
            point = QPointF(_LEFT + (number + 0.5) * step, part.bottom() - part.height() * value / most)
            if drawing:
                path.lineTo(point)
            else:
                path.moveTo(point)
            drawing = True
        self._stroke(painter, path, pen)

    def _steps(self, painter: QPainter, part: QRectF, most: float, values: Sequence[float | None], pen: QPen) -> None:
        path, step, drawing = QPainterPath(), self._step(), False
        for number, value in enumerate(values):
            if value is None:
                drawing = False
                continue
            y = part.bottom() - part.height() * value / most
            left, right = QPointF(_LEFT + number * step, y), QPointF(_LEFT + (number + 1) * step, y)
            if drawing:
                path.lineTo(left)
            else:
                path.moveTo(left)
            path.lineTo(right)
            drawing = True
        self._stroke(painter, path, pen)

    @staticmethod
    def _stroke(painter: QPainter, path: QPainterPath, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class LegendMark(QWidget):
    """A sample of a line or a bar, beside its name."""

    def __init__(self, theme: Theme, token: Token, style: Qt.PenStyle | None = None) -> None:
        super().__init__()
        self._theme, self._token, self._style = theme, token, style
        self.setFixedSize(22, 14)
        theme.changed.connect(self.update)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour: QColor = self._theme.colour(self._token)
        if self._style is None:
            painter.fillRect(QRectF(4, 2, 14, 10), colour)
        else:
            painter.setPen(QPen(colour, 2, self._style))
            painter.drawLine(QPointF(1, 7), QPointF(21, 7))
        painter.end()


def label_every(step: float, width: float) -> int:
    """Return after how many half hours the next one's time has room, so many pixels wide; one a day where none has."""
    return next((each for each in (2, 4, 6, 8, 12) if each * step >= width), 48)


def nice_unit(highest: float) -> float:
    """Return how far apart lines are, so that there are three to six: 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return 1.0
    raw = highest / 5
    power = 10 ** math.floor(math.log10(raw))
    unit: float = next(each * power for each in (1, 2, 5, 10) if each * power >= raw)
    return max(1.0, unit)
