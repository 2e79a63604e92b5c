"""A figure with its name over it and what it is compared with under it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.labels import TextLabel


class Tile(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._name = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self.figure = TextLabel(role=Role.FIGURE_SMALL)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        for label in (self._name, self.figure, self._aside):
            column.addWidget(label)

    def show_tile(self, name: str, figure: str, aside: str, tone: Token = Token.TEXT) -> None:
        """Show a figure."""
        self._name.set_text(name)
        self.figure.set_text(figure)
        self.figure.set_tone(tone)
        self._aside.set_text(aside)
        self.setAccessibleName(f"{name}: {figure} {aside}".strip())
