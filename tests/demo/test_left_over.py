from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from fastapi import FastAPI, Request, Response
from sqlalchemy.orm import Session

from agent_desktop.demo.left_over import end_lost_calls
from telephony.calls.models import CallRow
from telephony.contract import CallState
from telephony.providers.base import CarrierReport, EndedBy, ReportKind
from telephony.providers.simulator.app import REPORTS_PATH
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.queues.models import QueueGroupRow, QueueRow
from telephony.webhooks.signed import signed_request
from tests.server.support import serving, settings_for_tests

KEY = "a-key-of-this-test"
AT = datetime(2026, 6, 16, 2, 0, tzinfo=UTC)


class Server:
    """Takes reports as the product's server does."""

    def __init__(self) -> None:
        self.reports: list[CarrierReport] = []
        self._provider = SimulatorProvider("http://127.0.0.1:9", KEY)
        self.app = FastAPI()
        self.app.post(REPORTS_PATH)(self.take)

    async def take(self, request: Request) -> Response:
        signed = await signed_request(request)
        self._provider.verify(signed)
        self.reports.append(self._provider.read_report(signed.body))
        return Response(status_code=204)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def origin(server: Server) -> Iterator[str]:
    with serving(server.app, settings_for_tests()) as origin:
        yield origin


def _add_call(engine: sa.Engine, call_sid: str, state: CallState, last_sequence: int) -> None:
    with Session(engine) as session, session.begin():
        group = QueueGroupRow(queue_group_id=uuid4(), code=call_sid.lower())
        session.add(group)
        session.flush()
        queue = QueueRow(queue_id=uuid4(), queue_group_id=group.queue_group_id, code=call_sid.lower(), name={})
        session.add(queue)
        session.flush()
        session.add(
            CallRow(
                provider="simulator",
                call_sid=call_sid,
                state=state,
                queue_id=queue.queue_id,
                arrived_at=AT,
                enqueued_at=AT,
                since_at=AT,
                ended_at=AT if state is CallState.ENDED else None,
                last_sequence=last_sequence,
            )
        )


def test_calls_of_a_simulator_that_is_gone_are_reported_as_ended_and_no_others(
    engine: sa.Engine, server: Server, origin: str
) -> None:
    _add_call(engine, "SIM-still-on", CallState.QUEUED, 4)
    _add_call(engine, "SIM-over", CallState.ENDED, 9)

    assert end_lost_calls(engine, origin, KEY) == 1

    (report,) = server.reports
    assert (report.call_sid, report.kind, report.sequence) == ("SIM-still-on", ReportKind.CALL_ENDED, 5)
    assert report.room.ended_by is EndedBy.CARRIER


def test_without_lost_calls_nothing_is_reported(engine: sa.Engine, server: Server, origin: str) -> None:
    assert end_lost_calls(engine, origin, KEY) == 0
    assert server.reports == []
