"""The calendars that come with the program, read once in a test process."""

from datetime import date, timedelta
from functools import cache

from agent_desktop.records.calendars.calendar import Calendar, Calendars
from agent_desktop.server.checked_files import content_of
from agent_desktop.server.complaint_clocks.files import read_calendars
from agent_desktop.settings import shipped_file


@cache
def shipped_calendars() -> Calendars:
    path = shipped_file("resources") / "calendars" / "main.yaml"
    return Calendars(content_of(path, read_calendars(path)))


def calendar(code: str) -> Calendar:
    return shipped_calendars().of(code)


def working_days_between(place: Calendar, after: date, until: date) -> int:
    """How many working days there are after one day until another, that one included: counted day by day."""
    return sum(place.is_working(after + timedelta(days=number)) for number in range(1, (until - after).days + 1))
