"""Callers who hang up by themselves."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from telephony.providers.base import Arrival, EndedBy, Order, OrderKind
from telephony.providers.simulator.callers import ScriptedCallers
from telephony.providers.simulator.carrier import Carrier

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Line:
    """One scripted caller with 30 s of patience who talks for a minute; time passes when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.carrier = Carrier()
        self.due: list[tuple[float, Callable[[], None]]] = []
        self.callers = ScriptedCallers(lambda wait, do: self.due.append((self.seconds + wait, do)), self.hang_up)
        self.room, report = self.carrier.ring(Arrival(), NINE, call_sid="CALL-1")
        self.callers.heard(report)
        self.callers.follow(self.room, patience_seconds=30, talk_seconds=60)

    def hang_up(self, call_sid: str) -> None:
        report = self.carrier.hang_up(call_sid, NINE)
        if report is not None:
            self.callers.heard(report)

    def order(self, kind: OrderKind, endpoint: str = "agent:7") -> None:
        _, report = self.carrier.carry_out(Order(uuid4(), self.room.call_sid, kind, endpoint), NINE)
        assert report is not None
        self.callers.heard(report)

    def until(self, seconds: float) -> bool:
        """Let time pass; say whether the caller is still on the line."""
        while ready := [thing for thing in self.due if thing[0] <= seconds]:
            thing = min(ready, key=lambda each: each[0])
            self.due.remove(thing)
            self.seconds = thing[0]
            thing[1]()
        self.seconds = seconds
        return self.room.ended_by is None


def test_a_caller_gives_up_when_their_patience_ends() -> None:
    line = Line()

    assert line.until(29.9)
    assert not line.until(30)
    assert (line.room.ended_by, line.callers.on_the_line) == (EndedBy.CALLER, 0)


def test_a_caller_who_talks_hangs_up_after_the_talk() -> None:
    line = Line()
    line.until(20)
    line.order(OrderKind.JOIN_AGENT)

    assert line.until(79.9)
    assert not line.until(80)


def test_an_order_that_comes_twice_makes_the_talk_no_longer() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.until(40)
    line.order(OrderKind.JOIN_AGENT)

    assert not line.until(60)


def test_a_caller_who_lost_the_agent_leaves_at_once_where_their_patience_is_over() -> None:
    line = Line()
    line.until(20)
    line.order(OrderKind.JOIN_AGENT)
    assert line.until(40)

    line.order(OrderKind.REMOVE_AGENT)

    assert not line.until(40)


def test_a_caller_who_lost_the_agent_early_waits_on_and_the_first_talks_end_counts_no_more() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.until(10)
    line.order(OrderKind.REMOVE_AGENT)
    line.until(15)
    line.order(OrderKind.JOIN_AGENT)

    assert line.until(74)  # the first talk would have ended at 60
    assert not line.until(75)


def test_a_caller_whose_call_was_ended_by_others_does_nothing_more() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.order(OrderKind.END_CALL)

    line.until(100)

    assert line.room.ended_by is EndedBy.AGENT


def test_a_colleague_who_leaves_is_not_the_end_of_the_talk() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.until(40)
    line.order(OrderKind.JOIN_COLLEAGUE, "agent:9")
    line.order(OrderKind.REMOVE_COLLEAGUE, "agent:9")

    assert line.room.ended_by is None
    assert line.until(59.9)
    assert not line.until(60)
