"""The agent's own state as icon, word and timer, with the menu that changes it."""

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu

from agent_desktop.contract.rules import AwayReason
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.away_words import away_word
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.state_chip import StateChip
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import AgentAction, AgentState, ChosenReason, NextState, NotReadyReason, SystemReason

STATE_LOOKS: Final = MappingProxyType(
    {
        AgentState.READY: (Kind.GOOD, "ph.check-circle-fill"),
        AgentState.ON_CALL: (Kind.INFO, "ph.phone-call-fill"),
        AgentState.WRAP_UP: (Kind.CAUTION, "ph.hourglass-medium-fill"),
        AgentState.NOT_READY: (Kind.AWAY, "ph.pause-circle-fill"),
        AgentState.OFFLINE: (Kind.PLAIN, "ph.power"),
    }
)
_SYSTEM_LOOK: Final = (Kind.CAUTION, "ph.warning-circle-fill")
"""Not ready, and not by choice: another colour and icon than what the agent chose."""

_HISTORY: Final = "history"


class StateSelector(StateChip):
    """Press it, or Alt+S, for the menu; what the server does not allow now is off. During a call it chooses what comes
    after it.

    Signals:
        action_chosen: An `AgentAction`, a `ChosenReason` or None, and the planned seconds or None.
        history_wanted: Why am I in this state?
    """

    action_chosen = Signal(object, object, object)
    history_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(theme, ticker, selector=True)
        self._theme = theme
        self._ticker = ticker
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
        elif isinstance(state.reason, SystemReason) and state.reason is not SystemReason.SIGNED_IN:
            kind, icon = _SYSTEM_LOOK
        elif state.state is not None:
            kind, icon = STATE_LOOKS[state.state]
        if state.state in (None, AgentState.OFFLINE):
            since = None
        if state.pending is not None and not state.pending_next:
            icon = "ph.hourglass-medium"
        word = self._word()
        self.show_state(word, kind, icon, since, state.caution_at, state.problem_at)
        self.setEnabled(state.pending is None and state.state is not None)
        self.setAccessibleName(self.tr("Your state: {state}").format(state=word))
        self.setAccessibleDescription("Alt+S")
        self.setToolTip(self._tip())

    def open_menu(self) -> None:
        """Open the menu under the selector; called by Alt+S too."""
        if not self.isEnabled():
            return
        self.fill_menu()
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def fill_menu(self) -> QMenu:
        """Make the menu anew from the present state."""
        menu, state = self._menu, self._state
        menu.clear()
        if state.allowed_next:
            head = menu.addAction(self.tr("After this call"))
            head.setEnabled(False)
        self._add(menu, self.tr("Ready"), AgentAction.GO_READY)
        menu.addSeparator()
        for reason in state.reasons:
            self._add_reason(reason)
        menu.addSeparator()
        self._add(menu, self.tr("Offline"), AgentAction.GO_OFFLINE)
        self._add_of_call()
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

    def _add_reason(self, offered: AwayReason) -> None:
        """Add a way to be not ready: for how long is chosen beside it."""
        kind, icon = STATE_LOOKS[AgentState.NOT_READY]
        reason = ChosenReason(offered.code)
        word = self.tr("Not ready: {reason}").format(reason=words(offered.name))
        chosen = self._state.next is not None and self._state.next.reason == reason
        mark = self._chosen_mark() if chosen else self._theme.icon(icon, text_token(kind))
        lengths = self._menu.addMenu(mark, word)
        action = AgentAction.GO_NOT_READY
        lengths.setEnabled(self._possible(action))
        self._add(lengths, self.tr("No planned end"), action, reason)
        for minutes in offered.minutes:
            length = self.tr("{count} min").format(count=minutes)
            if not self._state.allowed_next:
                until = self._time(self._ticker.now() + timedelta(minutes=minutes))
                length = self.tr("{length}, until {time}").format(length=length, time=until)
            self._add(lengths, length, action, reason, minutes * 60)

    def _add_of_call(self) -> None:
        """Add what concerns the end of the present call: wrap-up on request, and the choice taken back."""
        wishes = {
            AgentAction.WANT_WRAP_UP: (self.tr("With wrap-up after this call"), "ph.hourglass-medium"),
            AgentAction.CANCEL_WRAP_UP: (self.tr("Without wrap-up after this call"), "ph.hourglass-medium"),
            AgentAction.CANCEL_NEXT: (self.tr("Cancel the choice: ready after this call"), "ph.arrow-u-up-left"),
        }
        possible = [action for action in wishes if action in self._state.allowed]
        if possible:
            self._menu.addSeparator()
        for action in possible:
            word, icon = wishes[action]
            entry = self._menu.addAction(self._theme.icon(icon), word)
            entry.setData((action.value, "", 0))

    def _add(
        self, menu: QMenu, word: str, action: AgentAction, reason: ChosenReason | None = None, seconds: int = 0
    ) -> None:
        entry = menu.addAction(word)
        if menu is self._menu:
            state = AgentState.READY if action is AgentAction.GO_READY else AgentState.OFFLINE
            kind, icon = STATE_LOOKS[state]
            chosen = self._state.next is not None and self._state.next.state is state
            entry.setIcon(self._chosen_mark() if chosen else self._theme.icon(icon, text_token(kind)))
        entry.setData((action.value, reason.value if reason else "", seconds))
        entry.setEnabled(self._possible(action))

    def _chosen_mark(self) -> QIcon:
        return self._theme.icon("ph.check-bold", Token.ACCENT)

    def _possible(self, action: AgentAction) -> bool:
        return action in self._state.allowed | self._state.allowed_next

    def _triggered(self, entry: QAction) -> None:
        if entry.data() == _HISTORY:
            self.history_wanted.emit()
            return
        action, reason, seconds = entry.data()
        self.action_chosen.emit(AgentAction(action), ChosenReason(reason) if reason else None, seconds or None)

    def _word(self) -> str:
        state = self._state
        if state.pending is not None and not state.pending_next:
            going = {
                AgentAction.GO_READY: self.tr("Going ready"),
                AgentAction.GO_NOT_READY: self.tr("Going not ready"),
                AgentAction.GO_OFFLINE: self.tr("Going offline"),
            }.get(state.pending)
            if going is not None:
                return going
        word = self._state_word()
        if state.next is not None:
            return self.tr("{state}, then {next}").format(state=word, next=self._next_word(state.next))
        if state.state is AgentState.NOT_READY and state.planned_end_at is not None:
            return self.tr("{state} until {time}").format(state=word, time=self._time(state.planned_end_at))
        return word

    def _state_word(self) -> str:
        state = self._state
        if state.state is None:
            return self.tr("Connecting")
        if state.state is AgentState.ON_CALL and state.on_hold:
            return self.tr("On hold")
        return self.word_of(state.state, state.reason)

    def _next_word(self, chosen: NextState) -> str:
        if chosen.reason is not None:
            return self._reason_word(chosen.reason)
        return self.tr("offline") if chosen.state is AgentState.OFFLINE else self.tr("ready")

    def _tip(self) -> str:
        why = {
            SystemReason.SIGNED_IN: self.tr("You have signed in. Choose Ready to take calls."),
            SystemReason.NO_ANSWER: self.tr("The system did this: calls were offered and not answered."),
            SystemReason.CONNECTION: self.tr("The system did this: your line or your link was away."),
        }
        said = why[self._state.reason] + "\n" if isinstance(self._state.reason, SystemReason) else ""
        return said + self.tr("Change your state") + " (Alt+S)"

    def _reason_word(self, reason: NotReadyReason) -> str:
        given = {
            SystemReason.SIGNED_IN: self.tr("Signed in"),
            SystemReason.NO_ANSWER: self.tr("No answer"),
            SystemReason.CONNECTION: self.tr("Connection"),
        }
        return given[reason] if isinstance(reason, SystemReason) else away_word(reason)

    def _time(self, at: datetime) -> str:
        return time_text(self._ticker.local(at))
