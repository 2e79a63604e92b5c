"""All parts of complaints, opened together: cases, lists, clocks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter

from agent_desktop.records.complaint_clocks.facts import ClockKeeper
from agent_desktop.server.bank import Bank
from agent_desktop.server.complaint_clocks.opening import open_clocks
from agent_desktop.server.complaints.asking import ComplaintDesk
from agent_desktop.server.complaints.case_routes import case_routes, part_routes
from agent_desktop.server.complaints.late_tasks import late_task_worker
from agent_desktop.server.complaints.list_routes import list_routes
from agent_desktop.server.complaints.question_routes import question_routes
from agent_desktop.server.complaints.recording_routes import recording_routes
from agent_desktop.server.complaints.telling import telling_number
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenedComplaints:
    """`desk` and `clocks` are for parts that belong to complaints and are opened elsewhere."""

    desk: ComplaintDesk
    clocks: ClockKeeper
    routes: tuple[APIRouter, ...]
    workers: tuple[Repeated, ...]


def open_complaints(
    settings: Settings,
    bank: Bank,
    messaging: Messaging,
    begin: Callable[[], AbstractContextManager[UnitOfWork]],
    now: Callable[[], datetime],
    *,
    speed: float = 1.0,
) -> OpenedComplaints:
    """Open them. `now` is business time, which runs `speed` times as fast as the machine's.

    Raises:
        CalendarsFileError: The calendars are wrong.
        ClocksFileError: The rules of clocks are wrong.
    """
    clocks = open_clocks(settings, bank.complaints, begin, now, speed=speed)
    desk = ComplaintDesk(bank.complaints, bank.options, clocks.keeper, bank.callbacks.places)
    currencies = tuple(sorted({bank.options.base_currency, *bank.options.rates}))
    # Paths with a word in the place of an id come first: a case would be looked for under that word.
    routes = (
        recording_routes(desk, currencies, telling_number(messaging, bank.complaints)),
        question_routes(),
        list_routes(desk),
        part_routes(desk),
        clocks.routes,
        case_routes(desk),
    )
    workers = (clocks.worker, late_task_worker(begin, now, speed=speed))
    return OpenedComplaints(desk, clocks.keeper, routes, workers)
