"""Two servers on one database: a seat and its beats count wherever they are heard."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import SessionTokens
from agent_desktop.server.composition import create_app
from agent_desktop.server.database import create_engine
from telephony.contract import AgentState
from telephony.reconciling.models import LookRow
from telephony.seats.models import SeatRow
from tests.server.floor import PASSWORD, SECRETS, Desk, Floor, Stream
from tests.server.support import error_code, quick_passwords, serving, until


@pytest.fixture
def second(floor: Floor, database_url: str) -> Iterator[str]:
    """The address of another server on the floor's database."""
    engine = create_engine(database_url)
    app = create_app(floor.settings, engine, SECRETS, passwords=quick_passwords())
    with serving(app, floor.settings) as origin:
        yield origin
    engine.dispose()


def _sign_in_at(origin: str, name: str) -> Desk:
    body = {"name": name, "password": PASSWORD, "client_version": "0.1.0"}
    response = httpx.post(f"{origin}/v1/sessions", json=body, trust_env=False, timeout=15)
    return Desk(origin, SessionTokens.model_validate(response.json()))


def test_a_seat_taken_at_one_server_is_told_and_refused_at_the_other(floor: Floor, second: str) -> None:
    older = floor.agent()
    stream = floor.listen(older)
    until(lambda: stream.messages)
    older.go_ready()

    newer = _sign_in_at(second, "may")
    floor.desks.append(newer)

    told = stream.until_kind("seat.changed").change
    assert told is not None
    assert told.seat is not None
    assert told.seat.session_id == newer.session.session_id
    refused = older.http.post("/v1/agent/commands", json={"command_id": str(uuid4()), "action": "go_ready"})
    assert error_code(refused) == "seat_elsewhere"
    assert newer.agent("go_not_ready", "break").agent.state is AgentState.NOT_READY


def test_a_beat_is_known_to_both_and_the_rounds_are_shared(floor: Floor, second: str) -> None:
    floor.agent()
    desk = _sign_in_at(second, "may")
    floor.desks.append(desk)
    stream = Stream(desk)
    floor.streams.append(stream)
    until(lambda: stream.messages)

    stream.beat()

    def beaten() -> object:
        with Session(floor.engine) as session:
            return session.scalar(sa.select(SeatRow.beat_at).where(SeatRow.agent_id == desk.agent_id))

    def looked() -> bool:
        with Session(floor.engine) as session:
            return set(session.scalars(sa.select(LookRow.kind))) == {"database", "carrier"}

    until(beaten)
    assert until(looked)
    ready = [httpx.get(f"{origin}/v1/ready", trust_env=False, timeout=15).json() for origin in (floor.origin, second)]
    assert [each["ready"] for each in ready] == [True, True]
    assert [each["counts"].get("not_mended", 0) for each in ready] == [0, 0]
