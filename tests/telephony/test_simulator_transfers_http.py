"""A third party in a call, over the simulator's own HTTP: called outside, refusing, put down, and what is reported."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from telephony.contract import Reached
from telephony.menu.walk import Spoken
from telephony.providers.base import EndedBy, Order, OrderKind, OrderOutcome, ReportKind
from telephony.providers.simulator.app import create_simulator
from telephony.providers.simulator.provider import SimulatorProvider
from telephony.providers.simulator.wire import CallView
from tests.telephony.http import serving, wait_until
from tests.telephony.test_simulator_http import KEY, TinyServer

AGENT, COLLEAGUE, OUTSIDE = "agent:7", "agent:9", "outside:1"
NUMBER = "+85228881234"


class Call:
    """One call at a simulator whose business clock runs fifty times as fast as the machine's."""

    def __init__(self, server: TinyServer, provider: SimulatorProvider, trial: httpx.Client) -> None:
        self.server, self._provider, self._trial = server, provider, trial
        self.sid = trial.post("/calls", json={"from_number": "+85291234567"}).raise_for_status().json()["call_sid"]
        assert self.order(OrderKind.JOIN_AGENT) is OrderOutcome.DONE
        assert self.order(OrderKind.HOLD) is OrderOutcome.DONE

    def order(self, kind: OrderKind, endpoint: str = AGENT, say: str = "") -> OrderOutcome:
        spoken = (Spoken("en", say),) if say else ()
        more = {"to_number": NUMBER, "from_number": "+85228880000", "ring_seconds": 25}
        order = Order(uuid4(), self.sid, kind, endpoint, spoken)
        if kind is OrderKind.DIAL_OUTSIDE:
            order = Order(uuid4(), self.sid, kind, endpoint, spoken, **more)  # type: ignore[arg-type]
        return self._provider.carry_out(order)

    def behave(self, **conduct: object) -> None:
        self._trial.post("/conducts", json={"number": NUMBER, **conduct}).raise_for_status()

    def post(self, what: str, **body: object) -> CallView:
        answer = self._trial.post(f"/calls/{self.sid}/{what}", json=body)
        return CallView.model_validate(answer.raise_for_status().json())

    def view(self) -> CallView:
        return CallView.model_validate(self._trial.get(f"/calls/{self.sid}").json())

    def kinds(self) -> list[ReportKind]:
        return [report.kind for report in self.server.reports]


@pytest.fixture
def call() -> Iterator[Call]:
    server = TinyServer()
    with (
        serving(server.app) as server_url,
        serving(create_simulator(server_url, KEY, speed=50)) as carrier_url,
        httpx.Client(base_url=carrier_url, trust_env=False, timeout=15) as trial,
    ):
        provider = SimulatorProvider(carrier_url, KEY)
        yield Call(server, provider, trial)
        provider.close()


def test_somebody_outside_rings_answers_and_hangs_up_by_themselves(call: Call) -> None:
    call.behave(conduct="answers", after_seconds=1, talk_seconds=2)
    assert call.order(OrderKind.DIAL_OUTSIDE, OUTSIDE) is OrderOutcome.DONE

    wait_until(lambda: ReportKind.PARTY_LEFT in call.kinds())
    dialled, alerting, joined, left = call.server.reports[-4:]
    assert [each.kind for each in (dialled, alerting, joined, left)] == [
        ReportKind.PARTY_DIALLED,
        ReportKind.PARTY_ALERTING,
        ReportKind.PARTY_JOINED,
        ReportKind.PARTY_LEFT,
    ]
    reached = [each.room.colleague_reached for each in (dialled, alerting, joined)]
    assert reached == [Reached.NOT_YET, Reached.RINGING, Reached.HERE]
    assert {each.room.colleague_endpoint for each in (dialled, alerting, joined)} == {OUTSIDE}
    assert (left.room.colleague_endpoint, left.room.colleague_failed) == ("", None)


@pytest.mark.parametrize(
    ("conduct", "why"),
    [
        ("busy", EndedBy.BUSY),
        ("declines", EndedBy.DECLINED),
        ("unreachable", EndedBy.UNREACHABLE),
        ("no_answer", EndedBy.NO_ANSWER),
    ],
)
def test_somebody_outside_who_does_not_come_leaves_the_call_going_on(call: Call, conduct: str, why: EndedBy) -> None:
    call.behave(conduct=conduct, after_seconds=1)
    call.order(OrderKind.DIAL_OUTSIDE, OUTSIDE)

    wait_until(lambda: ReportKind.PARTY_LEFT in call.kinds())
    left = call.server.reports[-1].room
    assert (left.colleague_failed, left.ended_by, left.agent_endpoint) == (why, None, AGENT)
    assert call.view().state == "held"


def test_the_same_call_outside_is_made_once_whatever_id_asks_for_it(call: Call) -> None:
    call.behave(conduct="no_answer")
    for _ in range(3):
        assert call.order(OrderKind.DIAL_OUTSIDE, OUTSIDE) is OrderOutcome.DONE
    wait_until(lambda: ReportKind.PARTY_LEFT in call.kinds())

    assert call.kinds().count(ReportKind.PARTY_ALERTING) == 1
    assert call.kinds().count(ReportKind.PARTY_LEFT) == 1


def test_the_ring_of_an_earlier_call_outside_does_not_end_a_later_one(call: Call) -> None:
    call.behave(conduct="answers", after_seconds=1000)
    call.order(OrderKind.DIAL_OUTSIDE, OUTSIDE)
    wait_until(lambda: call.view().ringback == ("agent",))
    call.post("refuse", conduct="declines")
    call.order(OrderKind.DIAL_OUTSIDE, "outside:2")

    answered = call.post("answer")

    assert answered.hears == {"caller": (), "agent": ("colleague",), "colleague": ("agent",)}
    assert answered.called == NUMBER
    wait_until(lambda: call.view().undelivered == 0)
    assert call.server.reports[-1].room.colleague_endpoint == "outside:2"


def test_a_caller_left_to_a_number_that_rings_is_shown_as_hearing_it(call: Call) -> None:
    call.behave(conduct="answers", after_seconds=1000)
    call.order(OrderKind.DIAL_OUTSIDE, OUTSIDE)
    call.order(OrderKind.HAND_OVER, OUTSIDE, say="I am putting you through.")

    view = call.view()
    assert (view.ringback, view.music, [each.text for each in view.prompt]) == (
        ("caller",),
        (),
        ["I am putting you through."],
    )
    assert call.post("answer").hears == {"caller": ("agent",), "agent": ("caller",)}


def test_a_conference_and_a_hand_over_are_reported_as_such(call: Call) -> None:
    for kind, endpoint in (
        (OrderKind.JOIN_COLLEAGUE, COLLEAGUE),
        (OrderKind.CONFER, AGENT),
        (OrderKind.HAND_OVER, COLLEAGUE),
    ):
        assert call.order(kind, endpoint) is OrderOutcome.DONE
    wait_until(lambda: call.view().undelivered == 0)

    conferred, handed_over = call.server.reports[-2:]
    assert (conferred.kind, conferred.room.conferring) == (ReportKind.PARTY_CONFERRED, True)
    assert (handed_over.kind, handed_over.room.agent_endpoint) == (ReportKind.PARTY_HANDED_OVER, COLLEAGUE)


@pytest.mark.parametrize("party", ["agent", "colleague"])
def test_a_line_that_goes_down_is_reported_and_the_room_goes_on(call: Call, party: str) -> None:
    call.order(OrderKind.JOIN_COLLEAGUE, COLLEAGUE)
    view = call.post("drop", party=party)
    assert party not in view.hears
    assert "caller" in view.music
    wait_until(lambda: call.view().undelivered == 0)

    left = call.server.reports[-1]
    lines = {"agent": left.room.agent_endpoint, "colleague": left.room.colleague_endpoint}
    assert (left.kind, lines[party], left.room.ended_by) == (ReportKind.PARTY_LEFT, "", None)
