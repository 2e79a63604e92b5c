"""A value under dots, with an eye that asks for it clear for 15 s."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import IconButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker

SHOWN_SECONDS = 15


class MaskedValue(QWidget):
    """`shown` only says that the eye was pressed; the clear value comes from the server, which records the look.

    Signals:
        shown: The person asks for the clear value.
        hidden: The person puts it away before its time. At the end of its time it goes by itself, without a signal.
    """

    shown = Signal()
    hidden = Signal()

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._masked, self._name = "", ""
        self._until: datetime | None = None
        self._value = TextLabel(elided=True)
        self._value.cut_in_the_middle()
        self._eye = IconButton(theme, "ph.eye")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._value, 1)
        row.addWidget(self._eye)
        self._eye.clicked.connect(self._pressed)
        ticker.ticked.connect(self._tick)

    def show_masked(self, name: str, masked: str, *, waiting: bool = False, refused: str = "") -> None:
        """Show the dots. `waiting` while the server is asked; `refused` is what it said instead."""
        self._name, self._masked, self._until = name, masked, None
        self._value.set_text(refused or masked)
        self._value.set_tone(Token.PROBLEM if refused else Token.TEXT)
        self._eye.set_icon("ph.hourglass-medium" if waiting else "ph.eye", Token.TEXT_2)
        self._eye.setEnabled(not waiting)
        self._eye.set_name(self.tr("Show {name}. The look is logged.").format(name=name))

    def show_clear(self, name: str, value: str, until_at: datetime) -> None:
        """Show `value` until `until_at` (server time)."""
        self._name, self._until = name, until_at
        self._value.set_text(value)
        self._value.set_tone(Token.TEXT)
        self._eye.set_icon("ph.eye-slash", Token.ACCENT)
        self._eye.setEnabled(True)
        self._eye.set_name(self.tr("Hide {name}").format(name=name))

    def _pressed(self) -> None:
        if self._until is None:
            self.shown.emit()
        else:
            self.show_masked(self._name, self._masked)
            self.hidden.emit()

    def _tick(self) -> None:
        if self._until is not None and self._ticker.now() >= self._until:
            self.show_masked(self._name, self._masked)
