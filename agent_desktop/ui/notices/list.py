"""All notices of the last days, over the window."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.notices import OwnNotice
from agent_desktop.ui.notices.words import text_of, title_of
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import day_time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 640
_HEIGHT: Final = 460


class NoticeList(Overlay):
    """Draws what a `NoticesView` holds, read or not, the newest first."""

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=96)
        self._ticker = ticker
        self._view = NoticesView()
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = sheet_head(theme, self._title)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(16, 8, 16, 12)
        self._rows.setSpacing(8)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFixedHeight(theme.px(_HEIGHT))
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scroll)

    def display(self, view: NoticesView) -> None:
        """Draw `view`, while it is open."""
        self._view = view
        if not self.isHidden():
            self._draw()

    def open_list(self) -> None:
        """Show it over the window."""
        self._draw()
        self.open_over()

    def texts(self) -> list[str]:
        """Return what stands in it, for tests and screen readers."""
        return [f"{title_of(each)} {text_of(each, self._when_at)}".strip() for each in self._view.notices]

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and not self.isHidden():
            self._draw()

    def _draw(self) -> None:
        clear_layout(self._rows)
        self._title.set_text(self.tr("Notices of the last seven days"))
        self.frame.setAccessibleName(self._title.full_text())
        if not self._view.notices:
            self._rows.addWidget(TextLabel(self.tr("Nobody has written to you."), tone=Token.TEXT_2))
        for place, notice in enumerate(self._view.notices):
            if place:
                self._rows.addWidget(line("h"))
            self._rows.addWidget(self._row(notice))
        self._rows.addStretch(1)

    def _row(self, notice: OwnNotice) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(TextLabel(title_of(notice), role=Role.BODY_BOLD, wrap=True))
        text = text_of(notice, self._when_at)
        if text:
            column.addWidget(TextLabel(text, wrap=True))
        parts = [self._when_at(notice.sent_at)]
        if notice.by_name and title_of(notice) != notice.by_name:
            parts.append(notice.by_name)
        if notice.read_at is not None:
            parts.append(self.tr("read {time}").format(time=self._when_at(notice.read_at)))
        column.addWidget(TextLabel(" · ".join(parts), role=Role.SMALL, tone=Token.TEXT_2))
        return row

    def _when_at(self, at: datetime) -> str:
        local, today = self._ticker.local(at), self._ticker.local(self._ticker.now())
        return day_time_text(local, today.date())
