"""The foot of the window: how fresh the data is, the two keys to know, the date."""

from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import full_date_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.key_cap import KeyCap
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

_HEIGHT = 24


class StatusBar(QFrame):
    """`sources` stands at the left; its owner fills it."""

    def __init__(self, theme: Theme, ticker: Ticker, sources: QWidget) -> None:
        super().__init__()
        self.setProperty("panel", "foot")
        self._theme = theme
        self._ticker = ticker
        self._minute: datetime | None = None
        self._panel = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._shortcuts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._date = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(sources)
        row.addStretch(1)
        for label, keys in ((self._panel, "F6"), (self._shortcuts, "F1")):
            row.addWidget(label)
            row.addWidget(KeyCap(theme, keys))
            row.addSpacing(8)
        row.addWidget(self._date)
        ticker.ticked.connect(self._tick)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._retranslate()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))

    def _retranslate(self) -> None:
        self._panel.set_text(self.tr("Panel"))
        self._shortcuts.set_text(self.tr("Shortcuts"))
        self._draw_date()

    def _tick(self) -> None:
        if self._ticker.now().replace(second=0, microsecond=0) != self._minute:
            self._draw_date()

    def _draw_date(self) -> None:
        now = self._ticker.now()
        self._minute = now.replace(second=0, microsecond=0)
        self._date.set_text(full_date_text(self._ticker.local(now)))
