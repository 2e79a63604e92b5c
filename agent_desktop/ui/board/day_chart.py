"""The day by half hour, painted: what was offered, answered and abandoned, and what was foreseen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.contract.board import BoardDay, BoardSlot
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

HALF_HOUR: Final = timedelta(minutes=30)
_DOT: Final = 5.0
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class DayShown:
    """What the chart draws. `local` turns a moment into the centre's own time."""

    day: BoardDay = field(default_factory=lambda: BoardDay(time_zone="UTC"))
    local: Callable[[datetime], datetime] = lambda at: at

    def name(self, slot: BoardSlot) -> str:
        """Name a half hour: ``10:30–11:00``."""
        start = self.local(slot.began_at)
        return f"{time_text(start)}–{time_text(self.local(slot.began_at + HALF_HOUR))}"

    def said(self, slot: BoardSlot) -> str:
        """Say a half hour in words."""
        forecast = DASH if slot.forecast is None else f"{round(slot.forecast):,}"
        return translate(
            "Board", "{slot}: {offered} offered, {answered} answered, {abandoned} abandoned, forecast {forecast}"
        ).format(
            slot=self.name(slot),
            offered=f"{slot.offered:,}",
            answered=f"{slot.answered:,}",
            abandoned=f"{slot.abandoned:,}",
            forecast=forecast,
        )


def axis_top(most: float) -> int:
    """Return a round number not under `most` that four steps divide: 1, 2, 3, 4, 5, 6, 7 or 8 times a power of ten."""
    if most <= 4:
        return 4
    power = 1
    while most > 8 * power * 4:
        power *= 10
    for step in (1, 2, 3, 4, 5, 6, 7, 8):
        if step * power * 4 >= most:
            return step * power * 4
    return 8 * power * 4


class DayChart(QWidget):
    """Left and Right go from half hour to half hour, Home and End to the first and the last. What stands there is shown
    beside it and is the widget's description.

    Signals:
        slot_chosen: Enter, or a click: which half hour (`BoardSlot`).
    """

    slot_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme, self._ticker = theme, ticker
        self._shown = DayShown()
        self._place = -1
        self.setMinimumSize(QSize(280, 150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)
        ticker.ticked.connect(self._tick)

    @property
    def place(self) -> int:
        """The number of the half hour that is read, -1 for none."""
        return self._place

    def display(self, shown: DayShown) -> None:
        """Draw the day."""
        if shown == self._shown:
            return
        self._shown = shown
        self._go_to(min(self._place, len(shown.day.slots) - 1), again=True)
        self.update()

    def retranslate(self) -> None:
        """Name it in the language of the screen."""
        self.setAccessibleName(translate("Board", "Today by half hour. Arrow keys read the values."))
        self._go_to(self._place, again=True)
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(460, self._theme.px(220))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._shown.day.slots) - 1
        if last < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._go_to(max(0, min(last, self._place + _STEPS[key])))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.slot_chosen.emit(self._shown.day.slots[self._place])
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._place < 0 and self._shown.day.slots and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(max(0, self._slot_of(self._ticker.now())))
        self.update()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._go_to(self._place_at(event.position()))

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self._place_at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.slot_chosen.emit(self._shown.day.slots[place])

    @guarded(nothing)
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go_to(-1)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = self._shown.day.slots
        plot = self._plot()
        top = self._top()
        self._grid(painter, plot, top)
        if 0 <= self._place < len(slots):
            ground = Token.SELECTION if self.hasFocus() else Token.HOVER_ROW
            painter.fillRect(self._slot(plot, self._place), self._theme.colour(ground))
        now = self._slot_of(self._ticker.now())
        for number, slot in enumerate(slots):
            self._bars(painter, self._slot(plot, number), slot, top, going_on=number == now)
        self._hours(painter, plot)
        self._forecast(painter, plot, top)
        self._now(painter, plot)
        if 0 <= self._place < len(slots):
            self._values(painter, plot, slots[self._place])
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _go_to(self, place: int, *, again: bool = False) -> None:
        if place == self._place and not again:
            return
        self._place = place
        slots = self._shown.day.slots
        self.setAccessibleDescription(self._shown.said(slots[place]) if 0 <= place < len(slots) else "")
        self.update()

    def _tick(self) -> None:
        if self.isVisible() and self._ticker.now().second % 15 == 0:
            self.update()

    # where things stand

    def _top(self) -> int:
        slots = self._shown.day.slots
        # A little over the highest: what is written above the bars has its room.
        return axis_top(1.06 * max((max(slot.offered, slot.forecast or 0.0) for slot in slots), default=0.0))

    def _plot(self) -> QRectF:
        theme = self._theme
        left = theme.width(Role.TINY, f"{self._top():,}") + 20
        line = theme.line(Role.TINY)
        return QRectF(self.rect()).adjusted(left, line + 12, -22, -(line + 12))

    def _slot(self, plot: QRectF, number: int) -> QRectF:
        width = plot.width() / max(1, len(self._shown.day.slots))
        return QRectF(plot.left() + width * number, plot.top(), width, plot.height())

    def _slot_of(self, at: datetime) -> int:
        for number, slot in enumerate(self._shown.day.slots):
            if slot.began_at <= at < slot.began_at + HALF_HOUR:
                return number
        return -1

    def _place_at(self, at: QPointF) -> int:
        plot, count = self._plot(), len(self._shown.day.slots)
        if not count or not plot.left() <= at.x() < plot.right() or at.y() < plot.top():
            return -1
        return min(count - 1, int((at.x() - plot.left()) / (plot.width() / count)))

    def _x_of(self, plot: QRectF, at: datetime) -> float | None:
        slots = self._shown.day.slots
        if not slots or not slots[0].began_at <= at <= slots[-1].began_at + HALF_HOUR:
            return None
        return plot.left() + plot.width() * (at - slots[0].began_at) / (HALF_HOUR * len(slots))

    # painting

    def _grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        theme, line = self._theme, self._theme.line(Role.TINY)
        painter.setFont(theme.font(Role.TINY))
        for step in range(5):
            y = round(plot.bottom() - plot.height() * step / 4) + 0.5
            painter.setPen(QPen(theme.colour(Token.BORDER_STRONG if step == 0 else Token.BORDER), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour(Token.TEXT_3))
            painter.drawText(QRectF(0, y - line / 2, plot.left() - 8, line), _RIGHT, f"{top * step // 4:,}")

    def _bars(self, painter: QPainter, slot: QRectF, facts: BoardSlot, top: int, *, going_on: bool) -> None:
        """Offered is the ground of the other two; answered stands left on it, abandoned right."""
        colour = self._theme.colour
        width = min(slot.width() * 0.74, 44.0)
        left = slot.center().x() - width / 2

        def high(value: float) -> float:
            return slot.height() * value / top

        painter.setPen(Qt.PenStyle.NoPen)
        for value, at, share, token in (
            (facts.offered, 0.0, 1.0, Token.CHART_OFFERED),
            (facts.answered, 0.0, 0.62, Token.CHART_ANSWERED),
            (facts.abandoned, 0.70, 0.30, Token.PROBLEM),
        ):
            if value:
                box = QRectF(left + width * at, slot.bottom() - high(value), width * share, high(value))
                painter.fillRect(box, colour(token))
        foreseen = facts.forecast or 0.0
        if going_on and foreseen > facts.offered:
            # The half hour is not over: as much is still to come, if it goes as foreseen.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(Token.CHART_OFFERED), 1, Qt.PenStyle.DashLine))
            bottom = slot.bottom() - high(facts.offered)
            painter.drawRect(
                QRectF(left + 0.5, slot.bottom() - high(foreseen), width - 1, bottom - slot.bottom() + high(foreseen))
            )

    def _hours(self, painter: QPainter, plot: QRectF) -> None:
        theme, shown = self._theme, self._shown
        slots, line = shown.day.slots, self._theme.line(Role.TINY)
        painter.setFont(theme.font(Role.TINY))
        painter.setPen(theme.colour(Token.TEXT_3))
        room = theme.width(Role.TINY, "00:00") + 14
        width = plot.width() / max(1, len(slots))
        every = next((hours for hours in (1, 2, 3, 4, 6) if width * 2 * hours >= room), 12)
        ends = [slot.began_at for slot in slots] + ([slots[-1].began_at + HALF_HOUR] if slots else [])
        for number, at in enumerate(ends):
            local = shown.local(at)
            if local.minute or local.hour % every:
                continue
            x = plot.left() + width * number
            painter.drawText(
                QRectF(x - 30, plot.bottom() + 5, 60, line), Qt.AlignmentFlag.AlignCenter, time_text(local)
            )

    def _forecast(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colour = self._theme.colour(Token.CAUTION)
        places = [
            QPointF(self._slot(plot, number).center().x(), plot.bottom() - plot.height() * slot.forecast / top)
            for number, slot in enumerate(self._shown.day.slots)
            if slot.forecast is not None
        ]
        if not places:
            return
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
        painter.drawPolyline(places)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for at in places:
            painter.drawRect(QRectF(at.x() - _DOT / 2, at.y() - _DOT / 2, _DOT, _DOT))

    def _now(self, painter: QPainter, plot: QRectF) -> None:
        theme, at = self._theme, self._ticker.now()
        x = self._x_of(plot, at)
        if x is None:
            return
        painter.setPen(QPen(theme.colour(Token.TEXT), 1))
        painter.drawLine(QPointF(x, plot.top() - 2), QPointF(x, plot.bottom()))
        text = time_text(self._shown.local(at))
        width = theme.width(Role.TINY, text) + 10
        height = theme.line(Role.TINY) + 2
        box = QRectF(min(max(x - width / 2, plot.left()), plot.right() - width), plot.top() - height - 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.TEXT))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour(Token.SURFACE))
        painter.setFont(theme.font(Role.TINY))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _values(self, painter: QPainter, plot: QRectF, slot: BoardSlot) -> None:
        """Say the half hour that is read, in a box beside it."""
        theme, shown = self._theme, self._shown
        lines = (
            (translate("Board", "Offered"), f"{slot.offered:,}"),
            (translate("Board", "Answered"), f"{slot.answered:,}"),
            (translate("Board", "Abandoned"), f"{slot.abandoned:,}"),
            (translate("Board", "Forecast"), DASH if slot.forecast is None else f"{round(slot.forecast):,}"),
        )
        title, high = shown.name(slot), theme.line(Role.SMALL) + 2
        words = max(theme.width(Role.SMALL, name) + theme.width(Role.SMALL_STRONG, value) + 18 for name, value in lines)
        width = max(words, theme.width(Role.SMALL_STRONG, title)) + 20
        height = high * (len(lines) + 1) + 14
        place = self._slot(plot, self._place)
        x = place.right() + 6 if place.right() + 6 + width <= self.width() - 4 else place.left() - 6 - width
        box = QRectF(max(4.0, x), plot.top() + 4, width, height)
        painter.setPen(QPen(theme.colour(Token.BORDER_STRONG), 1))
        painter.setBrush(theme.colour(Token.SURFACE))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        y = box.top() + 7
        painter.setFont(theme.font(Role.SMALL_STRONG))
        painter.setPen(theme.colour(Token.TEXT))
        painter.drawText(QRectF(box.left() + 10, y, width - 20, high), _LEFT, title)
        for name, value in lines:
            y += high
            row = QRectF(box.left() + 10, y, width - 20, high)
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_2))
            painter.drawText(row, _LEFT, name)
            painter.setFont(theme.font(Role.SMALL_STRONG))
            painter.setPen(theme.colour(Token.TEXT))
            painter.drawText(row, _RIGHT, value)
