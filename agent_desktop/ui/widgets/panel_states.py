"""Panels with nothing, not yet, or not possible."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel

SKELETON_AFTER_MS = 200
WORDS_AFTER_MS = 2000


class StateKind(StrEnum):
    EMPTY = "empty"  # nothing here, and that is good
    FILTERED = "filtered"  # nothing fits the filter
    ERROR = "error"
    OLD = "old"
    LOCKED = "locked"
    QUIET = "quiet"  # nothing here yet, and nothing to do about it


_ICONS = {
    StateKind.EMPTY: ("ph.check-circle", Token.GOOD),
    StateKind.FILTERED: ("ph.magnifying-glass", Token.TEXT_3),
    StateKind.ERROR: ("ph.warning-circle-fill", Token.PROBLEM),
    StateKind.OLD: ("ph.clock-fill", Token.CAUTION),
    StateKind.LOCKED: ("ph.lock-simple", Token.TEXT_3),
    StateKind.QUIET: ("ph.headset", Token.TEXT_3),
}


class EmptyState(QWidget):
    """An icon, what it means, one more line, and one way on with its key.

    Signals:
        action_chosen: The button was pressed.
    """

    action_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "", size=24)
        self._title = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._button = CommandButton(theme, small=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(9)
        column.addWidget(self._title)
        column.addSpacing(3)
        column.addWidget(self._text)
        column.addSpacing(10)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._button.clicked.connect(self.action_chosen)

    def show_state(
        self,
        kind: StateKind,
        title: str,
        text: str = "",
        *,
        button: str = "",
        keys: str = "",
        primary: bool = False,
        icon: str = "",
    ) -> None:
        """Show one state; without `button` there is none. `icon` stands in for the kind's own."""
        name, token = _ICONS[kind]
        self._icon.show_icon(icon or name, token)
        self._title.set_text(title)
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self._button.set_look(Look.PRIMARY if primary else Look.NORMAL)
        self._button.set_words(button, keys)
        self._button.setVisible(bool(button))
        self.setAccessibleName(f"{title} {text}".strip())


class SkeletonRows(QWidget):
    """Grey bars at the final row height. They show after 200 ms; their words after 2 s.

    `show_at_once` draws both without waiting; for pictures.
    """

    def __init__(self, theme: Theme, rows: int = 3, row_height: int = 30, *, show_at_once: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._rows, self._row_height = rows, row_height
        self._stage = 2 if show_at_once else 0
        self._words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next_stage)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_words(self, words: str) -> None:
        """Say what is awaited, once it has taken 2 s: "Getting holdings, 2 of 5"."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    def show_at_once(self) -> None:
        """Draw bars and words without waiting."""
        self._stage = 2
        self._timer.stop()
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(self._row_height) * self._rows)

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stage < 2 and not event.spontaneous():
            self._stage = 0
            self._timer.start(SKELETON_AFTER_MS)

    def _next_stage(self) -> None:
        self._stage += 1
        if self._stage == 1:
            self._timer.start(WORDS_AFTER_MS - SKELETON_AFTER_MS)
        self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._stage == 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._theme.px(self._row_height)
        first = 0
        if self._words and self._stage == 2:
            first = 1
            picture = self._theme.pixmap("ph.spinner", Token.TEXT_3, 14, self.devicePixelRatioF())
            painter.drawPixmap(0, (height - 14) // 2, picture)
            painter.setPen(self._theme.colour(Token.TEXT_2))
            painter.setFont(self._theme.font(Role.SMALL))
            place = QRectF(22, 0, self.width() - 22, height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Token.SUNKEN))
        for row in range(first, self._rows):
            y = row * height + (height - 9) / 2
            # Uneven lengths, always the same ones, so that they read as text and not as a table of bars.
            left = (0.46, 0.35, 0.42)[row % 3] * self.width()
            right = (0.32, 0.37, 0.26)[row % 3] * self.width()
            painter.drawRoundedRect(QRectF(0, y, left, 9), 3, 3)
            painter.drawRoundedRect(QRectF(self.width() - right, y, right, 9), 3, 3)
        painter.end()


class Notice(QWidget):
    """A line inside a panel: icon and words in a meaning's colour, with a way on beside it."""

    action_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "", size=14)
        self._text = TextLabel(role=Role.SMALL, wrap=True)
        self._button = CommandButton(theme, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self.action_chosen)
        self.hide()

    def show_notice(self, icon: str, token: Token, text: str, *, button: str = "", keys: str = "") -> None:
        """Show the line; an empty `text` hides it."""
        self._icon.show_icon(icon, token)
        self._text.set_text(text)
        self._text.set_tone(token)
        self._button.set_words(button, keys)
        self._button.setVisible(bool(button))
        self.setVisible(bool(text))
        self._keep_height()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        # A splitter asks for the least height without a width: with one line's the words would lie over the field.
        height = self._text.heightForWidth(self._text.width())
        if self._text.full_text() and self._text.minimumHeight() != height:
            self._text.setMinimumHeight(height)
