"""The carrier of the settings, put together: what orders go to, the routes it speaks to, and what works for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from sqlalchemy.orm import Session

from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated
from agent_desktop.settings import Settings
from telephony.app import Hosting, Telephony
from telephony.messages.port import MessageSender
from telephony.providers.base import MenuProvider, Provider, RecordingStore
from telephony.providers.simulator.message_sender import SimulatorMessages
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.providers.simulator.recordings import SimulatorRecordings

TWILIO: Final = "twilio"


@dataclass(frozen=True, slots=True)
class Carrier:
    """`messages` sends short ones. `plays_menu` is the provider where it takes reports and questions of our own form;
    else `routers` makes its own routes, under the rules of the host. `stores` have what it has recorded.
    `turn_seconds`: after how long a call that is wanted now starts, where the carrier starts only so many a second."""

    provider: Provider
    messages: MessageSender
    plays_menu: MenuProvider | None
    routers: Callable[[Hosting], Sequence[APIRouter]]
    workers: Sequence[Repeated] = ()
    stores: Sequence[RecordingStore] = ()
    close: Callable[[], None] = lambda: None
    turn_seconds: Callable[[Session], float] = lambda _: 0.0


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
    url, key = settings.telephony.simulator_url, needed(secrets, SecretName.CARRIER)
    simulator = SimulatorProvider(url, key, timeout_seconds=settings.telephony.command_seconds, unix_time=unix_time)
    sounds = SimulatorRecordings(url, key, unix_time=unix_time)

    def close() -> None:
        simulator.close()
        sounds.close()

    messages = SimulatorMessages(simulator.client)
    return Carrier(simulator, messages, simulator, lambda _: (), stores=[sounds], close=close)
