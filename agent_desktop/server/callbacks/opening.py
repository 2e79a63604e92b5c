"""Puts the server's part of callbacks together, for the composition root."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from fastapi import APIRouter

from agent_desktop.server.bank import Bank
from agent_desktop.server.callbacks.ended import ending_outreach
from agent_desktop.server.callbacks.office_routes import callback_office_routes
from agent_desktop.server.callbacks.routes import callback_routes
from agent_desktop.server.callbacks.service import CallbackDesk
from agent_desktop.server.callbacks.syncing import callback_worker, people_worker
from agent_desktop.server.commands import DeskOnce
from agent_desktop.server.follow_ups.routes import follow_up_routes
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.service_scripts.at_hand import Scripts


@dataclass(frozen=True, slots=True)
class OpenedCallbacks:
    """`workers` do what is due; `routers` are all there are."""

    desk: CallbackDesk
    workers: Sequence[Repeated]
    routers: Sequence[APIRouter]


def open_callbacks(
    bank: Bank,
    scripts: Scripts,
    begin: Callable[[], AbstractContextManager[UnitOfWork]],
    desk_once: DeskOnce,
    provider: str,
) -> OpenedCallbacks:
    """Build it on the bank's rules. `provider` is the carrier that calls are made with."""
    desk = CallbackDesk(bank.telephony, bank.callbacks, provider)
    routers = (
        callback_routes(desk, scripts, desk_once, ending_outreach(bank.options, bank.alerts)),
        callback_office_routes(bank.callbacks),
        follow_up_routes(bank.options, bank.alerts, bank.next_open_day),
    )
    workers = (callback_worker(begin, bank.telephony, bank.callbacks), people_worker(begin))
    return OpenedCallbacks(desk, workers, routers)
