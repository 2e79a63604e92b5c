"""The callbacks that a board counts, one by one, at the real server."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa

from agent_desktop.contract.board import Board, BoardCallbacks, BoardFilter
from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import CallbackStep
from agent_desktop.contract.sessions import Role
from agent_desktop.server.composition import Clocks
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import HandClock, error_code


@pytest.fixture
def clock() -> HandClock:
    """Five in the afternoon in Hong Kong."""
    return HandClock()


@pytest.fixture
def centre(database_url: str, clock: HandClock) -> Iterator[Floor]:
    with opened_floor(database_url, clocks=Clocks(clock, lambda: datetime.now(UTC), time.time)) as floor:
        yield floor


def good(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def promise(desk: Desk, customer_id: UUID, reason: str, due_at: datetime, **values: object) -> None:
    body = {"customer_id": str(customer_id), "reason_code": reason, "due_at": due_at.isoformat()}
    good(desk.post("/v1/callbacks", **body | values))


def counted(desk: Desk, asks: BoardFilter) -> BoardCallbacks:
    answer = desk.http.post("/v1/board/looks", json=asks.model_dump(mode="json"))
    return Board.model_validate(good(answer)).callbacks


def listed(desk: Desk, asks: BoardFilter) -> Callbacks:
    return Callbacks.model_validate(good(desk.http.post("/v1/board/callbacks", json=asks.model_dump(mode="json"))))


def test_what_is_listed_is_what_the_board_counts_for_whoever_looks_and_can_be_given(
    centre: Floor, clock: HandClock
) -> None:
    for name, role in (("ada", Role.SUPERVISOR), ("bob", Role.SUPERVISOR), ("may", Role.AGENT), ("ken", Role.AGENT)):
        centre.add_person(name, role)
    with centre.engine.begin() as connection:
        connection.execute(sa.text("UPDATE users SET team = 'Cards' WHERE name IN ('ada', 'may')"))
        connection.execute(sa.text("UPDATE users SET team = 'Loans' WHERE name = 'ken'"))
    ada, bob, may, ken = (centre.sign_in(name) for name in ("ada", "bob", "may", "ken"))
    customer = centre.add_customer()
    for reason, minutes, whose in (
        ("question", 30, {"owner_id": str(may.agent_id)}),
        ("card", 45, {"team": "Cards"}),
        ("loan", 150, {"team": "Loans"}),
    ):
        promise(may, customer, reason, clock.now() + timedelta(minutes=minutes), **whose)
    promise(may, customer, "other", clock.now() + timedelta(days=1), owner_id=str(ken.agent_id))
    with centre.engine.begin() as connection:  # one of no queue is the whole centre's alone
        connection.execute(sa.text("UPDATE callbacks SET queue_code = '' WHERE reason_code = 'loan'"))

    whole, cards, loans = BoardFilter(), BoardFilter(teams=("Cards",)), BoardFilter(teams=("Loans",))
    assert [each.reason_code for each in listed(bob, whole).callbacks] == ["question", "card", "loan"]
    assert counted(bob, whole).next_hour == 2
    assert counted(bob, whole).later_today == 1
    assert "loan" in [each.reason_code for each in listed(bob, loans).callbacks]
    assert "loan" not in [each.reason_code for each in listed(ada, whole).callbacks]
    clock.move(70 * 60)
    promise(may, customer, "documents", clock.now() + timedelta(minutes=20), owner_id=str(ken.agent_id))
    for desk, asks in ((bob, whole), (bob, cards), (bob, loans), (ada, whole), (ada, loans)):
        figures, there = counted(desk, asks), listed(desk, asks)
        assert there.total == len(there.callbacks)
        assert there.total == figures.late + figures.next_hour + figures.later_today, asks
        assert sum(each.is_late for each in there.callbacks) == figures.late

    first = listed(ada, whole).callbacks[0]
    assert CallbackStep.HAND_OVER in first.steps
    path = f"/v1/callbacks/{first.callback_id}/changes"
    given = good(ada.post(path, seen_version=first.version, step="hand_over", owner_id=str(ken.agent_id)))
    assert given["owner_name"] == "Ken"
    assert listed(ada, whole).callbacks[0].owner_id == ken.agent_id

    assert error_code(may.http.post("/v1/board/callbacks", json={})) == "not_allowed"
