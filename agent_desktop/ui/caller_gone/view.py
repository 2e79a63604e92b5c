"""The card of a caller who gave up while the call rang here. It takes no focus."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.formats import clock_text, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.popup import PopupFrame
from agent_desktop.ui.widgets.ticker import Ticker


class CallerGoneView(PopupFrame):
    """Draws a `CallerGoneState`; hidden while nobody has given up.

    Signals:
        note_chosen: They are to be called back.
        dismiss_chosen: Put the card away.
    """

    note_chosen = Signal()
    dismiss_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._state = CallerGoneState()
        self._head = TextLabel(role=Role.SMALL_STRONG, tone=Token.CAUTION)
        self._name = TextLabel(role=Role.TITLE, wrap=True)
        self._about = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._why = TextLabel(wrap=True)
        self._done_icon = IconView(theme, "ph.check-circle-fill", Token.GOOD, 16)
        self._done = TextLabel(wrap=True)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._note = CommandButton(theme, look=Look.PRIMARY, icon="ph.phone-outgoing")
        self._dismiss = CommandButton(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconView(theme, "ph.phone-x-fill", Token.CAUTION, 16))
        head.addWidget(self._head, 1)
        done = QHBoxLayout()
        done.setSpacing(7)
        done.addWidget(self._done_icon, 0, Qt.AlignmentFlag.AlignTop)
        done.addWidget(self._done, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._note)
        buttons.addWidget(self._dismiss)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 13, 16, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addSpacing(3)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addWidget(self._why)
        column.addSpacing(5)
        column.addLayout(done)
        column.addWidget(self._problem)
        column.addSpacing(3)
        column.addLayout(buttons)
        for button in (self._note, self._dismiss):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._note.clicked.connect(self.note_chosen)
        self._dismiss.clicked.connect(self.dismiss_chosen)
        self.display(self._state)

    def display(self, state: CallerGoneState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.visible:
            self.setVisible(False)
            return
        at = "" if state.gone_at is None else time_text(self._ticker.local(state.gone_at))
        self._head.set_text(self.tr("Caller gone at {time}").format(time=at))
        self._name.set_text(state.name or self.tr("Unknown caller"))
        waited = self.tr("waited {time}").format(time=clock_text(state.waited_seconds))
        self._about.set_text("  ·  ".join(part for part in (state.number_masked, waited) if part))
        self._why.set_text(words(state.why))
        self._why.setVisible(bool(state.why))
        self._done.set_text(self._done_words())
        for part in (self._done, self._done_icon):
            part.setVisible(state.wished)
        problem = deed_text(state.problem) if state.problem is not None else ""
        self._problem.set_text(problem)
        self._problem.setVisible(bool(problem))
        self._note.setVisible(not state.wished)
        self._note.set_words(self.tr("Noting it") if state.noting else self.tr("Note: call back"))
        self._note.setEnabled(not state.noting)
        self._dismiss.set_words(self.tr("Close") if state.wished else self.tr("Leave it"))
        self.setAccessibleName(self._head.full_text())
        told = (self._name, self._about, self._why, self._done, self._problem)
        self.setAccessibleDescription("\n".join(each.full_text() for each in told if not each.isHidden()))
        self.setVisible(True)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _done_words(self) -> str:
        state = self._state
        if state.wished_themselves:
            return self.tr("They asked to be called back while they waited. It is noted.")
        if state.with_contact:
            return self.tr("To be called back: noted with the customer’s contacts.")
        return self.tr("To be called back: noted with the call.")
