"""The scorecard: each section with its questions, what each got, and a note of why."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import NOTE_MOST, GivenPoints, ScoreForm, ScoreQuestion
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.labels import TextLabel, line

_OPEN: Final = "open"
_LEFT_OUT: Final = "left_out"


class QuestionRow(QWidget):
    """One question.

    Signals:
        given: What it got (a `GivenPoints`).
    """

    given = Signal(object)

    def __init__(self, theme: Theme, question: ScoreQuestion) -> None:
        super().__init__()
        self.question = question
        self._shown = _OPEN
        self._text = TextLabel(role=Role.BODY, wrap=True)
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.points, self.note = ChoiceField(theme), LineField(theme)
        self.note.setMaxLength(NOTE_MOST)
        self.points.setFixedWidth(theme.px(150))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.points)
        self._fill()
        self.points.activated.connect(self._chosen)
        self.note.textEdited.connect(self._noted)

    def show_given(self, given: GivenPoints | None, *, may_edit: bool, anew: bool = False) -> None:
        """Show what it got. A note that is being typed, or that waits for points, is left alone; not so if the card is
        about something else, `anew`."""
        wanted = _OPEN if given is None else _LEFT_OUT if given.points is None else str(given.points)
        self._shown = wanted
        self.points.setCurrentIndex(self.points.findData(wanted))
        self.points.setEnabled(may_edit)
        note = "" if given is None else given.note
        typed = may_edit and (self.note.hasFocus() or given is None)
        if self.note.text().strip() != note and (anew or not typed):
            self.note.setText(note)
        self.note.set_read_only(not may_edit)
        self.note.setVisible(may_edit or bool(note))

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        chosen = self.points.currentData()
        self._fill()
        self.points.setCurrentIndex(self.points.findData(chosen))

    def _fill(self) -> None:
        question, language = self.question, language_now()
        fatal = self.tr("fails the call") if question.fatal else ""
        text = text_in(question.text, language)
        self._text.set_text(self.tr("{text} ({fatal})").format(text=text, fatal=fatal) if fatal else text)
        self._hint.set_text(text_in(question.hint, language))
        self._hint.setVisible(bool(question.hint))
        self.note.setPlaceholderText(self.tr("What was said, and when"))
        self.points.setAccessibleName(text)
        self.note.setAccessibleName(self.tr("Note to: {text}").format(text=text))
        self.points.clear()
        self.points.addItem(self.tr("Not looked at"), _OPEN)
        if question.yes_no:
            self.points.addItem(self.tr("Yes ({points})").format(points=question.points), str(question.points))
            self.points.addItem(self.tr("No (0)"), "0")
        else:
            for points in range(question.points, -1, -1):
                self.points.addItem(self.tr("{got} of {most}").format(got=points, most=question.points), str(points))
        if question.not_applicable:
            self.points.addItem(self.tr("No occasion"), _LEFT_OUT)

    def _chosen(self) -> None:
        wanted = str(self.points.currentData())
        if wanted == _OPEN:  # what was given is put right, not taken back
            self.points.setCurrentIndex(max(self.points.findData(self._shown), 0))
        else:
            points = None if wanted == _LEFT_OUT else int(wanted)
            self.given.emit(GivenPoints(code=self.question.code, points=points, note=self.note.text().strip()))

    def _noted(self) -> None:
        if self.points.currentData() != _OPEN:
            self._chosen()


class Scorecard(QScrollArea):
    """All sections of a form, one below the other.

    Signals:
        given: What one question got (a `GivenPoints`).
    """

    given = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._form: ScoreForm | None = None
        self._subject = ""
        self.rows: dict[str, QuestionRow] = {}
        self._heads: list[tuple[TextLabel, Mapping[str, str]]] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def display(
        self, form: ScoreForm, answers: Mapping[str, GivenPoints], *, may_edit: bool, subject: str = ""
    ) -> None:
        """Draw a form and what its questions got. `subject` names what is scored: for another one nothing that was
        typed stays."""
        anew = subject != self._subject
        self._subject = subject
        if form != self._form:
            self._build(form)
        for code, row in self.rows.items():
            row.show_given(answers.get(code), may_edit=may_edit, anew=anew)

    def retranslate(self) -> None:
        """Say it in the language now shown."""
        for head, name in self._heads:
            head.set_text(text_in(dict(name), language_now()))
        for row in self.rows.values():
            row.retranslate()

    def _build(self, form: ScoreForm) -> None:
        self._form = form
        self.rows, self._heads = {}, []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        for section in form.sections:
            head = TextLabel(role=Role.FORM_TITLE)
            head.setContentsMargins(0, 10, 0, 2)
            head.set_text(text_in(section.name, language_now()))
            self._heads.append((head, section.name))
            column.addWidget(head)
            for question in section.questions:
                row = QuestionRow(self._theme, question)
                row.given.connect(self.given)
                self.rows[question.code] = row
                column.addWidget(row)
                column.addWidget(line("h"))
        column.addStretch(1)
        self.setWidget(inside)
