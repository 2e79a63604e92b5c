"""The questions of a step beside its main one, two narrow ones in a line where their labels are short enough."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from agent_desktop.ui.script_panel.questions import QuestionField, is_wide
from agent_desktop.ui.script_panel.state import QuestionState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.panel import clear_layout

_GAP = 12


class QuestionGrid(QWidget):
    """Makes a field for each question of a step, and draws them.

    Signals:
        answered: Question id and answer as typed.
        stepped: Question id and by how many days its date is to move.
        entered: Enter was pressed in a field.
    """

    answered = Signal(str, str)
    stepped = Signal(str, int)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fields: dict[str, QuestionField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def build(self, questions: tuple[QuestionState, ...], *, paired: bool) -> None:
        """Make the fields anew, for another step or language."""
        clear_layout(self._grid)
        for gone in self._fields.values():
            gone.deleteLater()
        self._fields = {}
        line, column = 0, 0
        for question in questions:
            narrow = not is_wide(question)
            field = QuestionField(self._theme, question, self, inline=narrow and not paired)
            field.answered.connect(self.answered)
            field.stepped.connect(self.stepped)
            field.entered.connect(self.entered)
            if not (narrow and paired):
                line, column = (line + 1, 0) if column else (line, 0)
                self._grid.addWidget(field.widget, line, 0, 1, 2)
                line += 1
            else:
                self._grid.addWidget(field.widget, line, column, Qt.AlignmentFlag.AlignTop)
                line, column = (line, 1) if column == 0 else (line + 1, 0)
            field.widget.show()
            self._fields[question.question_id] = field
        self.setVisible(bool(self._fields))

    def display(self, questions: tuple[QuestionState, ...], *, read_only: bool) -> None:
        """Draw the questions that the fields were made for."""
        for question in questions:
            self._fields[question.question_id].display(question)
            self._fields[question.question_id].set_off(read_only)

    def field(self, question_id: str) -> QuestionField | None:
        """Return the field of a question; None where the step has no such one."""
        return self._fields.get(question_id)

    def focus(self) -> bool:
        """Put the focus into the first field; False where there is none."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.focus()
        return first is not None

    def fits_in_pairs(self, questions: tuple[QuestionState, ...], room: int) -> bool:
        """Whether the questions with narrow fields can stand side by side in `room` pixels: their labels are short."""
        half = (room - _GAP) // 2 - self._theme.px(14)
        narrow = [question for question in questions if not is_wide(question)]
        metrics = self._theme.metrics(Role.SMALL)
        return len(narrow) > 1 and all(metrics.horizontalAdvance(words(each.label)) <= half for each in narrow)
