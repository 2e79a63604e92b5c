"""The carrier of the settings, put together: what orders go to, the routes it speaks to, and what works for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter

from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated, due_work
from agent_desktop.settings import Settings
from telephony.app import Hosting, Telephony
from telephony.providers.base import MenuProvider, Provider
from telephony.providers.outbox import OutboxRunner
from telephony.providers.simulator.provider import SimulatorProvider

TWILIO: Final = "twilio"

OUTBOX_WORKERS: Final = 4
"""Orders carried to the carrier at the same time; one that answers late delays few others."""

HELP_SECONDS: Final = 5.0
"""How often the other workers of the outbox look, where nothing wakes them."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """`plays_menu` is the provider where it takes reports and questions of our own form; else `routers` makes its own
    routes, under the rules of the host."""

    provider: Provider
    plays_menu: MenuProvider | None
    routers: Callable[[Hosting], Sequence[APIRouter]]
    workers: Sequence[Repeated] = ()
    close: Callable[[], None] = lambda: None


def carrier_keys(settings: Settings) -> tuple[SecretName, ...]:
    """Return the names of the secrets that the carrier of the settings cannot do without. Of the two by which Twilio
    may sign one is enough: `open_carrier` says where there is none."""
    return (SecretName.TWILIO_API_KEY,) if settings.telephony.provider == TWILIO else (SecretName.CARRIER,)


def open_carrier(
    settings: Settings,
    secrets: Secrets,
    units: UnitsOfWork,
    telephony: Telephony,
    *,
    unix_time: Callable[[], float],
    machine_now: Callable[[], datetime],
) -> Carrier:
    """Put the carrier of the settings together; nobody is asked anything yet.

    Raises:
        SecretMissingError: A secret of it is not set.
    """
    if settings.telephony.provider == TWILIO:
        # Only here: whoever has another carrier does not wait for the library of Twilio's.
        from agent_desktop.server.twilio.carrier import open_twilio

        return open_twilio(settings, secrets, units, telephony, machine_now)
    simulator = SimulatorProvider(
        settings.telephony.simulator_url,
        needed(secrets, SecretName.CARRIER),
        timeout_seconds=settings.telephony.command_seconds,
        unix_time=unix_time,
    )
    return Carrier(simulator, simulator, lambda _: (), close=simulator.close)


def outbox_workers(
    units: UnitsOfWork, telephony: Telephony, provider: Provider, speed: float, *, look_seconds: float
) -> list[Repeated]:
    """Return what carries orders to the carrier. The first looks after what is to be tried again, each `look_seconds`
    at the most, on a business clock that runs `speed` times as fast as the machine's."""
    runner = OutboxRunner(units.begin, telephony.deps, provider)
    first = due_work(runner.run_due, runner.next_due_at, units.now, speed=speed)
    others = [
        Repeated(f"outbox-{number}", _runs(each.run_due), every_seconds=HELP_SECONDS)
        for number in range(1, OUTBOX_WORKERS)
        for each in [OutboxRunner(units.begin, telephony.deps, provider)]
    ]
    return [Repeated("outbox-0", first, every_seconds=look_seconds), *others]


def _runs(run_due: Callable[[], int]) -> Callable[[], None]:
    def run() -> None:
        run_due()

    return run
