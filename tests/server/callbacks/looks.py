"""Who sees whose callbacks is written down: a part of `tests.server.test_every_look`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa

from tests.server.floor import Desk, Floor

TO_DIALLING = (
    "UPDATE callbacks SET state = 'dialling', held_by = :by, held_at = made_at WHERE callback_id = :id",
    (
        "INSERT INTO callback_attempts (attempt_id, callback_id, at, by_id, number)"
        " SELECT gen_random_uuid(), callback_id, made_at, :by, number FROM callbacks WHERE callback_id = :id"
    ),
)


class Played(Protocol):
    """What of a play is used here."""

    @property
    def floor(self) -> Floor: ...

    @property
    def desk(self) -> Desk: ...

    @property
    def head(self) -> Desk: ...

    @property
    def customer(self) -> UUID: ...

    @property
    def call(self) -> UUID: ...

    @property
    def writes(self) -> Callable[..., AbstractContextManager[None]]: ...


def lawful_tomorrow() -> str:
    """Return noon of the next day in Hong Kong, whenever the test runs."""
    noon = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return noon.isoformat()


def good(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def play_callbacks(play: Played) -> None:
    """Ask every route of callbacks that shows whose they are."""
    desk, customer = play.desk, play.customer
    bea = play.floor.agent("bea-calls")
    body = {
        "customer_id": str(customer),
        "reason_code": "card",
        "owner_id": str(bea.agent_id),
        "due_at": lawful_tomorrow(),
    }
    command = str(uuid4())
    made: dict[str, Any] = {}
    for _ in range(2):  # the repeat of a command shows it once more
        with play.writes("POST /callbacks", "callback.shown", customer):
            made = good(bea.post("/v1/callbacks", command_id=command, **body))["callback"]
    one, path = "/callbacks/{callback_id}", f"/v1/callbacks/{made['callback_id']}"
    with play.writes("POST /callbacks/plan", "callback.planned", customer):
        good(bea.http.post("/v1/callbacks/plan", json={"customer_id": str(customer), "reason_code": "card"}))
    with play.writes("GET /callbacks", "callbacks.listed", customer):
        good(bea.http.get("/v1/callbacks?scope=mine"))
    with play.writes(f"GET {one}", "callback.shown", customer):
        shown = good(bea.http.get(path))["callback"]
    with play.writes(f"POST {one}/changes", "callback.shown", customer):
        shown = good(bea.post(f"{path}/changes", seen_version=shown["version"], step="add_word", words="The fee"))
    with play.writes(f"POST {one}/take", "callback.previewed", customer):
        good(bea.post(f"{path}/take", seen_version=shown["version"]))
    with play.floor.engine.begin() as connection:
        for statement in TO_DIALLING:
            connection.execute(sa.text(statement), {"id": made["callback_id"], "by": bea.agent_id})
    version = good(bea.http.get(path))["callback"]["version"]
    with play.writes(f"POST {one}/finish", "callback.shown", customer):
        good(bea.post(f"{path}/finish", seen_version=version, outcome="reached"))
    other = good(desk.post("/v1/callbacks", **body | {"reason_code": "loan", "owner_id": None}))["callback"]
    with play.floor.engine.begin() as connection:  # it is due today
        connection.execute(sa.text("UPDATE callbacks SET due_at = made_at, window_from = made_at WHERE state = 'open'"))
    with play.writes("POST /board/callbacks", "callbacks.listed", customer):
        good(play.head.http.post("/v1/board/callbacks", json={}))
    with play.writes(f"POST {one}/called-in", "callback.shown", customer):
        first = {"seen_version": other["version"], "call_id": str(play.call), "closes": True}
        good(desk.post(f"/v1/callbacks/{other['callback_id']}/called-in", **first))
    entry: dict[str, Any] = {}
    with play.writes("POST /do-not-call", "do_not_call.added", customer):
        entry = good(desk.post("/v1/do-not-call", customer_id=str(customer)))
    with play.writes("GET /customers/{customer_id}/do-not-call", "do_not_call.shown", customer):
        good(desk.http.get(f"/v1/customers/{customer}/do-not-call"))
    with play.writes("POST /do-not-call/{entry_id}/end", "do_not_call.ended", customer):
        good(desk.post(f"/v1/do-not-call/{entry['entry_id']}/end", words="They asked"))
