"""The buttons at the right end of the call slot."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import Look
from agent_desktop.ui.widgets.call_button import CallButton
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from telephony.contract import CallAction, CallDirection, CallRole, ColleagueState, RecordingState

DEAF_SECONDS: Final = 0.4
"""Clicks are not heard for so long after the slot has changed: the hand was on its way to the button before."""

TALK_KINDS: Final = (
    SlotKind.CONNECTING,
    SlotKind.DIALLING,
    SlotKind.ALERTING,
    SlotKind.CONNECTED,
    SlotKind.HOLD,
    SlotKind.CONSULT,
    SlotKind.LINE_LOST,
)
"""Somebody is on the line, or is called."""

_TAKE_OR_LEAVE: Final = (SlotKind.RINGING, SlotKind.PREVIEW)


class CallButtons(QStackedWidget):
    """Three sets, one at a time: none; answer and decline, or call and give back; hold, mute, recording, outcome, hang
    up. Each button keeps its place.

    Signals:
        action_chosen: A button was pressed; a `CallAction`.
        decline_chosen: Decline, for the reason with this code.
        outcome_wanted: Choose what the call comes to.
        keypad_wanted: Show the keypad, or put it away.
    """

    action_chosen = Signal(object)
    decline_chosen = Signal(str)
    outcome_wanted = Signal()
    keypad_wanted = Signal()

    def __init__(self, theme: Theme, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._deaf_until = 0.0
        self._state = CallSlotState()
        self._outcome_chosen = ""
        self._outcome_kept = False
        self._outcome_problem = ""
        self._none = QWidget()
        self._ringing = QWidget()
        self._talking = QWidget()
        self._page = self._none
        for page in (self._none, self._ringing, self._talking):
            self.addWidget(page)
        self._answer = CallButton(theme, look=Look.GOOD, wide=True, minimum_width=150)
        self._decline = CallButton(theme, wide=True, minimum_width=146)
        self._hold = CallButton(theme)
        self._mute = CallButton(theme)
        self._keypad = CallButton(theme)
        self._recording = CallButton(theme)
        self._outcome = CallButton(theme)
        self._hang_up = CallButton(theme, look=Look.DANGER, minimum_width=82)
        for page, row in (
            (self._ringing, (self._answer, self._decline)),
            (self._talking, (self._hold, self._mute, self._keypad, self._recording, self._outcome, self._hang_up)),
        ):
            layout = QHBoxLayout(page)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
            layout.addStretch(1)
            for button in row:
                if button is self._hang_up:
                    layout.addSpacing(6)
                layout.addWidget(button)
        self._answer.clicked.connect(self._answer_pressed)
        self._decline.clicked.connect(self._decline_pressed)
        self._hold.clicked.connect(self._hold_pressed)
        self._mute.clicked.connect(self._mute_pressed)
        self._keypad.clicked.connect(self._keypad_pressed)
        self._recording.clicked.connect(self._recording_pressed)
        self._outcome.clicked.connect(self._outcome_pressed)
        self._hang_up.clicked.connect(self._hang_up_pressed)
        self._why = QMenu(self)
        self._why.triggered.connect(self._reason_chosen)
        self._retranslate()

    def display(self, state: CallSlotState, ground: Token) -> None:
        """Show the buttons that exist in `state`, on this ground; those off say why."""
        row = (self._hold, self._mute, self._keypad, self._recording, self._outcome, self._hang_up)
        for button in (self._answer, self._decline, *row):
            button.lie_on(ground)
        # Only of a line that we have called somebody hears it.
        self._keypad.setVisible(CallAction.SEND_DIGITS in state.enabled)
        if state.kind is not self._state.kind:
            self._deaf_until = self._monotonic() + DEAF_SECONDS
        self._state = state
        if CallAction.DECLINE not in state.enabled:
            self._why.close()  # nothing is to be declined any more
        self._page = self._none
        if state.kind in _TAKE_OR_LEAVE:
            self._page = self._ringing
        elif state.kind in TALK_KINDS:
            self._page = self._talking
        self.setCurrentWidget(self._page)
        self.setVisible(self._page is not self._none)
        self.updateGeometry()
        self._retranslate()

    def show_outcome(self, chosen: str, problem: str, *, kept: bool) -> None:
        """Say by the button which outcome is `chosen` already, empty if none, whether the server has it, and what is
        wrong with it."""
        self._outcome_chosen, self._outcome_problem, self._outcome_kept = chosen, problem, kept
        self._draw_outcome()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        # By the set now shown, not by the widest, so that the timer stands beside it.
        return self._page.sizeHint()

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self._page.minimumSizeHint()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        if self._state.kind is SlotKind.PREVIEW:
            self._answer.show_words(self.tr("Call"), "ph.phone-outgoing-fill", "F2")
            self._decline.show_words(self.tr("Give back"), "ph.arrow-u-up-left", "Shift+F2")
        else:
            calls_back = self._state.direction is CallDirection.OUTBOUND
            self._answer.show_words(self.tr("Take") if calls_back else self.tr("Answer"), "ph.phone-fill", "F2")
            self._decline.show_words(self.tr("Decline"), "ph.phone-x", "Shift+F2", Token.PROBLEM)
        self._show_use(self._answer, CallAction.ANSWER, CallAction.DIAL)
        self._show_use(self._decline, CallAction.DECLINE, CallAction.GIVE_BACK)
        if self._state.kind not in _TAKE_OR_LEAVE:  # then these are shown by no page, and come up with the next state
            self._retranslate_talking()

    def _retranslate_talking(self) -> None:
        state = self._state
        held = state.kind in (SlotKind.HOLD, SlotKind.CONSULT)
        consults = CallAction.END_CONSULT in state.enabled or state.kind is SlotKind.CONSULT
        if state.colleague is ColleagueState.JOINED and not state.between_colleagues:
            self._hold.show_words(self.tr("Customer") if held else self.tr("Colleague"), "ph.swap", "F3")
        elif held:
            self._hold.show_words(self.tr("Resume"), "ph.play", "F3")
        else:
            self._hold.show_words(self.tr("Hold"), "ph.pause", "F3")
        self._mute.show_words(self.tr("Unmute") if state.muted else self.tr("Mute"), "ph.microphone-slash", "F4")
        self._keypad.show_words(self.tr("Keypad"), "ph.dots-nine", "F8")
        self._keypad.show_use(enabled=True)
        self._draw_recording()
        self._draw_outcome()
        if consults:
            self._hang_up.show_words(self.tr("End consult"), "ph.user-minus", "Shift+F7")
        else:
            self._hang_up.show_words(self.tr("Hang up"), "ph.phone-disconnect-fill", "Shift+F12")
        self._show_use(self._hold, CallAction.HOLD, CallAction.RESUME, on=held)
        self._show_use(self._mute, CallAction.MUTE, CallAction.UNMUTE, on=state.muted)
        self._show_use(self._hang_up, CallAction.HANG_UP, CallAction.END_CONSULT)

    def _show_use(self, button: CallButton, *actions: CallAction, on: bool = False) -> None:
        state = self._state
        enabled = any(action in state.enabled for action in actions)
        waiting = state.pending in actions
        button.show_use(enabled=enabled, on=on, waiting=waiting, reason=self._reason(waiting=waiting))

    def _draw_recording(self) -> None:
        """The button is there where the call is meant to be recorded; its toggle is on once the carrier has paused."""
        recording = self._state.recording
        shown = recording is not None and recording.stopped_by is None and self._state.role is CallRole.OWN
        self._recording.setVisible(shown)
        if recording is None or not shown:
            return
        pauses, resumes = CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING
        goes_on = resumes in self._state.enabled and pauses not in self._state.enabled
        if goes_on:
            self._recording.show_words(self.tr("Go on rec"), "ph.record", "F9")
        else:
            self._recording.show_words(self.tr("Pause rec"), "ph.pause-circle", "F9")
        self._show_use(self._recording, pauses, resumes, on=recording.state is RecordingState.PAUSED)

    def _draw_outcome(self) -> None:
        chosen, problem = self._outcome_chosen, self._outcome_problem
        told = chosen or self.tr("None chosen yet")
        icon, ink = ("ph.tag-fill", Token.GOOD) if chosen else ("ph.tag", None)
        if chosen and not self._outcome_kept:
            ink, told = Token.CAUTION, self.tr("Not kept yet: {outcome}").format(outcome=chosen)
        if problem:
            icon, ink, told = "ph.warning-circle-fill", Token.PROBLEM, problem
        self._outcome.show_words(self.tr("Outcome"), icon, "Alt+D", ink)
        self._outcome.show_use(enabled=not self._state.between_colleagues)
        self._outcome.setToolTip(told)
        self._outcome.setAccessibleDescription(f"Alt+D, {told}")

    def _reason(self, *, waiting: bool) -> str:
        state = self._state
        if waiting:
            return self.tr("Waiting for the telephone system")
        if state.pending is not None:
            return self.tr("Another action is under way")
        if state.link_lost:
            return self.tr("No link to the server. The call goes on.")
        if state.kind is SlotKind.CONNECTING:
            return self.tr("Once the caller is connected")
        if state.kind in (SlotKind.DIALLING, SlotKind.ALERTING):
            return self.tr("Once somebody answers")
        if state.kind is SlotKind.LINE_LOST:
            return self.tr("Once your line is back")
        return self.tr("Not possible just now")

    def _answer_pressed(self) -> None:
        self._chosen(CallAction.DIAL if CallAction.DIAL in self._state.enabled else CallAction.ANSWER)

    def decline(self) -> None:
        """Shift+F2: decline, or ask why where there are reasons to choose from; give a callback back."""
        if CallAction.GIVE_BACK in self._state.enabled:
            self.action_chosen.emit(CallAction.GIVE_BACK)
        if CallAction.DECLINE not in self._state.enabled:
            return
        if not self._state.decline_reasons:
            self.action_chosen.emit(CallAction.DECLINE)
            return
        self.fill_reasons()
        self._why.popup(self._decline.mapToGlobal(QPoint(0, self._decline.height() + 4)))

    def fill_reasons(self) -> QMenu:
        """Make the menu of reasons anew."""
        self._why.clear()
        for reason in self._state.decline_reasons:
            self._why.addAction(words(reason.name)).setData(reason.code)
        return self._why

    def _reason_chosen(self, entry: QAction) -> None:
        self.decline_chosen.emit(entry.data())

    def _decline_pressed(self) -> None:
        if self._monotonic() >= self._deaf_until:
            self.decline()

    def _hold_pressed(self) -> None:
        self._chosen(CallAction.RESUME if CallAction.RESUME in self._state.enabled else CallAction.HOLD)

    def _mute_pressed(self) -> None:
        self._chosen(CallAction.UNMUTE if CallAction.UNMUTE in self._state.enabled else CallAction.MUTE)

    def _keypad_pressed(self) -> None:
        if self._monotonic() >= self._deaf_until:
            self.keypad_wanted.emit()

    def _recording_pressed(self) -> None:
        pauses = CallAction.PAUSE_RECORDING in self._state.enabled
        self._chosen(CallAction.PAUSE_RECORDING if pauses else CallAction.RESUME_RECORDING)

    def _outcome_pressed(self) -> None:
        if self._monotonic() >= self._deaf_until:
            self.outcome_wanted.emit()

    def _hang_up_pressed(self) -> None:
        self._chosen(CallAction.END_CONSULT if CallAction.END_CONSULT in self._state.enabled else CallAction.HANG_UP)

    def _chosen(self, action: CallAction) -> None:
        if self._monotonic() >= self._deaf_until:
            self.action_chosen.emit(action)
