"""Fixtures of the server's tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.app import build_app
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.routes import auth_routes
from agent_desktop.server.auth.service import add_user, ensure_signing_keys
from agent_desktop.server.auth.sign_ins import SignIns
from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.database import session_factory
from agent_desktop.server.health import health_routes
from agent_desktop.server.stream.service import StreamService
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from telephony.contract import DeskSnapshot
from tests.server.floor import Floor, opened_floor
from tests.server.support import HandClock, quick_passwords, serving, settings_for_tests

PASSWORD = "correct horse"


@dataclass
class Parts:
    units: UnitsOfWork
    tokens: AccessTokens


@dataclass
class AuthServer:
    """A server with sign-in and health only, and a clock the test moves."""

    http: httpx.Client
    engine: sa.Engine
    clock: HandClock
    passwords: Passwords
    entered: list[Person] = field(default_factory=list)
    left: list[UUID] = field(default_factory=list)

    def add(self, name: str, *roles: Role) -> Person:
        with Session(self.engine) as session:
            person = add_user(
                session, self.passwords, name=name, display_name=name.title(), password=PASSWORD, roles=roles
            )
            session.commit()
        return person

    def sign_in(self, name: str, password: str = PASSWORD, client_version: str = "0.1.0") -> httpx.Response:
        body = {"name": name, "password": password, "client_version": client_version}
        return self.http.post("/v1/sessions", json=body)

    def refresh(self, refresh_token: str) -> httpx.Response:
        body = {"refresh_token": refresh_token, "client_version": "0.1.0"}
        return self.http.post("/v1/sessions/refresh", json=body)

    def me(self, access_token: str) -> httpx.Response:
        return self.http.get("/v1/me", headers={"Authorization": f"Bearer {access_token}"})


@pytest.fixture
def auth(engine: sa.Engine) -> Iterator[AuthServer]:
    clock = HandClock()
    settings = settings_for_tests()
    sessions = session_factory(engine)
    passwords = quick_passwords()
    server = AuthServer(httpx.Client(), engine, clock, passwords)
    with sessions.begin() as session:
        keys, newest = ensure_signing_keys(session, at=clock.now())
    tokens = AccessTokens(keys, newest, seconds=settings.server.access_token_seconds, wall=clock.wall)
    units = UnitsOfWork(sessions, clock, after_commit=lambda kinds: None)

    def entered(_: UnitOfWork, person: Person, family_id: UUID) -> None:
        server.entered.append(person)

    def left(_: UnitOfWork, user_id: UUID) -> None:
        server.left.append(user_id)

    sign_ins = SignIns(
        units,
        passwords,
        tokens,
        refresh_seconds=settings.server.refresh_token_seconds,
        machine_now=clock.now,
        entered=entered,
        left=left,
    )

    def no_desk(session: Session, agent_id: UUID, at: object) -> DeskSnapshot:
        raise NotImplementedError

    stream = StreamService(engine, sessions, tokens, clock, no_desk)
    routers = [auth_routes(sign_ins), health_routes(engine, {"stream": lambda: stream.alive})]
    app = build_app(Parts(units, tokens), routers, stream=stream, workers=[], requests_at_once=10)
    with serving(app, settings) as origin, httpx.Client(base_url=origin, timeout=30) as http:
        server.http = http
        yield server


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    """The whole centre: server, simulator, database."""
    with opened_floor(database_url) as floor:
        yield floor
