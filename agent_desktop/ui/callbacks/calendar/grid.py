"""Days side by side with their hours, and a callback at its time: painted as one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from agent_desktop.contract.callbacks import OPEN_STATES, Callback, CallbackState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.callback_words import about_text, who_text
from agent_desktop.ui.widgets.formats import time_text, weekday_text
from agent_desktop.ui.widgets.guard import guarded, nothing

FIRST_HOUR: Final = 8
LAST_HOUR: Final = 20
"""Hours that are always shown; earlier and later ones are, where something is due in them."""
_HOURS_WIDTH: Final = 48
_HEAD: Final = 30
_ROW: Final = 40
_ITEM: Final = 34
_SMALL_ITEM: Final = 19
"""In a week one line has room: when, and who."""
_BESIDE: Final = 3
_BESIDE_IN_WEEK: Final = 2
"""So many stand beside each other at most; of more the rest is counted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One callback and where it is painted."""

    callback: Callback
    rect: QRectF


class CalendarGrid(QWidget):
    """Signals:
    selected: This one was chosen (`UUID`).
    opened: It was pressed twice, or Enter on it (`UUID`).
    day_chosen: This day alone is wanted (`date`).
    """

    selected = Signal(object)
    opened = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, theme: Theme, local: Callable[[datetime], datetime]) -> None:
        super().__init__()
        self._theme, self._local = theme, local
        self._days: tuple[date, ...] = ()
        self._today = date.min
        self._callbacks: tuple[Callback, ...] = ()
        self._chosen: UUID | None = None
        self._placed: list[Placed] = []
        self._more: list[tuple[QRectF, int, date]] = []
        self._hours = (FIRST_HOUR, LAST_HOUR)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.changed.connect(self._restyle)

    def show_days(
        self, days: tuple[date, ...], today: date, callbacks: tuple[Callback, ...], chosen: UUID | None
    ) -> None:
        """Show these days with what is due in them."""
        self._days, self._today, self._chosen = days, today, chosen
        self._callbacks = tuple(sorted(callbacks, key=lambda each: each.due_at))
        hours = [self._local(each.due_at).hour for each in callbacks]
        self._hours = (min([FIRST_HOUR, *hours]), max([LAST_HOUR, *(hour + 1 for hour in hours)]))
        self.setMinimumHeight(self._theme.px(_HEAD) + self._theme.px(_ROW) * (self._hours[1] - self._hours[0]))
        self.setAccessibleDescription(". ".join(self.said()))
        self.update()

    def said(self) -> list[str]:
        """Return each callback in words, for who cannot see the grid."""
        return [self._said(each) for each in self._callbacks]

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(700, self.minimumHeight())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        self._place()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter)
        for each in self._placed:
            self._paint_item(painter, each)
        painter.setFont(self._theme.font(Role.SMALL))
        painter.setPen(self._theme.colour(Token.TEXT_2))
        for rect, count, _ in self._more:
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), f"+{count}")
        painter.end()

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found is not None:
            self.selected.emit(found.callback.callback_id)
            return
        day = next((day for rect, _, day in self._more if rect.contains(event.position())), None)
        if event.position().y() < self._theme.px(_HEAD):
            place = int((event.position().x() - self._theme.px(_HOURS_WIDTH)) // self._day_width())
            day = self._days[place] if 0 <= place < len(self._days) else None
        if day is not None:
            self.day_chosen.emit(day)

    @guarded(nothing)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found is not None:
            self.opened.emit(found.callback.callback_id)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        ids = [each.callback_id for each in self._callbacks]
        if steps is not None and ids:
            place = ids.index(self._chosen) + steps if self._chosen in ids else 0
            self.selected.emit(ids[max(0, min(place, len(ids) - 1))])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen in ids:
            self.opened.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    @guarded(lambda: False)
    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(found.callback) if found is not None else "", self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _said(self, callback: Callback) -> str:
        at = self._local(callback.due_at)
        who = who_text(callback, callback.number_masked)
        return f"{weekday_text(at.date())} {time_text(at)} {who}: {about_text(callback)}"

    def _at(self, point: QPointF) -> Placed | None:
        self._place()
        return next((each for each in self._placed if each.rect.contains(point)), None)

    def _place(self) -> None:
        """Work out where each stands: those within one row's time beside each other."""
        self._placed, self._more = [], []
        if not self._days:
            return
        left, head = self._theme.px(_HOURS_WIDTH), self._theme.px(_HEAD)
        row, alone, wide = self._row(), len(self._days) == 1, self._day_width()
        item = self._theme.px(_ITEM if alone else _SMALL_ITEM)
        most = _BESIDE if alone else _BESIDE_IN_WEEK
        for number, day in enumerate(self._days):
            due = [each for each in self._callbacks if self._local(each.due_at).date() == day]
            while due:
                top = self._top(due[0], head, row)
                group = [each for each in due if self._top(each, head, row) < top + item]
                due = due[len(group) :]
                shown = group if len(group) <= most else group[: most - 1]
                share = (wide - 6) / (len(shown) + (len(shown) < len(group)))
                for place, each in enumerate(shown):
                    x = left + number * wide + 3 + place * share
                    self._placed.append(Placed(each, QRectF(x, top + 1, share - 2, item - 2)))
                if len(shown) < len(group):
                    x = left + number * wide + 3 + len(shown) * share
                    self._more.append((QRectF(x, top + 1, share - 2, item - 2), len(group) - len(shown), day))

    def _day_width(self) -> float:
        return (self.width() - self._theme.px(_HOURS_WIDTH)) / max(1, len(self._days))

    def _row(self) -> float:
        """Return how high an hour is: all of them fill the place."""
        return (self.height() - self._theme.px(_HEAD)) / (self._hours[1] - self._hours[0])

    def _top(self, callback: Callback, head: int, row: float) -> float:
        at = self._local(callback.due_at)
        return head + (at.hour - self._hours[0] + at.minute / 60) * row

    def _paint_lines(self, painter: QPainter) -> None:
        theme = self._theme
        left, head, row = theme.px(_HOURS_WIDTH), theme.px(_HEAD), self._row()
        painter.fillRect(self.rect(), theme.colour(Token.SURFACE))
        wide = self._day_width()
        for number, day in enumerate(self._days):
            box = QRectF(left + number * wide, 0, wide, self.height())
            if day == self._today:
                painter.fillRect(box, theme.colour(Token.INFO_SOFT))
            elif day.weekday() >= 5:
                painter.fillRect(box, theme.colour(Token.SURFACE_ALT))
            painter.setPen(QPen(theme.colour(Token.BORDER), 1))
            painter.drawLine(QPointF(box.left(), 0), QPointF(box.left(), self.height()))
            is_today = day == self._today
            painter.setPen(theme.colour(Token.ACCENT if is_today else Token.TEXT_2))
            painter.setFont(theme.font(Role.BODY_BOLD if is_today else Role.BODY))
            place = QRectF(box.left() + 8, 0, wide - 10, head)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), weekday_text(day))
        painter.setFont(theme.font(Role.SMALL))
        for hour in range(*self._hours):
            y = head + (hour - self._hours[0]) * row
            painter.setPen(QPen(theme.colour(Token.BORDER), 1))
            painter.drawLine(QPointF(left, y), QPointF(self.width(), y))
            painter.setPen(theme.colour(Token.TEXT_3))
            place = QRectF(0, y, left - 8, theme.line(Role.SMALL) + 2)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight), f"{hour:02}:00")

    def _paint_item(self, painter: QPainter, placed: Placed) -> None:
        theme, callback, rect = self._theme, placed.callback, placed.rect
        ground, edge, ink = _look(callback)
        chosen = callback.callback_id == self._chosen
        painter.setPen(QPen(theme.colour(Token.ACCENT if chosen else edge), 2 if chosen and self.hasFocus() else 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(rect, 4, 4)
        at = self._local(callback.due_at)
        lines = [(Role.SMALL_STRONG, f"{time_text(at)} {who_text(callback, callback.number_masked)}")]
        if rect.height() > self._theme.px(_SMALL_ITEM):
            lines.append((Role.SMALL, about_text(callback)))
        inside = rect.adjusted(6, 1, -4, -1)
        line = inside.height() / len(lines)
        painter.setPen(theme.colour(ink))
        for number, (role, text) in enumerate(lines):
            painter.setFont(theme.font(role))
            shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, int(inside.width()))
            place = QRectF(inside.left(), inside.top() + number * line, inside.width(), line)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _look(callback: Callback) -> tuple[Token, Token, Token]:
    """Return ground, edge and ink: what is over is quiet, what is late is told."""
    if callback.state not in OPEN_STATES:
        kept = callback.state is CallbackState.DONE
        return (Token.GOOD_SOFT, Token.GOOD_BORDER, Token.GOOD) if kept else (Token.SUNKEN, Token.BORDER, Token.TEXT_3)
    if callback.is_late or callback.state is CallbackState.EXPIRED:
        return Token.PROBLEM_SOFT, Token.PROBLEM_BORDER, Token.PROBLEM
    return Token.SURFACE, Token.BORDER_STRONG, Token.TEXT
