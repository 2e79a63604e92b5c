"""What a report is to be of: subject, time, steps, and whom it is narrowed to."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.reports import ReportSubject, Span, Step
from agent_desktop.ui.reports.presenter import Narrow, ReportsState, Wish
from agent_desktop.ui.reports.words import mistake_words, narrow_words, span_words, step_words, translate
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, MistakeLine
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.time_field import DayField, read_day

_OPENING: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_S = ReportSubject
_PEOPLE: Final = frozenset({Narrow.TEAMS, Narrow.AGENTS})
USED: Final[Mapping[ReportSubject, frozenset[Narrow]]] = MappingProxyType(
    {
        _S.QUEUES: frozenset({Narrow.QUEUES}),
        **dict.fromkeys((_S.COMPLAINTS, _S.RESOLUTION), _PEOPLE),
        **dict.fromkeys((_S.SATISFACTION, _S.SATISFACTION_OF_QUEUES, _S.SATISFACTION_OF_TEAMS), frozenset(Narrow)),
        **dict.fromkeys(
            (_S.AGENTS, _S.TEAMS, _S.SCRIPTS, _S.DISPOSITIONS, _S.CALLBACKS, _S.COST_TO_SERVE), frozenset(Narrow)
        ),
    }
)
"""What the figures of a subject can be narrowed by."""


class SeveralField(ChoiceField):
    """Some of a list: each choice takes one in, or out again; the first row is all of them.

    Signals:
        toggled: This code; empty for all.
    """

    toggled = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._drawn: object = None
        self.activated.connect(lambda row: self.toggled.emit(str(self.itemData(row) or "")))

    def show_rows(self, rows: list[tuple[str, str]], chosen: tuple[str, ...], several: str) -> None:
        """Offer `rows` (code, words), the first of them all; `several` says how many are chosen where that is more than
        one."""
        if (rows, chosen) != self._drawn:
            self._drawn = (rows, chosen)
            self.clear()
            for code, text in rows:
                if code and code in chosen:
                    self.addItem(self._theme.icon("ph.check-bold", Token.ACCENT), text, code)
                else:
                    self.addItem(text, code)
        self.setPlaceholderText(several)
        self.setCurrentIndex(-1 if len(chosen) > 1 else self.findData(chosen[0] if chosen else ""))

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:  # the list, and not one after the other: each choice counts here
            self.showPopup()
        else:
            super().keyPressEvent(event)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:  # nor one after the other by the wheel
            event.ignore()
            return False
        return super().event(event)


class AskBar(QWidget):
    """Draws the fields of a `ReportsState`.

    Signals:
        wished: The person wants this (`Wish`).
    """

    wished = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wish = Wish()
        self._state = ReportsState()
        self.subject, self.span, self.step = ChoiceField(theme), ChoiceField(theme), ChoiceField(theme)
        self.first, self.last = DayField(theme), DayField(theme)
        self.narrow = {each: SeveralField(theme) for each in Narrow}
        self._mistake = MistakeLine(theme)
        self._build()
        self.subject.activated.connect(lambda: self._say(subject=ReportSubject(self.subject.currentData())))
        self.span.activated.connect(lambda: self._say(span=Span(self.span.currentData())))
        self.step.activated.connect(lambda: self._say(step=Step(self.step.currentData())))
        for field in (self.first, self.last):
            field.editingFinished.connect(self._days)
        for narrow, choice in self.narrow.items():
            choice.toggled.connect(partial(self._narrowed, narrow))

    def display(self, state: ReportsState) -> None:
        """Draw the fields."""
        self._state, self._wish = state, state.wish
        wish = state.wish
        _fill(
            self.subject, [(each.subject.value, words(each.name)) for each in state.subjects or ()], wish.subject.value
        )
        _fill(self.span, [(each.value, text) for each, text in span_words()], wish.span.value)
        _fill(self.step, [(each.value, text) for each, text in step_words()], wish.step.value)
        is_own = wish.span is Span.GIVEN
        for field, day in ((self.first, wish.first), (self.last, wish.last)):
            field.setVisible(is_own)
            if day is not None:
                field.show_value(day.isoformat())
        for narrow, choice in self.narrow.items():
            self._show_narrow(state, narrow, choice)
        self._mistake.show_words(mistake_words(state.mistake) if state.mistake is not None else "")
        for field in (self.first, self.last):
            field.set_wrong(state.mistake is not None)

    def retranslate(self) -> None:
        """Name the fields in the language now shown."""
        names = (
            (self.subject, translate("Reports", "What it is of")),
            (self.span, translate("Reports", "Which days")),
            (self.step, translate("Reports", "How the time is divided")),
            (self.first, translate("Reports", "First day")),
            (self.last, translate("Reports", "Last day")),
            (self.narrow[Narrow.QUEUES], translate("Reports", "Calls of which queues")),
            (self.narrow[Narrow.TEAMS], translate("Reports", "Of which teams")),
            (self.narrow[Narrow.AGENTS], translate("Reports", "Of which agents")),
        )
        for field, name in names:
            field.setAccessibleName(name)
            field.setToolTip(name)
        for day in (self.first, self.last):
            day.name_calendar(translate("Reports", "Choose in the calendar"))
        self.display(self._state)

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(8)
        for field, share in ((self.subject, 3), (self.span, 2), (self.first, 0), (self.last, 0), (self.step, 2)):
            above.addWidget(field, share)
        for choice in self.narrow.values():
            choice.setMaximumWidth(choice.fontMetrics().averageCharWidth() * 44)
            below.addWidget(choice, 3)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self._mistake)

    def _show_narrow(self, state: ReportsState, narrow: Narrow, field: SeveralField) -> None:
        chosen: tuple[str, ...] = getattr(state.wish, narrow.value)
        known = state.choices.get(narrow, ())
        field.setVisible(not state.own_only and narrow in USED[state.wish.subject])
        rows = [("", narrow_words(narrow)), *((each.code, words(each.name) or each.code) for each in known)]
        offered = {code for code, _ in rows}
        rows += [(code, narrow_words(narrow, 1)) for code in chosen if code not in offered]
        field.show_rows(rows, chosen, narrow_words(narrow, len(chosen)))

    def _narrowed(self, narrow: Narrow, code: str) -> None:
        chosen: tuple[str, ...] = getattr(self._wish, narrow.value)
        others = tuple(each for each in chosen if each != code)
        self._say(**{narrow.value: () if not code else others if code in chosen else (*chosen, code)})

    def _days(self) -> None:
        if self._wish.span is Span.GIVEN:
            self._say(first=read_day(self.first.text()), last=read_day(self.last.text()))

    def _say(self, **changes: object) -> None:
        self.wished.emit(replace(self._wish, **changes))  # type: ignore[arg-type]


def _fill(field: ChoiceField, rows: list[tuple[str, str]], chosen: str) -> None:
    """Offer `rows` (code, words) with one chosen; what stands there already stays."""
    if [(field.itemData(row), field.itemText(row)) for row in range(field.count())] != rows:
        field.clear()
        for code, text in rows:
            field.addItem(text, code)
    field.setCurrentIndex(field.findData(chosen))
