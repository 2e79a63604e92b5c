"""The boxes of a consult: one a party, with a line between two who hear each other or whom music keeps apart."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, set_property
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.widgets.transfer_words import PARTY_LOOKS, party_text
from telephony.contract import PartyView

_LINK_WIDTH: Final = 40
_WARN: Final = 2 / 3
"""Of the limit on hold: from here on the timer is in caution."""


class HoldBar(QWidget):
    """How much of the time is over that a caller may be on hold."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._theme, self._ticker = theme, ticker
        self._since: datetime | None = None
        self._limit: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(4)
        ticker.ticked.connect(self.update)
        theme.changed.connect(self.update)

    def show_limit(self, since: datetime | None, limit: datetime | None) -> None:
        """Fill from `since` to `limit`; None draws nothing."""
        self._since, self._limit = since, limit
        self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._since is None or self._limit is None:
            return
        whole = max(1.0, (self._limit - self._since).total_seconds())
        part = min(1.0, self._ticker.seconds_since(self._since) / whole)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Token.SUNKEN))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setBrush(self._theme.colour(Token.PROBLEM if part >= 1 else Token.CAUTION))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * part, self.height()), 2, 2)
        painter.end()


class PartyLink(QWidget):
    """The line between two parties: whole where they hear each other, dashed where they do not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = PartyView.TALKING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_link(self, state: PartyView) -> None:
        """Draw how the party at the far end stands."""
        if state is not self._state:
            self._state = state
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(_LINK_WIDTH, 20)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        kind, icon = PARTY_LOOKS[self._state]
        token = text_token(kind)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        style = Qt.PenStyle.SolidLine if self._state is PartyView.TALKING else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._theme.colour(token), 1.4, style))
        for left, right in ((2.0, 9.0), (self.width() - 9.0, self.width() - 2.0)):
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        picture = self._theme.pixmap(icon, token, 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - 16) / 2, middle - 8), picture)
        painter.end()


class PartyBox(QFrame):
    """How one party stands and since when, who it is, and one more line."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("soft", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._chip = Chip(theme)
        self._limit = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._timer = TimerLabel(ticker, role=Role.FIGURE_SMALL)
        self._name = TextLabel(role=Role.BODY_BOLD, elided=True)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._bar = HoldBar(theme, ticker)
        self._icon = IconView(theme, "", size=14)
        self._more = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self._limit)
        head.addWidget(self._timer)
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self._name)
        who.addWidget(self._about, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(5)
        self.foot.addWidget(self._bar, 1)
        self.foot.addWidget(self._icon)
        self.foot.addWidget(self._more, 1)
        self.foot.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 5, 11, 6)
        column.setSpacing(1)
        column.addLayout(head)
        column.addLayout(who)
        column.addLayout(self.foot)

    def show_party(self, state: PartyView, since: datetime, name: str, about: str = "", word: str = "") -> None:
        """Say how the party stands since `since`, who it is, and `about` more quietly after it. `word` says better what
        somebody talks about than that they talk."""
        kind, icon = PARTY_LOOKS[state]
        set_property(self, "soft", kind.value)
        word = word or party_text(state)
        self._chip.show_chip(word, kind, icon)
        self._timer.rest_tone(text_token(kind) if kind is not Kind.PLAIN else Token.TEXT_2)
        self._timer.count_up(since)
        self._limit.hide()
        self._bar.hide()
        self._name.set_text(name)
        self._about.set_text(about)
        self.show_more("", "")
        self.setAccessibleName(f"{name}, {word}")
        self.setAccessibleDescription(about)

    def show_limit(self, since: datetime, limit: datetime, said: str) -> None:
        """Say by when the party should be on hold no more; the timer turns with it."""
        self._limit.set_text(said)
        self._limit.show()
        self._bar.show_limit(since, limit)
        self._bar.show()
        self._timer.count_up(since, since + timedelta(seconds=(limit - since).total_seconds() * _WARN), limit)

    def show_count_down(self, until: datetime) -> None:
        """Count down to when the ring ends by itself."""
        self._timer.count_down(until)

    def show_more(self, icon: str, text: str) -> None:
        """Say one more thing in the last line; empty says nothing."""
        self._icon.show_icon(icon, Token.TEXT_2)
        self._more.set_text(text)
        for each in (self._icon, self._more):
            each.setVisible(bool(text))
        self.setAccessibleDescription(" ".join(filter(None, (self._about.full_text(), text))))


def you_box(theme: Theme) -> QFrame:
    """Return the frame of the person's own box."""
    box = frame("plain", name="soft")
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    box.setMinimumWidth(theme.px(112))
    return box
