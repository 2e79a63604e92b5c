"""The agent's own state as icon, word and timer, with the menu that changes it."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, text_token
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.state_chip import StateChip
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentAction, AgentState, NotReadyReason

STATE_LOOKS: Final = MappingProxyType(
    {
        AgentState.READY: (Kind.GOOD, "ph.check-circle-fill"),
        AgentState.ON_CALL: (Kind.INFO, "ph.phone-call-fill"),
        AgentState.WRAP_UP: (Kind.CAUTION, "ph.hourglass-medium-fill"),
        AgentState.NOT_READY: (Kind.AWAY, "ph.pause-circle-fill"),
        AgentState.OFFLINE: (Kind.PLAIN, "ph.power"),
    }
)

_HISTORY: Final = "history"


class StateSelector(StateChip):
    """Press it, or Alt+S, for the menu; what the server does not allow now is off.

    Signals:
        action_chosen: An `AgentAction` and a `NotReadyReason` or None.
        history_wanted: Why am I in this state?
    """

    action_chosen = Signal(object, object)
    history_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme, ticker, selector=True)
        self._theme = theme
        self._state = PresenceState()
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._triggered)
        self.clicked.connect(self.open_menu)
        self.display(self._state)

    def display(self, state: PresenceState) -> None:
        """Draw the agent's state."""
        self._state = state
        kind, icon = Kind.PLAIN, "ph.power"
        since = state.since_at
        if state.on_hold and state.state is AgentState.ON_CALL:
            kind, icon = Kind.CAUTION, "ph.pause-fill"
        elif state.state is not None:
            kind, icon = STATE_LOOKS[state.state]
        if state.state in (None, AgentState.OFFLINE):
            since = None
        if state.pending is not None:
            icon = "ph.hourglass-medium"
        self.show_state(self._word(), kind, icon, since, state.caution_at, state.problem_at)
        self.setEnabled(state.pending is None and state.state is not None)
        self.setAccessibleName(self.tr("Your state: {state}").format(state=self._word()))
        self.setAccessibleDescription("Alt+S")
        self.setToolTip(self.tr("Change your state") + " (Alt+S)")

    def open_menu(self) -> None:
        """Open the menu under the selector; called by Alt+S too."""
        if not self.isEnabled():
            return
        self.fill_menu()
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def fill_menu(self) -> QMenu:
        """Make the menu anew from the present state."""
        menu = self._menu
        menu.clear()
        self._add(self.tr("Ready"), AgentState.READY, AgentAction.GO_READY, None)
        menu.addSeparator()
        for reason in self._state.reasons:
            word = self.tr("Not ready: {reason}").format(reason=self._reason_word(reason))
            self._add(word, AgentState.NOT_READY, AgentAction.GO_NOT_READY, reason)
        menu.addSeparator()
        self._add(self.tr("Offline"), AgentState.OFFLINE, AgentAction.GO_OFFLINE, None)
        menu.addSeparator()
        why = menu.addAction(self._theme.icon("ph.clock-counter-clockwise"), self.tr("Why am I in this state?"))
        why.setData(_HISTORY)
        return menu

    def word_of(self, state: AgentState, reason: NotReadyReason | None) -> str:
        """Say a state as it is said here."""
        if state is AgentState.NOT_READY and reason is not None:
            return self.tr("Not ready") + " · " + self._reason_word(reason)
        return {
            AgentState.READY: self.tr("Ready"),
            AgentState.ON_CALL: self.tr("On a call"),
            AgentState.WRAP_UP: self.tr("Wrap-up"),
            AgentState.NOT_READY: self.tr("Not ready"),
            AgentState.OFFLINE: self.tr("Offline"),
        }[state]

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _add(self, word: str, state: AgentState, action: AgentAction, reason: NotReadyReason | None) -> None:
        kind, icon = STATE_LOOKS[state]
        entry = self._menu.addAction(self._theme.icon(icon, text_token(kind)), word)
        entry.setData((action.value, reason.value if reason else ""))
        entry.setEnabled(action in self._state.allowed)

    def _triggered(self, entry: QAction) -> None:
        if entry.data() == _HISTORY:
            self.history_wanted.emit()
            return
        action, reason = entry.data()
        self.action_chosen.emit(AgentAction(action), NotReadyReason(reason) if reason else None)

    def _word(self) -> str:
        state = self._state
        if state.pending is not None:
            return {
                AgentAction.GO_READY: self.tr("Going ready"),
                AgentAction.GO_NOT_READY: self.tr("Going not ready"),
                AgentAction.GO_OFFLINE: self.tr("Going offline"),
            }[state.pending]
        if state.state is None:
            return self.tr("Connecting")
        if state.state is AgentState.ON_CALL and state.on_hold:
            return self.tr("On hold")
        return self.word_of(state.state, state.reason)

    def _reason_word(self, reason: NotReadyReason) -> str:
        return {
            NotReadyReason.BREAK: self.tr("Break"),
            NotReadyReason.LUNCH: self.tr("Lunch"),
            NotReadyReason.TRAINING: self.tr("Training"),
            NotReadyReason.MEETING: self.tr("Meeting"),
            NotReadyReason.BACK_OFFICE: self.tr("Back office"),
            NotReadyReason.SIGNED_IN: self.tr("Signed in"),
            NotReadyReason.NO_ANSWER: self.tr("No answer"),
            NotReadyReason.CONNECTION: self.tr("Connection"),
        }[reason]
