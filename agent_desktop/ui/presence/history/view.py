"""Why am I in this state: a small list over the window, under the selector."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.presence.history.presenter import HistoryState
from agent_desktop.ui.presence.selector import STATE_LOOKS
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import clock_text, time_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentState, AgentStretch, NotReadyReason, StateCause

_WIDTH: Final = 430
_TOP: Final = 50
_LEFT: Final = 76
"""Under the selector: it begins where that does."""
_MOST: Final = 10
"""States that are listed; more would be a report."""

WordOf = Callable[[AgentState, NotReadyReason | None], str]


class HistoryView(Overlay):
    """Draws a `HistoryState`. `word_of` says a state as the selector does.

    Signals:
        retry_chosen: Read it again.
    """

    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget, word_of: WordOf) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP, left=_LEFT)
        self._ticker = ticker
        self._word_of = word_of
        self._state = HistoryState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = sheet_head(theme, self._title)
        self._words = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._retry = CommandButton(theme, small=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 6, 16, 10)
        inside.setSpacing(8)
        inside.addWidget(self._words)
        inside.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addLayout(self._rows)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inside)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._retry.clicked.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: HistoryState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.open:
            self.close_over()
            return
        self._title.set_text(self.tr("Why you are in this state"))
        self._retry.set_words(self.tr("Try again"))
        problem = deed_text(state.problem) if state.problem is not None else ""
        waiting = self.tr("Getting your last states") if state.loading and not state.stretches else ""
        self._words.set_text(problem or waiting)
        self._words.set_tone(Token.PROBLEM if problem else Token.TEXT_2)
        self._words.setVisible(bool(problem or waiting))
        self._retry.setVisible(bool(problem))
        clear_layout(self._rows)
        for place, stretch in enumerate(state.stretches[:_MOST]):
            if place:
                self._rows.addWidget(line("h"))
            self._rows.addWidget(self._row(stretch, present=place == 0))
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription("\n".join(self._said(each) for each in state.stretches[:_MOST]))
        if self.isHidden():
            self.open_over()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _row(self, stretch: AgentStretch, *, present: bool) -> QWidget:
        kind, icon = STATE_LOOKS[stretch.state]
        state = TextLabel(self._word_of(stretch.state, stretch.reason), role=Role.BODY_BOLD if present else Role.BODY)
        why = TextLabel(self._cause(stretch.cause), role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(state)
        words.addWidget(why)
        began = time_text(self._ticker.local(stretch.began_at))
        when = TextLabel(self.tr("from {time}").format(time=began), role=Role.SMALL, tone=Token.TEXT_2)
        lasted = self.tr("for {time}").format(time=self._length(stretch))
        long = TextLabel(lasted, role=Role.SMALL_STRONG if present else Role.SMALL, tone=Token.TEXT_2)
        times = QVBoxLayout()
        times.setSpacing(1)
        for label in (when, long):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            times.addWidget(label)
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(10)
        row.addWidget(IconView(self.theme, icon, text_token(kind), 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(times)
        return widget

    def _said(self, stretch: AgentStretch) -> str:
        state = self._word_of(stretch.state, stretch.reason)
        at = time_text(self._ticker.local(stretch.began_at))
        return f"{at} {state}: {self._cause(stretch.cause)}"

    def _length(self, stretch: AgentStretch) -> str:
        end = stretch.ended_at or self._ticker.now()
        return clock_text(max(0, int((end - stretch.began_at).total_seconds())))

    def _cause(self, cause: StateCause) -> str:
        return {
            StateCause.CHOSEN: self.tr("You chose it"),
            StateCause.SIGNED_IN: self.tr("You signed in"),
            StateCause.CALL_ANSWERED: self.tr("You answered a call"),
            StateCause.CALL_DIALLED: self.tr("You called somebody"),
            StateCause.CALL_ENDED: self.tr("The call ended"),
            StateCause.WRAPPED_UP: self.tr("The work on the call was done"),
            StateCause.NO_ANSWER: self.tr("Calls in a row rang and were not answered"),
            StateCause.GIVEN_BACK: self.tr("A callback that you had taken was given back"),
            StateCause.LINE_NOT_JOINED: self.tr("You answered, and your line could not be connected"),
            StateCause.DESKTOP_LOST: self.tr("The server did not hear your desktop for a minute"),
            StateCause.MENDED: self.tr("The system check set it right"),
            StateCause.SUPERVISOR: self.tr("A supervisor changed it"),
            StateCause.SYSTEM: self.tr("The system set it"),
        }[cause]
