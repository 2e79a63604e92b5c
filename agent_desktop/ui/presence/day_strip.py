"""The agent's day in a few figures, while no call is on."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, clock_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line


class _Cell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._caption = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._value = TextLabel(role=Role.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(1)
        column.addWidget(self._caption)
        column.addWidget(self._value)

    def show_cell(self, caption: str, value: str) -> None:
        self._caption.set_text(caption)
        self._value.set_text(value)
        self.setAccessibleName(f"{caption} {value}")


class DayStrip(QFrame):
    """Draws the day's figures of a `PresenceState`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._state = PresenceState()
        self._cells = [_Cell() for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for number, cell in enumerate(self._cells):
            if number:
                row.addWidget(line("v"))
            row.addWidget(cell, 1)
        self.display(self._state)

    def display(self, state: PresenceState) -> None:
        """Draw the figures of `state`."""
        self._state = state
        average = DASH if state.average_seconds is None else clock_text(state.average_seconds)
        waiting = sum(queue.waiting for queue in state.queues)
        for cell, (caption, value) in zip(
            self._cells,
            (
                (self.tr("Calls handled"), str(state.handled)),
                (self.tr("Average call"), average),
                (self.tr("Missed today"), str(state.missed)),
                (self.tr("Waiting now"), str(waiting)),
            ),
            strict=True,
        ):
            cell.show_cell(caption, value)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)
