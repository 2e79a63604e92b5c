"""The day on which it happened."""

from datetime import date

from agent_desktop.client.complaint_reading import read_day
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.time_field import DayField


class HappenedField(DayField):
    """A day of the past: also without its year, or as ``-3`` for three days ago."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.today = date.min
        self.setPlaceholderText("2026-06-12")

    def form_of(self, text: str) -> str:
        """See `DayField.form_of`."""
        day = read_day(text, self.today) if self.today > date.min else None
        return text.strip() if day is None else day.isoformat()
