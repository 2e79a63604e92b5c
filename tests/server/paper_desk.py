"""A server with sign-in and a few routes of its own, for what needs no call: people with roles, and their clients."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import httpx
import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.orm import Session

from agent_desktop.client.http import Http, SignedHttp
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.app import build_app
from agent_desktop.server.auth.routes import auth_routes
from agent_desktop.server.auth.service import add_user, ensure_signing_keys
from agent_desktop.server.auth.sign_ins import SignIns
from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.database import session_factory
from agent_desktop.server.middleware import Bodies
from agent_desktop.server.stream.service import StreamService
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.contract import DeskSnapshot
from tests.server.support import HandClock, quick_passwords, serving, settings_for_tests

PASSWORD = "correct horse"


@dataclass
class _Parts:
    units: UnitsOfWork
    tokens: AccessTokens


@dataclass
class OneToken:
    """See `client.http.Tokens`: one that is good for long."""

    token: str

    def access_token(self) -> str:
        return self.token

    def renew(self, rejected: str) -> str:
        return self.token


@dataclass
class PaperDesk:
    """`api` gives what a desktop of somebody speaks through, `http` the bare client of the same."""

    origin: str
    engine: sa.Engine
    clock: HandClock
    units: UnitsOfWork
    opened: ExitStack = field(default_factory=ExitStack)

    def person(self, name: str, *roles: Role, team: str = "") -> Person:
        with Session(self.engine) as session, session.begin():
            person = add_user(
                session, quick_passwords(), name=name, display_name=name.title(), password=PASSWORD, roles=roles
            )
            if team:
                session.execute(
                    sa.text("UPDATE users SET team = :team WHERE name = :name"), {"team": team, "name": name}
                )
        return person

    def http(self, name: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self._token(name)}"}
        return self.opened.enter_context(
            httpx.Client(base_url=self.origin, headers=headers, timeout=15, trust_env=False)
        )

    def api(self, name: str) -> SignedHttp:
        http = Http(self.origin, "0.1.0")
        self.opened.callback(http.close)
        return SignedHttp(http, OneToken(self._token(name)))

    def audited(self, what: str) -> list[dict[str, object]]:
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT record_kind, record_id, by_user_id, detail FROM audit_entries"
                    " WHERE what = :what ORDER BY at"
                ),
                {"what": what},
            )
            return [dict(row) for row in rows.mappings()]

    def _token(self, name: str) -> str:
        body = {"name": name, "password": PASSWORD, "client_version": "0.1.0"}
        answer = httpx.post(f"{self.origin}/v1/sessions", json=body, trust_env=False, timeout=15)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])


@contextmanager
def paper_desk(
    engine: sa.Engine, routers: Callable[[UnitsOfWork], Sequence[APIRouter]], bodies: Bodies | None = None
) -> Iterator[PaperDesk]:
    """Serve these routes for the length of the block."""
    clock, settings, sessions = HandClock(), settings_for_tests(), session_factory(engine)
    with sessions.begin() as session:
        keys, newest = ensure_signing_keys(session, at=clock.now())
    tokens = AccessTokens(keys, newest, seconds=settings.server.access_token_seconds, wall=clock.wall)
    units = UnitsOfWork(sessions, clock, after_commit=lambda _: None)
    sign_ins = SignIns(
        units,
        quick_passwords(),
        tokens,
        refresh_seconds=settings.server.refresh_token_seconds,
        machine_now=clock.now,
        entered=lambda *_: None,
        left=lambda *_: None,
    )

    def no_desk(session: Session, agent_id: object, at: object) -> DeskSnapshot:
        raise NotImplementedError

    stream = StreamService(engine, sessions, tokens, clock, no_desk)
    app = build_app(
        _Parts(units, tokens),
        [auth_routes(sign_ins), *routers(units)],
        stream=stream,
        workers=[],
        bodies=bodies,
        requests_at_once=10,
    )
    with serving(app, settings) as origin:
        desk = PaperDesk(origin, engine, clock, units)
        with desk.opened:
            yield desk
