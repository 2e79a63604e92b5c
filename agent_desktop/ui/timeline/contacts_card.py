"""How often the customer was in touch lately, as one figure and one bar."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import Channel
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.channels import CHANNEL_ICONS, channel_word
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelineState
from agent_desktop.ui.widgets.formats import DASH
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.pool import WidgetPool

_SHARES = (Token.ACCENT_FILL, Token.INFO_BORDER, Token.BORDER_STRONG, Token.TEXT_2, Token.BORDER)


class _ChannelBar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_counts(self, counts: tuple[int, ...]) -> None:
        self._counts = counts
        self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(100, 12)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(self._counts)
        if whole == 0:
            painter.setBrush(self._theme.colour(Token.SUNKEN))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), 12), 2, 2)
        room = self.width() - 2.0 * max(0, sum(1 for count in self._counts if count) - 1)
        x = 0.0
        for count, token in zip(self._counts, _SHARES, strict=False):
            if count:
                width = room * count / whole
                painter.setBrush(self._theme.colour(token))
                painter.drawRoundedRect(QRectF(x, 0, width, 12), 2, 2)
                x += width + 2
        painter.end()


class _ChannelCount(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "", size=15)
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._count)

    def show_count(self, channel: Channel, word: str, count: int) -> None:
        self._icon.show_icon(CHANNEL_ICONS[channel], Token.TEXT_2)
        self._count.set_text(str(count))
        self.setAccessibleName(f"{word} {count}")
        self.setToolTip(word)


class ContactsCard(QFrame):
    """How often the customer was in touch in 90 days, and over what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._state = TimelineState()
        self._title = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._figure = TextLabel(role=Role.FIGURE_SMALL)
        self._bar = _ChannelBar(theme)
        counts = QHBoxLayout()
        counts.setSpacing(0)
        counts.addStretch(1)
        self._pool = WidgetPool(counts, lambda: _ChannelCount(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 13, 10)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addLayout(row_of(self._figure))
        column.addWidget(self._bar)
        column.addSpacing(2)
        column.addLayout(counts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw the counts of `state`."""
        self._state = state
        self._title.set_text(self.tr("Contacts, 90 days"))
        known = state.kind not in (TimelineKind.NONE, TimelineKind.LOADING)
        self._figure.set_text(str(state.contacts_90_days_count) if known else DASH)
        counts = [(channel, state.contacts_90_days.get(channel, 0)) for channel in Channel]
        self._bar.show_counts(tuple(count for _, count in counts))
        shown = [(channel, count) for channel, count in counts if count] or ([(Channel.PHONE, 0)] if known else [])
        for widget, (channel, count) in zip(self._pool.take(len(shown)), shown, strict=True):
            widget.show_count(channel, channel_word(channel), count)
        self.setAccessibleName(f"{self._title.full_text()} {state.contacts_90_days_count}")

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)
