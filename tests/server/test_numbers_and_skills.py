"""The numbers we call from and the skills there are, as versions of the routing: what is saved counts at once."""

from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.outgoing import CallPreview
from agent_desktop.contract.routing import Document, KeptRouting, ServingHistory
from agent_desktop.contract.sessions import Role
from tests.server.floor import Desk, Floor
from tests.server.support import error_code, until
from tests.server.test_routing_versions import routing, save

BRANCH: Document = {"code": "branch", "name": {"en": "Branch", "zh": "分行"}, "number": "+85228880009", "queues": []}


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.ADMINISTRATOR)
    return floor.sign_in("head")


def shown_numbers(desk: Desk) -> list[str]:
    answer = desk.http.post("/v1/calls/outgoing/preview", json={"number": "61234567"})
    return [each.code for each in CallPreview.model_validate(answer.json()).own_numbers]


def test_a_number_that_is_saved_is_offered_to_a_desktop_that_is_open_and_is_no_callers_any_more(
    floor: Floor, head: Desk
) -> None:
    may = floor.agent("may")
    may.go_ready()
    floor.add_customer("+85228880009")
    assert shown_numbers(may) == ["hotline", "cards"]
    document = routing(head).document

    assert save(head, {**document, "outgoing_numbers": [BRANCH]}, seen=1).status_code == 200

    until(lambda: shown_numbers(may) == ["branch"])
    floor.ring("+85228880009")
    call_id = may.until_offered()
    assert may.http.get(f"/v1/calls/{call_id}/caller").json()["outcome"] == "own"


def test_a_version_of_an_earlier_program_keeps_the_numbers_of_config_yaml(floor: Floor, head: Desk) -> None:
    may = floor.agent("may")
    may.go_ready()
    document = routing(head).document
    with floor.engine.begin() as connection:  # as an earlier program wrote it
        strip = "document - 'outgoing_numbers' - 'skills'"
        connection.execute(sa.text(f"UPDATE configuration_versions SET document = {strip} WHERE kind = 'routing'"))

    read = routing(head)
    kept = KeptRouting.model_validate(head.http.get("/v1/routing/versions/1").json())

    assert read.document["outgoing_numbers"] == kept.document["outgoing_numbers"] == document["outgoing_numbers"]
    skills: Any = read.document["skills"]
    assert [each["code"] for each in skills] == ["english", "fraud", "wealth"]
    assert save(head, {**read.document, "point_seconds": 30}, seen=1).status_code == 200
    assert shown_numbers(may) == ["hotline", "cards"]


def test_only_skills_that_are_listed_are_given_and_who_gave_them_is_kept(floor: Floor, head: Desk) -> None:
    may = floor.agent("may")
    path = f"/v1/serving/{may.agent_id}"
    first = head.http.get("/v1/serving").json()["people"][0]  # whoever was given nothing serves all, with what it needs
    seen: dict[str, Any] = {"seen_queues": first["queues"], "seen_skills": first["skills"]}

    def give(reason: str, **skills: int) -> str:
        body = {"command_id": str(uuid4()), "queues": ["general"], "skills": skills, "reason": reason, **seen}
        answer = head.http.put(path, json=body)
        if answer.status_code != 200:
            return error_code(answer)
        seen.update(seen_queues=["general"], seen_skills=skills)
        return "given"

    assert give("Trained", tagalog=2) == "routing_wrong"
    assert give("Trained", english=2) == "given"
    assert give("Test passed", english=4) == "given"

    history = ServingHistory.model_validate(head.http.get(f"{path}/history").json()).changes
    assert [(each.by_name, each.reason, each.skills_before, each.skills) for each in history] == [
        ("Head", "Test passed", {"english": 2}, {"english": 4}),
        ("Head", "Trained", {"english": 3, "fraud": 2, "wealth": 2}, {"english": 2}),
    ]
    assert error_code(may.http.get(f"{path}/history")) == "not_allowed"


def test_a_queue_cannot_need_what_is_no_skill(floor: Floor, head: Desk) -> None:
    document = routing(head).document

    refused = save(head, {**document, "skills": []}, seen=1)

    places = {tuple(each["place"]) for each in refused.json()["details"]["problems"]}
    assert (refused.status_code, error_code(refused)) == (422, "routing_wrong")
    assert places == {
        ("queues", 2, "needs", "english"),
        ("queues", 3, "needs", "wealth"),
        ("queues", 4, "needs", "fraud"),
    }
