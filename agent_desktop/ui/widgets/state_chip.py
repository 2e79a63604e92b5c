"""A state as icon, word and timer: never colour alone."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, border_token, soft_token, text_token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.ticker import Ticker

_ICON = 16
_CARET = 14
_EDGE = 2


class _ChipTimer(QWidget):
    """The figures on a chip. They fill their own ground, so that with the next second they alone are painted."""

    def __init__(self, chip: "StateChip") -> None:
        super().__init__(chip)
        self._chip = chip
        self._text = ""
        self._kind = self._ground = Kind.PLAIN
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def length(self) -> int:
        """How many characters are shown."""
        return len(self._text)

    def say(self, text: str, kind: Kind, ground: Kind) -> None:
        """Show `text` in the colour of `kind` on that of `ground`."""
        if (text, kind, ground) != (self._text, self._kind, self._ground):
            self._text, self._kind, self._ground = text, kind, ground
            self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._chip.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(soft_token(self._ground)))
        painter.setFont(theme.font(Role.BODY_BOLD))
        painter.setPen(theme.colour(text_token(self._kind)))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._text)
        painter.end()


class StateChip(PaintedButton):
    """28 high, or 32 as the `selector` of the top bar, which shows a caret and can be pressed.

    Past `caution_at` and `problem_at` the timer takes that meaning's colour; the ground stays the state's.
    """

    def __init__(self, theme: Theme, ticker: Ticker, *, selector: bool = False) -> None:
        super().__init__(theme)
        self._ticker = ticker
        self._selector = selector
        self._kind, self._icon = Kind.PLAIN, ""
        self._since: datetime | None = None
        self._caution_at: datetime | None = None
        self._problem_at: datetime | None = None
        self._timer = _ChipTimer(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not selector:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ticker.ticked.connect(self._tick)
        theme.changed.connect(self._place_timer)

    def show_state(
        self,
        word: str,
        kind: Kind,
        icon: str,
        since: datetime | None = None,
        caution_at: datetime | None = None,
        problem_at: datetime | None = None,
    ) -> None:
        """Show `word` since `since` (None: no timer)."""
        wanted = (kind, icon, since, caution_at, problem_at)
        if word == self.text() and wanted == (
            self._kind,
            self._icon,
            self._since,
            self._caution_at,
            self._problem_at,
        ):
            return
        self._kind, self._icon, self._since, self._caution_at, self._problem_at = wanted
        self.setText(word)
        self.updateGeometry()
        self.update()
        self._place_timer()

    def timer_text(self) -> str:
        return "" if self._since is None else clock_text(self._ticker.seconds_since(self._since))

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = 12 + _ICON + 7 + self.theme.width(Role.BODY_BOLD, self.text()) + 12
        if self._since is not None:
            width += 15 + self._figures_width(self.timer_text())
        if self._selector:
            width += _CARET + 8
        return QSize(width, self.theme.px(32 if self._selector else 28))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_timer()

    def _tick(self) -> None:
        if self._since is None:
            return
        text = self.timer_text()
        if len(text) != self._timer.length():
            self.updateGeometry()
            self._place_timer()
        else:
            self._timer.say(text, self._timer_kind(), self._kind)

    def _place_timer(self) -> None:
        """Put the figures behind the hairline."""
        self._timer.setVisible(self._since is not None)
        if self._since is None:
            return
        text = self.timer_text()
        width = self._figures_width(text) + _EDGE  # an edge that is smoothed may stand over
        self._timer.setGeometry(self._hairline() + 15, _EDGE, width, self.height() - 2 * _EDGE)
        self._timer.say(text, self._timer_kind(), self._kind)

    def _figures_width(self, text: str) -> int:
        """All figures are as wide as a nought: so the widths of a day's seconds need not be known."""
        return self.theme.width(Role.BODY_BOLD, "".join("0" if each.isdigit() else each for each in text))

    def _hairline(self) -> int:
        """Where the word ends; the line comes 7.5 behind."""
        return 11 + _ICON + 7 + self.theme.width(Role.BODY_BOLD, self.text())

    def _timer_kind(self) -> Kind:
        now = self._ticker.now()
        if self._problem_at is not None and now >= self._problem_at:
            return Kind.PROBLEM
        if self._caution_at is not None and now >= self._caution_at:
            return Kind.CAUTION
        return self._kind

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = text_token(self._kind)
        edge = ink if self._selector and (self.is_hovered() or self.is_pressed()) else border_token(self._kind)
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour(soft_token(self._kind)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ratio = self.devicePixelRatioF()
        middle = self.height() / 2
        x = 11.0
        painter.drawPixmap(QPointF(x, middle - _ICON / 2), theme.pixmap(self._icon, ink, _ICON, ratio))
        x += _ICON + 7
        painter.setFont(theme.font(Role.BODY_BOLD))
        painter.setPen(theme.colour(ink))
        end = self._hairline()
        place = QRectF(x, 0, end - x + 3, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self._since is not None:
            painter.setPen(QPen(theme.colour(edge if self._selector else ink), 1))
            painter.drawLine(QPointF(end + 7.5, middle - 8), QPointF(end + 7.5, middle + 8))
        if self._selector:
            picture = theme.pixmap("ph.caret-down", ink, _CARET, ratio)
            painter.drawPixmap(QPointF(self.width() - _CARET - 9, middle - _CARET / 2), picture)
        painter.end()
