"""A state as icon, word and timer: never colour alone."""

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, border_token, soft_token, text_token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.formats import clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.ticker import Ticker

_ICON = 16
_CARET = 14


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
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not selector:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ticker.ticked.connect(self._tick)

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

    def timer_text(self) -> str:
        return "" if self._since is None else clock_text(self._ticker.seconds_since(self._since))

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = 12 + _ICON + 7 + self.theme.width(Role.BODY_BOLD, self.text()) + 12
        if self._since is not None:
            width += 15 + self.theme.width(Role.BODY_BOLD, self.timer_text())
        if self._selector:
            width += _CARET + 8
        return QSize(width, self.theme.px(32 if self._selector else 28))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tick(self) -> None:
        if self._since is not None:
            if self.sizeHint().width() != self.width():
                self.updateGeometry()
            self.update()

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
        x = self._words(painter, x, self.text(), self._kind)
        if self._since is not None:
            painter.setPen(QPen(theme.colour(edge if self._selector else ink), 1))
            painter.drawLine(QPointF(x + 7.5, middle - 8), QPointF(x + 7.5, middle + 8))
            x = self._words(painter, x + 15, self.timer_text(), self._timer_kind())
        if self._selector:
            picture = theme.pixmap("ph.caret-down", ink, _CARET, ratio)
            painter.drawPixmap(QPointF(self.width() - _CARET - 9, middle - _CARET / 2), picture)
        painter.end()

    def _words(self, painter: QPainter, x: float, text: str, kind: Kind) -> float:
        width = self.theme.width(Role.BODY_BOLD, text)
        painter.setPen(self.theme.colour(text_token(kind)))
        place = QRectF(x, 0, width + 3, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        return x + width
