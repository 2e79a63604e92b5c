"""The form of one set of opening hours: the week and single days as tables, and where its queues send callers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place
from agent_desktop.contract.routing import Problem
from agent_desktop.ui.routing.days_table import DaysTable
from agent_desktop.ui.routing.form import Bound, FormCard, LineBound, Options, fill_choice
from agent_desktop.ui.routing.pages import FormPage
from agent_desktop.ui.routing.spans import SpansRow
from agent_desktop.ui.routing.state import RoutingState, Section, Shown
from agent_desktop.ui.routing.words import WEEKDAYS, key_label, name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import clear_layout

WORKDAYS: Final = WEEKDAYS[:5]


class HoursPage(FormPage):
    """One set of opening hours.

    Signals:
        chosen: Show this `Shown`: one of the queues, or the entry menu.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._zone = _ZoneBound(theme)
        self._days = DaysTable(theme, today)
        self._uses = _UsesBound(theme)
        self._name = FormCard(theme, (LineBound(theme, ("code",)), self._zone))
        self._week = FormCard(theme, (_WeekTable(theme),), columns=1)
        self._single = FormCard(theme, (self._days,), columns=1)
        self._outside = FormCard(theme, (self._uses,), columns=1)
        self._make(self._name, self._week, self._single, self._outside)
        self._uses.put_at.connect(self.put)
        self._uses.chosen.connect(self.chosen)

    def base_of(self, state: RoutingState) -> Place:
        """See `FormPage.base_of`."""
        return ("hours", state.shown.number)

    def display(self, state: RoutingState) -> None:
        """See `FormPage.display`."""
        super().display(state)
        if state.draft is None or state.routing is None:
            return
        self._zone.show_own(state.routing.time_zone)
        mine = self._parts("hours")[state.shown.number]["code"]
        queues = self._parts("queues")
        users = [
            _User(number, name_in(each["name"], each["code"]), each["closed_to"], self._takers(number))
            for number, each in enumerate(queues)
            if each.get("hours") == mine
        ]
        self._uses.show_users(users, state.problems, may_edit=state.may_edit)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._name.set_title(self.tr("Opening hours"))
        self._week.set_title(self.tr("Every week"))
        self._single.set_title(self.tr("Holidays and other single days"))
        self._outside.set_title(self.tr("Outside these hours"))

    def _takers(self, queue: int) -> Options:
        return self._queues(empty=self.tr("Nowhere: they are told, and the call ends"), of=queue)


@cache
def _zone_names() -> list[str]:
    return sorted(available_timezones())


class _ZoneBound(LineBound):
    """The time zone, with those there are offered as it is typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ("time_zone",), str.strip)
        completer = QCompleter(_zone_names(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._edited)
        self._field.setCompleter(completer)

    def show_own(self, zone: str) -> None:
        """Show the bank's own zone, which counts where the field is empty."""
        self._field.setPlaceholderText(zone)


class _WeekTable(Bound):
    """A row for each weekday; a copy of a row's hours goes to Monday to Friday."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(("weekly",))
        self._value: dict[str, JsonValue] = {}
        self._may_edit = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme.px(84))
        self._names = {day: TextLabel() for day in WEEKDAYS}
        self._rows = {day: _WeekdayRow(theme, day) for day in WEEKDAYS}
        self._copies = {day: _CopyButton(theme, day) for day in WEEKDAYS}
        top = Qt.AlignmentFlag.AlignTop
        for number, day in enumerate(WEEKDAYS):
            name = self._names[day]
            name.setContentsMargins(0, theme.px(6), 0, 0)  # in the middle of a field's height
            self._grid.addWidget(name, number, 0, top)
            self._grid.addWidget(self._rows[day], number, 1)
            self._grid.addWidget(self._copies[day], number, 2, top)
            self._rows[day].put.connect(self._day_put)
            self._copies[day].copied.connect(self._copied)
        self._column.addLayout(self._grid)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        self._value = dict(value) if isinstance(value, dict) else {}
        self._may_edit = may_edit
        for day in WEEKDAYS:
            self._copies[day].setVisible(may_edit)
        self.show_problems(())

    def show_problems(self, problems: Sequence[tuple[Place, str]]) -> None:
        """See `Bound.show_problems`."""
        for day in WEEKDAYS:
            spans: Any = self._value.get(day, [])
            wrong = {int(place[1]) if len(place) > 1 else 0: words for place, words in problems if place[:1] == (day,)}
            row = self._rows[day]
            row.draw([str(span) for span in spans], wrong, day=key_label(day), may_edit=self._may_edit)

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        for day in WEEKDAYS:
            self._names[day].set_text(key_label(day))
            name = self.tr("Use the hours of %1 from Monday to Friday").replace("%1", key_label(day))
            self._copies[day].set_name(name)
            self._rows[day].retranslate()

    def _day_put(self, day: str, spans: list[JsonValue]) -> None:
        """Write the hours of one day; one that is closed has no key."""
        if spans and day in self._value:
            self.put.emit((*self.path, day), spans)
            return
        week = {**self._value, day: spans}
        self.put.emit(self.path, {each: week[each] for each in WEEKDAYS if week.get(each)})

    def _copied(self, day: str) -> None:
        spans = self._value.get(day, [])
        week = {**self._value, **dict.fromkeys(WORKDAYS, spans)}
        self.put.emit(self.path, {each: week[each] for each in WEEKDAYS if week.get(each)})


class _WeekdayRow(SpansRow):
    """Signals:
    put: The weekday, and its hours as they are to be.
    """

    put = Signal(str, object)

    def __init__(self, theme: Theme, day: str) -> None:
        super().__init__(theme)
        self._weekday = day
        self.changed.connect(self._put)

    def _put(self, spans: object) -> None:
        self.put.emit(self._weekday, spans)


class _CopyButton(IconButton):
    copied = Signal(str)

    def __init__(self, theme: Theme, day: str) -> None:
        super().__init__(theme, "ph.copy", size=15)
        self._day = day
        self.clicked.connect(self._pressed)

    def _pressed(self) -> None:
        self.copied.emit(self._day)


@dataclass(frozen=True, slots=True)
class _User:
    """A queue with these hours: its number, name, the queue that takes its callers, and those that may."""

    number: int
    name: str
    closed_to: str
    takers: Options


class _UsesBound(Bound):
    """What becomes of callers outside the hours, by queue. It stands in the queue, and is the queue's.

    Signals:
        put_at: A place of the document, and its new value.
        chosen: Show this `Shown`.
    """

    put_at = Signal(tuple, object)
    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(("uses",))  # no key of the hours: it is the queues'
        self._theme = theme
        self._drawn: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._frames: list[tuple[int, FieldFrame, ChoiceField]] = []
        self._told = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._menu = LinkButton(theme, icon="ph.arrow-right")
        self._column.setSpacing(8)
        self._column.addLayout(self._rows)
        self._column.addWidget(self._told)
        self._column.addWidget(self._menu)
        self._menu.clicked.connect(self._to_menu)

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """Nothing: see `show_users`."""

    def show_problems(self, problems: Sequence[tuple[Place, str]]) -> None:
        """Nothing: see `show_users`."""

    def show_users(self, users: Sequence[_User], problems: Sequence[Problem], *, may_edit: bool) -> None:
        """Show the queues that have these hours."""
        drawn = tuple((each.number, each.name) for each in users)
        if drawn != self._drawn:
            self._drawn = drawn
            clear_layout(self._rows)
            self._frames = []
            for each in users:
                row = _UserRow(self._theme, each)
                row.taker_chosen.connect(self._taker_chosen)
                row.queue_wanted.connect(self._to_queue)
                self._rows.addWidget(row)
                self._frames.append((each.number, row.frame, row.field))
        for each, (_, frame, field) in zip(users, self._frames, strict=True):
            fill_choice(field, each.takers, each.closed_to)
            field.setEnabled(may_edit)
            place = ("queues", each.number, "closed_to")
            frame.show_problem(" ".join(problem_words(one) for one in problems if one.place == place))
        none = self.tr("No queue has these hours. Choose them in a queue, under “Open, closed, full”.")
        told = self.tr(
            "Callers whom no queue takes hear the announcement “closed” of the entry menu, and the call ends."
        )
        self._told.set_text(told if users else none)
        self._menu.setVisible(bool(users))

    def retranslate(self) -> None:
        """See `Bound.retranslate`."""
        self._menu.set_words(self.tr("To the entry menu"))
        self._drawn = None

    def _taker_chosen(self, number: int, code: str) -> None:
        self.put_at.emit(("queues", number, "closed_to"), code)

    def _to_queue(self, number: int) -> None:
        self.chosen.emit(Shown(Section.QUEUE, number))

    def _to_menu(self) -> None:
        self.chosen.emit(Shown(Section.MENU))


class _UserRow(QWidget):
    """Signals:
    taker_chosen: The queue's number, and the code of the queue that takes its callers.
    queue_wanted: Show the queue of this number.
    """

    taker_chosen = Signal(int, str)
    queue_wanted = Signal(int)

    def __init__(self, theme: Theme, user: _User) -> None:
        super().__init__()
        self._number = user.number
        self.field = ChoiceField(theme)
        self.frame = FieldFrame(theme, self.field)
        self.frame.set_label(self.tr("Callers of %1 go to").replace("%1", user.name))
        name = LinkButton(theme, user.name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self.frame, 0, 0)
        grid.addWidget(name, 0, 1, Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(0, 1)
        self.field.activated.connect(self._taken)
        name.clicked.connect(self._wanted)

    def _taken(self, index: int) -> None:
        self.taker_chosen.emit(self._number, str(self.field.itemData(index)))

    def _wanted(self) -> None:
        self.queue_wanted.emit(self._number)
