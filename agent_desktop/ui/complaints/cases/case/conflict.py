"""Where two people changed the same field: both values, and which of them it is to be."""

from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaint_work import CaseField, FieldConflict
from agent_desktop.ui.complaints.cases.case.cards import When
from agent_desktop.ui.complaints.cases.case.values import value_text
from agent_desktop.ui.complaints.words import field_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.panel import clear_layout

YOURS: Final = "yours"
THEIRS: Final = "theirs"
BOTH: Final = "both"
_JOINED: Final = frozenset({CaseField.WHAT_HAPPENED, CaseField.NOTE, CaseField.ANSWER})
"""Words of which both can stay, one after the other."""


class ConflictView(QFrame):
    """Draws the `FieldConflict`s of a change.

    Signals:
        settled: The chosen value of each field, a ``dict`` by `CaseField`.
        dropped: The own changes are not to be.
    """

    settled = Signal(object)
    dropped = Signal()

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__()
        self.setProperty("soft", "caution")
        self._theme, self._when = theme, when
        self._conflicts: tuple[FieldConflict, ...] = ()
        self._chosen: dict[CaseField, str] = {}
        self.answers: dict[tuple[CaseField, str], AnswerRow] = {}
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.keep = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self.drop = CommandButton(theme)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView(theme, "ph.git-merge", Token.CAUTION, 18))
        head.addWidget(self._title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addLayout(self._rows)
        column.addLayout(foot)
        self.keep.clicked.connect(self.settle)
        self.drop.clicked.connect(self.dropped)
        self.hide()

    def display(self, conflicts: tuple[FieldConflict, ...], form: ComplaintForm | None) -> None:
        """Show both values of each field, the own one chosen; none hides it."""
        if conflicts != self._conflicts:
            self._conflicts = conflicts
            self._chosen = {each.field: YOURS for each in conflicts}
            self._build(form)
        self._title.set_text(self.tr("Somebody else changed the same"))
        text = self.tr("Nothing of yours is lost. Choose for each what it is to be; all else of both is kept.")
        self._text.set_text(text)
        self.keep.set_words(self.tr("Keep what is chosen"))
        self.drop.set_words(self.tr("Drop my changes"))
        self.setAccessibleName(self._title.full_text())
        was_hidden = self.isHidden()
        self.setVisible(bool(conflicts))
        if conflicts and was_hidden:
            next(iter(self.answers.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Take what is chosen."""
        values: dict[CaseField, JsonValue] = {}
        for each in self._conflicts:
            chosen = self._chosen[each.field]
            if chosen == BOTH:
                values[each.field] = f"{each.theirs or ''}\n{each.yours or ''}".strip()
            else:
                values[each.field] = each.yours if chosen == YOURS else each.theirs
        self.settled.emit(values)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
        else:
            super().keyPressEvent(event)

    def _build(self, form: ComplaintForm | None) -> None:
        clear_layout(self._rows)
        self.answers = {}
        for each in self._conflicts:
            self._rows.addWidget(self._block(each, form))

    def _block(self, conflict: FieldConflict, form: ComplaintForm | None) -> QWidget:
        field = conflict.field
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        before = self.tr("{field}, before: {value}")
        value = value_text(field, conflict.before, form)
        column.addWidget(
            TextLabel(before.format(field=field_word(field), value=value), role=Role.SMALL_STRONG, wrap=True)
        )
        who = f"{conflict.by_name}, {self._when(conflict.at)}" if conflict.by_name else self._when(conflict.at)
        options = [
            (YOURS, self.tr("Yours: {value}").format(value=value_text(field, conflict.yours, form))),
            (THEIRS, f"{who}: {value_text(field, conflict.theirs, form)}"),
        ]
        if field in _JOINED:
            options.append((BOTH, self.tr("Both, theirs first")))
        for code, text in options:
            row = AnswerRow(self._theme, text, "")
            row.setChecked(code == YOURS)
            row.clicked.connect(_Choose(self, field, code))
            self.answers[field, code] = row
            column.addWidget(row)
        return block

    def choose(self, field: CaseField, code: str) -> None:
        """Choose ``yours``, ``theirs`` or ``both`` of a field."""
        self._chosen[field] = code
        for (of, each), row in self.answers.items():
            if of is field:
                row.setChecked(each == code)


class _Choose:
    """Which value a row is of."""

    def __init__(self, view: ConflictView, field: CaseField, code: str) -> None:
        self._view, self._field, self._code = view, field, code

    def __call__(self) -> None:
        self._view.choose(self._field, self._code)
