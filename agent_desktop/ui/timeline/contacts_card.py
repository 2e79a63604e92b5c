"""How often the customer was in touch lately, as one figure and one bar."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.contract.customers import Channel
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.channels import CHANNEL_ICONS, channel_word
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelineState
from agent_desktop.ui.widgets.figure_card import FigureCard
from agent_desktop.ui.widgets.formats import DASH
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.pool import WidgetPool

_SHARES = (
    Token.ACCENT_FILL,
    Token.INFO_BORDER,
    Token.BORDER_STRONG,
    Token.TEXT_2,
    Token.TEXT_3,
    Token.BORDER,
    Token.GOOD_BORDER,
)


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


class ContactsCard(FigureCard):
    """How often the customer was in touch in 90 days, and over what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._state = TimelineState()
        counts = QHBoxLayout()
        counts.setSpacing(0)
        counts.addStretch(1)
        self._pool = WidgetPool(counts, lambda: _ChannelCount(theme))
        self.foot.addLayout(counts)
        self.display(self._state)

    def display(self, state: TimelineState) -> None:
        """Draw the counts of `state`."""
        self._state = state
        known = state.kind not in (TimelineKind.NONE, TimelineKind.LOADING)
        usual = ""
        if known and state.contacts_usual is not None:
            usual = self.tr("usual {count}").format(count=f"{round(state.contacts_usual, 1):g}")
        figure = str(state.contacts_90_days_count) if known else DASH
        self.show_figure(self.tr("Contacts, 90 days"), figure, beside=usual)
        counts = [(channel, state.contacts_90_days.get(channel, 0)) for channel in Channel]
        self.bar.show_shares([(float(count), token) for (_, count), token in zip(counts, _SHARES, strict=True)])
        shown = [(channel, count) for channel, count in counts if count] or ([(Channel.PHONE, 0)] if known else [])
        for widget, (channel, count) in zip(self._pool.take(len(shown)), shown, strict=True):
            widget.show_count(channel, channel_word(channel), count)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)
