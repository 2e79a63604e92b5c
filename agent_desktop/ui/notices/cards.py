"""Notices above the body of the window, and the agent's call for help: calm lines that never take the focus."""

from datetime import datetime
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.notices import HelpState, NoticePriority, OwnNotice
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.notices.words import text_of, title_of
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.formats import clock_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.ticker import Ticker

MOST: Final = 2
"""So many notices are shown at once; the list has the others."""


class NoticeCards(QFrame):
    """Draws a `NoticesView`. Whatever comes, the focus stays where somebody types.

    Signals:
        read_chosen: The person has read the notice of this id.
        cancel_help_chosen: Nobody needs to come any more.
        list_wanted: Show all notices.
    """

    read_chosen = Signal(object)
    cancel_help_chosen = Signal()
    list_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "canvas")
        self._theme, self._ticker = theme, ticker
        self._view = NoticesView()
        self.reads: dict[UUID, CommandButton] = {}
        self._help_text: TextLabel | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 8, 12, 0)
        self._rows.setSpacing(6)
        ticker.ticked.connect(self._tick)
        self.hide()

    def display(self, view: NoticesView) -> None:
        """Draw `view`."""
        if view == self._view:
            return
        self._view = view
        self._draw()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _draw(self) -> None:
        clear_layout(self._rows)
        self.reads, self._help_text = {}, None
        view = self._view
        if view.calls_for_help:
            self._rows.addWidget(self._help_row())
        cards = view.cards
        for number, notice in enumerate(cards[:MOST]):
            left = len(cards) - MOST if number == MOST - 1 else 0
            self._rows.addWidget(self._card(notice, max(0, left)))
        if view.problem is not None:
            self._rows.addWidget(TextLabel(deed_text(view.problem), tone=Token.PROBLEM, wrap=True))
        self.setVisible(self._rows.count() > 0)

    def _card(self, notice: OwnNotice, more: int) -> QWidget:
        urgent = notice.priority is NoticePriority.URGENT
        kind = Kind.CAUTION if urgent else Kind.INFO
        title, text = title_of(notice), text_of(notice, self._moment)
        read = CommandButton(self._theme, small=True)
        read.set_words(self.tr("I have read it"))
        read.setEnabled(not self._view.asking)
        read.clicked.connect(lambda _checked=False, each=notice.notice_id: self.read_chosen.emit(each))
        self.reads[notice.notice_id] = read
        row = self._row(kind, "ph.megaphone-fill" if urgent else "ph.chat-teardrop-dots", title, text)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.addWidget(TextLabel(self._moment(notice.sent_at), role=Role.SMALL, tone=Token.TEXT_2))
            if more:
                link = LinkButton(self._theme)
                link.set_words(self.tr("{count} more").format(count=more))
                link.clicked.connect(self.list_wanted)
                layout.addWidget(link)
            layout.addWidget(read)
        return row

    def _help_row(self) -> QWidget:
        row = self._row(Kind.CAUTION, "ph.lifebuoy", self.tr("You have called a supervisor."), "")
        cancel = CommandButton(self._theme, small=True)
        cancel.set_words(self.tr("Not needed any more"))
        cancel.setEnabled(not self._view.asking)
        cancel.clicked.connect(self.cancel_help_chosen)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            self._help_text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
            layout.addWidget(self._help_text)
            layout.addWidget(cancel)
        self._tick()
        return row

    def _row(self, kind: Kind, icon: str, title: str, text: str) -> QFrame:
        row = QFrame()
        set_property(row, "soft", kind.value)
        row.setMinimumHeight(self._theme.px(40))
        row.setAccessibleName(f"{title} {text}".strip())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(title, role=Role.BODY_BOLD, wrap=True))
        if text:
            words.addWidget(TextLabel(text, tone=Token.TEXT, wrap=True))
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 6, 8, 6)
        line.setSpacing(10)
        line.addWidget(IconView(self._theme, icon, text_token(kind), size=16), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        return row

    def _tick(self) -> None:
        asked = self._view.help
        if self._help_text is None or asked is None:
            return
        waited = clock_text(max(0, int((self._ticker.now() - asked.asked_at).total_seconds())))
        if asked.state is HelpState.ESCALATED:
            text = self.tr("{time}, every supervisor has been told").format(time=waited)
        else:
            text = self.tr("{time}, somebody will come").format(time=waited)
        self._help_text.set_text(text)

    def _moment(self, at: datetime) -> str:
        return time_text(self._ticker.local(at))
