"""How a figure is counted: its formula, the numbers that went into it, what is left out, and by which definitions."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from agent_desktop.contract.figures import ExplainedFigure, ExplainedPart, Figure
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout


def left_out_words(figure: Figure, explained: ExplainedFigure | None) -> str:
    """Say what a figure leaves out, and how many of each where that was counted."""
    counts = [f"{words(each.name)}: {each.count:,}" for each in (explained.left_out if explained is not None else ())]
    return "; ".join(counts or [words(each) for each in figure.excluded])


class CountedView(QWidget):
    """Each line is hidden where there is nothing to say in it; `formula` always has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.formula = TextLabel(wrap=True)
        self.symbols = TextLabel(role=Role.BODY_STRONG, tone=Token.ACCENT, wrap=True)
        self.symbols.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(12)
        self._numbers.setVerticalSpacing(4)
        self._numbers.setColumnStretch(1, 1)
        self._out_title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self.left_out = TextLabel(wrap=True)
        self.how = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.formula)
        column.addWidget(self.symbols)
        column.addLayout(self._numbers)
        for each in (self._out_title, self.left_out, self.how):
            column.addWidget(each)

    def show_formula(self, formula: str, symbols: str = "", parts: Iterable[ExplainedPart] = ()) -> None:
        """Show the formula in words and in `symbols`, and the number of each of its `parts`."""
        self.formula.set_text(formula)
        self.symbols.set_text(symbols)
        self.symbols.setVisible(bool(symbols))
        clear_layout(self._numbers)
        for row, each in enumerate(parts):
            value = DASH if each.value is None else f"{each.value:,.0f}"
            self._numbers.addWidget(TextLabel(each.part.symbol, role=Role.BODY_STRONG, tone=Token.ACCENT), row, 0)
            self._numbers.addWidget(TextLabel(words(each.part.name), tone=Token.TEXT_2), row, 1)
            self._numbers.addWidget(TextLabel(value, role=Role.BODY_STRONG), row, 2, Qt.AlignmentFlag.AlignRight)

    def show_left_out(self, title: str, text: str) -> None:
        """Say under `title` what the figure does not count."""
        self._out_title.set_text(title)
        self.left_out.set_text(text)
        for each in (self._out_title, self.left_out):
            each.setVisible(bool(text))

    def show_how(self, text: str) -> None:
        """Say by which definitions it was counted."""
        self.how.set_text(text)
        self.how.setVisible(bool(text))
