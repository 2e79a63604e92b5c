"""Every failure has one code and one status, tells no secrets, and leaves nothing half done."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType

import httpx
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel
from sqlalchemy.orm import Session

import agent_desktop.records.errors as records_errors
import agent_desktop.server.errors as server_errors
import telephony.errors as telephony_errors
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.server.app import build_app
from agent_desktop.server.auth.rules import Public
from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.errors import ServerError, error_body
from agent_desktop.server.middleware import BODY_LIMIT, SLOT_SECONDS, Bodies
from agent_desktop.server.statuses import STATUS
from agent_desktop.server.stream.service import StreamService
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork, unit_of_work
from agent_desktop.service_scripts.errors import ScriptNotFoundError
from telephony.agents.models import AgentRow
from tests.server.conftest import AuthServer, Parts
from tests.server.floor import Floor
from tests.server.support import HandClock, error_code, serving, settings_for_tests, until


class Wish(BaseModel):
    secret_word: int


class Collides(BaseModel):
    times: int


def test_every_code_has_a_status() -> None:
    assert set(STATUS) == set(ErrorCode)
    assert all(400 <= status < 600 for status in STATUS.values())


@pytest.mark.parametrize("module", [records_errors, telephony_errors, server_errors])
def test_every_expected_failure_has_a_code_we_know(module: ModuleType) -> None:
    base = next(
        kind
        for name, kind in vars(module).items()
        if name in ("RecordsError", "TelephonyError", "ServerError") and kind.__module__ == module.__name__
    )
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, base)]

    assert len(kinds) > 5
    for kind in kinds:
        if kind is not base:
            assert ErrorCode(getattr(kind, "code")) in STATUS  # noqa: B009  a class of one of three bases


def test_a_script_that_is_not_loaded_is_not_found() -> None:
    status, body = error_body(ScriptNotFoundError("greeting", "1.0"), "r")

    assert (status, body.code) == (404, ErrorCode.SCRIPT_NOT_FOUND)


@pytest.fixture
def planted(engine: sa.Engine) -> Iterator[httpx.Client]:
    """A server whose routes fail in every way."""
    with planted_server(engine, Bodies()) as http:
        yield http


@contextmanager
def planted_server(engine: sa.Engine, bodies: Bodies) -> Iterator[httpx.Client]:
    clock = HandClock()
    sessions = session_factory(engine)
    units = UnitsOfWork(sessions, clock, after_commit=lambda kinds: None)
    router = APIRouter(dependencies=[Depends(Public("a test"))])

    @router.post("/wish")
    def wish(body: Wish) -> None: ...

    @router.get("/bug")
    def bug() -> None:
        raise RuntimeError("Chan Tai Man, +85261234567")

    @router.post("/late")
    def late(work: UnitOfWork = Depends(unit_of_work, scope="function")) -> dict[str, str]:
        # A foreign key that only the commit would refuse stands for every failing commit.
        work.session.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))
        work.session.execute(
            sa.text("CREATE TEMP TABLE t (a int CONSTRAINT u UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP")
        )
        work.session.execute(sa.text("INSERT INTO t VALUES (1), (1)"))
        return {"done": "yes"}

    tries: list[int] = []

    @router.post("/collides")
    def collides(body: Collides, work: UnitOfWork = Depends(unit_of_work, scope="function")) -> dict[str, int]:
        tries.append(body.times)
        if tries.count(body.times) <= body.times:  # what the database says of a deadlock, and of one order for two
            state = "40P01" if len(tries) % 2 else "40001"
            work.session.execute(sa.text(f"DO $$ BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = '{state}'; END $$"))
        return {"tries": tries.count(body.times)}

    stream = StreamService(engine, sessions, None, clock, None)  # type: ignore[arg-type]
    app: FastAPI = build_app(
        Parts(units, None),  # type: ignore[arg-type]
        [router],
        stream=stream,
        workers=[],
        requests_at_once=2,
        bodies=bodies,
    )
    with serving(app, settings_for_tests()) as origin, httpx.Client(base_url=origin, timeout=30) as http:
        yield http


def test_a_bug_is_answered_by_name_and_its_words_go_nowhere(
    planted: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    response = planted.get("/v1/bug", headers={"X-Request-Id": "the-request-of-may"})

    assert (response.status_code, error_code(response)) == (500, "server_failed")
    assert response.headers["X-Request-Id"] == "the-request-of-may"
    logged = capsys.readouterr()
    text = response.text + logged.out + logged.err
    assert "Chan" not in text
    assert "61234567" not in text
    assert "RuntimeError" in logged.out


def test_a_commit_that_fails_is_no_success(planted: httpx.Client) -> None:
    response = planted.post("/v1/late")

    assert response.status_code == 500
    assert error_code(response) == "server_failed"


def test_what_the_database_undoes_for_anothers_sake_is_done_again_and_not_for_ever(planted: httpx.Client) -> None:
    twice = planted.post("/v1/collides", json={"times": 2})
    always = planted.post("/v1/collides", json={"times": 50})

    assert (twice.status_code, twice.json()) == (200, {"tries": 3})
    assert (always.status_code, error_code(always)) == (503, "database_away")
    assert planted.post("/v1/collides", json={"times": 0}).json() == {"tries": 1}


def test_what_is_not_understood_is_named_by_field_and_not_quoted(planted: httpx.Client) -> None:
    wrong = planted.post("/v1/wish", json={"secret_word": "Chan Tai Man", "more": 1})
    no_json = planted.post("/v1/wish", content=b"{", headers={"Content-Type": "application/json"})

    assert (wrong.status_code, error_code(wrong)) == (422, "request_not_understood")
    assert wrong.json()["details"] == {"fields": ["secret_word"]}
    assert "Chan" not in wrong.text
    assert error_code(no_json) == "request_not_understood"


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(planted: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(BODY_LIMIT // 65536 + 2):
            yield b"x" * 65536

    declared = planted.post("/v1/wish", content=b"x" * (BODY_LIMIT + 1))
    streamed = planted.post("/v1/wish", content=chunks(), headers={"Content-Type": "application/json"})

    assert error_code(declared) == error_code(streamed) == "request_not_understood"
    assert declared.json()["details"] == {"fields": ["body"], "limit_bytes": BODY_LIMIT}


def test_a_body_that_does_not_come_ends_by_name_and_keeps_nobody_waiting(engine: sa.Engine) -> None:
    began = b"POST /v1/wish HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{"
    with ExitStack() as stack:
        planted = stack.enter_context(planted_server(engine, Bodies(seconds=0.5)))
        address = (planted.base_url.host, planted.base_url.port or 0)
        idle = [stack.enter_context(socket.create_connection(address, timeout=10)) for _ in range(6)]
        for connection in idle:
            connection.sendall(began)
        asked_at = time.monotonic()
        served = planted.post("/v1/wish", json={"secret_word": 1})
        took = time.monotonic() - asked_at
        answers = [stack.enter_context(connection.makefile("rb")).read().decode() for connection in idle]

    assert (served.status_code, took < SLOT_SECONDS / 2) == (200, True)
    for answer in answers:
        assert answer.startswith("HTTP/1.1 408 ")
        assert '"code":"request_too_slow","details":{"seconds":1}' in answer


def test_who_leaves_in_the_middle_of_a_body_is_not_answered_and_nothing_is_done(
    planted: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    address = (planted.base_url.host, planted.base_url.port or 0)
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(b"POST /v1/wish HTTP/1.1\r\nHost: here\r\nContent-Length: 19\r\n\r\n{")
    out: list[str] = []

    def logged() -> bool:
        out.append(capsys.readouterr().out)
        return "request.done" in "".join(out)

    assert until(logged)
    assert "request.failed" not in "".join(out)


def test_an_unknown_path_and_a_wrong_method_are_answered_in_the_same_form(auth: AuthServer) -> None:
    unknown = auth.http.get("/v1/nothing")
    wrong_method = auth.http.put("/v1/sessions", json={})

    assert (unknown.status_code, error_code(unknown)) == (404, "not_found")
    assert (wrong_method.status_code, error_code(wrong_method)) == (405, "request_not_understood")


def test_a_database_that_is_away_is_said_so_and_the_server_comes_back_with_it(
    auth: AuthServer, database_url: str, engine: sa.Engine
) -> None:
    auth.add("may", Role.AGENT)
    assert auth.sign_in("may").status_code == 200
    name = sa.make_url(database_url).database
    owner = create_engine(sa.make_url(database_url).set(database="postgres").render_as_string(hide_password=False))
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND usename = user"),
            {"name": name},
        )
        away = auth.sign_in("may")
        ready = auth.http.get("/v1/ready")
        health = auth.http.get("/v1/health")
        connection.execute(sa.text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    owner.dispose()

    assert (away.status_code, error_code(away)) == (503, "database_away")
    assert ready.status_code == 503
    assert ready.json()["parts"]["database"] is False
    assert health.status_code == 200
    assert auth.sign_in("may").status_code == 200
    assert auth.http.get("/v1/ready").json()["parts"]["migrations"] is True


def test_ready_names_every_part(floor: Floor) -> None:
    answer = httpx.get(f"{floor.origin}/v1/ready", trust_env=False, timeout=15)

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "parts": dict.fromkeys(
            ("database", "migrations", "stream", "timers", "configuration", "outbox", "presence", "reconciler"), True
        ),
        "counts": {},
    }


def test_the_routes_are_described(floor: Floor) -> None:
    described = httpx.get(f"{floor.origin}/v1/openapi.json", trust_env=False, timeout=60).json()

    assert "/v1/calls/{call_id}/commands" in described["paths"]
    assert "ErrorBody" in json.dumps(described["components"]["schemas"])


def test_a_failed_command_leaves_nothing_behind(floor: Floor) -> None:
    desk = floor.agent()

    refused = desk.post("/v1/agent/commands", action="go_not_ready", reason=None)

    assert error_code(refused) == "reason_needed"
    with Session(floor.engine) as session:
        assert session.scalar(sa.text("SELECT count(*) FROM commands")) == 0
        assert session.get_one(AgentRow, desk.agent_id).version == desk.snapshot().agent.version


def test_a_server_error_tells_its_code_even_without_details() -> None:
    assert error_body(ServerError(), "r")[1].code is ErrorCode.SERVER_FAILED
