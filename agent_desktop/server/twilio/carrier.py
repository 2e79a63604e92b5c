"""Twilio as the server's carrier: the adapter, its routes, and what looks after rooms that want something."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from sqlalchemy.orm import Session

from agent_desktop.server.carriers import Carrier
from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.server.twilio.wiring import (
    lines_from,
    prompts_folder,
    rest_from,
    scribing_from,
    signatures_from,
    style_from,
)
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import EVERY_SECONDS, Repeated, due_work
from agent_desktop.settings import Settings
from telephony.app import Hosting, Telephony
from telephony.providers.twilio.answers import Answers
from telephony.providers.twilio.check_route import check_routes
from telephony.providers.twilio.hands import Hands
from telephony.providers.twilio.media import media_routes
from telephony.providers.twilio.message_sender import TwilioMessages
from telephony.providers.twilio.provider import TwilioProvider
from telephony.providers.twilio.repository import KEEPS, RoomRepository, WorkRepository
from telephony.providers.twilio.routes import twilio_routes
from telephony.providers.twilio.sayings import Sayings
from telephony.providers.twilio.sounds import TwilioRecordings
from telephony.providers.twilio.taking import Taking
from telephony.providers.twilio.working import RoomWorker

ROOM_WORKERS: Final = 4
"""Rooms looked after at the same time; one at which Twilio answers late delays few others."""

ROOMS_SECONDS: Final = 1.0
"""The most between two looks for rooms at Twilio that want something: a webhook wakes who looks at once."""

HELP_SECONDS: Final = 5.0
"""How often the other workers look, where nothing wakes them."""


def open_twilio(
    settings: Settings,
    secrets: Secrets,
    units: UnitsOfWork,
    telephony: Telephony,
    machine_now: Callable[[], datetime],
) -> Carrier:
    """Put Twilio together as the settings have it.

    Raises:
        SecretMissingError: A secret of it is not set.
    """
    style, signatures = style_from(settings), signatures_from(settings, secrets)
    rest = rest_from(settings, secrets)
    hands = Hands(rest, style, lines_from(settings), scribing_from(settings))
    sayings = Sayings(needed(secrets, SecretName.TWILIO_API_KEY))
    provider = TwilioProvider(units.begin, telephony.deps, hands, signatures, machine_now, sayings)
    messages = TwilioMessages(rest.messages, provider.verify, style.address, machine_now)

    rooms = _room_workers(provider.worker, machine_now)

    def wake() -> None:
        for each in rooms:
            each.wake()

    def forget() -> None:
        with units.begin() as work:
            WorkRepository(work.session).prune(machine_now() - KEEPS)

    def turn_seconds(session: Session) -> float:
        return rest.turn_seconds(WorkRepository(session).count_waiting())

    taking = Taking(machine_now, wake)
    answers = Answers(
        telephony.deps, units.begin, RoomRepository, taking, style, sayings=sayings, machine_now=machine_now
    )

    def routers(hosting: Hosting) -> Sequence[APIRouter]:
        return (
            twilio_routes(answers, provider, rule=hosting.carrier),
            media_routes(lambda: telephony.settings.menu, prompts_folder(settings), rule=hosting.carrier),
            check_routes(signatures.verify, rule=hosting.carrier),
        )

    cleanup = Repeated("twilio-cleanup", forget, every_seconds=EVERY_SECONDS)
    stores = (TwilioRecordings(rest.recordings),)
    workers = (*rooms, cleanup)
    return Carrier(provider, messages, None, routers, workers, stores, rest.close, turn_seconds)


def _room_workers(rooms: RoomWorker, machine_now: Callable[[], datetime]) -> list[Repeated]:
    """Return who look after rooms; the first also after those whose time comes by itself."""

    def help_out() -> None:
        rooms.run_due()

    first = Repeated(
        "twilio-rooms-0", due_work(rooms.run_due, rooms.next_due_at, machine_now), every_seconds=ROOMS_SECONDS
    )
    others = (
        Repeated(f"twilio-rooms-{number}", help_out, every_seconds=HELP_SECONDS) for number in range(1, ROOM_WORKERS)
    )
    return [first, *others]
