"""The clocks of complaints, ready to be kept, shown and warned of."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.reaching import Reaching
from agent_desktop.records.complaint_clocks.reading import ClockReader
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.complaint_clocks.routes import clock_routes
from agent_desktop.server.complaint_clocks.timers import warning_worker
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenedClocks:
    """`keeper` is told of every complaint and every change of one (`ClockKeeper`); `calendars` are for other parts."""

    keeper: ComplaintClocks
    calendars: Calendars
    routes: APIRouter
    worker: Repeated


def open_clocks(
    settings: Settings,
    complaints: ComplaintBook,
    begin: Callable[[], AbstractContextManager[UnitOfWork]],
    now: Callable[[], datetime],
    *,
    speed: float = 1.0,
) -> OpenedClocks:
    """Open them. `now` is business time, which runs `speed` times as fast as the machine's.

    Raises:
        CalendarsFileError: The calendars are wrong.
        ClocksFileError: The rules are wrong.
    """
    calendars = load_calendars(settings)
    book = load_rules(settings, calendars)
    people = CentrePeople()
    keeper = ComplaintClocks(book, calendars, people, ComplaintFile())
    reader = ClockReader(book, calendars, people, region=complaints.plan.default_region.value)
    return OpenedClocks(
        keeper,
        calendars,
        clock_routes(keeper, reader, complaints, Reaching(book, ComplaintFile(), keeper.case)),
        warning_worker(begin, keeper, now, speed=speed),
    )
