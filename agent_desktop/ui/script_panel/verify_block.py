"""The check of who is calling, where a step needs it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.verification import Level
from agent_desktop.ui.script_panel.state import VerifyState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton, Look
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property


class VerifyBlock(QFrame):
    """Says what level the step needs, what is reached, and the ways on: ask the questions, or say that it cannot be.

    The level is the server's; nothing here can set it.

    Signals:
        verify_chosen: Ask the next question of the check.
        failed_chosen: True: the caller could not be verified. False: take that back.
    """

    verify_chosen = Signal()
    failed_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._state: VerifyState | None = None
        self._icon = IconView(theme, "ph.shield-warning-fill", Token.CAUTION, 18)
        self._title = TextLabel(role=Role.BODY_BOLD, wrap=True)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._verify = CommandButton(theme, look=Look.PRIMARY, keys="Alt+V", icon="ph.shield-check")
        self._fail = CommandButton(theme, look=Look.QUIET)
        self._back = LinkButton(theme)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addLayout(words, 1)
        head.addWidget(self._back)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._verify)
        buttons.addWidget(self._fail)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 8, 11, 8)
        column.setSpacing(7)
        column.addLayout(head)
        column.addLayout(buttons)
        self._verify.clicked.connect(self.verify_chosen)
        self._fail.clicked.connect(self._failed)
        self._back.clicked.connect(self._taken_back)
        self.hide()

    def display(self, state: VerifyState | None, *, read_only: bool) -> None:
        """Draw `state`; hidden where the step needs no check."""
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        kind, icon = Kind.CAUTION, "ph.shield-warning-fill"
        text = ""
        if state.passed:
            kind, icon = Kind.GOOD, "ph.shield-check-fill"
            title = self.tr("Full check passed") if state.reached is Level.FULL else self.tr("Basic check passed")
        elif state.failed:
            kind, icon = Kind.PROBLEM, "ph.shield-slash-fill"
            title = self.tr("Could not verify the caller")
            text = self.tr("The script goes on without it. Give no account details.")
        elif state.locked_until is not None:
            kind, icon = Kind.PROBLEM, "ph.lock-simple-fill"
            title = self.tr("Checks are locked: too many wrong answers")
            text = self.tr("Say that you could not verify, and go on without.")
        else:
            full = state.needed is Level.FULL
            title = self.tr("Full check needed here") if full else self.tr("Basic check needed here")
            reached = state.reached is Level.BASIC
            text = self.tr("Basic check passed so far.") if reached else self.tr("Nothing is checked yet.")
        open_still = not state.passed and not state.failed
        set_property(self, "soft", kind.value)
        self._icon.show_icon(icon, text_token(kind))
        self._title.set_text(title)
        self._title.set_tone(text_token(kind))
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self._verify.set_words(self.tr("Verify"))
        self._verify.setVisible(open_still and state.locked_until is None)
        self._verify.setEnabled(state.can_check and not read_only)
        self._fail.set_words(self.tr("Could not verify"))
        self._fail.setVisible(open_still)
        self._fail.setEnabled(not read_only)
        self._back.set_words(self.tr("Take back"))
        self._back.setVisible(state.failed and not state.passed and not read_only)

    def focus(self) -> bool:
        """Put the focus on the next thing to do; False where the check is done."""
        for button in (self._verify, self._fail):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return True
        return False

    def _failed(self) -> None:
        self.failed_chosen.emit(True)

    def _taken_back(self) -> None:
        self.failed_chosen.emit(False)
