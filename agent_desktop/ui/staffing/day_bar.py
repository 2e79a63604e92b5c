"""Which day is shown: a day back, today, a day on."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.formats import weekday_text
from agent_desktop.ui.widgets.labels import TextLabel


class DayBar(QWidget):
    """Signals:
    moved: So many days on, or back.
    today_wanted: Back to today.
    """

    moved = Signal(int)
    today_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.back = IconButton(theme, "ph.caret-left")
        self.on = IconButton(theme, "ph.caret-right")
        self.today = CommandButton(theme, small=True, keys="Alt+D")
        self.name = TextLabel(role=Role.TITLE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.back, self.name, self.on, self.today):
            row.addWidget(widget)
        self.back.clicked.connect(self._go_back)
        self.on.clicked.connect(self._go_on)
        self.today.clicked.connect(self.today_wanted)

    def show_day(self, day: date, today: date) -> None:
        """Name the day."""
        if day != date.min:
            year = f" {day.year}" if day.year != today.year else ""
            self.name.set_text(weekday_text(day) + year)
        self.today.set_off("" if day != today else self.tr("Today is shown"))

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.back.set_name(self.tr("A day back, Alt+Left"))
        self.on.set_name(self.tr("A day on, Alt+Right"))
        self.today.set_words(self.tr("Today"), "Alt+D")

    def _go_back(self) -> None:
        self.moved.emit(-1)

    def _go_on(self) -> None:
        self.moved.emit(1)
