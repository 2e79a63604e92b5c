"""A small contact centre for tests: the real server, the real simulator, agents at desks without a window."""

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.sessions import Person, Role, SessionTokens
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.composition import Clocks, create_app
from agent_desktop.server.database import create_engine
from agent_desktop.server.listening import bind, origin_of
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.settings import Settings
from telephony.contract import CallSnapshot, CallState, DeskSnapshot, StreamMessage, apply_change
from telephony.providers.simulator.app import create_simulator
from telephony.providers.simulator.wire import CallView
from tests.server.support import quick_passwords, serving, settings_for_tests, until

PASSWORD = "correct horse"
CARRIER_KEY = "the carrier's key"
NUMBER = "+85261234567"


class Desk:
    """One agent at the server: commands over HTTP."""

    def __init__(self, origin: str, session: SessionTokens) -> None:
        self.origin = origin
        self.session = session
        self.agent_id = session.person.user_id
        self.http = httpx.Client(
            base_url=origin, timeout=30, headers={"Authorization": f"Bearer {session.access_token}"}, trust_env=False
        )

    def snapshot(self) -> DeskSnapshot:
        return DeskSnapshot.model_validate(self._good(self.http.get("/v1/desk")))

    def go_ready(self) -> DeskSnapshot:
        return self.agent("go_ready")

    def agent(self, action: str, reason: str | None = None) -> DeskSnapshot:
        body = {"command_id": str(uuid4()), "action": action, "reason": reason}
        return DeskSnapshot.model_validate(self._good(self.http.post("/v1/agent/commands", json=body)))

    def act(self, call_id: UUID, action: str, command_id: UUID | None = None) -> httpx.Response:
        body = {"command_id": str(command_id or uuid4()), "action": action}
        return self.http.post(f"/v1/calls/{call_id}/commands", json=body)

    def until_offered(self) -> UUID:
        """Wait for an offer; return the call's id."""
        return until(lambda: self.snapshot().offer).call_id

    def until_call(self, state: CallState) -> CallSnapshot:
        def there() -> CallSnapshot | None:
            call = self.snapshot().call
            return call if call is not None and call.state is state else None

        return until(there)

    def take_call(self) -> CallSnapshot:
        """Answer what is offered and wait until the caller is on the line."""
        call_id = self.until_offered()
        assert self.act(call_id, "answer").status_code == 200
        return self.until_call(CallState.TALKING)

    def check_fully(self, call_id: UUID, customer_id: UUID) -> None:
        """Have the caller, one of `add_customer`, pass a full check."""
        for check, more in FULL_CHECK.items():
            body = {"customer_id": str(customer_id), "check": check, **more}
            assert self.post(f"/v1/calls/{call_id}/checks", **body).status_code == 200

    def put(self, path: str, **body: object) -> httpx.Response:
        return self.http.put(path, json={"command_id": str(uuid4()), **body})

    def post(self, path: str, **body: object) -> httpx.Response:
        return self.http.post(path, json={"command_id": str(uuid4()), **body})

    @staticmethod
    def _good(response: httpx.Response) -> Any:
        assert response.status_code == 200, response.text
        return response.json()


class Stream:
    """One desktop's stream, read in a thread; applies what it hears as a desktop does."""

    def __init__(
        self, desk: Desk, *, resume_after: int | None = None, takes_seat: bool = False, takes_ahead: bool = False
    ) -> None:
        self.messages: list[StreamMessage] = []
        """Without what goes ahead of an event, and boards: those stand in `texts_read` only."""
        self.texts: list[str] = []
        self.close_code: int | None = None
        self._open = ExitStack()
        self.socket: ClientConnection = self._open.enter_context(
            connect(desk.origin.replace("http", "ws", 1) + "/v1/stream", compression=None, proxy=None)
        )
        hello = {"access_token": desk.session.access_token, "resume_after": resume_after, "client_version": "0.1.0"}
        self.socket.send(json.dumps(hello | {"takes_seat": takes_seat, "takes_ahead": takes_ahead}))
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    @property
    def last_number(self) -> int:
        return self.messages[-1].number

    @property
    def events(self) -> list[StreamMessage]:
        return [message for message in list(self.messages) if message.type == "event"]

    @property
    def texts_read(self) -> list[StreamMessage]:
        return [StreamMessage.model_validate_json(text) for text in list(self.texts)]

    def desk(self) -> DeskSnapshot | None:
        """The desk as snapshot and events make it; every gap fails."""
        desk: DeskSnapshot | None = None
        last: int | None = None
        for message in list(self.messages):
            if message.type == "snapshot":
                desk = message.desk
            else:
                assert last is None or message.previous == last, f"{message.previous} does not follow {last}"
                if message.change is not None and desk is not None:
                    desk = apply_change(desk, message.change)
            last = message.number
        return desk

    def beat(self) -> None:
        self.socket.send('{"beat": true}')

    def until_kind(self, kind: str) -> StreamMessage:
        return until(lambda: next((event for event in self.events if event.kind == kind), None))

    def close(self) -> None:
        self._open.close()
        self._thread.join(timeout=20)

    def _read(self) -> None:
        try:
            for text in self.socket:
                message = StreamMessage.model_validate_json(text)
                self.texts.append(str(text))
                if message.type not in ("ahead", "board"):
                    self.messages.append(message)
        except ConnectionClosed:
            pass
        finally:
            self.close_code = self.socket.protocol.close_code


FULL_CHECK: Final[Mapping[str, Mapping[str, object]]] = {
    "birth_date": {"answer": "17/5/1980"},
    "document_end": {"answer": "456(3)"},
    "recent_use": {"right": True},
}
"""What a customer of `add_customer` answers."""


@dataclass
class Floor:
    """`origin` is the server's address; `carrier` speaks to the simulator."""

    origin: str
    engine: sa.Engine
    carrier: httpx.Client
    settings: Settings
    streams: list[Stream] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)

    def add_person(self, name: str, *roles: Role, team: str = "") -> Person:
        with Session(self.engine) as session:
            person = add_user(
                session,
                quick_passwords(),
                name=name,
                display_name=name.title(),
                password=PASSWORD,
                roles=roles,
                team=team,
            )
            session.commit()
        return person

    def sign_in(self, name: str) -> Desk:
        body = {"name": name, "password": PASSWORD, "client_version": "0.1.0"}
        response = httpx.post(f"{self.origin}/v1/sessions", json=body, trust_env=False, timeout=30)
        assert response.status_code == 200, response.text
        desk = Desk(self.origin, SessionTokens.model_validate(response.json()))
        self.desks.append(desk)
        return desk

    def agent(self, name: str = "may") -> Desk:
        self.add_person(name, Role.AGENT)
        return self.sign_in(name)

    def listen(
        self, desk: Desk, *, resume_after: int | None = None, takes_seat: bool = False, takes_ahead: bool = False
    ) -> Stream:
        stream = Stream(desk, resume_after=resume_after, takes_seat=takes_seat, takes_ahead=takes_ahead)
        self.streams.append(stream)
        return stream

    def ring(self, number: str = NUMBER, **more: object) -> str:
        response = self.carrier.post("/calls", json={"from_number": number, "to_number": "+85228880000", **more})
        assert response.status_code == 201, response.text
        return str(response.json()["call_sid"])

    def room(self, call_sid: str) -> CallView:
        """The call as the carrier has it."""
        return CallView.model_validate(self.carrier.get(f"/calls/{call_sid}").json())

    def hang_up(self, call_sid: str) -> None:
        assert self.carrier.post(f"/calls/{call_sid}/hang-up").status_code == 200

    def add_customer(self, number: str = NUMBER, *, name: str = "Chan Tai Man", key: str = "C1") -> UUID:
        return add_customer(self.engine, number, name=name, key=key)


def add_customer(engine: sa.Engine, number: str = NUMBER, *, name: str = "Chan Tai Man", key: str = "C1") -> UUID:
    """Add one customer of the bank who calls from `number`."""
    with Session(engine) as session:
        row = CustomerRow(
            customer_id=uuid4(),
            source_code="core",
            source_key=key,
            kind=CustomerKind.PERSONAL,
            tier=Tier.GOLD,
            customer_number=f"10020030{key[1:].rjust(2, '0')}",
            title="Mr",
            name_latin=name,
            name_chinese="陈大文",
            sort_key="chen dawen",
            gender="m",
            birth_date=date(1980, 5, 17),
            document_number="A123456(3)",
            email="taiman.chan@mail.example",
            address="Flat 8B, 12 Nathan Road, Kowloon",
            languages=["yue", "en"],
            wishes=[],
        )
        session.add(row)
        session.flush()
        session.add(PhoneNumberRow(customer_id=row.customer_id, number=number, kind="mobile"))
        session.commit()
        return row.customer_id


SECRETS = EnvironmentSecrets(
    {
        "AGENT_DESKTOP_CARRIER_KEY": CARRIER_KEY,
        "AGENT_DESKTOP_BANK_SYSTEMS_KEY": "the systems' key",
        "AGENT_DESKTOP_RECORDINGS_KEY": base64.b64encode(bytes(32)).decode(),
    }
)


@contextmanager
def opened_floor(
    database_url: str,
    *,
    clocks: Clocks | None = None,
    heartbeat_seconds: float = 5.0,
    **sections: dict[str, object],
) -> Iterator[Floor]:
    """Open the centre for the length of the block."""
    with ExitStack() as stack:
        engine = create_engine(database_url)
        stack.callback(engine.dispose)
        plain = settings_for_tests()
        carrier_socket = bind(plain.server)
        sections.setdefault("telephony", {})["simulator_url"] = origin_of(carrier_socket, plain.server)
        sections.setdefault("records", {}).setdefault("bank_systems_url", "")
        files = stack.enter_context(TemporaryDirectory(prefix="agent-desktop-tests-files-"))
        sections.setdefault("attachments", {}).setdefault("folder", files)
        settings = settings_for_tests(**sections)
        app = create_app(
            settings,
            engine,
            SECRETS,
            clocks=clocks,
            passwords=quick_passwords(),
            heartbeat_seconds=heartbeat_seconds,
        )
        ends: list[Callable[[], None]] = []
        origin = stack.enter_context(serving(app, settings, ends=ends))
        simulator = create_simulator(origin, CARRIER_KEY)
        carrier_url = stack.enter_context(serving(simulator, plain, carrier_socket, ends))
        carrier = stack.enter_context(httpx.Client(base_url=carrier_url, timeout=30, trust_env=False))
        floor = Floor(origin, engine, carrier, settings)
        try:
            yield floor
        finally:
            for stream in floor.streams:
                stream.close()
            for desk in floor.desks:
                desk.http.close()
            for end in ends:
                end()
