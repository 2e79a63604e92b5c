"""A line that says what is awaited, once it has taken a while, or how it went."""

from typing import Final

from PySide6.QtCore import QTimer

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.labels import TextLabel

WAITS_MS: Final = 1000
"""What comes sooner is not announced."""


class WaitingWords(TextLabel):
    """Keeps one line free while it waits, so that nothing moves when it speaks; hidden with nothing to say.

    `show_at_once` speaks without the wait; for pictures. `wrap`: long words take more lines.
    """

    def __init__(self, *, wrap: bool = False, show_at_once: bool = False) -> None:
        super().__init__(role=Role.SMALL, tone=Token.TEXT_2, wrap=wrap)
        self._awaited = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0 if show_at_once else WAITS_MS)
        self._timer.timeout.connect(self._speak)
        self._at_once = show_at_once

    def wait(self, words: str) -> None:
        """Say `words` in a second from the first such call on, unless something else is said before."""
        self.set_tone(Token.TEXT_2)
        self.setVisible(True)
        if not self._awaited:
            self.set_text(" ")
            self._timer.start()
        self._awaited = words
        if self._at_once or not self._timer.isActive():
            self._speak()

    def say(self, words: str, tone: Token) -> None:
        """Say `words` now; hide with none."""
        self._timer.stop()
        self._awaited = ""
        self.set_tone(tone)
        self.set_text(words)
        self.setVisible(bool(words))

    def _speak(self) -> None:
        self.set_text(self._awaited)
