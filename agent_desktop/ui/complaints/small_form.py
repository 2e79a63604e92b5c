"""One small form: what a deed needs, and nothing else. It stands in the page and asks nothing twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.complaint_form import ColleagueChoice
from agent_desktop.ui.complaints.colleague_field import ColleagueField
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, TextField, end_composing
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.tick_box import TickBox
from agent_desktop.ui.widgets.time_field import DayField, read_day

Value = str | bool | date | Decimal | None
Values = Mapping[str, Value]


class FieldKind(StrEnum):
    LINE = "line"
    WORDS = "words"  # several lines
    CHOICE = "choice"
    DAY = "day"
    MONEY = "money"
    TICK = "tick"  # yes or no
    COLLEAGUE = "colleague"  # the id of one of `people`


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `options` are (code, words) of a choice, `people` whom a colleague is found among; `wide` takes a
    whole row; `hint` stands in an empty field."""

    code: str
    kind: FieldKind
    label: str
    needed: bool = False
    value: Value = None
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    wide: bool = False
    limit: int = 0
    people: tuple[ColleagueChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form for one deed. `key` tells one form from another: with the same key, what was typed stays."""

    key: str
    title: str
    button: str
    fields: tuple[FieldSpec, ...] = ()
    text: str = ""
    icon: str = ""
    look: Look = Look.PRIMARY


class SmallForm(QFrame):
    """Draws a `FormSpec`. Ctrl+Enter does it, Esc puts it away; the first field has the focus.

    Signals:
        done: The values by the codes of the fields, once each can be read and none that is needed is empty.
        cancelled: Put it away.
        typed: Something was typed; `values` has it.
    """

    done = Signal(object)
    cancelled = Signal()
    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spec: FormSpec | None = None
        self._fields: dict[str, QWidget] = {}
        self._frames: dict[str, FieldFrame] = {}
        self.setProperty("soft", "info")
        self._icon = IconView(theme, "", Token.INFO, 18)
        self._title = TextLabel(role=Role.FORM_TITLE)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._problem = Notice(theme)
        self.do_it = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+Enter")
        self.cancel = CommandButton(theme, keys="Esc")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.cancel)
        foot.addWidget(self.do_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addLayout(self._grid)
        column.addLayout(foot)
        self.do_it.clicked.connect(self.finish)
        self.cancel.clicked.connect(self.cancelled)
        self.hide()

    @property
    def spec(self) -> FormSpec | None:
        """The form that is shown, None for none."""
        return self._spec

    def display(self, spec: FormSpec | None, *, busy: bool = False, problem: str = "") -> None:
        """Show a form, or none. `busy`: its deed is on its way; `problem`: why it was not done."""
        if spec is None:
            self._spec = None
            self.hide()
            return
        if self._spec is None or spec != self._spec:
            typed = self.values() if self._spec is not None and self._spec.key == spec.key else {}
            fresh = self._spec is None or self._spec.key != spec.key
            self._spec = spec
            self._build(spec, typed)
            self.show()
            if fresh:
                self.focus_first()
        self.do_it.setEnabled(not busy)
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)

    def focus_first(self) -> None:
        """Put the focus into the first field, else on the button."""
        first = next(iter(self._fields.values()), None)
        (first if first is not None else self.do_it).setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Value]:
        """Return what stands in the fields now; what cannot be read as it stands."""
        spec = self._spec
        return {} if spec is None else {each.code: self._value(each) for each in spec.fields}

    def fill(self, values: Values) -> None:
        """Put values into the fields, as they were typed before."""
        for code, value in values.items():
            if code in self._fields:
                _put(self._fields[code], value)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say under each field what is wrong with it; the first of them gets the focus."""
        for code, frame in self._frames.items():
            frame.show_problem(problems.get(code, ""))
        first = next((code for code in self._frames if problems.get(code)), None)
        if first is not None:
            self._fields[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Do it, if everything needed is there; else go to the first field that is wrong."""
        spec = self._spec
        if spec is None or not self.do_it.isEnabled():
            return
        end_composing()
        problems = {each.code: text for each in spec.fields if (text := self._wrong(each))}
        self.show_problems(problems)
        if not problems:
            self.done.emit({each.code: self._read(each) for each in spec.fields})

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.finish()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._spec is not None:
            self.cancel.set_words(self.tr("Cancel"))

    def _build(self, spec: FormSpec, typed: Values) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields, self._frames = {}, {}
        self._icon.show_icon(spec.icon or "ph.pencil-simple", Token.INFO)
        self._title.set_text(spec.title)
        self.setAccessibleName(spec.title)
        self._text.set_text(spec.text)
        self._text.setVisible(bool(spec.text))
        self.do_it.set_words(spec.button)
        self.do_it.set_look(spec.look)
        self.cancel.set_words(self.tr("Cancel"))
        row, column = 0, 0
        for each in spec.fields:
            wide = each.wide or each.kind is FieldKind.WORDS
            if wide and column:
                row, column = row + 1, 0
            frame = self._make(each, typed.get(each.code, each.value))
            self._grid.addWidget(frame, row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column else (row, 1)
        for place in (0, 1):
            self._grid.setColumnStretch(place, 1)

    def _make(self, spec: FieldSpec, value: Value) -> QWidget:
        field: QWidget
        if spec.kind is FieldKind.TICK:
            tick = TickBox(self._theme, spec.label)
            tick.toggled.connect(self._typed)
            field = tick
        elif spec.kind is FieldKind.WORDS:
            words = TextField(spec.hint)
            words.setFixedHeight(self._theme.px(84))
            words.textChanged.connect(self._typed)
            field = words
        elif spec.kind is FieldKind.CHOICE:
            choice = ChoiceField(self._theme)
            if not spec.needed or value in (None, ""):
                choice.addItem(spec.hint or "", "")
            for code, name in spec.options:
                choice.addItem(name, code)
            choice.currentIndexChanged.connect(self._typed)
            field = choice
        elif spec.kind is FieldKind.COLLEAGUE:
            who = ColleagueField(self._theme, spec.hint)
            who.show_people(spec.people)
            who.told.connect(lambda *_: self._typed())
            field = who
        elif spec.kind is FieldKind.DAY:
            day = DayField(self._theme)
            day.typed.connect(self._typed)
            field = day
        else:
            text = LineField(self._theme, spec.hint)
            if spec.kind is FieldKind.MONEY:
                text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            text.textEdited.connect(self._typed)
            text.returnPressed.connect(self.finish)
            field = text
        self._fields[spec.code] = field
        _put(field, value)
        frame = FieldFrame(self._theme, field, "" if spec.kind is FieldKind.TICK else spec.label, required=spec.needed)
        field.setAccessibleName(spec.label)
        self._frames[spec.code] = frame
        return frame

    def _typed(self) -> None:
        self.typed.emit()

    def _value(self, spec: FieldSpec) -> Value:
        field = self._fields[spec.code]
        if isinstance(field, TickBox):
            return field.isChecked()
        if isinstance(field, TextField):
            return field.toPlainText()
        if isinstance(field, ChoiceField):
            return str(field.currentData() or "")
        if isinstance(field, ColleagueField):
            return field.chosen or field.text()
        return field.text() if isinstance(field, LineField) else ""

    def _read(self, spec: FieldSpec) -> Value:
        value = self._value(spec)
        if isinstance(value, str):
            value = value.strip()
            if spec.kind is FieldKind.DAY:
                return read_day(value) if value else None
            if spec.kind is FieldKind.MONEY:
                return read_money(value) if value else None
        return value

    def _wrong(self, spec: FieldSpec) -> str:
        value = self._value(spec)
        if not isinstance(value, str):
            return ""
        text = value.strip()
        if not text:
            return self.tr("This is needed.") if spec.needed else ""
        if spec.limit and len(text) > spec.limit:
            return self.tr("{count} characters; {limit} fit.").format(count=f"{len(text):,}", limit=f"{spec.limit:,}")
        if spec.kind is FieldKind.COLLEAGUE and not any(str(each.user_id) == text for each in spec.people):
            return self.tr("Choose one of the colleagues that are found.")
        if spec.kind is FieldKind.DAY and read_day(text) is None:
            return self.tr("{text} is no day. Write it as 2026-06-18.").format(text=text)
        if spec.kind is FieldKind.MONEY and read_money(text) is None:
            return self.tr("{text} is no amount. Write it as 1286.40.").format(text=text)
        return ""


_MOST: Final = Decimal(10) ** 13


def read_money(text: str) -> Decimal | None:
    """Return an amount from ``1,286.40``, ``1286.4`` or ``1 286.40``; None for what is none, is negative, or has more
    than two decimals."""
    try:
        amount = Decimal(text.replace(",", "").replace("\uff0c", "").replace(" ", ""))
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount < 0 or amount >= _MOST or amount != round(amount, 2):
        return None
    return round(amount, 2)


def _put(field: QWidget, value: Value) -> None:
    if isinstance(field, TickBox):
        field.setChecked(bool(value))
    elif isinstance(field, TextField):
        field.setPlainText(str(value or ""))
    elif isinstance(field, ChoiceField):
        field.setCurrentIndex(max(0, field.findData(str(value or ""))))
    elif isinstance(field, ColleagueField):
        field.put(str(value or ""))
    elif isinstance(field, DayField):
        field.show_value(str(value or ""))
    elif isinstance(field, LineField):
        field.setText("" if value is None else str(value))
    set_property(field, "wrong", False)
