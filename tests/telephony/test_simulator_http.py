"""The simulator and its provider over real loopback HTTP, with a tiny server of our own on the other side."""

import socket
import time
from collections.abc import Iterator
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from agent_desktop.demo.parts import free_port
from telephony.errors import CarrierAwayError, ReportNotUnderstoodError, SignatureWrongError
from telephony.providers.base import CarrierReport, Order, OrderKind, OrderOutcome, ReportKind, SignedRequest
from telephony.providers.simulator.app import REPORTS_PATH, create_simulator
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.providers.simulator.run import run
from telephony.providers.simulator.signing import SIGNATURE_HEADER, TOLERANCE_SECONDS, check, sign
from telephony.webhooks.signed import signed_request
from tests.telephony.http import serving, wait_until

KEY = "a-key-of-this-test"


class TinyServer:
    """Takes reports as the product's server does, or answers with `status` while that is set."""

    def __init__(self, provider: SimulatorProvider | None = None) -> None:
        self.status = 204
        self.refused = 0
        self.reports: list[CarrierReport] = []
        self._provider = provider or SimulatorProvider("http://127.0.0.1:9", KEY)
        self.app = FastAPI()
        self.app.post(REPORTS_PATH)(self.take)

    async def take(self, request: Request) -> Response:
        signed = await signed_request(request)
        try:
            self._provider.verify(signed)
        except SignatureWrongError:
            return Response(status_code=403)
        if self.status != 204:
            self.refused += 1
            return Response(status_code=self.status)
        self.reports.append(self._provider.read_report(signed.body))
        return Response(status_code=204)


@pytest.fixture
def server() -> TinyServer:
    return TinyServer()


@pytest.fixture
def server_url(server: TinyServer) -> Iterator[str]:
    with serving(server.app) as origin:
        yield origin


@pytest.fixture
def carrier_url(server_url: str) -> Iterator[str]:
    with serving(create_simulator(server_url, KEY)) as origin:
        yield origin


@pytest.fixture
def provider(carrier_url: str) -> Iterator[SimulatorProvider]:
    provider = SimulatorProvider(carrier_url, KEY)
    yield provider
    provider.close()


@pytest.fixture
def trial(carrier_url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=carrier_url, trust_env=False, timeout=15) as client:
        yield client


def order(sid: str, kind: OrderKind, order_id: UUID | None = None) -> Order:
    return Order(order_id or uuid4(), sid, kind, "agent:7")


def test_a_whole_call_over_http_brings_its_reports_in_order(
    server: TinyServer, provider: SimulatorProvider, trial: httpx.Client
) -> None:
    request = {"from_number": "+85291234567", "menu_reason": "card_charge", "menu_path": [{"en": "Cards"}]}
    call = trial.post("/calls", json=request).raise_for_status().json()
    sid = call["call_sid"]
    assert (call["state"], call["music"]) == ("waiting", ["caller"])
    trial.post(f"/calls/{sid}/keys", json={"keys": "12#"}).raise_for_status()

    for kind in (OrderKind.JOIN_AGENT, OrderKind.HOLD, OrderKind.RESUME, OrderKind.MUTE, OrderKind.UNMUTE):
        assert provider.carry_out(order(sid, kind)) is OrderOutcome.DONE
    assert trial.get(f"/calls/{sid}").json()["hears"] == {"caller": ["agent"], "agent": ["caller"]}
    trial.post(f"/calls/{sid}/hang-up").raise_for_status()

    wait_until(lambda: len(server.reports) == 8)
    assert [report.sequence for report in server.reports] == list(range(1, 9))
    assert [report.kind for report in server.reports] == [
        ReportKind.CALL_ARRIVED,
        ReportKind.CALL_KEYED,
        ReportKind.PARTY_JOINED,
        ReportKind.PARTY_HELD,
        ReportKind.PARTY_RESUMED,
        ReportKind.PARTY_MUTED,
        ReportKind.PARTY_UNMUTED,
        ReportKind.CALL_ENDED,
    ]
    arrival = server.reports[0].arrival
    assert (arrival.from_number, arrival.menu_reason, arrival.menu_path) == (
        "+85291234567",
        "card_charge",
        ({"en": "Cards"},),
    )
    assert [view["state"] for view in trial.get("/calls").json()] == ["ended"]


def test_a_withheld_number_is_never_reported(server: TinyServer, trial: httpx.Client) -> None:
    trial.post("/calls", json={"from_number": "+85291234567", "withheld": True}).raise_for_status()

    wait_until(lambda: len(server.reports) == 1)
    assert server.reports[0].arrival.from_number == ""


def test_a_caller_lives_on_while_the_server_fails_and_every_report_comes_later(
    server: TinyServer, trial: httpx.Client
) -> None:
    server.status = 500
    sid = trial.post("/calls", json={"from_number": "+85291234567"}).json()["call_sid"]
    trial.post(f"/calls/{sid}/keys", json={"keys": "1"})
    wait_until(lambda: server.refused >= 2)
    assert trial.get(f"/calls/{sid}").json()["undelivered"] == 2

    server.status = 204

    wait_until(lambda: len(server.reports) == 2)
    assert [report.sequence for report in server.reports] == [1, 2]
    wait_until(lambda: trial.get(f"/calls/{sid}").json()["undelivered"] == 0)


def test_a_caller_lives_on_while_no_server_is_there_at_all() -> None:
    server = TinyServer()
    port = free_port()
    with (
        serving(create_simulator(f"http://127.0.0.1:{port}", KEY)) as origin,
        httpx.Client(base_url=origin, trust_env=False, timeout=15) as trial,
    ):
        sid = trial.post("/calls", json={"from_number": "+85291234567"}).json()["call_sid"]
        assert trial.get(f"/calls/{sid}").json()["undelivered"] == 1
        with serving(server.app, port):
            wait_until(lambda: len(server.reports) == 1)
        assert trial.get(f"/calls/{sid}").json()["state"] == "waiting"


def test_the_same_order_twice_is_done_once(
    server: TinyServer, provider: SimulatorProvider, trial: httpx.Client
) -> None:
    sid = trial.post("/calls", json={"from_number": "+85291234567"}).json()["call_sid"]
    join = order(sid, OrderKind.JOIN_AGENT)

    assert provider.carry_out(join) is provider.carry_out(join) is OrderOutcome.DONE

    trial.post(f"/calls/{sid}/hang-up")
    wait_until(lambda: len(server.reports) == 3)
    assert [report.kind for report in server.reports].count(ReportKind.PARTY_JOINED) == 1


def test_an_order_of_another_key_is_not_taken(carrier_url: str, trial: httpx.Client) -> None:
    sid = trial.post("/calls", json={"from_number": "+85291234567"}).json()["call_sid"]
    stranger = SimulatorProvider(carrier_url, "another-key")
    try:
        with pytest.raises(CarrierAwayError):
            stranger.carry_out(order(sid, OrderKind.END_CALL))
    finally:
        stranger.close()
    assert trial.get(f"/calls/{sid}").json()["state"] == "waiting"
    unsigned = trial.post("/orders", json={"order_id": str(uuid4()), "call_sid": sid, "kind": "end_call"})
    assert unsigned.status_code == 403


def test_a_carrier_that_is_not_there_is_away() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        provider = SimulatorProvider(f"http://127.0.0.1:{reserved.getsockname()[1]}", KEY, timeout_seconds=0.5)
        with pytest.raises(CarrierAwayError):
            provider.carry_out(order("SIM1", OrderKind.HOLD))
        provider.close()


def test_a_carrier_that_does_not_answer_in_time_is_away() -> None:
    with socket.socket() as silent:  # accepts, and says nothing
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        provider = SimulatorProvider(f"http://127.0.0.1:{silent.getsockname()[1]}", KEY, timeout_seconds=0.2)
        with pytest.raises(CarrierAwayError):
            provider.carry_out(order("SIM1", OrderKind.HOLD))
        provider.close()


def test_a_call_nobody_knows_and_keys_that_are_none_are_refused(trial: httpx.Client) -> None:
    assert trial.get("/calls/SIM-nobody").status_code == 404
    assert trial.post("/calls/SIM-nobody/hang-up").status_code == 404
    sid = trial.post("/calls", json={}).json()["call_sid"]
    assert trial.post(f"/calls/{sid}/keys", json={"keys": "abc"}).status_code == 422
    assert trial.post("/calls", json={"unknown": 1}).status_code == 422


def test_a_signature_is_good_for_its_body_its_key_and_a_few_minutes() -> None:
    header = sign(KEY, b"body", 1000)
    check(KEY, b"body", header, 1000 + TOLERANCE_SECONDS)

    for key, body, given, at in [
        (KEY, b"other", header, 1000.0),
        ("other", b"body", header, 1000.0),
        (KEY, b"body", header, 1001.0 + TOLERANCE_SECONDS),
        (KEY, b"body", header.replace("t=1000", "t=1001"), 1000.0),
        (KEY, b"body", "", 1000.0),
        (KEY, b"body", None, 1000.0),
        (KEY, b"body", "t=soon,v1=0", 1000.0),
        (KEY, b"body", "nonsense", 1000.0),
        (KEY, b"body", "t=1000,v1=é", 1000.0),
        ("", b"body", sign("", b"body", 1000), 1000.0),
    ]:
        with pytest.raises(SignatureWrongError):
            check(key, body, given, at)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{}", "event_id"),
        (b"not json", ""),
        (b'{"event_id":"1","call_sid":"S","sequence":0,"kind":"call.ended","at":"2026-03-02T09:00:00Z"}', "sequence"),
        (b'{"event_id":"1","call_sid":"S","sequence":1,"kind":"call.lost","at":"2026-03-02T09:00:00Z"}', "kind"),
        (b'{"event_id":"1","call_sid":"S","sequence":1,"kind":"call.ended","at":"2026-03-02T09:00:00"}', "at"),
    ],
)
def test_a_report_of_another_form_is_refused_with_the_field(
    provider: SimulatorProvider, body: bytes, field: str
) -> None:
    with pytest.raises(ReportNotUnderstoodError) as refusal:
        provider.read_report(body)
    assert refusal.value.details == {"field": field}


def test_headers_are_found_however_they_are_spelt(provider: SimulatorProvider) -> None:
    header = {SIGNATURE_HEADER.lower(): sign(KEY, b"body", time.time())}
    provider.verify(SignedRequest("POST", "/anywhere", httpx.Headers(header), b"body"))


def test_the_simulator_listens_on_loopback_only_and_never_without_a_key() -> None:
    with pytest.raises(ValueError, match="loopback"):
        run("0.0.0.0", 0, "http://127.0.0.1:9", KEY)
    with pytest.raises(ValueError, match="key"):
        run("127.0.0.1", 0, "http://127.0.0.1:9", "")


def test_a_taken_port_is_an_error_the_program_can_put_into_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            run("127.0.0.1", taken.getsockname()[1], "http://127.0.0.1:9", KEY)
