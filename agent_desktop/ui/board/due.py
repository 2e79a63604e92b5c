"""What is due: complaints by deadline, callbacks by their time. A count, a bar, and a word on the first of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.contract.board import BoardCallbacks, BoardComplaints
from agent_desktop.ui.board.words import span_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LEFT, PaintedButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.formats import time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.panel import PanelFrame
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

_PAD: Final = 12
_ICON: Final = 16
_ROW: Final = 26
_BAR: Final = 72
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class DueLine:
    """One line: how many, and a word at its end that may change with the time."""

    icon: str
    tone: Token
    word: str
    count: int
    aside: Callable[[datetime], str] = lambda _now: ""


class DueLines(PaintedButton):
    """The lines, painted; as a whole a button that opens the list."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._lines: tuple[DueLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        ticker.ticked.connect(self._tick)

    def display(self, lines: tuple[DueLine, ...]) -> None:
        """Draw `lines`."""
        many, self._lines = len(self._lines), lines
        now = self._ticker.now()
        self.setAccessibleDescription(
            "; ".join(f"{each.word} {each.count} {each.aside(now)}".strip() for each in lines)
        )
        if many != len(lines):
            self.updateGeometry()
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(220, self.theme.px(_ROW) * max(3, len(self._lines)) + 8)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, now = self.theme, self._ticker.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_hovered():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -4), theme.colour(Token.HOVER_ROW))
        most = max((each.count for each in self._lines), default=0)
        height = theme.px(_ROW)
        words = max((theme.width(Role.BODY, each.word) for each in self._lines), default=0)
        counts = max((theme.width(Role.BODY_BOLD, f"{each.count:,}") for each in self._lines), default=0)
        told = [each.aside(now) for each in self._lines]
        asides = max((theme.width(Role.SMALL, text) for text in told), default=0)
        start = _PAD + _ICON + 8 + words + 12 + counts + 12
        bar = min(float(theme.px(_BAR)), max(20.0, self.width() - start - asides - 14 - _PAD))
        for number, each in enumerate(self._lines):
            y, x = 4 + number * height, float(_PAD)
            middle = y + height / 2
            picture = theme.pixmap(each.icon, each.tone, _ICON, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, middle - _ICON / 2), picture)
            x += _ICON + 8
            painter.setFont(theme.font(Role.BODY))
            painter.setPen(theme.colour(Token.TEXT))
            painter.drawText(QRectF(x, y, words + 2, height), LEFT, each.word)
            x += words + 12
            painter.setFont(theme.font(Role.BODY_BOLD))
            painter.drawText(QRectF(x, y, counts + 2, height), _RIGHT, f"{each.count:,}")
            x += counts + 12
            self._bar(painter, QRectF(x, middle - 3, bar, 6), each, most)
            x += bar
            painter.setFont(theme.font(Role.SMALL))
            painter.setPen(theme.colour(Token.TEXT_2))
            place = QRectF(x + 6, y, self.width() - x - 6 - _PAD, height)
            shown = theme.metrics(Role.SMALL).elidedText(
                told[number], Qt.TextElideMode.ElideRight, max(0, int(place.width()))
            )
            painter.drawText(place, _RIGHT, shown)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        painter.end()

    def _bar(self, painter: QPainter, place: QRectF, line: DueLine, most: int) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Token.SUNKEN))
        painter.drawRoundedRect(place, 3, 3)
        if most and line.count:
            painter.setBrush(theme.colour(line.tone))
            full = max(6.0, place.width() * line.count / most)
            painter.drawRoundedRect(QRectF(place.left(), place.top(), full, place.height()), 3, 3)

    def _tick(self) -> None:
        if self.isVisible() and self._ticker.now().second == 0:
            self.update()

    def _ring_shown(self, _wanted: bool) -> None:
        self.update()


class DuePanel(PanelFrame):
    """A title, how many, and the lines.

    Signals:
        opened: The person wants the list.
    """

    opened = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme)
        self._count = CountChip(theme)
        self.lines = DueLines(theme, ticker)
        self.head_row.insertWidget(1, self._count)
        self.body.addWidget(self.lines)
        self.lines.clicked.connect(self.opened)

    def display(self, title: str, lines: tuple[DueLine, ...], opens: str) -> None:
        """Draw it; `opens` says what a press opens."""
        self.set_title(title)
        many = sum(each.count for each in lines)
        late = lines[0].count if lines else 0
        self._count.show_count(f"{many:,}", Kind.PROBLEM if late else Kind.PLAIN)
        self.lines.setAccessibleName(f"{title}. {opens}")
        self.lines.setToolTip(opens)
        self.lines.display(lines)


def complaint_lines(facts: BoardComplaints, ticker: Ticker) -> tuple[DueLine, ...]:
    """Return the lines of complaints by deadline."""
    acknowledge = ""
    if facts.to_acknowledge:
        acknowledge = translate("Board", "{count} to acknowledge").format(count=facts.to_acknowledge)
    return (
        DueLine(
            "ph.warning-circle-fill",
            Token.PROBLEM,
            translate("Board", "Late"),
            facts.late,
            lambda now: _late_by(facts.oldest_due_at, now),
        ),
        DueLine(
            "ph.timer-fill",
            Token.CAUTION,
            translate("Board", "Today"),
            facts.today,
            lambda _now: _next_at(facts.next_due_at, ticker),
        ),
        DueLine("ph.timer", Token.TEXT_3, translate("Board", "Next 2 days"), facts.next_days, lambda _now: acknowledge),
        DueLine("ph.calendar-blank", Token.TEXT_3, translate("Board", "Later"), facts.later),
    )


def callback_lines(facts: BoardCallbacks) -> tuple[DueLine, ...]:
    """Return the lines of callbacks due."""
    unowned = ""
    if facts.next_hour_unowned:
        unowned = translate("Board", "{count} have no owner").format(count=facts.next_hour_unowned)
    expired = ""
    if facts.expired:
        expired = translate("Board", "{count} to decide").format(count=facts.expired)
    return (
        DueLine(
            "ph.warning-circle-fill",
            Token.PROBLEM,
            translate("Board", "Late"),
            facts.late,
            lambda now: " · ".join(filter(None, (expired, _late_by(facts.oldest_due_at, now)))),
        ),
        DueLine("ph.clock-fill", Token.CAUTION, translate("Board", "Next hour"), facts.next_hour, lambda _now: unowned),
        DueLine("ph.clock", Token.TEXT_3, translate("Board", "Later today"), facts.later_today),
    )


def _late_by(since: datetime | None, now: datetime) -> str:
    if since is None:
        return ""
    return translate("Board", "by {span}").format(span=span_text(int((now - since).total_seconds())))


def _next_at(at: datetime | None, ticker: Ticker) -> str:
    return "" if at is None else translate("Board", "next {time}").format(time=time_text(ticker.local(at)))
