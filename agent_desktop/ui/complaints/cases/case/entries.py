"""Rows and cards of the page of one complaint."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.chips import Chip, CountChip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import DASH
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, line
from agent_desktop.ui.widgets.panel import clear_layout


class Card(QFrame):
    """A card with a head: icon, title, how many, and buttons at the right; rows under it."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self._theme = theme
        self.title = TextLabel(role=Role.PANEL_TITLE, elided=True)
        self.count = CountChip(theme)
        self.count.hide()
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 8, 10, 8)
        self.head.setSpacing(8)
        self.head.addWidget(IconView(theme, icon, Token.TEXT_2, 16))
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.count)
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(14, 4, 14, 8)
        self.rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(line("h"))
        column.addLayout(self.rows)

    def show_rows(self, title: str, rows: list[QWidget], nothing: str, count: int | None = None) -> None:
        """Show `rows` under the title, or what it means that there is none."""
        self.title.set_text(title)
        self.setAccessibleName(title)
        number = len(rows) if count is None else count
        self.count.show_count(str(number))
        self.count.setVisible(number > 0)
        clear_layout(self.rows)
        for place, row in enumerate(rows):
            if place:
                self.rows.addWidget(line("h"))
            self.rows.addWidget(row)
        if not rows and nothing:
            words = TextLabel(nothing, role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
            words.setContentsMargins(0, 6, 0, 4)
            self.rows.addWidget(words)


class Entry(QWidget):
    """One row: icon, a first line in strong type with something at its right, further lines, and buttons."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        token: Token,
        first: str,
        lines: tuple[str, ...] = (),
        *,
        aside: str = "",
        aside_token: Token = Token.TEXT_2,
        chip: Chip | None = None,
    ) -> None:
        super().__init__()
        self.said = ". ".join(filter(None, (first, chip.text() if chip is not None else "", aside, *lines)))
        self.setAccessibleName(self.said)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = TextLabel(first, role=Role.BODY_STRONG, wrap=True)
        head.addWidget(title, 1)
        if chip is not None:
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        if aside:
            head.addWidget(TextLabel(aside, role=Role.SMALL, tone=aside_token), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(head)
        for each in filter(None, lines):
            text.addWidget(TextLabel(each, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        self._holder = QWidget()
        self.buttons = FlowLayout(8)
        self._holder.setLayout(self.buttons)
        self._holder.hide()
        text.addWidget(self._holder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(IconView(theme, icon, token, 17), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)

    def add(self, *buttons: QWidget) -> None:
        """Put buttons under the lines."""
        for button in buttons:
            self.buttons.addWidget(button)
        self._holder.setVisible(bool(buttons))


class Facts(QWidget):
    """Names and values in two columns, where there is room in two such pairs beside each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 6)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def show_facts(self, facts: list[tuple[str, str, Token | None]]) -> None:
        """Show (name, value, tone) triples; without a value a dash."""
        clear_layout(self._grid)
        for place, (name, value, tone) in enumerate(facts):
            row, side = divmod(place, 2)
            label = TextLabel(name, role=Role.SMALL, tone=Token.TEXT_2)
            words = TextLabel(value or DASH, tone=tone or Token.TEXT, wrap=True)
            words.setAccessibleDescription(name)
            self._grid.addWidget(label, row, side * 2, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, side * 2 + 1, Qt.AlignmentFlag.AlignTop)


def words_block(title: str, text: str) -> QWidget:
    """Return a heading with words under it, as they were written."""
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 8, 0, 4)
    column.setSpacing(3)
    column.addWidget(TextLabel(title, role=Role.SMALL_STRONG, tone=Token.TEXT_2))
    words = TextLabel(text, wrap=True)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    column.addWidget(words)
    return block


def soft_note(theme: Theme, kind: str, icon: str, token: Token, text: str) -> QFrame:
    """Return a soft box with an icon and a sentence."""
    box = frame(kind, name="soft")
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 7, 10, 7)
    row.setSpacing(8)
    row.addWidget(IconView(theme, icon, token, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(TextLabel(text, role=Role.SMALL, tone=token, wrap=True), 1)
    return box
