"""``POST /v1/softphone/tokens``, and which line a person's extension is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, FastAPI
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.rules import SEATED
from agent_desktop.server.errors import install_error_handlers
from agent_desktop.server.twilio.softphone_routes import (
    FindTicket,
    GivesTickets,
    IssuesTokens,
    NoSoftphones,
    Ticket,
    line_of,
    softphone_routes,
    ticket_routes,
)
from agent_desktop.server.twilio.wiring import tokens_from
from agent_desktop.server.unit_of_work import unit_of_work
from tests.server.support import settings_for_tests
from tests.server.twilio.account import DOMAIN, SECRETS, settings_with
from tests.telephony.http import serving
from tests.telephony.support import Centre

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

Ask = Callable[[IssuesTokens, FindTicket | None], httpx.Response]


class Work:
    def __init__(self, session: Session) -> None:
        self.session = session


def person(user_id: UUID, extension: str = "") -> Person:
    return Person(user_id=user_id, name="may", display_name="May", roles=frozenset({Role.AGENT}), extension=extension)


@pytest.fixture
def agent(engine: sa.Engine) -> UUID:
    return Centre(engine).agent()


def answered(
    engine: sa.Engine, agent: UUID, routes: APIRouter, path: str, body: dict[str, object] | None = None
) -> httpx.Response:
    """Whoever asks is the agent, at their active desktop; who may ask is the business of `SEATED`'s own tests."""
    app = FastAPI()
    install_error_handlers(app)
    app.include_router(routes, prefix="/v1")

    def work() -> Iterator[Work]:
        with Session(engine) as session:
            yield Work(session)

    app.dependency_overrides |= {unit_of_work: work, SEATED: lambda: person(agent)}
    with serving(app) as origin:
        return httpx.post(f"{origin}/v1/softphone/{path}", json=body, trust_env=False)


@pytest.fixture
def ask(engine: sa.Engine, agent: UUID) -> Ask:
    def asked(tokens: IssuesTokens, find_ticket: FindTicket | None) -> httpx.Response:
        return answered(engine, agent, softphone_routes(tokens, lambda: NOW, find_ticket), "tokens")

    return asked


def test_an_agents_desktop_gets_a_token_and_the_ticket_that_waits_for_their_line(ask: Ask, agent: UUID) -> None:
    def waiting(session: Session, endpoint: str, now: datetime) -> str:
        assert now == NOW
        return f"ticket of {endpoint}"

    answer = ask(tokens_from(settings_with(softphone_seconds=300), SECRETS), waiting).json()

    assert answer["identity"] == f"agent_{agent.hex}"
    assert answer["expires_at"] == "2026-03-02T09:05:00Z"
    assert answer["ticket"] == f"ticket of agent:{agent}"
    assert answer["token"].count(".") == 2


@pytest.mark.parametrize(
    ("tokens", "missing"),
    [
        (NoSoftphones(), "telephony.provider: twilio"),
        (tokens_from(settings_with(app_sid=""), SECRETS), "app_sid"),
        (tokens_from(settings_for_tests(), SECRETS), "account_sid, api_key_sid, app_sid, api_key"),
    ],
)
def test_where_there_are_no_softphones_it_is_said_what_is_missing(ask: Ask, tokens: IssuesTokens, missing: str) -> None:
    answer = ask(tokens, None)

    assert answer.status_code == 409
    assert answer.json()["code"] == "softphone_not_set_up"
    assert answer.json()["details"]["missing"] == missing


@pytest.mark.parametrize(
    ("extension", "line"),
    [
        ("+85261110000", "+85261110000"),
        (" may.lee ", f"sip:may.lee@{DOMAIN}"),
        ("2031", f"sip:2031@{DOMAIN}"),
        ("", ""),
        ("may@elsewhere", ""),
    ],
)
def test_an_extension_is_a_number_or_a_name_of_the_sip_domain(extension: str, line: str) -> None:
    who = person(uuid4(), extension)

    assert line_of(settings_with(), who) == line
    assert line_of(settings_for_tests(), who) == ""
    assert line_of(settings_with(sip_domain=""), who) == (line if line.startswith("+") else "")


@dataclass
class Given:
    """The tickets of one line."""

    ticket: str = "first"
    expires_at: datetime = NOW
    asked: list[str] = field(default_factory=list)

    def find(self, session: Session, endpoint: str) -> Ticket | None:
        self.asked.append(endpoint)
        return self if self.ticket else None

    def renew(self, session: Session, endpoint: str, now: datetime) -> Ticket | None:
        assert now == NOW
        self.ticket = "second"
        return self


def test_an_agents_desktop_is_told_what_their_telephone_is_to_call_and_gets_another(
    engine: sa.Engine, agent: UUID
) -> None:
    def told(tickets: GivesTickets | None, renew: bool = False) -> dict[str, object]:
        routes = ticket_routes(tickets, DOMAIN, lambda: NOW)
        answer = answered(engine, agent, routes, "tickets", {"renew": renew})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    given = Given()
    assert told(given) == {"calls_in": True, "address": f"sip:first@{DOMAIN}", "expires_at": "2026-03-02T09:00:00Z"}
    assert given.asked == [f"agent:{agent}"]
    assert told(given, renew=True)["address"] == f"sip:second@{DOMAIN}"
    assert told(Given("")) == {"calls_in": True, "address": "", "expires_at": None}
    assert told(None, renew=True) == {"calls_in": False, "address": "", "expires_at": None}
