"""The questions beside a step's main one: yes or no, text, a date, an amount."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.ui.script_panel.presenter import QuestionState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import FieldFrame, LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel, set_property
from agent_desktop.ui.widgets.segmented import SegmentedChoice

PAUSE_MS = 700
"""How long after the last key a wrong value is told: not while it is still being typed."""


_FIELD_WIDTH = 148


class InlineFrame(QWidget):
    """A label beside its field, with room to break: for questions too long to stand over a narrow field."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self._label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._star = TextLabel("*", role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        self._message = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        field.setFixedWidth(theme.px(_FIELD_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._label, 1)
        row.addWidget(self._star)
        row.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self._message)
        self._message.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._message.hide()

    def set_label(self, label: str, *, required: bool = False) -> None:
        """Name the field."""
        self._label.set_text(label)
        self._star.setVisible(required)
        self._field.setAccessibleName(label)

    def show_problem(self, message: str) -> None:
        """Name the value, the limit and the fix under the field; empty takes it back."""
        self._message.set_text(message)
        self._message.setVisible(bool(message))
        set_property(self._field, "wrong", bool(message))
        self._field.setAccessibleDescription(message)


class QuestionField(QObject):
    """One question with its field. Typed text is given on at each change, so that Next opens at once.

    Signals:
        answered: Question id and the answer as typed.
    """

    answered = Signal(str, str)

    def __init__(self, theme: Theme, question: QuestionState, parent: QObject, *, inline: bool) -> None:
        super().__init__(parent)
        self._question = question
        self._line: LineField | None = None
        self._choice: SegmentedChoice | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell_problem)
        field: QWidget
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
            field = self._choice = SegmentedChoice(theme)
            self._choice.chosen.connect(self._chosen)
        else:
            field = self._line = LineField(theme)
            self._line.textEdited.connect(self._edited)
            self._line.editingFinished.connect(self._tell_problem)
            if question.kind is QuestionKind.TEXT:
                self._line.setMaxLength(question.limit * 2)  # past the limit it is told, not cut
        self._field = field
        self.widget = InlineFrame(theme, field) if inline else FieldFrame(theme, field)
        self.display(question)

    def focus(self) -> None:
        """Put the focus into the field."""
        self._field.setFocus()

    def display(self, question: QuestionState) -> None:
        """Draw `question`; what is being typed is never written over."""
        self._question = question
        self.widget.set_label(words(question.label), required=question.required)
        if self._choice is not None:
            self._choice.show_options(self._options(), question.answer)
        if self._line is not None:
            self._line.setPlaceholderText(self._placeholder())
            if not self._line.hasFocus() and self._line.text() != question.answer:
                self._line.setText(question.answer)
            if not question.wrong:
                self.widget.show_problem("")
            elif not self._line.hasFocus():
                self._tell_problem()

    def set_off(self, off: bool) -> None:
        """Let nothing be changed."""
        if self._choice is not None:
            self._choice.setEnabled(not off)
        if self._line is not None:
            self._line.set_read_only(off)

    def _options(self) -> tuple[tuple[str, str], ...]:
        if self._question.kind is QuestionKind.YES_NO:
            return (("yes", self.tr("Yes")), ("no", self.tr("No")))
        return tuple((option.id, words(option.label)) for option in self._question.options)

    def _placeholder(self) -> str:
        if self._question.kind is QuestionKind.DATE:
            return "2026-06-18"
        return "1286.40" if self._question.kind is QuestionKind.MONEY else ""

    def _chosen(self, option: str) -> None:
        self.answered.emit(self._question.question_id, option)

    def _edited(self, text: str) -> None:
        self._pause.start()
        self.answered.emit(self._question.question_id, text.strip())

    def _tell_problem(self) -> None:
        self._pause.stop()
        question, line = self._question, self._line
        if line is None or not question.wrong:
            return
        value = line.text().strip()
        match question.kind:
            case QuestionKind.DATE:
                text = self.tr("“{value}” is not a date. Write it as 2026-06-18.").format(value=value)
            case QuestionKind.MONEY:
                text = self.tr("“{value}” is not an amount. Write it as 1286.40.").format(value=value)
            case _:
                text = self.tr("{count} characters, {limit} fit. Shorten it.").format(
                    count=len(value), limit=question.limit
                )
        self.widget.show_problem(text)


def is_wide(question: QuestionState) -> bool:
    """Whether the question's field wants the whole width."""
    return question.kind in (QuestionKind.TEXT, QuestionKind.CHOICE)
