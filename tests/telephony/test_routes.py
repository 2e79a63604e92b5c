"""Telephony's routes as a host mounts them: rules and units of work come from the host."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse
from pydantic_core import to_json

from agent_desktop.contract.errors import ErrorCode
from telephony.app import Hosting, Telephony, build_routers
from telephony.contract import AgentState, CallState, DeskSnapshot
from telephony.errors import NotYourCallError, SignatureWrongError, TelephonyError
from telephony.ports import Work
from telephony.providers.base import CarrierReport
from telephony.providers.simulator.message_sender import SimulatorMessages
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign
from tests.telephony.http import serving
from tests.telephony.support import Centre, Unit

KEY = "a-key-of-this-test"
REPORTS = "/carrier/simulator/reports"


class Answers:
    """A host's memory of commands."""

    def __init__(self) -> None:
        self.kept: dict[UUID, DeskSnapshot] = {}
        self.fingerprints: list[str] = []

    def __call__(
        self, work: Work, *, agent_id: UUID, command_id: UUID, fingerprint: str, do: Callable[[], DeskSnapshot]
    ) -> DeskSnapshot:
        self.fingerprints.append(fingerprint)
        if command_id not in self.kept:
            self.kept[command_id] = do()
        return self.kept[command_id]


class Host:
    """A host around the centre: who asks is in a header, and an error is its code."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.answers = Answers()
        self.units = 0
        provider = SimulatorProvider("http://127.0.0.1:9", KEY)
        hosting = Hosting(
            work=Depends(self.unit, scope="function"),
            open_work=self.open_work,
            agent=Depends(self.agent),
            seated=Depends(self.agent),
            carrier=Depends(self.anybody),
            once=self.answers,
        )
        self.app = FastAPI()
        telephony = Telephony(clock=centre.clock, host=centre.host, settings=centre.settings)
        for router in build_routers(telephony, hosting, provider, SimulatorMessages(provider.client)):
            self.app.include_router(router)
        self.app.add_exception_handler(TelephonyError, self.refused)
        self.client = httpx.Client(trust_env=False, timeout=15)

    def unit(self) -> Iterator[Unit]:
        with self.open_work() as unit:
            yield unit

    def open_work(self) -> AbstractContextManager[Unit]:
        self.units += 1
        return self.centre.open_work()

    def agent(self, x_agent: str = Header()) -> UUID:
        return UUID(x_agent)

    def anybody(self) -> None:
        pass

    async def refused(self, request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, TelephonyError)
        return JSONResponse({"code": error.code, "details": error.details}, status_code=409)

    def command(self, agent: UUID, path: str, action: str, command_id: UUID | None = None, **more: str) -> DeskSnapshot:
        body = {"command_id": str(command_id or uuid4()), "action": action, **more}
        answer = self.client.post(path, json=body, headers={"X-Agent": str(agent)})
        assert answer.status_code == 200, answer.text
        return DeskSnapshot.model_validate(answer.json())

    def bring(self, report: CarrierReport, key: str = KEY) -> int:
        body = to_json(report)
        headers = {SIGNATURE_HEADER: sign(key, body, time.time())}
        return self.client.post(REPORTS, content=body, headers=headers).status_code


@pytest.fixture
def host(centre: Centre) -> Iterator[Host]:
    host = Host(centre)
    with serving(host.app) as origin, host.client:
        host.client.base_url = httpx.URL(origin)
        yield host


def test_a_call_from_the_carriers_report_to_the_talk_over_the_routes(host: Host) -> None:
    centre = host.centre
    agent = centre.agent(ready=False)
    assert host.command(agent, "/agent/commands", "go_ready").agent.state is AgentState.READY

    centre.carrier.ring("+85291234567")
    assert host.bring(centre.carrier.reports.pop()) == 204

    desk = DeskSnapshot.model_validate(host.client.get("/desk", headers={"X-Agent": str(agent)}).json())
    assert desk.offer is not None
    assert desk.offer.payload == {"name": "Ms Ho"}
    answered = host.command(agent, f"/calls/{desk.offer.call_id}/commands", "answer")
    assert answered.call is not None
    assert answered.call.state is CallState.CONNECTING


def test_a_repeated_command_is_done_once_and_answered_the_same(host: Host) -> None:
    agent = host.centre.agent(ready=False)
    command_id = uuid4()

    first = host.command(agent, "/agent/commands", "go_not_ready", command_id, reason="lunch")
    again = host.command(agent, "/agent/commands", "go_not_ready", command_id, reason="lunch")

    assert first == again
    assert host.answers.fingerprints == ["agent go_not_ready lunch"] * 2


def test_a_refusal_goes_to_the_host_with_its_code_and_changes_nothing(host: Host) -> None:
    centre = host.centre
    centre.agent()
    other = centre.agent(ready=False)
    call_id = centre.ring()

    answer = host.client.post(
        f"/calls/{call_id}/commands",
        json={"command_id": str(uuid4()), "action": "answer"},
        headers={"X-Agent": str(other)},
    )

    assert answer.json()["code"] == NotYourCallError.code
    assert centre.call(call_id).state is CallState.RINGING


def test_a_command_nobody_knows_is_refused_by_its_form(host: Host) -> None:
    agent = host.centre.agent()
    for body in ({"command_id": str(uuid4()), "action": "fly"}, {"action": "go_ready"}, {"x": 1}):
        assert host.client.post("/agent/commands", json=body, headers={"X-Agent": str(agent)}).status_code == 422


def test_an_unsigned_report_opens_no_transaction(host: Host) -> None:
    centre = host.centre
    centre.carrier.ring("+85291234567")
    report = centre.carrier.reports[0]
    before = host.units

    assert host.bring(report, key="another-key") == 409
    answer = host.client.post(REPORTS, content=to_json(report))

    assert answer.json() == {"code": SignatureWrongError.code, "details": {}}
    assert host.units == before


def test_a_signed_report_of_another_form_or_size_is_refused(host: Host) -> None:
    for body in (b"{}", b"x" * 70_000):
        headers = {SIGNATURE_HEADER: sign(KEY, body, time.time())}
        answer = host.client.post(REPORTS, content=body, headers=headers)
        assert answer.json()["code"] == "request_not_understood"


def test_the_same_report_brought_again_is_accepted_and_does_nothing(host: Host) -> None:
    centre = host.centre
    agent = centre.agent()
    centre.carrier.ring("+85291234567")
    report = centre.carrier.reports.pop()

    assert host.bring(report) == 204
    offer = centre.desk(agent).offer
    assert host.bring(report) == 204
    assert centre.desk(agent).offer == offer


def test_every_error_of_telephony_has_a_code_of_the_products_table() -> None:
    codes = {error.code for error in TelephonyError.__subclasses__()}

    assert codes <= {code.value for code in ErrorCode}
    assert "" not in codes
