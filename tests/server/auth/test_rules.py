"""Every route and every topic has a rule, and the rules hold."""

import inspect
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy.orm import Session

import telephony.events.journal as journal
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.rules import TOPIC_RULES, Public, SignedIn, may_hear, rules_of
from agent_desktop.server.composition import create_app
from telephony.events.models import EventRow
from tests.server.floor import SECRETS, Floor
from tests.server.support import error_code, quick_passwords, settings_for_tests, until


@pytest.fixture
def app(engine: sa.Engine) -> FastAPI:
    settings = settings_for_tests(records={"bank_systems_url": ""})
    return create_app(settings, engine, SECRETS, passwords=quick_passwords())


def routes_without_rule(app: FastAPI) -> list[str]:
    """Walk all routes, HTTP and WebSocket, and name those that declare no rule."""
    return [
        f"{sorted(route.methods or ['WS'])} {route.path}"
        for route in iter_route_contexts(app.routes)
        if route.dependant is None or not any(rules_of(route.dependant))
    ]


def topic_makers() -> dict[str, Callable[[UUID], str]]:
    """Every function of telephony that makes a topic."""
    found = inspect.getmembers(journal, inspect.isfunction)
    return {name: maker for name, maker in found if name.endswith("_topic")}


def topics_without_rule(topics: Iterator[str]) -> set[str]:
    return {topic for topic in topics if topic.partition(":")[0] not in TOPIC_RULES}


def test_every_route_has_a_rule(app: FastAPI) -> None:
    assert len(list(iter_route_contexts(app.routes))) > 20
    assert routes_without_rule(app) == []


def test_a_planted_route_without_a_rule_is_found(app: FastAPI) -> None:
    router = APIRouter()

    @router.get("/planted")
    def planted() -> None: ...

    @router.websocket("/planted-stream")
    async def planted_stream() -> None: ...

    app.include_router(router, prefix="/v1")

    assert routes_without_rule(app) == ["['GET'] /v1/planted", "['WS'] /v1/planted-stream"]


def test_only_these_routes_are_open_to_everybody(app: FastAPI) -> None:
    is_open = {
        route.path
        for route in iter_route_contexts(app.routes)
        if route.dependant is not None and all(isinstance(rule, Public) for rule in rules_of(route.dependant))
    }

    assert is_open == {
        "/v1/sessions",
        "/v1/sessions/refresh",
        "/v1/carrier/simulator/menu",
        "/v1/carrier/simulator/message",
        "/v1/carrier/simulator/reports",
        "/v1/carrier/simulator/words",
        "/v1/health",
        "/v1/ready",
        "/v1/openapi.json",
    }


def test_every_kind_of_topic_has_a_rule_and_a_planted_one_is_found() -> None:
    topics = [make(uuid4()) for make in topic_makers().values()]

    assert len(topics) >= 2
    assert topics_without_rule(iter(topics)) == set()
    assert topics_without_rule(iter([*topics, "secrets:1"])) == {"secrets:1"}


def test_no_topic_without_a_rule_is_ever_written(floor: Floor) -> None:
    desk = floor.agent()
    floor.ring()
    until(lambda: desk.snapshot().queues[0].waiting)
    desk.go_ready()
    call = desk.take_call()
    desk.act(call.call_id, "hang_up")
    until(lambda: (found := desk.snapshot().call) and found.ended_at)

    with Session(floor.engine) as session:
        topics = {topic for row in session.scalars(sa.select(EventRow)) for topic in row.topics}

    assert {topic.partition(":")[0] for topic in topics} == {"agent", "queue"}
    assert topics_without_rule(iter(topics)) == set()


def test_who_may_hear_which_topic() -> None:
    queue_id = uuid4()
    agent = _person(Role.AGENT)
    supervisor = _person(Role.SUPERVISOR)

    assert may_hear(f"agent:{agent.user_id}", agent, frozenset())
    assert not may_hear(f"agent:{uuid4()}", agent, frozenset())
    assert not may_hear(f"agent:{supervisor.user_id}", supervisor, frozenset())
    assert may_hear(f"queue:{queue_id}", agent, frozenset({queue_id}))
    assert not may_hear(f"queue:{queue_id}", agent, frozenset())
    assert not may_hear(f"planted:{agent.user_id}", agent, frozenset())
    assert not may_hear("agent:not an id", agent, frozenset())


def _person(*roles: Role) -> Person:
    return Person(user_id=uuid4(), name="p", display_name="P", roles=frozenset(roles))


def test_without_a_sign_in_every_other_route_answers_signed_out(app: FastAPI, floor: Floor) -> None:
    asked = 0
    for route in iter_route_contexts(app.routes):
        if route.dependant is None or not any(isinstance(rule, SignedIn) for rule in rules_of(route.dependant)):
            continue
        for method in route.methods or ():
            path = (route.path or "").replace("{", "").replace("}", "")
            for name in ("call_id", "customer_id", "interaction_id"):
                path = path.replace(name, str(uuid4()))
            response = httpx.request(method, floor.origin + path, json={}, trust_env=False)
            assert error_code(response) in ("signed_out", "request_not_understood"), path
            asked += error_code(response) == "signed_out"
    assert asked > 10


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUTHOR, Role.ADMINISTRATOR])
def test_only_those_who_take_calls_have_a_desk(floor: Floor, role: Role) -> None:
    floor.add_person("sue", role)
    sue = floor.sign_in("sue")

    assert error_code(sue.http.get("/v1/desk")) == "not_allowed"
    assert error_code(sue.post("/v1/agent/commands", action="go_ready")) == "not_allowed"
    customers = sue.http.post("/v1/customers/search", json={"text": "chan"})
    assert customers.status_code == (200 if role is Role.SUPERVISOR else 403)
    assert sue.http.get("/v1/scripts").status_code == 200
