"""A short message before it goes out, over the window. Enter sends, Esc puts it away."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.messages import MessageRefusal
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.languages import language_words
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.writing.presenter import WritingState

_WIDTH: Final = 520
_TOP: Final = 120


class WritingView(Overlay):
    """Draws a `WritingState`.

    Signals:
        send_chosen: Send what is in sight.
        language_chosen: Show it in this language.
        cancelled: Put it away.
    """

    send_chosen = Signal()
    language_chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = WritingState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._name = TextLabel(role=Role.TITLE, wrap=True)
        self._to = TextLabel(role=Role.BODY_BOLD)
        self._languages = SegmentedChoice(theme)
        self._text = TextLabel(wrap=True)
        self._parts = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._problem = TextLabel(tone=Token.PROBLEM, wrap=True)
        self._cancel = CommandButton(theme, keys="Esc")
        self._send = CommandButton(theme, look=Look.PRIMARY, icon="ph.paper-plane-tilt", keys="Enter")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconView(theme, "ph.chat-teardrop-dots", Token.ACCENT, 22))
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(18, 18, 18, 16)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self._name, self._to, self._languages, self._text, self._parts, self._problem):
            column.addWidget(widget)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._send)
        column.addLayout(row)
        self._languages.chosen.connect(self._language_pressed)
        self._send.clicked.connect(self.send_chosen)
        self._cancel.clicked.connect(self.cancelled)
        self.closed.connect(self.cancelled)

    def display(self, state: WritingState) -> None:
        """Draw `state`, opening and closing with it."""
        before, self._state = self._state, state
        if not state.visible:
            if before.visible:
                self.close_over()
            return
        self._draw()
        if self.isHidden():
            self.open_over()

    def take_focus(self) -> None:
        """The focus is in the frame: Enter is heard, and no letter does anything."""
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.send_chosen if self._state.sent is None else self.cancelled).emit()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._state.visible:
            self._draw()

    def _language_pressed(self, language: str) -> None:
        self.language_chosen.emit(language)
        self.take_focus()

    def _draw(self) -> None:
        state, preview = self._state, self._state.preview
        self._title.set_text(self.tr("Send a message"))
        chosen = next((each for each in state.templates if each.code == state.template), None)
        self._show(self._name, "" if chosen is None else words(chosen.name))
        to = "" if preview is None or not preview.to_masked else preview.to_masked
        self._show(self._to, self.tr("To {number}").format(number=to) if to else "")
        self._languages.setVisible(len(state.languages) > 1)
        if len(state.languages) > 1:
            options = tuple((code, language_words(code)) for code in state.languages)
            self._languages.show_options(options, state.language)
        text = preview.text if preview is not None else self.tr("Looking how it reads") if state.loading else ""
        self._show(self._text, text)
        parts = preview.parts if preview is not None else 1
        self._show(self._parts, self.tr("Goes out as {count} messages").format(count=parts) if parts > 1 else "")
        self._show(self._problem, self._problem_words())
        done = state.sent is not None
        self._cancel.set_words(self.tr("Close") if done else self.tr("Do not send"))
        self._send.setVisible(not done)
        self._send.set_words(self.tr("Sending") if state.sending else self.tr("Send"))
        self._send.setEnabled(state.can_send)
        if done:
            self._show(self._parts, self.tr("It is on its way. How it arrived stands in the timeline."))
        self.frame.setAccessibleName(self._title.full_text())
        told = (self._name, self._to, self._text, self._parts, self._problem)
        self.frame.setAccessibleDescription("\n".join(each.full_text() for each in told if not each.isHidden()))

    def _problem_words(self) -> str:
        state = self._state
        if state.problem is not None:
            return problem_text(state.problem)
        if state.preview is None or state.preview.why_not is None:
            return ""
        return {
            MessageRefusal.NO_NUMBER: self.tr("There is no telephone number on record."),
            MessageRefusal.OPTED_OUT: self.tr("Whoever has this number wants no messages."),
            MessageRefusal.NO_CONSENT: self.tr("The customer has not agreed to such messages."),
        }[state.preview.why_not]

    def _show(self, label: TextLabel, text: str) -> None:
        label.set_text(text)
        label.setVisible(bool(text))
