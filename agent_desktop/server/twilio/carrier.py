"""Twilio as the server's carrier: the adapter, its routes, and what looks after rooms that want something."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from fastapi import APIRouter

from agent_desktop.server.carriers import Carrier
from agent_desktop.server.secrets import SecretName, Secrets, needed
from agent_desktop.server.twilio.wiring import lines_from, prompts_folder, rest_from, signatures_from, style_from
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import EVERY_SECONDS, Repeated
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

ROOMS_SECONDS: Final = 1.0
"""The most between two looks for rooms at Twilio that want something: a webhook wakes who looks at once."""


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
    hands = Hands(rest, style, lines_from(settings))
    sayings = Sayings(needed(secrets, SecretName.TWILIO_API_KEY))
    provider = TwilioProvider(units.begin, telephony.deps, hands, signatures, machine_now, sayings)
    messages = TwilioMessages(rest.messages, provider.verify, style.address, machine_now)

    def look() -> None:
        provider.worker.run_due()

    rooms = Repeated("twilio-rooms", look, every_seconds=ROOMS_SECONDS)

    def forget() -> None:
        with units.begin() as work:
            WorkRepository(work.session).prune(machine_now() - KEEPS)

    taking = Taking(machine_now, rooms.wake)
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
    return Carrier(provider, messages, None, routers, workers=(rooms, cleanup), stores=stores)
