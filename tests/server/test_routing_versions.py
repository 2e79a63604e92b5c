"""Routing as versions: an administrator changes it while callers wait, and every server follows."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.routing import Document, Routing
from agent_desktop.contract.sessions import Role
from telephony.contract import CallState
from telephony.queues.service import ensure_member
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import error_code, until


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.ADMINISTRATOR)
    return floor.sign_in("head")


def routing(desk: Desk) -> Routing:
    response = desk.http.get("/v1/routing")
    assert response.status_code == 200, response.text
    return Routing.model_validate(response.json())


def save(desk: Desk, document: Document, *, seen: int, reason: str = "As agreed", **more: object) -> httpx.Response:
    body = {"command_id": str(uuid4()), "seen_version": seen, "document": document, "reason": reason, **more}
    return desk.http.put("/v1/routing", json=body)


def queue_in(document: Document, code: str) -> dict[str, Any]:
    queues: Any = document["queues"]
    found: dict[str, Any] = next(queue for queue in queues if queue["code"] == code)
    return found


def without(document: Document, code: str) -> Document:
    """The document without a queue, and without what leads to it."""
    queues: Any = document["queues"]
    kept = [queue for queue in queues if queue["code"] != code]
    for queue in kept:
        queue["overflow"].pop(code, None)
    numbers: Any = document["outgoing_numbers"]
    for number in numbers:
        number["queues"] = [each for each in number["queues"] if each != code]
    return {**document, "queues": kept}


def queue_of(floor: Floor, call_sid: str) -> str:
    query = sa.text("SELECT q.code FROM calls c JOIN queues q USING (queue_id) WHERE call_sid = :sid")
    with floor.engine.connect() as connection:
        return str(connection.execute(query, {"sid": call_sid}).scalar() or "")


def serves(floor: Floor, name: str, *queues: str) -> Desk:
    person = floor.add_person(name, Role.AGENT)
    with Session(floor.engine) as session, session.begin():
        for code in queues:
            ensure_member(session, person.user_id, code)
    return floor.sign_in(name)


def test_the_first_version_is_config_yaml_and_only_administrators_change_it(floor: Floor, head: Desk) -> None:
    floor.add_person("watcher", Role.SUPERVISOR)
    watcher = floor.sign_in("watcher")

    first = routing(head)

    assert (first.version.version, first.version.origin, first.may_edit) == (1, "config", True)
    assert not first.config_differs
    assert not routing(watcher).may_edit
    assert save(watcher, first.document, seen=1).status_code == 403
    assert floor.agent().http.get("/v1/routing").status_code == 403


def test_a_waiting_caller_is_offered_at_once_to_whoever_may_have_them_by_the_new_rules(
    floor: Floor, head: Desk
) -> None:
    desk = serves(floor, "may", "general")
    call_sid = floor.ring()
    until(lambda: queue_of(floor, call_sid) == "cards")
    desk.go_ready()
    assert desk.snapshot().offer is None
    document = routing(head).document
    queue_in(document, "cards")["overflow"] = {"general": 0}

    answer = save(head, document, seen=1, reason="General takes cards too")

    assert answer.status_code == 200, answer.text
    desk.until_offered()
    version = routing(head).version
    assert (version.version, version.by_name, version.reason) == (2, "Head", "General takes cards too")


def test_a_queue_with_callers_goes_only_with_a_queue_that_takes_them(floor: Floor, head: Desk) -> None:
    call_sid = floor.ring()
    until(lambda: queue_of(floor, call_sid) == "cards")
    document = {**without(routing(head).document, "cards"), "default_queue": "general"}

    refused = save(head, document, seen=1)

    assert (refused.status_code, error_code(refused)) == (422, "routing_wrong")
    problem = refused.json()["details"]["problems"][0]
    assert (problem["place"], problem["problem"]) == (["moves", "cards"], "queue_has_callers")
    assert queue_of(floor, call_sid) == "cards"

    assert save(head, document, seen=1, moves={"cards": "general"}).status_code == 200
    assert queue_of(floor, call_sid) == "general"
    desk = serves(floor, "may", "general")
    desk.go_ready()
    assert desk.take_call().state is CallState.TALKING
    # The next one comes to the new default queue, which this server knows without a restart.
    other = floor.ring()
    assert until(lambda: queue_of(floor, other)) == "general"


def test_the_second_of_two_administrators_is_told_and_changes_nothing(floor: Floor, head: Desk) -> None:
    floor.add_person("other", Role.ADMINISTRATOR)
    other = floor.sign_in("other")
    mine, theirs = routing(head).document, routing(other).document
    queue_in(mine, "cards")["ring_seconds"] = 30
    queue_in(theirs, "cards")["ring_seconds"] = 40
    assert save(head, mine, seen=1).status_code == 200

    stale = save(other, theirs, seen=1)

    assert (stale.status_code, error_code(stale)) == (409, "stale_version")
    assert stale.json()["details"] == {"current_version": 2, "by": "Head"}
    assert queue_in(routing(other).document, "cards")["ring_seconds"] == 30


def test_a_repeated_save_is_done_once_and_going_back_is_a_new_version(floor: Floor, head: Desk) -> None:
    first = routing(head).document
    changed = routing(head).document
    changed["point_seconds"] = 30
    body = {"command_id": str(uuid4()), "seen_version": 1, "document": changed, "reason": "Faster"}
    assert head.http.put("/v1/routing", json=body).json()["version"]["version"] == 2
    assert head.http.put("/v1/routing", json=body).json()["version"]["version"] == 2

    kept = head.http.get("/v1/routing/versions/1").json()["document"]
    assert kept == first
    assert save(head, kept, seen=2, reason="Too fast", restores=1).status_code == 200

    versions = head.http.get("/v1/routing/versions").json()["versions"]
    assert [(each["version"], each["restores"], each["reason"]) for each in versions] == [
        (3, 1, "Too fast"),
        (2, None, "Faster"),
        (1, None, ""),
    ]
    assert head.http.get("/v1/routing/versions/9").status_code == 404


def test_all_that_is_wrong_is_told_with_its_place(floor: Floor, head: Desk) -> None:
    document = routing(head).document
    queue_in(document, "cards")["ring_seconds"] = 3
    queue_in(document, "fraud")["name"] = {"en": "Fraud", "zh": " "}

    told = head.http.post("/v1/routing/check", json={"document": document}).json()["problems"]

    assert [(each["place"], each["problem"]) for each in told] == [
        (["queues", 0, "ring_seconds"], "value_out_of_range"),
        (["queues", 4, "name", "zh"], "language_missing"),
    ]
    document = routing(head).document
    document["promise_dispositions"] = ["nonsense"]
    queue_in(document, "cards")["group"] = "elsewhere"
    serves(floor, "may", "cards")
    told = head.http.post("/v1/routing/check", json={"document": document}).json()["problems"]
    assert {each["problem"] for each in told} >= {"queue_apart"}


@contextmanager
def two_servers(database_url: str) -> Iterator[tuple[Floor, Floor]]:
    with opened_floor(database_url) as one, opened_floor(database_url) as two:
        yield one, two


def test_another_server_follows_within_seconds_without_a_restart(database_url: str) -> None:
    with two_servers(database_url) as (one, two):
        one.add_person("head", Role.ADMINISTRATOR)
        head = one.sign_in("head")
        changed = routing(head).document
        changed["default_queue"] = "general"
        assert save(head, changed, seen=1).status_code == 200

        def followed() -> bool:
            call_sid = two.ring(f"+8526{int(time.monotonic() * 1000) % 10_000_000:07d}")
            return until(lambda: queue_of(two, call_sid)) == "general"

        assert until(followed)


def test_a_start_with_another_config_yaml_passes_it_over_and_says_so(database_url: str) -> None:
    with opened_floor(database_url) as floor:
        floor.add_person("head", Role.ADMINISTRATOR)
    with opened_floor(database_url, telephony={"point_seconds": 10}) as floor:
        shown = routing(floor.sign_in("head"))

    assert shown.config_differs
    assert shown.document["point_seconds"] == 60


def test_an_agents_queues_and_skills_change_while_they_work(floor: Floor, head: Desk) -> None:
    desk = serves(floor, "may", "general")
    call_sid = floor.ring(menu_reason="suspected_fraud")
    until(lambda: queue_of(floor, call_sid) == "fraud")
    desk.go_ready()
    stream = floor.listen(desk)
    until(stream.desk)
    people = head.http.get("/v1/serving").json()["people"]
    assert [(each["name"], each["queues"], each["skills"]) for each in people] == [("may", ["general"], {})]
    body = {
        "command_id": str(uuid4()),
        "queues": ["general", "fraud"],
        "skills": {"fraud": 2},
        "seen_queues": ["general"],
        "seen_skills": {},
        "reason": "Trained",
    }

    stale = head.http.put(f"/v1/serving/{desk.agent_id}", json=body | {"seen_queues": []})
    wrong = head.http.put(
        f"/v1/serving/{desk.agent_id}", json=body | {"command_id": str(uuid4()), "skills": {"fraud": 9}}
    )
    done = head.http.put(f"/v1/serving/{desk.agent_id}", json=body | {"command_id": str(uuid4())})

    assert (stale.status_code, wrong.status_code, done.status_code) == (409, 422, 200)
    desk.until_offered()
    # The open stream is told, and hears of the new queue from now on: there is no gap, and its desk is the server's.
    until(lambda: stream.desk() == desk.snapshot())
    assert len(desk.snapshot().queues) == 2
    floor.ring(menu_reason="suspected_fraud")
    until(lambda: (now := stream.desk()) and any(queue.waiting for queue in now.queues))
    assert stream.desk() == desk.snapshot()


def test_a_preview_says_a_callers_way_by_the_policy_of_the_product(floor: Floor, head: Desk) -> None:
    serves(floor, "may", "cards", "general")
    wish = {"at": "2026-03-02T09:00:00Z", "tier": "gold", "has_manager": True}

    steps = head.http.post("/v1/routing/preview", json=wish).json()["steps"]

    assert [(each["kind"], each["queue"], each["seconds"]) for each in steps] == [
        ("wanted", "cards", 0),
        ("chosen", "cards", 0),
        ("points", "cards", 120),
        ("manager", "cards", 0),
        ("queue", "cards", 15),
        ("overflow", "general", 60),
    ]
    document = routing(head).document
    document["hours"] = [{"code": "office", "weekly": {"mon": ["09:00-18:00"]}}]
    queue_in(document, "fraud")["hours"] = "office"
    queue_in(document, "fraud")["closed_to"] = "cards"
    wish = {"at": "2026-03-03T09:00:00Z", "reason": "suspected_fraud", "document": document}
    steps = head.http.post("/v1/routing/preview", json=wish).json()["steps"]
    assert [(each["kind"], each["queue"]) for each in steps][:5] == [
        ("wanted", "cards"),
        ("chosen", "fraud"),
        ("closed", "fraud"),
        ("sent_on", "cards"),
        ("urgent", "cards"),
    ]


def test_the_entry_menu_is_edited_as_text_with_each_mistake_by_line(floor: Floor, head: Desk) -> None:
    shown = head.http.get("/v1/menu").json()
    text: str = shown["text"]
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.strip().startswith("tries:"))
    bad = text.replace("tries: 3", "tries: 9", 1)
    checked = head.http.post("/v1/menu/check", json={"text": bad}).json()
    assert [(each["line"], each["problem"]) for each in checked["problems"]] == [(line, "value_out_of_range")]
    assert head.http.post("/v1/menu/check", json={"text": text}).json()["tree"]
    tried = head.http.post("/v1/menu/try", json={"text": text, "inputs": ["3", "9"]}).json()
    assert (tried["step"], tried["reason"], tried["language"], tried["urgent"]) == ("", "suspected_fraud", "en", True)
    assert head.http.post("/v1/menu/try", json={"text": bad}).json()["problems"][0]["line"] == line
    body = {"command_id": str(uuid4()), "seen_version": 1, "text": bad, "reason": "More tries"}
    assert error_code(head.http.put("/v1/menu", json=body)) == "menu_wrong"

    good = text.replace("tries: 3", "tries: 2", 1)
    saved = head.http.put("/v1/menu", json=body | {"text": good, "command_id": str(uuid4())})

    assert saved.status_code == 200, saved.text
    assert saved.json()["version"]["version"] == 2
    assert saved.json()["file_differs"]
    assert head.http.get("/v1/menu/versions/1").json()["text"] == text


def test_a_caller_who_rings_when_their_queue_goes_waits_in_the_one_that_takes_them(floor: Floor, head: Desk) -> None:
    desk = serves(floor, "may", "cards", "general")
    desk.go_ready()
    call_sid = floor.ring()
    call_id = desk.until_offered()
    first = routing(head).document
    document = {**without(first, "cards"), "default_queue": "general"}
    assert save(head, document, seen=1, moves={"cards": "general"}).status_code == 200

    body = {"command_id": str(uuid4()), "action": "decline", "reason": "conflict"}
    assert desk.http.post(f"/v1/calls/{call_id}/commands", json=body).status_code == 200

    assert queue_of(floor, call_sid) == "general"
    assert [queue.name["en"] for queue in desk.snapshot().queues] == ["General banking"]
    # Going back brings the queue with its agents again.
    assert save(head, first, seen=2, restores=1).status_code == 200
    assert [queue.name["en"] for queue in desk.snapshot().queues] == ["Cards", "General banking"]
