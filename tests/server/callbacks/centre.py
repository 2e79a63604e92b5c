"""A floor whose business time a test moves, and what is asked there about callbacks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import Callbacks
from agent_desktop.contract.callbacks import Callback, CallbackDetail
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.server.composition import Clocks
from tests.server.floor import Desk, Floor, opened_floor
from tests.server.support import HandClock


class Centre:
    """A floor whose business time stands until a test moves it: five in the afternoon in Hong Kong."""

    def __init__(self, floor: Floor, clock: HandClock, clocks: Clocks) -> None:
        self.floor = floor
        self.clock = clock
        self.clocks = clocks

    def callers(self) -> int:
        """How many are on the line with us, or wait."""
        with self.floor.engine.connect() as connection:
            query = "SELECT count(*) FROM calls WHERE direction = 'inbound' AND state <> 'ended'"
            return int(connection.execute(sa.text(query)).scalar_one())

    def has_seen_to_items(self) -> bool:
        """Say whether telephony has done all that was asked of it about callbacks."""
        with self.floor.engine.connect() as connection:
            query = "SELECT count(*) FROM callback_items WHERE moved OR (withdrawn AND state <> 'done')"
            return not connection.execute(sa.text(query)).scalar_one()

    def rows(self) -> list[CallbackRow]:
        with Session(self.floor.engine, expire_on_commit=False) as session:
            return list(session.scalars(sa.select(CallbackRow).order_by(CallbackRow.made_at)))


@contextmanager
def opened_centre(database_url: str) -> Iterator[Centre]:
    clock = HandClock()
    clocks = Clocks(clock, lambda: datetime.now(UTC), time.time)
    with opened_floor(database_url, clocks=clocks) as floor:
        yield Centre(floor, clock, clocks)


def good(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def make(desk: Desk, customer_id: UUID, **values: object) -> Callback:
    body = {
        "customer_id": str(customer_id),
        "reason_code": "question",
        "reason": "The loan",
        "owner_id": str(desk.agent_id),
    }
    return Callback.model_validate(good(desk.post("/v1/callbacks", **body | values))["callback"])


def own(desk: Desk, query: str = "scope=mine") -> Callbacks:
    return Callbacks.model_validate(good(desk.http.get(f"/v1/callbacks?{query}")))


def now(desk: Desk, callback_id: UUID) -> Callback:
    return CallbackDetail.model_validate(good(desk.http.get(f"/v1/callbacks/{callback_id}"))).callback
