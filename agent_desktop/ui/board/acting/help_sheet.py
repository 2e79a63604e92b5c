"""Agents who ask for help, and how one comes to them."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.notices import HelpCall, HelpMode
from agent_desktop.ui.board.acting.base import SheetFrame
from agent_desktop.ui.board.acting.presenter import ActingState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel

translate = QCoreApplication.translate


class HelpSheet(SheetFrame):
    """One card a call for help, the oldest first.

    Signals:
        chosen: Which one (`UUID`), the mode (`HelpMode`) or None for coming over, and the agent's name.
    """

    chosen = Signal(object, object, str)

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, "ph.hand-waving", width=640)
        self._ticker = ticker
        self._shown: tuple[HelpCall, ...] = ()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._none = TextLabel(tone=Token.TEXT_2)
        self.buttons: list[CommandButton] = []
        self.content.addWidget(self._none)
        self.content.addLayout(self._cards)
        self.do_it.hide()

    def display(self, state: ActingState) -> None:
        """Draw who asks."""
        self.show_frame(loading=state.loading, busy=state.busy, problem=state.problem)
        self.title.set_text(translate("Board", "Agents who ask for help"))
        self.leave.set_words(translate("Board", "Close"))
        self._none.set_text(translate("Board", "Nobody asks for help now."))
        self._none.setVisible(not state.help)
        if state.help != self._shown:
            self._shown = state.help
            clear_layout(self._cards)
            self.buttons = []
            for call in state.help:
                self._cards.addWidget(self._card(call))
        for button in self.buttons:
            button.setEnabled(not state.busy)

    def focus_first(self) -> None:
        """Put the focus on the first way to help."""
        (self.buttons[0] if self.buttons else self.leave).setFocus()

    def _card(self, call: HelpCall) -> QWidget:
        card = frame("caution", name="soft")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        about = " · ".join(filter(None, (call.team, words(call.queue_name))))
        head.addWidget(TextLabel(call.agent_name, role=Role.BODY_BOLD))
        head.addWidget(TextLabel(about, role=Role.SMALL, tone=Token.TEXT_2, elided=True), 1)
        timer = TimerLabel(self._ticker, role=Role.BODY_BOLD)
        timer.count_up(call.asked_at)
        head.addWidget(timer)
        column.addLayout(head)
        if call.words:
            column.addWidget(TextLabel(call.words, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(6)
        modes: list[tuple[HelpMode | None, str, str]] = []
        if call.may_listen:
            modes = [
                (HelpMode.LISTEN, "ph.ear", translate("Board", "Listen")),
                (HelpMode.WHISPER, "ph.chat-teardrop-dots", translate("Board", "Whisper")),
                (HelpMode.BARGE, "ph.user-plus", translate("Board", "Barge")),
            ]
        modes.append((None, "ph.person-simple-walk", translate("Board", "I come over")))
        for mode, icon, text in modes:
            button = CommandButton(self.theme, text, icon=icon, small=True)
            button.setAccessibleName(f"{call.agent_name}: {text}")
            button.clicked.connect(lambda _=False, mode=mode: self.chosen.emit(call.help_id, mode, call.agent_name))
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return card
