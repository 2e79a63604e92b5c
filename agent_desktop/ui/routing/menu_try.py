"""The entry menu tried as a caller: what is heard, keys to press, and where the call goes in the end."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.routing import MenuTried
from agent_desktop.ui.routing.menu_parts import spoken_word
from agent_desktop.ui.routing.menu_presenter import MenuState
from agent_desktop.ui.routing.words import name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice


class _Key(CommandButton):
    keyed = Signal(str)

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__(theme, key)
        self._key = key
        self.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        self.keyed.emit(self._key)


class MenuTry(QWidget):
    """Draws where a caller stands.

    Signals:
        keyed: What the caller keys; empty is silence.
        again: Call anew.
    """

    keyed = Signal(str)
    again = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._queues: Mapping[str, str] = {}
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._path = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._wrong = Notice(theme)
        self._said = QVBoxLayout()
        self._said.setSpacing(6)
        self._keys = FlowLayout(6)
        self._digits = LineField(theme)
        self._digits.setMaxLength(20)
        self._silence = CommandButton(theme, small=True, icon="ph.speaker-slash")
        self._anew = CommandButton(theme, small=True, icon="ph.arrow-counter-clockwise")
        self._shown = ""
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._path)
        column.addWidget(self._wrong)
        column.addLayout(self._said)
        column.addLayout(self._keys)
        column.addWidget(self._digits)
        foot = QHBoxLayout()
        foot.addWidget(self._silence)
        foot.addWidget(self._anew)
        foot.addStretch(1)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)
        self._digits.returnPressed.connect(self._number)
        self._silence.clicked.connect(self._silent)
        self._anew.clicked.connect(self.again)

    def show_queues(self, queues: Mapping[str, str]) -> None:
        """Know the queues there are, names by code."""
        self._queues = queues

    def display(self, state: MenuState) -> None:
        """Draw where the caller stands."""
        tried = state.tried or MenuTried()
        wrong = " ".join(problem_words(each) for each in tried.problems[:3])
        self._wrong.show_notice("ph.warning-circle-fill", Token.PROBLEM, wrong)
        is_over = state.tried is not None and not tried.step and not wrong
        self._title.set_text(self._end_words(tried) if is_over else self.tr("Step: {step}").format(step=tried.step))
        self._title.setVisible(bool(tried.step) or is_over)
        path = " › ".join(name_in(each, "") for each in tried.path)
        number = self.tr("number {number}").format(number=tried.number) if tried.number else ""
        self._path.set_text(" · ".join(each for each in (path, number) if each))
        self._path.setVisible(bool(self._path.full_text()))
        clear_layout(self._said)
        for heard in tried.heard:
            self._said.addWidget(TextLabel(spoken_word(heard.language), role=Role.SMALL, tone=Token.TEXT_2))
            self._said.addWidget(TextLabel(heard.text, wrap=True))
        self._draw_keys(tried)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._digits.setPlaceholderText(self.tr("Digits, then Enter; none at hand: Enter alone"))
        self._digits.setAccessibleName(self.tr("The number they key"))
        self._silence.set_words(self.tr("Say nothing"))
        self._anew.set_words(self.tr("Call anew"))

    def _draw_keys(self, tried: MenuTried) -> None:
        is_number = tried.longest > 1
        keys = tried.keys if tried.step and not is_number else ""
        self._digits.setVisible(is_number and bool(tried.step))
        self._silence.setVisible(bool(tried.step))
        if keys == self._shown:
            return
        self._shown = keys
        clear_layout(self._keys)
        for key in keys:
            button = _Key(self._theme, key)
            button.setAccessibleName(self.tr("Key {key}").format(key=key))
            button.keyed.connect(self.keyed)
            self._keys.addWidget(button)

    def _end_words(self, tried: MenuTried) -> str:
        queue = self._queues.get(tried.queue, tried.queue) or self.tr("the default queue")
        parts = [self.tr("To a person: {queue}").format(queue=queue)]
        if tried.urgent:
            parts.append(self.tr("before all others"))
        if tried.reason:
            parts.append(self.tr("reason {reason}").format(reason=tried.reason))
        if tried.language:
            parts.append(spoken_word(tried.language))
        return " · ".join(parts)

    def _number(self) -> None:
        digits = self._digits.text().strip()
        self._digits.clear()
        self.keyed.emit(digits or "#")

    def _silent(self) -> None:
        self.keyed.emit("")
