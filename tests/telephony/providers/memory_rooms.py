"""Twilio's rooms without a database, and a front door for signed webhooks: what the routes need, and no more."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

import httpx
from fastapi import Depends, FastAPI, Request, Response
from sqlalchemy.orm import Session

from telephony.deps import Deps
from telephony.errors import SignatureWrongError, TelephonyError
from telephony.events.journal import Journal
from telephony.providers.base import SignedRequest
from telephony.providers.twilio.answers import Answers
from telephony.providers.twilio.routes import twilio_routes
from telephony.providers.twilio.signing import SigningKeys, TwilioSignatures, sign
from telephony.providers.twilio.twiml import Style
from telephony.providers.twilio.wire import Webhook, WebhookKind
from telephony.settings import TelephonySettings
from tests.telephony.fake_host import FakeHost
from tests.telephony.support import FakeClock, Unit

ACCOUNT = "AC" + "a" * 32
TOKEN = "a-token-of-this-test"
PUBLIC = "https://phone.example"
CALL = "CA" + "1" * 32
STYLE = Style(f"{PUBLIC}/carrier/twilio", music_url="https://phone.example/music.wav", music_seconds=20)


@dataclass
class MemoryRoom:
    inputs: list[str] = field(default_factory=list)
    waiting_inputs: list[str] = field(default_factory=list)
    survey_inputs: list[str] = field(default_factory=list)
    survey_over: bool = False
    conference_name: str = "ad-01234567-89ab-cdef-0123-456789abcdef"
    conference_sid: str = ""
    ended: bool = False
    hold_spoken: list[dict[str, str]] = field(default_factory=list)


@dataclass
class MemoryLeg:
    room: str = CALL
    label: str = "agent-1"
    wanted: bool = True
    first: bool = False


class MemoryRooms:
    """Rooms, and what was taken: once by event key, as the table does it."""

    def __init__(self) -> None:
        self.rooms: dict[str, MemoryRoom] = {}
        self.legs: dict[str, MemoryLeg] = {}
        self.tickets: dict[str, tuple[str, str]] = {}
        self.taken: dict[str, Webhook] = {}
        self.failing = False
        self.before_take: Callable[[], object] = lambda: None

    def take(self, session: Session, deps: Deps, webhook: Webhook) -> None:
        self.before_take()
        if self.failing:
            raise ConnectionError
        self.taken.setdefault(webhook.event_key, webhook)
        if webhook.kind is WebhookKind.VOICE:
            self.rooms.setdefault(webhook.room, MemoryRoom())

    def find_room(self, call_sid: str) -> MemoryRoom | None:
        return self.rooms.get(call_sid)

    def note_input(self, call_sid: str, number: int, digits: str) -> None:
        inputs = self.rooms[call_sid].inputs
        if number == len(inputs):
            inputs.append(digits)

    def note_waiting_input(self, call_sid: str, number: int, digits: str) -> None:
        inputs = self.rooms[call_sid].waiting_inputs
        if number == len(inputs):
            inputs.append(digits)

    def note_survey(self, call_sid: str, number: int | None, digits: str = "") -> None:
        room = self.rooms[call_sid]
        if number is None:
            room.survey_over = True
        elif number == len(room.survey_inputs):
            room.survey_inputs.append(digits)

    def find_leg(self, room: str, label: str) -> MemoryLeg | None:
        leg = self.legs.get(label)
        return leg if leg is not None and leg.room == room else None

    def use_ticket(self, ticket: str, call_sid: str) -> MemoryLeg | None:
        label, used_by = self.tickets.get(ticket, ("", ""))
        if not label or used_by not in {"", call_sid}:
            return None
        self.tickets[ticket] = (label, call_sid)
        return self.legs[label]

    def kinds(self) -> list[WebhookKind]:
        return [webhook.kind for webhook in self.taken.values()]


class Signed:
    """Twilio's signatures as a provider checks them."""

    def __init__(self) -> None:
        self._signatures = TwilioSignatures(PUBLIC, ACCOUNT, SigningKeys(auth_token=TOKEN))

    def verify(self, request: SignedRequest) -> None:
        self._signatures.check(request.method, request.path_and_query, request.headers, request.body)


class Desk:
    """The routes over rooms in memory; use it in a ``with``. `units` counts the transactions that were begun."""

    def __init__(
        self, settings: TelephonySettings, session: Any = None, *, answer_seconds: float = 5, tell_seconds: float = 5
    ) -> None:
        self.rooms = MemoryRooms()
        self.host = FakeHost()
        self.units = 0
        self._session = session
        self._clock = FakeClock()
        self._settings = settings
        answers = Answers(self.deps, self.open_work, lambda _: self.rooms, self.rooms.take, STYLE)
        app = FastAPI()
        limits = {"answer_seconds": answer_seconds, "tell_seconds": tell_seconds}
        app.include_router(twilio_routes(answers, Signed(), rule=Depends(_anybody), **limits))
        app.add_exception_handler(TelephonyError, _refused)
        self._loop = asyncio.Runner()
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://behind-a-proxy")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run(self._client.aclose())
        self._loop.close()

    def deps(self, journal: Journal) -> Deps:
        return Deps(clock=self._clock, host=self.host, settings=self._settings, journal=journal)

    @contextmanager
    def open_work(self) -> Iterator[Unit]:
        self.units += 1
        yield Unit(self._session, Journal())

    def post(self, kind: str, query: str = "", *, token: str = TOKEN, **params: str) -> httpx.Response:
        """Send a webhook as Twilio does: signed over its address and its form."""
        path = f"/carrier/twilio/{kind}" + (f"?{query}" if query else "")
        form = {"AccountSid": ACCOUNT, "CallSid": CALL, "From": "anonymous", "To": "+85228880000"} | params
        signature = sign(PUBLIC + path, list(form.items()), secret=token)
        sent = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        return self.send(path, urlencode(form).encode(), sent)

    def send(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """Send anything."""
        return self._loop.run(self._client.post(path, content=body, headers=dict(headers or {})))

    def document(self, kind: str, query: str = "", **params: str) -> str:
        """Return the document that a webhook is answered with."""
        answer = self.post(kind, query, **params)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/xml")
        return answer.text


def _anybody() -> None:
    pass


async def _refused(request: Request, error: Exception) -> Response:
    return Response(status_code=403 if isinstance(error, SignatureWrongError) else 422)
