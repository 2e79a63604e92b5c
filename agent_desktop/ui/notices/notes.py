"""What supervisors have written to the team and still holds, beside the queues while no call is on."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.notices import NoticePriority, NoticeTopic, OwnNotice
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import time_or_day_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.ticker import Ticker

MOST: Final = 3
"""So many are shown, the newest first: all of them stand in the list of notices."""


class TeamNotes(QFrame):
    """Draws the words of a `NoticesView` that have not expired, read or not; hidden where there are none."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._ticker = theme, ticker
        self._view = NoticesView()
        self._shown: tuple[OwnNotice, ...] = ()
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._title.setContentsMargins(10, 9, 10, 5)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(14, 2, 10, 8)
        self._rows.setSpacing(6)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(line("h"))
        stack.addWidget(self._title)
        stack.addLayout(self._rows)
        ticker.ticked.connect(self._ticked)
        self.hide()

    def display(self, view: NoticesView) -> None:
        """Draw `view`."""
        self._view = view
        self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _holds(self) -> tuple[OwnNotice, ...]:
        now = self._ticker.now()
        words = (each for each in self._view.notices if each.topic is NoticeTopic.WORDS and not each.withdrawn)
        return tuple(each for each in words if each.expires_at > now)[:MOST]

    def _ticked(self) -> None:
        if self._shown and self._holds() != self._shown:  # one has expired
            self._draw()

    def _draw(self) -> None:
        self._shown = self._holds()
        self.setVisible(bool(self._shown))
        clear_layout(self._rows)
        self._title.set_text(self.tr("Team notes"))
        self.setAccessibleName(self._title.full_text())
        for notice in self._shown:
            self._rows.addWidget(self._row(notice))

    def _row(self, notice: OwnNotice) -> QWidget:
        urgent = notice.priority is NoticePriority.URGENT
        icon, tone = ("ph.push-pin-fill", Token.CAUTION) if urgent else ("ph.info-fill", Token.ACCENT)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(TextLabel(notice.text, wrap=True))
        who = " · ".join(part for part in (notice.by_name, self._when(notice.sent_at)) if part)
        words.addWidget(TextLabel(who, role=Role.SMALL, tone=Token.TEXT_2))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        column = QVBoxLayout()
        column.addWidget(IconView(self._theme, icon, tone, 16))
        column.addStretch(1)
        across.addLayout(column)
        across.addLayout(words, 1)
        return row

    def _when(self, at: datetime) -> str:
        return time_or_day_text(self._ticker.local(at), self._ticker.local(self._ticker.now()).date())
