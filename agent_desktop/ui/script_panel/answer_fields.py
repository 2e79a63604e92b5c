"""The fields that answers are given in. Each says what was typed or chosen; the presenter says what it means."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.ui.script_panel.rows import OptionRow
from agent_desktop.ui.script_panel.state import AccountChoice, QuestionState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.segmented import SegmentedChoice

_CURRENCY_WIDTH: Final = 78
_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class AnswerField(QWidget):
    """One field. `show_question` never writes over what is being typed.

    Signals:
        changed: The answer as typed, or the id that was chosen.
        left: The field was left, or Enter pressed: what is wrong may be told now.
        entered: Enter was pressed.
        stepped: Of a day: so many days on from the one that is there.
    """

    changed = Signal(str)
    left = Signal()
    entered = Signal()
    stepped = Signal(int)

    def show_question(self, question: QuestionState) -> None:
        """Draw the question's answer."""
        raise NotImplementedError  # each kind has its own; a QWidget cannot be an ABC, their metaclasses differ

    def set_off(self, off: bool) -> None:
        """Let nothing be changed."""
        self.setEnabled(not off)

    def named(self) -> QWidget:
        """Return the control that is called by the question's label, and marked where the answer is wrong."""
        return self

    def set_hint(self, hint: str) -> None:
        """Show in the empty field how it may be answered."""

    def typed(self) -> str:
        """Return what stands in the field; empty where nothing is typed in it."""
        return ""

    def is_typed_in(self) -> bool:
        """Whether the field has the focus and takes text."""
        return False


class SegmentsAnswer(AnswerField):
    """Yes or no, or one of a few, side by side. With `keys` each has its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choice = SegmentedChoice(theme)
        self._choice.chosen.connect(self.changed)
        _fill(self, self._choice)
        self.setFocusProxy(self._choice)

    def show_question(self, question: QuestionState) -> None:
        """See `AnswerField.show_question`."""
        options: tuple[tuple[str, str], ...] = tuple((each.id, words(each.label)) for each in question.options)
        if question.kind is QuestionKind.YES_NO:
            options = (("yes", self.tr("Yes")), ("no", self.tr("No")))
        first = question.first_key
        keys = tuple(f"Alt+{first + at}" for at in range(len(options))) if first else ()
        self._choice.show_options(options, question.answer, keys)


class TicksAnswer(AnswerField):
    """Any of several, each a row to tick. What is given on are the ids of all that are ticked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._question: QuestionState | None = None
        self._rows: list[OptionRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_question(self, question: QuestionState) -> None:
        """See `AnswerField.show_question`."""
        self._question = question
        while len(self._rows) < len(question.options):
            row = OptionRow(self._theme, "")
            row.clicked.connect(self._clicked)
            self._column.addWidget(row)
            if not self._rows:
                self.setFocusProxy(row)
            self._rows.append(row)
        ticked = question.answer.split(",")
        for at, (row, option) in enumerate(zip(self._rows, question.options, strict=False)):
            row.setObjectName(option.id)
            row.set_words(words(option.label))
            row.show_said(option.id in ticked, "", f"Alt+{question.first_key + at}" if question.first_key else "")

    def _clicked(self) -> None:
        if self._question is not None:
            self.changed.emit(toggled(self._question, self.sender().objectName()))


class LineAnswer(AnswerField):
    """A line that is typed in: a text, a number, a telephone number. A day moves with Up and Down."""

    def __init__(self, theme: Theme, *, is_day: bool = False) -> None:
        super().__init__()
        self.line = _AnswerLine(theme)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(self.left)
        self.line.returnPressed.connect(self.entered)
        _fill(self, self.line)
        if is_day:
            self.line.stepped.connect(self.stepped)
        self.setFocusProxy(self.line)

    def named(self) -> QWidget:
        """See `AnswerField.named`."""
        return self.line

    def set_hint(self, hint: str) -> None:
        """See `AnswerField.set_hint`."""
        self.line.setPlaceholderText(hint)

    def show_question(self, question: QuestionState) -> None:
        """See `AnswerField.show_question`."""
        self.line.takes_steps = question.kind is QuestionKind.DATE
        if question.kind is QuestionKind.TEXT:
            self.line.setMaxLength(question.limit * 2)  # past the limit it is told, not cut
        if not self.line.hasFocus() or self.line.steps_taken:
            self.line.steps_taken = 0
            if self.line.text() != question.answer:
                self.line.setText(question.answer)

    def set_off(self, off: bool) -> None:
        """See `AnswerField.set_off`."""
        self.line.set_read_only(off)

    def typed(self) -> str:
        """See `AnswerField.typed`."""
        return self.line.text().strip()

    def is_typed_in(self) -> bool:
        """See `AnswerField.is_typed_in`."""
        return self.line.hasFocus()

    def _edited(self, text: str) -> None:
        self.changed.emit(text.strip())


class MoneyAnswer(AnswerField):
    """An amount, with its currency beside it where the question has more than one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._currencies: tuple[str, ...] = ()
        self._line = _AnswerLine(theme)
        self._currency = ChoiceField(theme)
        self._currency.setFixedWidth(theme.px(_CURRENCY_WIDTH))
        self._currency.activated.connect(self._give)
        self._line.textEdited.connect(self._give)
        self._line.editingFinished.connect(self.left)
        self._line.returnPressed.connect(self.entered)
        self._line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._currency)
        row.addWidget(self._line, 1)
        self.setFocusProxy(self._line)

    def named(self) -> QWidget:
        """See `AnswerField.named`."""
        return self._line

    def set_hint(self, hint: str) -> None:
        """See `AnswerField.set_hint`."""
        self._line.setPlaceholderText(hint)

    def show_question(self, question: QuestionState) -> None:
        """See `AnswerField.show_question`."""
        if question.currencies != self._currencies:
            self._currencies = question.currencies
            self._currency.clear()
            self._currency.addItems(list(question.currencies))
        self._currency.setVisible(bool(question.currencies))
        self._currency.setAccessibleName(self.tr("Currency"))
        amount, currency = split_currency(question.answer, question.currencies)
        if currency:
            self._currency.setCurrentText(currency)
        if not self._line.hasFocus() and self._line.text() != amount:
            self._line.setText(amount)

    def set_off(self, off: bool) -> None:
        """See `AnswerField.set_off`."""
        self._line.set_read_only(off)
        self._currency.setEnabled(not off)

    def typed(self) -> str:
        """See `AnswerField.typed`."""
        return self._line.text().strip()

    def is_typed_in(self) -> bool:
        """See `AnswerField.is_typed_in`."""
        return self._line.hasFocus()

    def _give(self, _: object = None) -> None:
        amount = self.typed()
        named = any(each in amount.upper() for each in self._currencies)
        chosen = self._currency.currentText()
        self.changed.emit(f"{amount} {chosen}" if amount and chosen and not named else amount)


class AccountAnswer(AnswerField):
    """One of the customer's holdings; their numbers are masked, as everywhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choice = ChoiceField(theme)
        self._choice.activated.connect(self._chosen)
        self._offered: tuple[tuple[str, str], ...] = ()
        _fill(self, self._choice)
        self.setFocusProxy(self._choice)

    def named(self) -> QWidget:
        """See `AnswerField.named`."""
        return self._choice

    def show_question(self, question: QuestionState) -> None:
        """See `AnswerField.show_question`."""
        nothing_chosen = self.tr("Choose an account") if question.accounts else self.tr("No accounts to choose from")
        offered = (("", nothing_chosen), *((each.holding_id, account_words(each)) for each in question.accounts))
        known = {holding for holding, _ in offered}
        if question.answer and question.answer not in known:  # its system is not read yet, or it is gone since
            offered = (*offered, (question.answer, self.tr("The account chosen before")))
        if offered != self._offered:
            self._offered = offered
            self._choice.clear()
            for holding, text in offered:
                self._choice.addItem(text, holding)
        self._choice.setCurrentIndex(max(0, self._choice.findData(question.answer)))

    def _chosen(self, at: int) -> None:
        self.changed.emit(str(self._choice.itemData(at) or ""))


class _AnswerLine(LineField):
    """A line that gives on Up, Down, Page Up and Page Down where a day is moved by them.

    Signals:
        stepped: So many days.
    """

    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.takes_steps = False
        self.steps_taken = 0

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = _STEPS.get(Qt.Key(event.key())) if self.takes_steps and not self.isReadOnly() else None
        if steps is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self.steps_taken += 1  # the answer that comes back may be written over what is in the field
        self.stepped.emit(steps)
        event.accept()


def make_field(theme: Theme, kind: QuestionKind) -> AnswerField:
    """Return the field for a kind of question."""
    match kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return SegmentsAnswer(theme)
        case QuestionKind.MULTI_CHOICE:
            return TicksAnswer(theme)
        case QuestionKind.MONEY:
            return MoneyAnswer(theme)
        case QuestionKind.ACCOUNT:
            return AccountAnswer(theme)
        case _:
            return LineAnswer(theme, is_day=kind is QuestionKind.DATE)


def toggled(question: QuestionState, option_id: str) -> str:
    """Return the answer to a multi-choice once an option is ticked, or its tick taken back."""
    ticked = {each for each in question.answer.split(",") if each} ^ {option_id}
    return ",".join(option.id for option in question.options if option.id in ticked)


def account_words(account: AccountChoice) -> str:
    """Return ``HKD integrated account · •••• 0382``."""
    return f"{words(account.product)} · {account.number_masked}"


def split_currency(answer: str, currencies: tuple[str, ...]) -> tuple[str, str]:
    """Return amount and currency of ``8000.00 HKD``; the currency is empty where the answer has none of these."""
    amount, _, currency = answer.rpartition(" ")
    return (amount, currency) if amount and currency in currencies else (answer, "")


def _fill(field: QWidget, inside: QWidget) -> None:
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inside)
