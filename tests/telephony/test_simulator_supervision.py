"""A supervisor in one of the simulator's rooms, tones and announcements: who hears whom after each order."""

from uuid import uuid4

import pytest

from telephony.contract import Reached, SupervisionMode
from telephony.menu.walk import Spoken
from telephony.providers.base import Audience, Order, OrderKind, OrderOutcome, ReportKind
from telephony.providers.simulator.rooms import as_listed
from tests.telephony.lines import COLLEAGUES_LINE, LINE, OUTSIDE, Line, Told
from tests.telephony.support import NINE

SUPERVISORS_LINE = "agent:1"


def supervised(kind: OrderKind, line: Line | None = None) -> Line:
    line = line or Line()
    if "agent" not in line.room.parties:
        line.order(OrderKind.JOIN_AGENT)
    line.order(kind, SUPERVISORS_LINE)
    return line


@pytest.mark.parametrize(
    ("kind", "mode", "heard"),
    [
        (
            OrderKind.LISTEN,
            SupervisionMode.LISTEN,
            {"caller": ("agent",), "agent": ("caller",), "supervisor": ("agent", "caller")},
        ),
        (
            OrderKind.WHISPER,
            SupervisionMode.WHISPER,
            {"caller": ("agent",), "agent": ("caller", "supervisor"), "supervisor": ("agent", "caller")},
        ),
        (
            OrderKind.BARGE,
            SupervisionMode.BARGE,
            {
                "caller": ("agent", "supervisor"),
                "agent": ("caller", "supervisor"),
                "supervisor": ("agent", "caller"),
            },
        ),
    ],
)
def test_nobody_hears_who_listens_the_agent_who_whispers_and_all_who_barges(
    kind: OrderKind, mode: SupervisionMode, heard: dict[str, tuple[str, ...]]
) -> None:
    line = supervised(kind)

    assert line.heard == heard
    last = line.reports[-1]
    assert (last.kind, last.room.supervisor_endpoint) == (ReportKind.PARTY_SUPERVISED, SUPERVISORS_LINE)
    assert last.room.supervisor_mode is mode
    assert as_listed(line.room).supervisor_endpoint == SUPERVISORS_LINE


@pytest.mark.parametrize("before", [OrderKind.LISTEN, OrderKind.WHISPER, OrderKind.BARGE])
@pytest.mark.parametrize("after", [OrderKind.LISTEN, OrderKind.WHISPER, OrderKind.BARGE])
def test_a_supervisor_goes_from_each_mode_to_each_and_stays_one_line(before: OrderKind, after: OrderKind) -> None:
    line = supervised(after, supervised(before))

    assert line.heard == supervised(after).heard
    assert sorted(line.room.parties) == ["agent", "caller", "supervisor"]


@pytest.mark.parametrize("kind", [OrderKind.LISTEN, OrderKind.WHISPER])
@pytest.mark.parametrize("turn", [OrderKind.HOLD, OrderKind.RESUME, OrderKind.MUTE, OrderKind.UNMUTE, OrderKind.CONFER])
def test_no_turn_of_the_agents_lets_the_customer_hear_a_supervisor_who_does_not_speak_to_them(
    kind: OrderKind, turn: OrderKind
) -> None:
    line = supervised(kind, Line().with_colleague())
    line.order(turn)

    assert "supervisor" not in line.heard["caller"]
    assert "supervisor" not in line.heard["colleague"]


def test_who_barges_in_is_not_heard_by_a_customer_on_hold() -> None:
    line = supervised(OrderKind.BARGE)
    line.order(OrderKind.HOLD)

    assert line.heard == {"caller": (), "agent": ("supervisor",), "supervisor": ("agent",)}
    assert line.music == ("caller",)


def test_who_whispered_to_one_agent_is_heard_by_nobody_once_another_has_the_call() -> None:
    line = supervised(OrderKind.WHISPER, Line().with_colleague())
    line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)

    assert line.heard == {"caller": ("agent",), "agent": ("caller",), "supervisor": ("agent", "caller")}


def test_leaving_takes_the_supervisors_line_out_and_nobody_elses() -> None:
    line = supervised(OrderKind.BARGE)

    assert line.order(OrderKind.LEAVE, "agent:2")[0] is OrderOutcome.DONE
    assert "supervisor" in line.heard
    outcome, report = line.order(OrderKind.LEAVE, SUPERVISORS_LINE)
    assert report is not None
    assert (outcome, report.kind, report.room.supervisor_endpoint) == (OrderOutcome.DONE, ReportKind.PARTY_LEFT, "")
    assert line.heard == {"caller": ("agent",), "agent": ("caller",)}


def test_nobody_listens_to_a_waiting_caller_or_beside_another_supervisor_or_by_the_line_of_somebody_in_the_room() -> (
    None
):
    waiting = Line()
    assert waiting.order(OrderKind.LISTEN, SUPERVISORS_LINE) == (OrderOutcome.REFUSED, None)

    line = supervised(OrderKind.LISTEN)
    assert line.order(OrderKind.BARGE, "agent:2") == (OrderOutcome.REFUSED, None)
    line.order(OrderKind.LEAVE, SUPERVISORS_LINE)
    assert line.order(OrderKind.LISTEN, LINE) == (OrderOutcome.REFUSED, None)


def test_a_supervisors_line_that_goes_down_and_an_agents_that_does_leave_the_others_as_they_were() -> None:
    line = supervised(OrderKind.LISTEN)
    report = line.drop("supervisor")
    assert report is not None
    assert line.heard == {"caller": ("agent",), "agent": ("caller",)}

    line = supervised(OrderKind.LISTEN)
    line.drop("agent")
    assert line.heard == {"caller": (), "supervisor": ("caller",)}


def _tell(line: Line, kind: OrderKind, audience: Audience, *, digits: str = "", say: str = "") -> Told:
    spoken = (Spoken("en", say),) if say else ()
    order = Order(uuid4(), line.room.call_sid, kind, "", spoken=spoken, audience=audience, digits=digits)
    return line.carrier.carry_out(order, NINE)


def test_tones_reach_the_party_they_are_for_and_nobody_else() -> None:
    line = Line().with_colleague()
    outcome, report = _tell(line, OrderKind.SEND_DIGITS, Audience.COLLEAGUE, digits="12#")
    _tell(line, OrderKind.SEND_DIGITS, Audience.COLLEAGUE, digits="4")

    assert report is not None
    assert (outcome, report.kind) == (OrderOutcome.DONE, ReportKind.PARTY_TOLD)
    assert {label: party.heard_digits for label, party in line.room.parties.items()} == {
        "caller": "",
        "agent": "",
        "colleague": "12#4",
    }
    assert "12#" not in repr(report)
    assert "12#" not in repr(Order(uuid4(), "", OrderKind.SEND_DIGITS, "", digits="12#"))


@pytest.mark.parametrize(
    ("audience", "digits"),
    [(Audience.COLLEAGUE, "1"), (Audience.EVERYBODY, "1"), (Audience.CUSTOMER, ""), (Audience.CUSTOMER, "1a")],
)
def test_tones_for_nobody_for_all_or_that_no_key_makes_are_refused(audience: Audience, digits: str) -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)

    assert _tell(line, OrderKind.SEND_DIGITS, audience, digits=digits) == (OrderOutcome.REFUSED, None)


def test_an_announcement_is_heard_by_one_party_or_by_all_and_changes_nothing_else() -> None:
    line = Line().with_colleague()
    before = line.heard
    _tell(line, OrderKind.ANNOUNCE, Audience.AGENT, say="Mind the time")
    assert [label for label, party in line.room.parties.items() if party.told] == ["agent"]
    outcome, _ = _tell(line, OrderKind.ANNOUNCE, Audience.EVERYBODY, say="This call is recorded")

    assert outcome is OrderOutcome.DONE
    assert {party.told[0].text for party in line.room.parties.values()} == {"This call is recorded"}
    assert line.room.last_words == (Spoken("en", "This call is recorded"),)
    assert line.heard == before
    assert _tell(line, OrderKind.ANNOUNCE, Audience.EVERYBODY) == (OrderOutcome.REFUSED, None)


def test_an_outside_line_that_was_called_in_hears_the_tones() -> None:
    line = Line().calling_outside()
    assert _tell(line, OrderKind.SEND_DIGITS, Audience.COLLEAGUE, digits="1")[0] is OrderOutcome.REFUSED
    line.outside(Reached.HERE)

    assert _tell(line, OrderKind.SEND_DIGITS, Audience.COLLEAGUE, digits="1")[0] is OrderOutcome.DONE
    assert line.room.parties["colleague"].endpoint == OUTSIDE
