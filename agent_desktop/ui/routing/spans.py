"""The hours of one day as fields: from, until, and once more after a break."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.fields import MistakeLine
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.time_field import TimeField, read_time

FIRST_SPAN: Final = "09:00-18:00"
_BREAK_MINUTES: Final = 60
_EVENING: Final = 18 * 60
_MIDNIGHT: Final = 24 * 60


def next_span(spans: Sequence[str]) -> str:
    """Return hours to begin with after those there are: an hour's break, then until the evening; empty where the day
    has no room for more."""
    if not spans:
        return FIRST_SPAN
    ends = [read_time(span.partition("-")[2]) for span in spans]
    last = max((int(end[:2]) * 60 + int(end[3:]) for end in ends if end is not None), default=0)
    begin = last + _BREAK_MINUTES
    if begin >= _MIDNIGHT:
        return ""
    end = _EVENING if begin < _EVENING else _MIDNIGHT
    return f"{begin // 60:02}:{begin % 60:02}-{end // 60:02}:{end % 60:02}"


class _Span(QWidget):
    """Signals:
    changed: Its number, and the span as it is written now.
    removed: Its number.
    """

    changed = Signal(int, str)
    removed = Signal(int)

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._number = number
        self.begin, self.end = TimeField(theme), TimeField(theme)
        self.remove = IconButton(theme, "ph.x", size=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self.begin)
        row.addWidget(TextLabel("–", tone=Token.TEXT_2))
        row.addWidget(self.end)
        row.addWidget(self.remove)
        for field in (self.begin, self.end):
            field.typed.connect(self._typed)
        self.remove.clicked.connect(self._removed)

    def draw(self, span: str, *, may_edit: bool, wrong: bool) -> None:
        begin, _, end = span.partition("-")
        self.begin.show_value(begin)
        self.end.show_value(end)
        for field in (self.begin, self.end):
            field.set_read_only(not may_edit)
            field.set_wrong(wrong)
        self.remove.setVisible(may_edit)

    def name(self, day: str, begin: str, end: str, remove: str) -> None:
        self.begin.setAccessibleName(f"{day}, {begin}")
        self.end.setAccessibleName(f"{day}, {end}")
        self.remove.set_name(remove)

    def _typed(self, _: str) -> None:
        begin, end = self.begin.form_of(self.begin.text()), self.end.form_of(self.end.text())
        self.changed.emit(self._number, f"{begin}-{end}")

    def _removed(self) -> None:
        self.removed.emit(self._number)


class SpansRow(QWidget):
    """Spans in a line, what is wrong under them. Without any, the day is closed.

    Signals:
        changed: The spans as they are to be, a list of texts such as ``09:00-12:00``.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: list[str] = []
        self._fields: list[_Span] = []
        self._day = ""
        self._may_edit = False
        self._closed = TextLabel(tone=Token.TEXT_2)
        self._add = LinkButton(theme, icon="ph.plus")
        self._closed.setContentsMargins(0, theme.px(6), 8, theme.px(6))  # in the middle of a field's height
        self._last = QWidget()
        beside = QHBoxLayout(self._last)
        beside.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        beside.addWidget(self._add)
        line = QWidget()
        self._flow = FlowLayout(4)
        line.setLayout(self._flow)
        self._flow.addWidget(self._closed)
        self._flow.addWidget(self._last)
        self._mistake = MistakeLine(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(line)
        column.addWidget(self._mistake)
        self._add.clicked.connect(self._added)

    def draw(self, spans: Sequence[str], problems: Mapping[int, str], *, day: str, may_edit: bool) -> None:
        """Show the hours of `day`; `problems` are words by the number of their span."""
        self._spans = list(spans)
        self._day, self._may_edit = day, may_edit
        while len(self._fields) > len(spans):
            gone = self._fields.pop()
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._fields) < len(spans):
            self._new_field()
        for number, (field, span) in enumerate(zip(self._fields, spans, strict=True)):
            field.draw(span, may_edit=may_edit, wrong=number in problems)
        self._closed.setVisible(not spans)
        self._last.setVisible(may_edit and bool(next_span(spans)))
        self._mistake.show_words(" ".join(dict.fromkeys(problems.values())))
        self.retranslate()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._closed.set_text(self.tr("Closed all day"))
        self._add.set_words(self.tr("Hours"))
        self._add.setAccessibleName(self.tr("Add hours: %1").replace("%1", self._day))
        for field in self._fields:
            field.name(self._day, self.tr("from"), self.tr("until"), self.tr("Take these hours away"))

    def _new_field(self) -> None:
        field = _Span(self._theme, len(self._fields))
        field.changed.connect(self._span_changed)
        field.removed.connect(self._span_removed)
        self._fields.append(field)
        self._flow.removeWidget(self._last)  # the link stays the last
        self._flow.addWidget(field)
        self._flow.addWidget(self._last)
        field.show()

    def _span_changed(self, number: int, span: str) -> None:
        self.changed.emit([span if row == number else each for row, each in enumerate(self._spans)])

    def _span_removed(self, number: int) -> None:
        self.changed.emit([each for row, each in enumerate(self._spans) if row != number])
        if self._fields:
            self._fields[min(number, len(self._fields) - 1)].begin.setFocus()

    def _added(self) -> None:
        self.changed.emit([*self._spans, next_span(self._spans)])
        if self._fields:
            begin = self._fields[-1].begin
            begin.setFocus()
            begin.selectAll()
