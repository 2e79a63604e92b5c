"""The parts of a form whose fields write to places of the draft: they say what was typed, and draw what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place, value_at
from agent_desktop.contract.routing import Problem
from agent_desktop.ui.routing.words import key_label, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.tick_box import TickBox

Options = Sequence[tuple[str, str]]


def number_or_text(text: str) -> JsonValue:
    """Return a whole number, or the text as it stands: what is wrong with it is said beside the field."""
    stripped = text.strip()
    return int(stripped) if stripped.lstrip("-").isascii() and stripped.lstrip("-").isdigit() else stripped


def words_of(text: str) -> list[JsonValue]:
    """Return what stands between commas."""
    return [part for part in (each.strip() for each in text.replace("，", ",").split(",")) if part]


class Bound(QWidget):
    """A field of the form that is bound to a key of what is shown.

    Signals:
        put: The key's path below the part shown, and its new value.
    """

    put = Signal(tuple, object)

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__()
        self.path = path
        self.label: Callable[[], str] | None = None
        """What the field is called, where that is not what its key is called everywhere."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._frame: FieldFrame | None = None

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """Show a value."""
        raise NotImplementedError  # each kind has its own; a QWidget cannot be an ABC, their metaclasses differ

    def retranslate(self) -> None:
        """Name the field."""
        if self._frame is not None:
            self._frame.set_label(self.label() if self.label is not None else key_label(self.path[-1]))

    def show_problem(self, words: str) -> None:
        """Say under the field what is wrong with it."""
        if self._frame is not None:
            self._frame.show_problem(words)

    def show_problems(self, problems: Sequence[tuple[Place, str]]) -> None:
        """Say what is wrong, each with its place below the field's key."""
        self.show_problem(" ".join(words for _, words in problems))

    def _put_in(self, theme: Theme, field: QWidget) -> None:
        self._frame = FieldFrame(theme, field)
        self._column.addWidget(self._frame)


class LineBound(Bound):
    """A line: a text, a number, or a list with commas between."""

    def __init__(self, theme: Theme, path: tuple[str, ...], read: Callable[[str], JsonValue] = str) -> None:
        super().__init__(path)
        self._read = read
        self._field = LineField(theme)
        self._put_in(theme, self._field)
        self._field.textEdited.connect(self._edited)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`. What is being typed stays as it is typed."""
        text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        if self._read(self._field.text()) != value or not self._field.hasFocus():
            self._field.setText(text)
        self._field.set_read_only(not may_edit)

    def _edited(self, text: str) -> None:
        self.put.emit(self.path, self._read(text))


class TickBound(Bound):
    """Yes or no."""

    def __init__(self, theme: Theme, path: tuple[str, ...]) -> None:
        super().__init__(path)
        self._box = TickBox(theme)
        self._column.addWidget(self._box)
        self._box.clicked.connect(self._clicked)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        self._box.setChecked(bool(value))
        self._box.setEnabled(may_edit)

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        self._box.set_words(key_label(self.path[-1]))

    def _clicked(self) -> None:
        self.put.emit(self.path, self._box.isChecked())


class TicksBound(Bound):
    """Several of a few."""

    def __init__(self, theme: Theme, path: tuple[str, ...], codes: Sequence[str]) -> None:
        super().__init__(path)
        self._boxes = {code: TickBox(theme) for code in codes}
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for box in self._boxes.values():
            layout.addWidget(box)
            box.clicked.connect(self._clicked)
        layout.addStretch(1)
        self._put_in(theme, row)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        chosen = value if isinstance(value, list) else []
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)
            box.setEnabled(may_edit)

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        super().retranslate()
        for code, box in self._boxes.items():
            box.set_words(key_label(code))

    def _clicked(self) -> None:
        self.put.emit(self.path, [code for code, box in self._boxes.items() if box.isChecked()])


class ChoiceBound(Bound):
    """One of a list that the rest of the document gives; a value that is not in it any more is shown too."""

    def __init__(self, theme: Theme, path: tuple[str, ...], options: Callable[[], Options]) -> None:
        super().__init__(path)
        self._options = options
        self._field = ChoiceField(theme)
        self._put_in(theme, self._field)
        self._field.activated.connect(self._chosen)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        fill_choice(self._field, self._options(), str(value or ""))
        self._field.setEnabled(may_edit)

    def let_be_narrow(self) -> None:
        """Let long words be cut in the field; the list of them is as wide as they are."""
        self._field.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._field.setMinimumContentsLength(14)

    def _chosen(self, index: int) -> None:
        self.put.emit(self.path, self._field.itemData(index))


class _PairRow(QWidget):
    """One code with its number.

    Signals:
        renamed: The code as it was, and as it is to be; empty takes the row away.
        numbered: The code, and what was typed for its number.
    """

    renamed = Signal(str, str)
    numbered = Signal(str, str)

    def __init__(self, theme: Theme, code: str, number: JsonValue, options: Options | None, *, may_edit: bool) -> None:
        super().__init__()
        self._code = code
        self._choice: ChoiceField | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if options is not None:
            self._choice = ChoiceField(theme)
            fill_choice(self._choice, options, code)
            self._choice.setEnabled(may_edit)
            self._choice.activated.connect(self._chosen)
            row.addWidget(self._choice, 1)
        self._name = LineField(theme)
        self._name.setText(code)
        self._name.set_read_only(not may_edit)
        self._name.setVisible(options is None)
        self._name.editingFinished.connect(self._typed)
        if options is None:
            row.addWidget(self._name, 1)
        self._number = LineField(theme)
        self._number.setText(str(number))
        self._number.setFixedWidth(theme.px(80))
        self._number.set_read_only(not may_edit)
        self._number.setAccessibleName(code)
        self._number.textEdited.connect(self._number_typed)
        row.addWidget(self._number)
        self.remove = IconButton(theme, "ph.x")
        self.remove.setVisible(may_edit)
        self.remove.clicked.connect(self._removed)
        row.addWidget(self.remove)

    def _chosen(self, index: int) -> None:
        if self._choice is not None:
            self.renamed.emit(self._code, str(self._choice.itemData(index)))

    def _typed(self) -> None:
        self.renamed.emit(self._code, self._name.text().strip() or self._code)

    def _number_typed(self, text: str) -> None:
        self.numbered.emit(self._code, text)

    def _removed(self) -> None:
        self.renamed.emit(self._code, "")


class PairsBound(Bound):
    """Codes with a number each: rows to add to and to take from."""

    def __init__(self, theme: Theme, path: tuple[str, ...], options: Callable[[], Options] | None, first: int) -> None:
        """`options` None lets the code be typed; `first` is the number of a new row."""
        super().__init__(path)
        self._theme = theme
        self._options = options
        self._first = first
        self._value: dict[str, JsonValue] = {}
        self._drawn: object = None
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._add = LinkButton(theme, icon="ph.plus")
        inside.addLayout(self._rows)
        inside.addWidget(self._add)
        self._put_in(theme, box)
        self._add.clicked.connect(self._added)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`. Rows are made anew only where there are others."""
        self._value = dict(value) if isinstance(value, dict) else {}
        options = tuple(self._options()) if self._options is not None else ()
        self._add.setVisible(may_edit)
        drawn = (tuple(self._value), options, may_edit)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        clear_layout(self._rows)
        for code, number in self._value.items():
            self._rows.addWidget(self._row(code, number, options, may_edit=may_edit))

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        super().retranslate()
        self._add.set_words(self.tr("Add"))
        self._drawn = None

    def _row(self, code: str, number: JsonValue, options: Options, *, may_edit: bool) -> "_PairRow":
        row = _PairRow(self._theme, code, number, None if self._options is None else options, may_edit=may_edit)
        row.remove.set_name(self.tr("Take it away"))
        row.renamed.connect(self._renamed)
        row.numbered.connect(self._numbered)
        return row

    def _numbered(self, code: str, text: str) -> None:
        self.put.emit((*self.path, code), number_or_text(text))

    def _renamed(self, old: str, new: str) -> None:
        if new == old:
            return
        kept = {new if code == old else code: number for code, number in self._value.items() if new or code != old}
        self.put.emit(self.path, kept)

    def _added(self) -> None:
        if self._options is not None:
            free = [code for code, _ in self._options() if code and code not in self._value]
            code = free[0] if free else ""
        else:
            code = next(f"skill_{number}" for number in range(1, 99) if f"skill_{number}" not in self._value)
        if code:
            self.put.emit(self.path, {**self._value, code: self._first})


def fill_choice(field: ChoiceField, options: Options, chosen: str) -> None:
    """Offer `options`, given as (code, words), with `chosen` marked."""
    known = [code for code, _ in options]
    listed = list(options) if chosen in known else [*options, (chosen, chosen)]
    if [(field.itemData(number), field.itemText(number)) for number in range(field.count())] != listed:
        field.clear()
        for code, words in listed:
            field.addItem(words, code)
    field.setCurrentIndex(max(0, field.findData(chosen)))


class FormCard(QWidget):
    """A card of the form: a title over bound fields in columns."""

    def __init__(self, theme: Theme, fields: Sequence[Bound], *, columns: int = 2) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._columns = columns
        card = frame("card")
        self._grid = grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(theme.px(10))
        grid.addWidget(self._title, 0, 0, 1, columns)
        for number, each in enumerate(self.fields):
            grid.addWidget(each, 1 + number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def add_aside(self, widget: QWidget) -> None:
        """Put a widget at the far end of the title."""
        self._grid.addWidget(widget, 0, self._columns - 1, Qt.AlignmentFlag.AlignRight)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the fields."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, self._columns)

    def set_heading(self, title: str) -> None:
        """Name the card."""
        self._title.set_text(title)

    def set_title(self, title: str) -> None:
        """Name the card, and its fields in the language of the screen."""
        self.set_heading(title)
        for each in self.fields:
            each.retranslate()


def draw_fields(
    fields: Sequence[Bound], document: Mapping[str, Any], base: Place, problems: Sequence[Problem], *, may_edit: bool
) -> None:
    """Show what the document says at `base` in each field, and under it what is wrong with that."""
    for each in fields:
        place = (*base, *each.path)
        each.draw(value_at(dict(document), place), may_edit=may_edit)
        wrong = [problem for problem in problems if problem.place[: len(place)] == place]
        each.show_problems([(problem.place[len(place) :], problem_words(problem)) for problem in wrong])
