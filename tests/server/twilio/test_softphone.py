"""``POST /v1/softphone/tokens``, and which line a person's extension is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.rules import SEATED
from agent_desktop.server.errors import install_error_handlers
from agent_desktop.server.twilio.softphone_routes import (
    FindTicket,
    IssuesTokens,
    NoSoftphones,
    line_of,
    softphone_routes,
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


@pytest.fixture
def ask(engine: sa.Engine, agent: UUID) -> Ask:
    """Whoever asks is the agent, at their active desktop; who may ask is the business of `SEATED`'s own tests."""

    def asked(tokens: IssuesTokens, find_ticket: FindTicket | None) -> httpx.Response:
        app = FastAPI()
        install_error_handlers(app)
        app.include_router(softphone_routes(tokens, lambda: NOW, find_ticket), prefix="/v1")

        def work() -> Iterator[Work]:
            with Session(engine) as session:
                yield Work(session)

        app.dependency_overrides |= {unit_of_work: work, SEATED: lambda: person(agent)}
        with serving(app) as origin:
            return httpx.post(f"{origin}/v1/softphone/tokens", trust_env=False)

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
