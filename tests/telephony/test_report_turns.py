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


def app() -> FastAPI:
    """Serves the route alone."""
    served, provider = FastAPI(), cast(Provider, FakeProvider())
    rule = Depends(lambda: None)
    served.include_router(routes.webhook_routes(lambda _: cast(Deps, None), provider, open_work=open_work, rule=rule))
    return served


def tell(origin: str, sequence: int) -> int:
    """Bring the report of this number; return what is said to it."""
    url = f"{origin}/carrier/fake/reports"
    return httpx.post(url, content=str(sequence), timeout=WAIT, trust_env=False).status_code


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
    callers = routes.ARRIVALS_AT_ONCE + 10
    with serving(app()) as origin, ThreadPoolExecutor(callers) as pool:
        arrivals = [pool.submit(tell, origin, 1) for _ in range(callers)]
        try:
            assert full.wait(WAIT)
            assert tell(origin, 2) == 204
            assert begun.count(1) == routes.ARRIVALS_AT_ONCE
        finally:
            locked.set()
        assert [each.result(WAIT) for each in arrivals] == [204] * callers
    assert begun.count(1) == callers


def test_a_report_that_does_not_have_its_turn_in_time_is_to_be_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, locked = Event(), Event()

    def receive(session: object, deps: object, name: str, report: Report) -> None:
        begun.set()
        assert locked.wait(WAIT)

    monkeypatch.setattr(routes, "receive_report", receive)
    monkeypatch.setattr(routes, "ARRIVALS_AT_ONCE", 1)
    monkeypatch.setattr(routes, "LINE_SECONDS", 0.05)
    with serving(app()) as origin, ThreadPoolExecutor(1) as pool:
        first = pool.submit(tell, origin, 1)
        try:
            assert begun.wait(WAIT)
            assert tell(origin, 1) == 503
        finally:
            locked.set()
        assert first.result(WAIT) == 204
        assert tell(origin, 1) == 204
