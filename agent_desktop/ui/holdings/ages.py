"""How new loaded figures are, in words: the time, the day, or the close of which day."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.customers import HoldingsPart
from agent_desktop.ui.widgets.formats import day_text, day_time_text, time_text

_NIGHT: Final = timedelta(hours=12)
"""An extract that was written by noon has the close of the day before: those of a night are."""


def age_text(part: HoldingsPart, as_of: datetime, now: datetime, *, begins: bool = False) -> str:
    """Return of when the loaded figures of a part are; `as_of` and `now` are local. `begins`: as the first words."""
    translate = QCoreApplication.translate
    if not part.end_of_day:
        if as_of.date() == now.date():
            return time_text(as_of)
        return day_time_text(as_of, now.date())
    day = (as_of - _NIGHT).date()
    if day == now.date():
        return translate("Holdings", "Today's close") if begins else translate("Holdings", "today's close")
    if day == now.date() - timedelta(days=1):
        return translate("Holdings", "Yesterday's close") if begins else translate("Holdings", "yesterday's close")
    text = translate("Holdings", "Close of {day}") if begins else translate("Holdings", "close of {day}")
    return text.format(day=day_text(day, now.date()))
