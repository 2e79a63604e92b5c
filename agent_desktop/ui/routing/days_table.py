"""Single days that are not as their weekday: a row each, with day, name and hours."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pydantic import JsonValue
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place
from agent_desktop.ui.routing.form import Bound
from agent_desktop.ui.routing.spans import SpansRow
from agent_desktop.ui.routing.words import WEEKDAYS, key_label
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.fields import FieldFrame, LineField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.time_field import DayField, read_day

NAME_LIMIT = 60


class DaysTable(Bound):
    """The days in the order of the draft: it is put in that of the calendar when it is saved, so that no row moves
    away under the hand."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__(("days",))
        self._theme, self._today = theme, today
        self._value: list[dict[str, Any]] = []
        self._may_edit = False
        self._rows: list[_DayRow] = []
        self._heads = [TextLabel(role=Role.SMALL, tone=Token.TEXT_2) for _ in range(3)]
        self._none = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._add = LinkButton(theme, icon="ph.plus")
        self._past = LinkButton(theme, icon="ph.trash")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(2, theme.px(190))
        self._grid.setColumnStretch(3, 1)
        for column, head in zip((0, 2, 3), self._heads, strict=True):
            self._grid.addWidget(head, 0, column)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._add)
        foot.addWidget(self._past)
        foot.addStretch(1)
        self._column.setSpacing(8)
        self._column.addWidget(self._none)
        self._column.addLayout(self._grid)
        self._column.addLayout(foot)
        self._add.clicked.connect(self._added)
        self._past.clicked.connect(self._past_removed)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        self._value = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
        self._may_edit = may_edit
        while len(self._rows) > len(self._value):
            for gone in self._rows.pop().widgets():
                self._grid.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        while len(self._rows) < len(self._value):
            self._new_row()
        for head in self._heads:
            head.setVisible(bool(self._value))
        self._none.setVisible(not self._value)
        self._add.setVisible(may_edit)
        self._past.setVisible(may_edit and any(map(self._is_past, self._value)))
        self.show_problems(())

    def show_problems(self, problems: Sequence[tuple[Place, str]]) -> None:
        """See `Bound.show_problems`."""
        for number, (row, day) in enumerate(zip(self._rows, self._value, strict=True)):
            mine = [(place[1:], words) for place, words in problems if place[:1] == (number,)]
            row.draw(day, mine, may_edit=self._may_edit)

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        for head, words in zip(self._heads, (self.tr("Day"), self.tr("Name"), self.tr("Hours")), strict=True):
            head.set_text(words)
        self._none.set_text(self.tr("Every day is as its weekday. Add the holidays, and the days that end early."))
        self._add.set_words(self.tr("Add a day"))
        self._past.set_words(self.tr("Remove the days that are past"))
        for row in self._rows:
            row.retranslate()

    def _new_row(self) -> None:
        number = len(self._rows)
        row = _DayRow(self._theme, number)
        row.put.connect(self._row_put)
        row.removed.connect(self._row_removed)
        top = Qt.AlignmentFlag.AlignTop
        for column, each in enumerate(row.widgets()):
            self._grid.addWidget(each, number + 1, column, Qt.AlignmentFlag(0) if column == 3 else top)
            each.show()
        row.retranslate()
        self._rows.append(row)

    def _is_past(self, day: dict[str, Any]) -> bool:
        read = read_day(str(day.get("day", "")))
        return read is not None and read < self._today

    def _row_put(self, number: int, key: str, value: JsonValue) -> None:
        self.put.emit((*self.path, number, key), value)

    def _row_removed(self, number: int) -> None:
        self.put.emit(self.path, [each for row, each in enumerate(self._value) if row != number])

    def _past_removed(self) -> None:
        self.put.emit(self.path, [each for each in self._value if not self._is_past(each)])

    def _added(self) -> None:
        """Add the day after the last one there is: days off come one after the other."""
        read = [read_day(str(each.get("day", ""))) for each in self._value]
        last = max([self._today, *(day for day in read if day is not None)])
        new: dict[str, JsonValue] = {"day": (last + timedelta(days=1)).isoformat(), "name": "", "open": []}
        self.put.emit(self.path, [*self._value, new])
        if self._rows:
            self._rows[-1].begin()


class _DayRow(QObject):
    """What stands in one row of the grid.

    Signals:
        put: The row's number, a key of its day, and the new value.
        removed: The row's number.
    """

    put = Signal(int, str, object)
    removed = Signal(int)

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._number = number
        self._day = DayField(theme)
        self._day_frame = FieldFrame(theme, self._day)
        self._weekday = TextLabel(tone=Token.TEXT_2)
        self._weekday.setContentsMargins(0, theme.px(6), 0, 0)  # in the middle of a field's height
        self._name = LineField(theme)
        self._name.setMaxLength(NAME_LIMIT)
        self._name_frame = FieldFrame(theme, self._name)
        self._spans = SpansRow(theme)
        self._remove = IconButton(theme, "ph.trash", size=15)
        self._day.typed.connect(self._day_typed)
        self._name.textEdited.connect(self._name_typed)
        self._spans.changed.connect(self._spans_changed)
        self._remove.clicked.connect(self._removed)

    def widgets(self) -> tuple[QWidget, ...]:
        """Return what stands in the columns."""
        return (self._day_frame, self._weekday, self._name_frame, self._spans, self._remove)

    def draw(self, day: dict[str, Any], problems: Sequence[tuple[Place, str]], *, may_edit: bool) -> None:
        """Show one day, and what is wrong with it."""
        text = str(day.get("day", ""))
        self._day.show_value(text)
        self._day.set_read_only(not may_edit)
        read = read_day(text)
        self._weekday.set_text("" if read is None else key_label(WEEKDAYS[read.weekday()]))
        name = str(day.get("name", ""))
        if self._name.text() != name:
            self._name.setText(name)
            self._name.setCursorPosition(0)
        self._name.set_read_only(not may_edit)
        spans: Any = day.get("open", [])
        wrong = {int(place[1]) if len(place) > 1 else 0: words for place, words in problems if place[:1] == ("open",)}
        self._spans.draw([str(span) for span in spans], wrong, day=text, may_edit=may_edit)
        self._remove.setVisible(may_edit)
        for key, frame in (("day", self._day_frame), ("name", self._name_frame)):
            frame.show_problem(" ".join(words for place, words in problems if place[:1] == (key,)))
        self._day.setAccessibleName(self.tr("Day"))
        self._name.setAccessibleName(self.tr("Name of %1").replace("%1", text))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._day.name_calendar(self.tr("Calendar"))
        self._name.setPlaceholderText(self.tr("Why, such as Christmas"))
        self._remove.set_name(self.tr("Remove this day"))
        self._spans.retranslate()

    def begin(self) -> None:
        """Let the day be typed."""
        self._day.setFocus()
        self._day.selectAll()

    def _day_typed(self, text: str) -> None:
        self.put.emit(self._number, "day", text)

    def _name_typed(self, text: str) -> None:
        self.put.emit(self._number, "name", text)

    def _spans_changed(self, spans: object) -> None:
        self.put.emit(self._number, "open", spans)

    def _removed(self) -> None:
        self.removed.emit(self._number)
