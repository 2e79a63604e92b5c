"""What stands around the field of a question: its label, what helps with it, how it was read, and what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.script_panel.answer_fields import AnswerField
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import MistakeLine
from agent_desktop.ui.widgets.labels import TextLabel, set_property

_FIELD_WIDTH = 148


class AnswerFrame(QWidget):
    """A label over its field, or beside it where `inline`: a question too long to stand over a narrow field.

    Under it are, each only where there is something to say, the question's help, how the answer was read, and what is
    wrong with it.
    """

    def __init__(self, theme: Theme, field: AnswerField, *, inline: bool) -> None:
        super().__init__()
        self._named = field.named()
        self._label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=inline)
        self._star = TextLabel("*", role=Role.SMALL_STRONG, tone=Token.PROBLEM)
        self._help = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._read = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._mistake = MistakeLine(theme)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._label, 1 if inline else 0)
        head.addWidget(self._star)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        if inline:
            field.setFixedWidth(theme.px(_FIELD_WIDTH))
            head.addWidget(field)
            self._read.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            head.addStretch(1)
            column.addWidget(field)
        for each in (self._read, self._help):
            column.addWidget(each)
            each.hide()
        column.addWidget(self._mistake)

    def set_label(self, label: str, *, required: bool, help_words: str = "") -> None:
        """Name the field."""
        self._label.set_text(label)
        self._star.setVisible(required)
        self._help.set_text(help_words)
        self._help.setVisible(bool(help_words))
        self._named.setAccessibleName(label)
        self._describe()

    def show_read(self, words: str) -> None:
        """Say how the answer was read: the day of the week of a date, the groups of a number; empty says nothing."""
        self._read.set_text(words)
        self._read.setVisible(bool(words))

    def show_problem(self, message: str) -> None:
        """Name the value, the limit and the fix under the field; empty takes it back."""
        self._mistake.show_words(message)
        set_property(self._named, "wrong", bool(message))
        self._describe(message)

    def _describe(self, message: str = "") -> None:
        self._named.setAccessibleDescription(message or self._help.full_text())
