"""New callers do not keep waiting what is told of calls that are under way."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any, cast

import httpx
import pytest
from fastapi import Depends, FastAPI

from telephony.deps import Deps
from telephony.providers.base import CarrierReport, Provider, SignedRequest
from telephony.webhooks import routes
from tests.telephony.http import serving

WAIT = 20.0


@dataclass
class Report:
    """As much of a report as the route looks at."""

    sequence: int


class FakeProvider:
    """Reads a report's number as it stands."""

    name = "fake"

    def verify(self, request: SignedRequest) -> None:
        pass

    def read_report(self, body: bytes) -> CarrierReport:
        return cast(CarrierReport, Report(int(body)))


class Unit:
    """A unit of work that works on nothing."""

    session = journal = None


@contextmanager
def open_work() -> Iterator[Any]:
    yield Unit()


def test_reports_of_calls_under_way_are_taken_while_callers_stand_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    locked, full = Event(), Event()

    def receive(session: object, deps: object, name: str, report: Report) -> None:
        begun.append(report.sequence)
        if report.sequence == 1:
            if begun.count(1) == routes.ARRIVALS_AT_ONCE:
                full.set()
            assert locked.wait(WAIT)

    monkeypatch.setattr(routes, "receive_report", receive)
    app = FastAPI()
    app.include_router(
        routes.webhook_routes(
            lambda _: cast(Deps, None), cast(Provider, FakeProvider()), open_work=open_work, rule=Depends(lambda: None)
        )
    )
    callers = routes.ARRIVALS_AT_ONCE + 10
    with serving(app) as origin, ThreadPoolExecutor(callers) as pool:

        def tell(sequence: int) -> int:
            url = f"{origin}/carrier/fake/reports"
            return httpx.post(url, content=str(sequence), timeout=WAIT, trust_env=False).status_code

        arrivals = [pool.submit(tell, 1) for _ in range(callers)]
        try:
            assert full.wait(WAIT)
            assert tell(2) == 204
            assert begun.count(1) == routes.ARRIVALS_AT_ONCE
        finally:
            locked.set()
        assert [each.result(WAIT) for each in arrivals] == [204] * callers
    assert begun.count(1) == callers
