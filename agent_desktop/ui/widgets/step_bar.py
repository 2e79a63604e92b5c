"""Where a script stands: one bar and one word a step."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing

_GAP = 4


class StepLook(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TO_DO = "to_do"
    BLOCKED = "blocked"
    SKIPPED = "skipped"


_INK = {
    StepLook.DONE: (Token.GOOD, Token.GOOD),
    StepLook.CURRENT: (Token.ACCENT, Token.ACCENT),
    StepLook.TO_DO: (Token.SUNKEN, Token.TEXT_3),
    StepLook.BLOCKED: (Token.CAUTION, Token.CAUTION),
    StepLook.SKIPPED: (Token.SUNKEN, Token.TEXT_3),
}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step: its short word and how it stands."""

    word: str
    look: StepLook


class StepBar(QWidget):
    """Bars of one width; under them the words, the first at the left edge and the last at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[StepShown, ...] = ()
        self._words_shown = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_steps(self, steps: tuple[StepShown, ...], name: str) -> None:
        """Draw `steps`; `name` says the same in words ("Step 3 of 7, Confirm")."""
        self._steps = steps
        self.setAccessibleName(name)
        self.update()

    def set_words_shown(self, shown: bool) -> None:
        """Draw the bars with their words, or alone."""
        if shown != self._words_shown:
            self._words_shown = shown
            self.updateGeometry()
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, 6 + 6 + self._theme.line(Role.SMALL) if self._words_shown else 6)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._steps)
        width = (self.width() - _GAP * (count - 1)) / count
        painter.setPen(Qt.PenStyle.NoPen)
        for number, step in enumerate(self._steps):
            painter.setBrush(self._theme.colour(_INK[step.look][0]))
            painter.drawRoundedRect(QRectF(number * (width + _GAP), 0, width, 6), 2, 2)
        if self._words_shown:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        least = 4 * (len(self._steps) - 1)
        # Late in a script every step has its tick: without the ticks the words may still stand beside each other.
        for ticks in (True, False):
            widths = [self._word_width(step, ticks) for step in self._steps]
            room = self.width() - sum(widths)
            if room >= least:
                gap = room / (len(self._steps) - 1) if len(self._steps) > 1 else 0.0
                x = 0.0
                for step, width in zip(self._steps, widths, strict=True):
                    self._paint_word(painter, step, x, width, ticks=ticks)
                    x += width + gap
                return
        self._paint_current_word(painter)

    def _word_width(self, step: StepShown, ticks: bool) -> int:
        tick = 17 if ticks and step.look is StepLook.DONE else 0
        return self._theme.width(Role.SMALL_STRONG, step.word) + tick

    def _paint_current_word(self, painter: QPainter) -> None:
        # Where the words do not fit beside each other, the one that counts stands under its own bar.
        metrics = self._theme.metrics(Role.SMALL_STRONG)
        for number, step in enumerate(self._steps):
            if step.look in (StepLook.CURRENT, StepLook.BLOCKED):
                width = metrics.horizontalAdvance(step.word)
                middle = (number + 0.5) * self.width() / len(self._steps)
                x = min(max(0.0, middle - width / 2), float(self.width() - width))
                self._paint_word(painter, step, x, width)

    def _paint_word(self, painter: QPainter, step: StepShown, x: float, width: float, *, ticks: bool = True) -> None:
        token = _INK[step.look][1]
        top = 12.0
        height = self.height() - top
        if ticks and step.look is StepLook.DONE:
            picture = self._theme.pixmap("ph.check", token, 13, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, top + (height - 13) / 2), picture)
            x += 17
        role = Role.SMALL if step.look in (StepLook.TO_DO, StepLook.SKIPPED) else Role.SMALL_STRONG
        font = self._theme.font(role)
        font.setStrikeOut(step.look is StepLook.SKIPPED)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        place = QRectF(x, top, width + 4, height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), step.word)
