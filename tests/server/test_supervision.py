"""``/v1/supervision``: a supervisor listens, whispers and barges in at the real server, with the simulator's table."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.sessions import Role
from agent_desktop.server.supervision.scope import Scope
from telephony.contract import (
    CallState,
    OwnSupervision,
    Supervised,
    SupervisionMode,
    SupervisionOutcome,
    SupervisionSnapshot,
    SupervisionState,
)
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


@pytest.fixture
def supervisor(floor: Floor) -> Desk:
    floor.add_person("ada", Role.SUPERVISOR)
    return floor.sign_in("ada")


def beat(desk: Desk) -> OwnSupervision:
    return OwnSupervision.model_validate(desk.http.post("/v1/supervision/beats").raise_for_status().json())


def listed(desk: Desk) -> list[Supervised]:
    return [Supervised.model_validate(each) for each in desk.http.get("/v1/supervision/calls").json()]


def until_state(desk: Desk, state: SupervisionState) -> SupervisionSnapshot:
    def there() -> SupervisionSnapshot | None:
        own = beat(desk).supervision
        return own if own is not None and own.state is state else None

    return until(there)


def test_a_supervisor_is_in_a_call_as_the_carrier_says_the_agent_sees_it_and_each_deed_is_audited(
    floor: Floor, supervisor: Desk
) -> None:
    may = floor.agent("may")
    may.go_ready()
    sid = floor.ring()
    call_id = may.take_call().call_id
    stream = floor.listen(may)
    assert beat(supervisor).supervision is None
    (call,) = listed(supervisor)
    assert (call.call_id, call.agent_name, call.supervisor_id) == (call_id, "May", None)
    path = f"/v1/calls/{call_id}/supervision"
    assert error_code(may.post(path, mode="listen")) == "not_allowed"

    begun = SupervisionSnapshot.model_validate(supervisor.post(path, mode="listen").raise_for_status().json())
    assert (begun.agent_name, begun.pending) == ("May", SupervisionMode.LISTEN)
    until_state(supervisor, SupervisionState.LISTENING)
    assert floor.room(sid).hears["supervisor"] == ("caller", "agent")
    assert "supervisor" not in floor.room(sid).hears["caller"] + floor.room(sid).hears["agent"]
    event = stream.until_kind("call.supervision_changed")
    assert event.change is not None
    assert event.change.call is not None
    assert event.change.call.supervised is SupervisionMode.LISTEN
    assert listed(supervisor)[0].supervisor_id == supervisor.agent_id
    assert error_code(supervisor.post(path, mode="listen")) == "call_transition_refused"

    supervisor.post(path, mode="whisper").raise_for_status()
    until_state(supervisor, SupervisionState.WHISPERING)
    assert floor.room(sid).hears["agent"] == ("caller", "supervisor")
    assert floor.room(sid).hears["caller"] == ("agent",)
    floor.add_person("bob", Role.SUPERVISOR)
    bob = floor.sign_in("bob")
    assert error_code(bob.post(path, mode="listen")) == "supervised_already"

    left = OwnSupervision.model_validate(supervisor.http.delete("/v1/supervision").raise_for_status().json())
    assert left.supervision is not None
    assert left.supervision.outcome is SupervisionOutcome.LEFT
    until(lambda: "supervisor" not in floor.room(sid).hears)
    floor.hang_up(sid)
    until(lambda: listed(supervisor) == [])
    assert error_code(supervisor.post(path, mode="listen")) == "call_not_found"
    with floor.engine.connect() as connection:
        query = "SELECT what, detail FROM audit_entries WHERE what LIKE 'call.superv%' ORDER BY at, what DESC"
        audited = [(row.what, row.detail) for row in connection.execute(sa.text(query))]
    assert audited == [
        ("call.supervised", {"mode": "listen"}),
        ("call.supervised", {"mode": "whisper"}),
        ("call.supervision_ended", {"why": "left"}),
    ]


def test_a_supervisor_sees_and_acts_on_the_calls_of_their_team_and_queues_alone(floor: Floor, supervisor: Desk) -> None:
    may = floor.agent("may")
    may.go_ready()
    floor.ring()
    call_id = may.take_call().call_id
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = 'other' WHERE name = 'ada'"))

    assert listed(supervisor) == []
    for path in (f"/v1/calls/{call_id}/supervision", f"/v1/calls/{call_id}/colleague/removal"):
        body = {"mode": "listen"} if path.endswith("supervision") else {}
        assert error_code(supervisor.post(path, **body)) == "not_allowed"


def test_a_scope_is_a_team_and_the_queues_served_and_everything_for_whoever_has_neither() -> None:
    queue, other = uuid4(), uuid4()
    assert Scope().holds(agent_team="a", queue_id=queue)
    assert Scope("a").holds(agent_team="a", queue_id=queue)
    assert not Scope("a").holds(agent_team="", queue_id=queue)
    assert Scope("a", {queue}).holds(agent_team="b", queue_id=queue)
    assert not Scope("", {queue}).holds(agent_team="", queue_id=other)


def test_an_agent_keys_and_announces_over_http_and_the_same_keys_once(floor: Floor) -> None:
    customer_id = floor.add_customer()
    may = floor.agent("may")
    may.go_ready()
    body = {"customer_id": str(customer_id)}
    preview = may.http.post("/v1/calls/outgoing/preview", json=body).json()
    placed = may.post("/v1/calls/outgoing", **body, number_id=preview["numbers"][0]["number_id"], own_number="hotline")
    assert placed.status_code == 200, placed.text
    call_id = may.until_call(CallState.TALKING).call_id
    keys = {"command_id": "7b0b3a7e-9d1c-4f5a-8a64-0d9f1b1d2c3e", "digits": "42#"}
    path = f"/v1/calls/{call_id}/digits"
    assert [may.http.post(path, json=keys).json() for _ in range(2)] == [{"count": 3}, {"count": 3}]
    wrong = may.post(path, digits="4x")
    assert wrong.status_code == 422
    assert "4x" not in wrong.text
    codes = [each["code"] for each in may.http.get("/v1/announcements").json()]
    played = may.post(f"/v1/calls/{call_id}/announcements", code=codes[0])

    assert played.status_code == 200, played.text
    (room,) = floor.carrier.get("/calls").json()
    assert {each["label"]: each["heard_digits"] for each in room["parties"]} == {"agent": "", "caller": "42#"}
    until(lambda: floor.carrier.get("/calls").json()[0]["parties"][-1]["told"])
