"""How a value was reckoned: every line with the customer's own figures, over the window."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.ui.customer.value.presenter import ExplanationState
from agent_desktop.ui.customer.value.rows import Row, RowKind, rows_of
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.formats import full_date_text
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, line, set_property
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.ticker import Ticker

_WIDTH: Final = 720
_HEIGHT: Final = 540
_TOP: Final = 134
"""Under the call slot, which stays in sight."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ExplanationView(Overlay):
    """Draws an `ExplanationState`.

    Signals:
        retry_chosen: Read it again.
    """

    retry_chosen = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, host: QWidget) -> None:
        super().__init__(theme, host, width=_WIDTH, top=_TOP)
        self._ticker = ticker
        self._state = ExplanationState()
        self._drawn: object = None
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._when = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        head = sheet_head(theme, self._title, self._when)
        self._words = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._retry = CommandButton(theme, small=True)
        self._said = QWidget()
        said = QVBoxLayout(self._said)
        said.setContentsMargins(16, 10, 16, 12)
        said.setSpacing(8)
        said.addWidget(self._words)
        said.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = QScrollArea()
        self.lines.setWidgetResizable(True)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._said)
        column.addWidget(self.lines, 1)
        self._retry.clicked.connect(self.retry_chosen)
        self.display(self._state)

    def display(self, state: ExplanationState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.open:
            self.close_over()
            return
        self._title.set_text(self.tr("How the value was reckoned"))
        self._retry.set_words(self.tr("Try again"))
        self._draw_words(state)
        explanation = state.explanation
        rows = rows_of(explanation, self._ticker.local) if explanation is not None else []
        value = explanation.value if explanation is not None else None
        reckoned = full_date_text(self._ticker.local(value.reckoned_at)) if value is not None else ""
        self._when.set_text(self.tr("as of {time}").format(time=reckoned) if reckoned else "")
        if rows != self._drawn:
            self._drawn = rows
            self.lines.setWidget(self._table(rows))
        self.lines.setVisible(bool(rows))
        self.frame.setFixedHeight(min(self.theme.px(_HEIGHT), self.host.height() - _TOP - 20) if rows else self._low())
        self.frame.setAccessibleName(self._title.full_text())
        self.frame.setAccessibleDescription("\n".join(f"{row.name} {row.how} {row.result}" for row in rows))
        if self.isHidden():
            self.open_over()
        elif rows and not self.lines.hasFocus():
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where the arrow keys turn the pages."""
        self.focus_shown(self.lines)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _draw_words(self, state: ExplanationState) -> None:
        text = ""
        if state.problem is not None:
            text = problem_text(state.problem)
        elif state.explanation is None:
            text = self.tr("Getting the figures")
        elif state.explanation.value is None:
            text = self.tr("No value was reckoned for this customer yet.")
        self._words.set_text(text)
        self._words.set_tone(Token.PROBLEM if state.problem is not None else Token.TEXT_2)
        self._retry.setVisible(state.problem is not None)
        self._said.setVisible(bool(text))

    def _low(self) -> int:
        return self.theme.px(44) + 2 + self._said.sizeHint().height()

    def _table(self, rows: list[Row]) -> QWidget:
        widget = QWidget()
        set_property(widget, "ground", "clear")
        grid = QGridLayout(widget)
        grid.setContentsMargins(16, 8, 16, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 3)
        place = 0
        for number, row in enumerate(rows):
            if row.kind is RowKind.HEAD and number:
                grid.addWidget(line("h"), place, 0, 1, 3)
                grid.setRowMinimumHeight(place, 9)
                place += 1
            self._add_row(grid, place, row)
            place += 1
        grid.setRowStretch(place, 1)
        return widget

    def _add_row(self, grid: QGridLayout, place: int, row: Row) -> None:
        if row.kind is RowKind.NOTE:
            grid.addWidget(TextLabel(row.name, role=Role.SMALL, tone=Token.TEXT_2, wrap=True), place, 0, 1, 3)
            return
        is_head = row.kind is RowKind.HEAD
        name = TextLabel(row.name, role=Role.BODY_BOLD if is_head else Role.BODY, wrap=True)
        how = TextLabel(row.how, role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        result = TextLabel(row.result, role=Role.BODY_BOLD if is_head else Role.BODY, wrap=is_head)
        if not is_head:
            name.setContentsMargins(12, 0, 0, 0)
        for label in (how, result):
            label.setAlignment(_RIGHT)
        grid.addWidget(name, place, 0)
        grid.addWidget(how, place, 1)
        grid.addWidget(result, place, 2)
