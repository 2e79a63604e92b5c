"""My complaints by deadline: a card for the page of the day."""

from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.ui.complaints.cases.lists.table import COLUMNS, OWNER, STATE, CaseTable
from agent_desktop.ui.complaints.cases.mine.presenter import MineState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.views import RowTable


class MineCard(QFrame):
    """Draws a `MineState`.

    Signals:
        case_chosen: Open this complaint (`UUID`).
        all_chosen: Show the whole list.
    """

    case_chosen = Signal(object)
    all_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._ticker = ticker
        self._state = MineState()
        self._minute = -1
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self.count, self.urgent = CountChip(theme), CountChip(theme)
        self.all = LinkButton(theme)
        self._words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._words.setContentsMargins(14, 8, 14, 10)
        self._rows = CaseTable(ticker.now, self)
        self.table = RowTable(theme, self._rows.model)
        self.table.setObjectName("my-complaints")
        self.table.set_columns(COLUMNS)
        for hidden in (STATE, OWNER):
            self.table.setColumnHidden(hidden, True)
        head = QHBoxLayout()
        head.setContentsMargins(14, 7, 12, 7)
        head.setSpacing(8)
        head.addWidget(IconView(theme, "ph.megaphone-simple", Token.TEXT_2, 16))
        for widget in (self._title, self.count, self.urgent):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self._words)
        self.all.clicked.connect(self.all_chosen)
        self.table.row_chosen.connect(self._row_chosen)
        ticker.ticked.connect(self._tick)
        theme.changed.connect(self._fit)
        self.display(self._state)

    def display(self, state: MineState) -> None:
        """Draw `state`."""
        self._state = state
        self._title.set_text(self.tr("My complaints by deadline"))
        self.table.setAccessibleName(self._title.full_text())
        self.all.set_words(self.tr("All my cases"))
        self.count.show_count(f"{state.count:,}")
        self.count.setVisible(state.count > 0)
        self._rows.retranslate_plain()
        self._rows.show(state.lines, {})
        self._draw_urgent()
        words = ""
        if state.problem is not None:
            words = self.tr("The list may not be up to date. {why}").format(why=deed_text(state.problem))
        elif not state.lines:
            words = self.tr("No complaint waits for you.") if state.known else self.tr("Getting your complaints")
        self._words.set_text(words)
        self._words.setVisible(bool(words))
        self.table.setVisible(bool(state.lines))
        self._fit()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rows.fill_again()
            self.display(self._state)

    def _draw_urgent(self) -> None:
        now = self._ticker.now()
        dues = [each.clock.due_at for each in self._state.lines if each.clock is not None]
        late = sum(due < now for due in dues)
        today = self._ticker.local(now).date()
        due_today = sum(due >= now and self._ticker.local(due).date() <= today for due in dues)
        soon = due_today or sum(timedelta() <= due - now < timedelta(days=1) for due in dues)
        if late:
            self.urgent.show_count(self.tr("{count} late").format(count=late), Kind.PROBLEM)
        elif soon:
            self.urgent.show_count(self.tr("{count} today").format(count=soon), Kind.CAUTION)
        self.urgent.setVisible(bool(late or soon))

    def _fit(self) -> None:
        self.table.setFixedHeight(self.table.height_for(max(1, len(self._state.lines))))
        self.table.fit_columns()

    def _row_chosen(self, key: str) -> None:
        self.case_chosen.emit(UUID(key))

    def _tick(self) -> None:
        minute = self._ticker.now().minute
        if minute != self._minute and self.isVisible():
            self._minute = minute
            self._rows.tick()
            self._draw_urgent()
            self.table.viewport().update()
