"""The simulator's own rooms: who hears whom, whatever the server asked."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.providers.base import (
    Arrival,
    CarrierReport,
    EndedBy,
    Order,
    OrderKind,
    OrderOutcome,
    ReportKind,
)
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.rooms import Room, hears, hears_music
from tests.telephony.support import NINE

LINE = "agent:7"


class Line:
    """One call on a carrier, with the words of a test."""

    def __init__(self) -> None:
        self.carrier = Carrier()
        self.room, self.arrival = self.carrier.ring(Arrival(from_number="+85291234567"), NINE)

    def order(self, kind: OrderKind, endpoint: str = LINE) -> tuple[OrderOutcome, CarrierReport | None]:
        return self.carrier.carry_out(Order(uuid4(), self.room.call_sid, kind, endpoint), NINE)


def test_a_caller_who_waits_hears_music() -> None:
    line = Line()

    assert (hears(line.room), hears_music(line.room)) == ({"caller": ()}, ("caller",))
    assert line.arrival.kind is ReportKind.CALL_ARRIVED


def test_a_joined_agent_and_the_caller_hear_each_other() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)

    assert hears(line.room) == {"caller": ("agent",), "agent": ("caller",)}
    assert hears_music(line.room) == ()


def test_a_caller_on_hold_hears_music_and_no_agent_and_is_heard_by_nobody() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.order(OrderKind.HOLD)

    assert hears(line.room) == {"caller": (), "agent": ()}
    assert hears_music(line.room) == ("caller",)


def test_a_muted_agent_on_a_held_call_is_muted_still_when_the_caller_comes_back() -> None:
    line = Line()
    for kind in (OrderKind.JOIN_AGENT, OrderKind.MUTE, OrderKind.HOLD, OrderKind.RESUME):
        line.order(kind)

    assert hears(line.room) == {"caller": (), "agent": ("caller",)}


@pytest.mark.parametrize("kind", [OrderKind.HOLD, OrderKind.RESUME, OrderKind.MUTE, OrderKind.UNMUTE])
def test_nothing_can_be_done_to_a_line_that_is_not_in_the_room(kind: OrderKind) -> None:
    line = Line()
    assert line.order(kind) == (OrderOutcome.REFUSED, None)
    line.order(OrderKind.JOIN_AGENT)
    assert line.order(kind, "agent:8") == (OrderOutcome.REFUSED, None)


def test_when_the_agent_is_removed_the_caller_is_not_left_in_silence() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.order(OrderKind.HOLD)
    line.order(OrderKind.REMOVE_AGENT)

    assert (hears(line.room), hears_music(line.room)) == ({"caller": ()}, ("caller",))


def test_removing_a_line_leaves_another_agents_line_alone() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.order(OrderKind.REMOVE_AGENT, "agent:8")

    assert hears(line.room)["caller"] == ("agent",)


def test_the_same_order_is_done_once_and_answered_twice() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    hold = Order(uuid4(), line.room.call_sid, OrderKind.HOLD, LINE)
    first = line.carrier.carry_out(hold, NINE)
    line.order(OrderKind.RESUME)

    again = line.carrier.carry_out(hold, NINE)

    assert first[0] is again[0] is OrderOutcome.DONE
    assert again[1] is None
    assert line.room.state() == "connected"


def test_an_order_for_an_ended_or_unknown_call_says_which() -> None:
    line = Line()
    line.carrier.hang_up(line.room.call_sid, NINE)

    assert line.order(OrderKind.JOIN_AGENT)[0] is OrderOutcome.CALL_ENDED
    unknown = Order(uuid4(), "SIM-nobody", OrderKind.JOIN_AGENT, LINE)
    assert line.carrier.carry_out(unknown, NINE)[0] is OrderOutcome.CALL_UNKNOWN


def test_a_call_ends_once_and_says_whose_doing_it_was() -> None:
    by_caller, by_agent = Line(), Line()
    end = by_caller.carrier.hang_up(by_caller.room.call_sid, NINE)
    by_agent.order(OrderKind.JOIN_AGENT)
    by_agent.order(OrderKind.END_CALL)

    assert end is not None
    assert end.room.ended_by is EndedBy.CALLER
    assert by_agent.room.ended_by is EndedBy.AGENT
    assert by_caller.carrier.hang_up(by_caller.room.call_sid, NINE) is None
    assert hears(by_caller.room) == {}


def test_keys_are_digits_only_while_nobody_has_answered() -> None:
    line = Line()
    report = line.carrier.press_keys(line.room.call_sid, "12", NINE)
    assert report is not None
    assert report.room.keyed_digits == "12"
    line.order(OrderKind.JOIN_AGENT)

    assert line.carrier.press_keys(line.room.call_sid, "4111", NINE) is None
    assert line.room.keyed_digits == "12"


def test_old_calls_are_forgotten_and_live_ones_never() -> None:
    carrier = Carrier(kept_rooms=2)
    live, _ = carrier.ring(Arrival(), NINE)
    for _ in range(6):
        room, _ = carrier.ring(Arrival(), NINE)
        carrier.hang_up(room.call_sid, NINE)

    assert carrier.find_room(live.call_sid) is live
    assert len(carrier.rooms()) <= 4


@given(orders=st.lists(st.tuples(st.sampled_from(sorted(OrderKind)), st.sampled_from([LINE, "agent:8"])), max_size=12))
def test_whatever_is_asked_nobody_is_left_in_silence_but_by_a_muted_or_holding_agent(
    orders: list[tuple[OrderKind, str]],
) -> None:
    line = Line()
    reports = [line.arrival]
    for kind, endpoint in orders:
        _, report = line.order(kind, endpoint)
        reports += [] if report is None else [report]
        heard, music = hears(line.room), hears_music(line.room)
        for party in line.room.parties.values():
            assert not (heard[party.label] and party.label in music)
            if not heard[party.label] and party.label not in music:
                assert silent_by_choice(line.room, party.label)
        for listener, speakers in heard.items():
            assert listener not in speakers
            assert not any(line.room.parties[speaker].held for speaker in speakers)
    assert [report.sequence for report in reports] == list(range(1, len(reports) + 1))
    assert len({report.event_id for report in reports}) == len(reports)


def silent_by_choice(room: Room, listener: str) -> bool:
    if room.survey_inputs is not None:
        return listener == "caller"  # who hears the questions
    if listener in {"caller", "colleague"}:
        return room.parties["agent"].muted
    return room.parties["caller"].held
