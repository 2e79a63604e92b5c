"""What the server writes down about itself holds ids, never people."""

import io
import logging

import structlog
from sqlalchemy.orm import Session

from agent_desktop.server.logging import set_up_logging
from telephony.contract import AgentState
from telephony.events.repository import EventRepository
from tests.server.floor import NUMBER, PASSWORD, Floor, opened_floor
from tests.server.support import until

NOTE = "She says the shop in Mong Kok charged twice."
PERSONAL = (
    "61234567",
    "Chan",
    "Tai Man",
    "陈",
    "A123456",
    "taiman",
    "Nathan",
    "Mong Kok",
    "charged twice",
    "17/5/1980",
    PASSWORD,
)


def _whole_call(floor: Floor) -> None:
    """Everything that touches a customer: search, profile, reveal, call, note, outcome, and some failures."""
    customer_id = floor.add_customer()
    desk = floor.agent()
    stream = floor.listen(desk)
    until(lambda: stream.messages)
    desk.go_ready()
    floor.ring(menu_keys="1")
    call = desk.take_call()
    for text in ("chan tai man", "61234567", "A123456(3)"):
        assert desk.http.post("/v1/customers/search", json={"text": text}).status_code == 200
    assert desk.http.get(f"/v1/customers/{customer_id}").status_code == 200
    desk.check_fully(call.call_id, customer_id)
    wrong = {"customer_id": str(customer_id), "check": "birth_date", "answer": "Tai Man in spring"}
    assert desk.post(f"/v1/calls/{call.call_id}/checks", **wrong).status_code == 422
    for identifier in ("mobile", "identity_document", "email", "address"):
        body = {"identifier": identifier, "call_id": str(call.call_id)}
        assert desk.post(f"/v1/customers/{customer_id}/reveals", **body).status_code == 200
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    assert desk.put(f"/v1/interactions/{interaction}/note", seen_version=0, text=NOTE).status_code == 200
    assert desk.put(f"/v1/interactions/{interaction}/note", seen_version=0, text=NOTE).status_code == 409
    assert desk.put(f"/v1/interactions/{interaction}/note", seen_version=NOTE, text=NOTE).status_code == 422
    assert desk.http.get(f"/v1/calls/{NOTE}/caller").status_code == 422
    desk.act(call.call_id, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert desk.post(f"/v1/interactions/{interaction}/finish", disposition_code="resolved").status_code == 200


def test_no_name_number_or_note_reaches_the_log(database_url: str) -> None:
    log, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("debug", "json", stream=log)
    try:
        with opened_floor(database_url) as floor:
            _whole_call(floor)
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)

    text = log.getvalue()
    assert text.count("request.done") > 15
    assert [personal for personal in PERSONAL if personal in text] == []
    assert NUMBER not in text
    assert "> TEXT" not in text  # a message of a stream


def test_the_journal_holds_ids_and_states_only(floor: Floor) -> None:
    _whole_call(floor)

    with Session(floor.engine) as session:
        rows = EventRepository(session).list_after(0)
        written = " ".join(f"{row.kind} {row.topics} {row.change}" for row in rows)

    assert len(rows) > 5
    assert [personal for personal in PERSONAL if personal in written] == []
    assert "payload" not in written
