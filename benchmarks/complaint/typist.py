"""Somebody who records a complaint by keys alone, key by key, at the speed of a person who types for a living.

The time is that of the keystroke-level model (Card, Moran and Newell 1983): so long a key, and so long to think before
each field. Chinese is typed as its pinyin is: so many keys a character, with the one that picks it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

KEY_SECONDS: Final = 0.28
"""An average typist of some 40 words a minute."""
THINK_SECONDS: Final = 1.35
PINYIN_KEYS: Final = 3.2
_NONE: Final = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Story:
    """What is typed, by language: how the category is sought, the amount, the day, what happened."""

    sought: str
    amount: str
    day: str
    words: str


STORIES: Final = {
    "en": Story("instal", "1286.4", "6-12", "Charged for instalments on 12 June; she never agreed, wants them gone."),
    "zh": Story("fqsxf", "1286.4", "6-12", "6月12日收到分期短信，被收手续费，客户说没有办理过，要求取消并退款。"),
}


@dataclass(slots=True)
class Typist:
    """Presses keys wherever the focus is. `after_key` lets the window take each of them."""

    after_key: Callable[[], None] = lambda: None
    keys: float = 0.0
    thoughts: int = 0
    fields: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long a person takes for all that was pressed."""
        return self.keys * KEY_SECONDS + self.thoughts * THINK_SECONDS

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press one key; one that is held down with it counts too."""
        QTest.keyClick(self._focus(), key, modifiers)
        self.keys += 1 if modifiers == _NONE else 2
        self.after_key()

    def write(self, text: str) -> None:
        """Think, then type `text`; what has no key of its own comes from an input method."""
        self.thoughts += 1
        focused = self._focus()
        self.fields.append(focused.accessibleName())
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(focused, letter)
                self.keys += 1
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(letter)
                QApplication.sendEvent(focused, event)
                self.keys += PINYIN_KEYS
        self.after_key()

    def think(self) -> None:
        """Look, and decide."""
        self.thoughts += 1

    def record(self, story: Story) -> None:
        """Fill in the form, whose search for the category has the focus, and record it."""
        self.write(story.sought)
        self.press(Qt.Key.Key_Return)
        self.think()
        self.press(Qt.Key.Key_Down)  # the account
        self.press(Qt.Key.Key_Tab)
        self._past_links()
        self.write(story.amount)
        self.press(Qt.Key.Key_Tab)
        self.write(story.day)
        self.press(Qt.Key.Key_Tab)
        self.think()  # as severe as such a thing usually is
        self.press(Qt.Key.Key_Tab)
        self.write(story.words)
        self.press(Qt.Key.Key_Tab)
        self.think()
        self.press(Qt.Key.Key_Space)  # the first wish: the money back, as much as is in dispute
        self.think()  # read it through: owner, answer, clocks are filled in
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def _past_links(self) -> None:
        if "QLineEdit" not in [each.__name__ for each in type(self._focus()).__mro__]:
            self.press(Qt.Key.Key_Tab)

    @staticmethod
    def _focus() -> QWidget:
        focused = QApplication.focusWidget()
        if focused is None:
            raise LookupError("nothing has the focus")
        return focused
