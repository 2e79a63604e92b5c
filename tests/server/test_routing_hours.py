"""Opening hours as an earlier program saved them, and with mistakes that it let through."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.server.configuration.routing import ensure_routing
from agent_desktop.server.routing_settings import queues_from
from tests.server.floor import Desk, Floor
from tests.server.test_routing_versions import routing, save


def head_of(floor: Floor) -> Desk:
    floor.add_person("head", Role.ADMINISTRATOR)
    return floor.sign_in("head")


def put_hours(floor: Floor, hours: dict[str, Any]) -> None:
    """Make these the hours of version 1, as if it had been saved so, and the default queue's."""
    with floor.engine.begin() as connection:
        query = sa.text("SELECT document FROM configuration_versions WHERE kind = 'routing'")
        document = connection.execute(query).scalar_one()
        document["hours"] = [hours]
        document["queues"][0]["hours"] = hours["code"]
        change = sa.text("UPDATE configuration_versions SET document = CAST(:document AS jsonb) WHERE kind = 'routing'")
        connection.execute(change, {"document": json.dumps(document)})


def test_a_version_of_an_earlier_program_is_shown_in_the_form_of_now_and_saved_so(floor: Floor) -> None:
    head = head_of(floor)
    put_hours(
        floor, {"code": "office", "weekly": {"mon": ["09:00-18:00"]}, "holidays": ["2026-12-25"], "other_days": {}}
    )

    document: Any = routing(head).document

    assert document["hours"] == [
        {
            "code": "office",
            "time_zone": "",
            "weekly": {"mon": ["09:00-18:00"]},
            "days": [{"day": "2026-12-25", "name": "", "open": []}],
        }
    ]
    assert head.http.get("/v1/routing/versions/1").json()["document"] == document
    document["hours"][0]["days"].insert(0, {"day": "2026-12-31", "name": "Eve", "open": ["14:00-16:00", "09:00-12:00"]})
    assert save(head, document, seen=1).status_code == 200
    saved: Any = routing(head).document["hours"]
    assert [(each["day"], each["open"]) for each in saved[0]["days"]] == [
        ("2026-12-25", []),
        ("2026-12-31", ["09:00-12:00", "14:00-16:00"]),
    ]


def test_a_server_starts_with_hours_that_overlap_and_the_next_save_has_to_put_them_right(floor: Floor) -> None:
    head = head_of(floor)
    put_hours(floor, {"code": "office", "weekly": {"mon": ["09:00-13:00", "12:00-18:00"]}})

    with Session(floor.engine) as session:
        counts, _ = ensure_routing(session, floor.settings, datetime.now(UTC))

    assert queues_from(floor.settings, counts)[0].hours is not None
    refused = save(head, routing(head).document, seen=1)
    assert refused.status_code == 422
    problem = refused.json()["details"]["problems"][0]
    assert (problem["place"], problem["problem"]) == (["hours", 0, "weekly", "mon", 1], "spans_overlap")


def test_a_queue_opens_by_the_clock_of_its_hours(floor: Floor) -> None:
    head = head_of(floor)
    document: Any = routing(head).document
    document["hours"] = [
        {"code": "london", "time_zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}, "days": []}
    ]
    document["queues"][0]["hours"] = "london"

    def kinds(at: str) -> list[str]:
        wish = {"at": at, "document": document}
        return [each["kind"] for each in head.http.post("/v1/routing/preview", json=wish).json()["steps"]]

    assert "closed" in kinds("2026-03-02T08:30:00Z")  # 16:30 in Hong Kong
    assert "closed" not in kinds("2026-03-02T16:30:00Z")
    assert save(head, document, seen=1).status_code == 200
    assert routing(head).time_zone == "Asia/Hong_Kong"
