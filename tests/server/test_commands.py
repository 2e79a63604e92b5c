"""A command is done once, however often and from wherever it is asked."""

import threading
from uuid import UUID, uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.server.models import CommandRow
from telephony.contract import CallState, DeskSnapshot
from telephony.providers.models import OutboxRow
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until


@pytest.fixture
def desk(floor: Floor) -> Desk:
    floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    return desk


def _interaction(desk: Desk, call_id: UUID) -> str:
    return str(desk.http.get(f"/v1/calls/{call_id}/interaction").json()["interaction_id"])


def test_a_command_sent_twice_is_done_once_and_answered_alike(floor: Floor, desk: Desk) -> None:
    call = desk.take_call()
    command_id = uuid4()

    first = desk.act(call.call_id, "hold", command_id)
    desk.until_call(CallState.HELD)
    again = desk.act(call.call_id, "hold", command_id)

    assert first.status_code == again.status_code == 200
    answers = [DeskSnapshot.model_validate_json(answer.content) for answer in (first, again)]
    assert answers[0] == answers[1]  # sets have no order of their own
    assert error_code(desk.act(call.call_id, "hold")) == "call_transition_refused"
    with Session(floor.engine) as session:
        orders = [row["kind"] for row in session.scalars(sa.select(OutboxRow.order))]
    assert orders.count("hold") == 1


def test_twins_that_arrive_together_are_done_once_and_both_get_the_answer(floor: Floor, desk: Desk) -> None:
    call = desk.take_call()
    interaction = _interaction(desk, call.call_id)
    body = {"command_id": str(uuid4()), "seen_version": 0, "text": "Twice."}
    answers: list[httpx.Response] = []

    def save() -> None:
        answers.append(desk.http.put(f"/v1/interactions/{interaction}/note", json=body))

    threads = [threading.Thread(target=save) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert [answer.status_code for answer in answers] == [200] * 6
    assert {answer.json()["note_version"] for answer in answers} == {1}


def test_one_id_for_two_things_is_refused(floor: Floor, desk: Desk) -> None:
    call = desk.take_call()
    other = floor.agent("jun")
    command_id = uuid4()
    assert desk.act(call.call_id, "hold", command_id).status_code == 200

    reused = desk.act(call.call_id, "hang_up", command_id)
    elsewhere = other.act(call.call_id, "hold", command_id)

    assert (reused.status_code, error_code(reused)) == (409, "command_reused")
    assert error_code(elsewhere) == "command_reused"
    assert desk.until_call(CallState.HELD).ended_at is None


def test_a_refused_command_is_decided_anew_when_it_is_asked_again(floor: Floor, desk: Desk) -> None:
    call = desk.take_call()
    command_id = uuid4()

    assert error_code(desk.act(call.call_id, "resume", command_id)) == "call_transition_refused"
    desk.act(call.call_id, "hold")
    desk.until_call(CallState.HELD)

    assert desk.act(call.call_id, "resume", command_id).status_code == 200


def test_no_kept_answer_holds_a_profile_a_note_or_a_clear_value(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    floor.ring()
    until(lambda: desk.snapshot().queues[0].waiting)
    assert desk.go_ready().offer is not None
    call = desk.take_call()
    card = desk.http.get(f"/v1/calls/{call.call_id}/caller").json()
    customer_id = card["profile"]["customer_id"]
    desk.check_fully(call.call_id, customer_id)
    revealed = desk.post(
        f"/v1/customers/{customer_id}/reveals", identifier="identity_document", call_id=str(call.call_id)
    )
    assert "A123456" in revealed.json()["value"]
    desk.put(f"/v1/calls/{call.call_id}/customer", customer_id=customer_id)
    desk.put(f"/v1/interactions/{_interaction(desk, call.call_id)}/note", seen_version=0, text="A quiet word.")

    with Session(floor.engine) as session:
        kept = " ".join(str(row.answer) for row in session.scalars(sa.select(CommandRow)))

    for personal in ("A123456", "quiet word", "Chan", "profile", NUMBER_TAIL):
        assert personal not in kept


NUMBER_TAIL = "61234567"


def test_a_repeated_answer_still_has_the_profile_while_the_call_rings(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    floor.ring()
    until(lambda: desk.snapshot().queues[0].waiting)
    body = {"command_id": str(uuid4()), "action": "go_ready", "reason": None}

    answers = [desk.http.post("/v1/agent/commands", json=body).json() for _ in range(2)]

    first, again = (DeskSnapshot.model_validate(answer) for answer in answers)
    assert first.offer is not None
    assert first.offer.payload is not None
    assert again == first


def test_a_value_revealed_again_is_audited_again(floor: Floor, desk: Desk) -> None:
    call = desk.take_call()
    customer_id = desk.http.get(f"/v1/calls/{call.call_id}/caller").json()["profile"]["customer_id"]
    desk.check_fully(call.call_id, customer_id)
    body = {"command_id": str(uuid4()), "identifier": "mobile", "call_id": str(call.call_id)}

    values = {desk.http.post(f"/v1/customers/{customer_id}/reveals", json=body).text for _ in range(2)}

    assert len(values) == 1
    with Session(floor.engine) as session:
        looks = session.scalars(sa.select(AuditRow).where(AuditRow.what == "value.revealed")).all()
    assert [look.detail["identifier"] for look in looks] == ["mobile", "mobile"]
    assert all(NUMBER_TAIL not in str(look.detail) for look in looks)
