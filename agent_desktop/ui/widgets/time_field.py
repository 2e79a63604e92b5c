"""Fields for a time of day and for a day: typed as people type them, moved with the arrow keys, kept in one form."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QVBoxLayout, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import frame

STEP_MINUTES: Final = 15
_DAY_MINUTES: Final = 24 * 60


def read_time(text: str) -> str | None:
    """Return a time as ``09:30``, from ``9:30``, ``930``, ``0930``, ``9.30`` or ``9``, full-width too; None for what is
    none. ``24:00`` is the midnight that ends the day."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.：点]?([0-9]{2}))?", text.strip().rstrip("点"))
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        return None
    return f"{hours:02}:{minutes:02}"


def read_day(text: str) -> date | None:
    """Return a day from ``2026-12-25``, ``2026/12/25``, ``2026.12.25`` or ``20261225``; None for what is none."""
    found = re.fullmatch(r"([0-9]{4})([-/.年]?)([0-9]{1,2})([-/.月]?)([0-9]{1,2})日?", text.strip())
    if found is None or bool(found[2]) != bool(found[4]) or (not found[2] and len(text.strip()) != 8):
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[5]))
    except ValueError:
        return None


def read_moment(day: str, time: str, local_now: datetime) -> datetime | None:
    """Return the moment that a day and a time of day mean where `local_now` is read; None where they mean none."""
    read, clock = read_day(day), read_time(time)
    if read is None or clock is None:
        return None
    minutes = timedelta(hours=int(clock[:2]), minutes=int(clock[3:]))
    return datetime(read.year, read.month, read.day, tzinfo=local_now.tzinfo) + minutes


class _SteppedField(LineField):
    """A field whose value is moved with Up and Down, and put in its own form when it is left.

    Signals:
        typed: The value in its own form; what cannot be read goes as it stands.
    """

    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.textEdited.connect(self._edited)

    def show_value(self, value: str) -> None:
        """Show a value; what is being typed and means the same stays as it is typed."""
        if not (self.hasFocus() and self.form_of(self.text()) == value):
            self.setText(value)

    def form_of(self, text: str) -> str:
        """Return what a text means, in the field's form, or as it stands."""
        raise NotImplementedError  # each kind has its own; a QWidget cannot be an ABC, their metaclasses differ

    def stepped(self, text: str, steps: int) -> str:
        """Return the value `steps` further on."""
        raise NotImplementedError

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or self.isReadOnly() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        value = self.stepped(self.text(), steps)
        if value != self.text():
            self.setText(value)
            self.typed.emit(value)
        event.accept()

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(self.form_of(self.text()))

    def _edited(self, text: str) -> None:
        self.typed.emit(self.form_of(text))


class TimeField(_SteppedField):
    """A time of day, ``00:00`` to ``24:00``; Up and Down go to the next quarter of an hour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedWidth(theme.px(64))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def form_of(self, text: str) -> str:
        """See `_SteppedField.form_of`."""
        return read_time(text) or text.strip()

    def stepped(self, text: str, steps: int) -> str:
        """See `_SteppedField.stepped`."""
        read = read_time(text)
        if read is None:
            return text
        minutes = int(read[:2]) * 60 + int(read[3:])
        # To the next quarter, also from between two of them.
        moved = (minutes // STEP_MINUTES + steps if steps > 0 else -(-minutes // STEP_MINUTES) + steps) * STEP_MINUTES
        moved = max(0, min(_DAY_MINUTES, moved))
        return f"{moved // 60:02}:{moved % 60:02}"


class DayField(_SteppedField):
    """A day, ``2026-12-25``; Up and Down go to the next and the last one, the calendar opens beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedWidth(theme.px(132))
        self.setPlaceholderText("2026-12-25")
        self._calendar_action = QAction(theme.icon("ph.calendar-blank", Token.TEXT_2), "", self)
        self._calendar_action.triggered.connect(self._open_calendar)
        self.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._recolour)

    def name_calendar(self, name: str) -> None:
        """Say what the calendar is called."""
        self._calendar_action.setText(name)
        self._calendar_action.setToolTip(name)

    def set_read_only(self, read_only: bool) -> None:
        """See `LineField.set_read_only`; there is no calendar then."""
        super().set_read_only(read_only)
        self._calendar_action.setVisible(not read_only)

    def form_of(self, text: str) -> str:
        """See `_SteppedField.form_of`."""
        day = read_day(text)
        return text.strip() if day is None else day.isoformat()

    def stepped(self, text: str, steps: int) -> str:
        """See `_SteppedField.stepped`."""
        day = read_day(text)
        return text if day is None else (day + timedelta(days=steps)).isoformat()

    def _open_calendar(self) -> None:
        popup = _CalendarPopup(self._theme, self, read_day(self.text()))
        popup.chosen.connect(self._picked)
        popup.open_below(self)

    def _picked(self, day: QDate) -> None:
        text = day.toString(Qt.DateFormat.ISODate)
        self.setText(text)
        self.typed.emit(text)
        self.setFocus()

    def _recolour(self) -> None:
        self._calendar_action.setIcon(self._theme.icon("ph.calendar-blank", Token.TEXT_2))


class _CalendarPopup(QWidget):
    """A month to choose a day from; it goes when one is chosen, with Esc, and with a click beside it.

    Signals:
        chosen: The `QDate`.
    """

    chosen = Signal(QDate)

    def __init__(self, theme: Theme, parent: QWidget, day: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = QCalendarWidget()
        locale = QLocale(QLocale.Language.Chinese if language_now() == "zh" else QLocale.Language.English)
        self._calendar.setLocale(locale)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        head = QTextCharFormat()
        head.setForeground(theme.colour(Token.TEXT_3))
        self._calendar.setHeaderTextFormat(head)
        plain = QTextCharFormat()
        plain.setForeground(theme.colour(Token.TEXT))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # Qt paints them red: here that means wrong
            self._calendar.setWeekdayTextFormat(weekday, plain)
        for name, icon in (("qt_calendar_prevmonth", "ph.caret-left"), ("qt_calendar_nextmonth", "ph.caret-right")):
            button = self._calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(theme.icon(icon, Token.TEXT_2))
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        sheet = frame("popup")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self._calendar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sheet)
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)

    def open_below(self, field: QWidget) -> None:
        """Show the month under a field."""
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.chosen.emit(day)
        self.close()
