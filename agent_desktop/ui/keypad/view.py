"""The keypad over the window. The keys of the keyboard press it too; Esc and F8 put it away."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from agent_desktop.ui.keypad.presenter import KEYS, KeypadState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.overlay import Overlay

_WIDTH: Final = 260
_TOP: Final = 150
_ROW: Final = 3


class KeypadView(Overlay):
    """Draws a `KeypadState`.

    Signals:
        pressed: A key of the telephone, as one character.
        cancelled: Put it away.
    """

    pressed = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._state = KeypadState()
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._said = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._problem = TextLabel(tone=Token.PROBLEM, wrap=True)
        self._keys = {key: CommandButton(theme) for key in KEYS}
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (key, button) in enumerate(self._keys.items()):
            button.set_words(key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._presser(key))
            grid.addWidget(button, place // _ROW, place % _ROW)
        column.addLayout(grid)
        column.addWidget(self._said)
        column.addWidget(self._problem)
        self.closed.connect(self.cancelled)
        self._draw()

    def display(self, state: KeypadState) -> None:
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
        """The focus is in the frame: the keys of the keyboard are heard."""
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in self._keys and not event.isAutoRepeat():
            self.pressed.emit(text)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()

    def _presser(self, key: str) -> Callable[[], None]:
        def press() -> None:
            self.pressed.emit(key)
            self.take_focus()

        return press

    def _draw(self) -> None:
        state = self._state
        self._title.set_text(self.tr("Keypad"))
        sent = self.tr("Keys sent: {count}").format(count=state.count)
        self._said.set_text(self.tr("{sent}, more on their way").format(sent=sent) if state.waiting else sent)
        self._problem.set_text("" if state.problem is None else problem_text(state.problem))
        self._problem.setVisible(state.problem is not None)
        for key, button in self._keys.items():
            button.setEnabled(state.possible)
            button.setAccessibleName(self._name_of(key))
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription(self._said.full_text())

    def _name_of(self, key: str) -> str:
        return {"*": self.tr("Star"), "#": self.tr("Hash")}.get(key, key)
