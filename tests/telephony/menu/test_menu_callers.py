"""Callers in the simulator's menu: keys, silence, and a server that goes away."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from telephony.menu.walk import next_step, while_waiting
from telephony.providers.base import Arrival, CarrierReport, Order, OrderKind, ReportKind
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.menu_callers import MenuCallers, degraded_step, speaking_seconds
from telephony.providers.simulator.provider import message_of
from telephony.providers.simulator.rooms import Room
from telephony.providers.simulator.wire import QuestionMessage, SpokenMessage, StepMessage
from tests.telephony.menu.menus import menu
from tests.telephony.support import FakeClock

MENU = menu()


class Line:
    """A simulator without HTTP: business time that the test moves, a server that can be away."""

    def __init__(self, degraded: StepMessage | None = None) -> None:
        self.clock = FakeClock()
        self.carrier = Carrier()
        self.away = False
        self.asked: list[QuestionMessage] = []
        self.reports: list[CarrierReport] = []
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._began = self.clock.now()
        self.callers = MenuCallers(self.carrier, self._later, self._ask, self._send, self.clock.now, degraded)

    def ring(self) -> Room:
        room = self.carrier.begin_menu(Arrival(from_number="+85291234567"))
        self.callers.begin(room)
        return room

    def prompt(self, room: Room) -> list[str]:
        return [each.text for each in self.callers.view(room.call_sid).prompt]

    def pass_time(self, seconds: float) -> None:
        """Move time, doing on the way what becomes due."""
        end = self._now() + seconds
        while self._due and min(self._due)[0] <= end:
            due = min(self._due)
            self._due.remove(due)
            self.clock.at = self._began + timedelta(seconds=due[0])
            due[2]()
        self.clock.at = self._began + timedelta(seconds=end)

    @property
    def nothing_is_due(self) -> bool:
        return not self._due

    def _now(self) -> float:
        return (self.clock.now() - self._began).total_seconds()

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self._due.append((self._now() + seconds, len(self._due), do))

    def _ask(self, question: QuestionMessage, then: Callable[[StepMessage | None], None]) -> None:
        self.asked.append(question)
        if self.away:
            then(None)
        elif question.waiting:
            then(message_of(while_waiting(MENU, "en", question.waited_seconds, question.waiting_inputs)))
        else:
            then(message_of(next_step(MENU, question.inputs)))

    def _send(self, report: CarrierReport | None) -> None:
        if report is not None:
            self.reports.append(report)
            self.callers.heard(report)


@pytest.fixture
def line() -> Line:
    return Line(degraded_step(MENU))


def test_keys_lead_through_the_menu_into_a_queue(line: Line) -> None:
    room = line.ring()
    assert (room.state(), line.reports) == ("menu", [])
    assert line.prompt(room) == ["Choose a language. 粵", "Choose a language."]

    assert line.callers.press(room.call_sid, "21") == ""
    assert line.prompt(room) == ["Key your number."]
    line.callers.press(room.call_sid, "1002")
    assert line.callers.view(room.call_sid).typed == "1002"
    line.callers.press(room.call_sid, "#")

    assert (room.state(), line.prompt(room)) == ("waiting", ["Please wait."])
    (arrived,) = line.reports
    assert (arrived.kind, arrived.sequence) == (ReportKind.CALL_ARRIVED, 1)
    assert arrived.arrival.menu_inputs == ("2", "1", "1002#")


def test_a_number_as_long_as_they_are_needs_no_end(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "2110020030")
    assert room.arrival.menu_inputs == ("2", "1", "10020030")


def test_silence_is_asked_again_and_then_a_person_is_next(line: Line) -> None:
    room = line.ring()
    line.pass_time(60)

    asked = [question.inputs for question in line.asked if not question.waiting]
    assert asked == [(), ("",), ("", ""), ("", "", "")]
    assert room.state() == "waiting"
    assert room.arrival.menu_inputs == ("", "", "")


def test_a_number_that_breaks_off_is_taken_as_far_as_it_came(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "2155")
    line.pass_time(MENU.wait_seconds - 0.5)
    line.callers.press(room.call_sid, "66")
    line.pass_time(MENU.wait_seconds - 0.5)
    assert room.state() == "menu"
    line.pass_time(1)
    assert room.arrival.menu_inputs == ("2", "1", "5566")


def test_nobody_is_hurried_while_the_prompt_is_still_heard(line: Line) -> None:
    room = line.ring()
    spoken = line.callers.view(room.call_sid).prompt
    line.pass_time(speaking_seconds(spoken) + MENU.wait_seconds - 0.1)
    assert len(line.asked) == 1
    line.pass_time(0.2)
    assert line.asked[-1].inputs == ("",)


def test_han_characters_take_longer_to_say_than_letters() -> None:
    assert speaking_seconds((SpokenMessage(language="zh-CN", text="请" * 9),)) == 2
    assert speaking_seconds((SpokenMessage(language="en", text="a" * 30),)) == 2


def test_a_server_that_goes_away_in_the_middle_leaves_the_caller_in_a_queue(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "2")
    line.away = True
    line.callers.press(room.call_sid, "1")
    assert line.prompt(room) == ["Press 9 for fraud. 粵", "Press 9 for fraud."]

    line.pass_time(60)

    assert room.state() == "waiting"
    assert room.arrival.menu_inputs == ("2", "1")
    assert line.reports[0].kind is ReportKind.CALL_ARRIVED


def test_suspected_fraud_can_be_keyed_while_no_server_answers(line: Line) -> None:
    line.away = True
    room = line.ring()
    line.callers.press(room.call_sid, "9")
    assert room.arrival.menu_inputs == ("9",)

    other = line.ring()
    line.callers.press(other.call_sid, "4")
    assert other.arrival.menu_inputs == ()


def test_a_carrier_without_words_of_its_own_queues_the_caller_at_once() -> None:
    line = Line()
    line.away = True
    room = line.ring()
    assert (room.state(), room.arrival.menu_inputs) == ("waiting", ())


def test_a_waiting_caller_hears_the_offer_and_their_answer_is_reported(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "23")
    line.pass_time(32)
    assert line.prompt(room) == ["Press 1 for a call back."]

    line.callers.press(room.call_sid, "1")

    assert line.reports[-1].room.waiting_inputs == ("1",)
    assert line.prompt(room) == ["Noted."]
    line.pass_time(600)
    assert line.nothing_is_due
    assert len(line.reports) == 2


def test_an_offer_that_a_server_away_could_not_make_is_made_when_it_is_back(line: Line) -> None:
    line.away = True
    room = line.ring()
    line.pass_time(40)
    assert room.state() == "waiting"
    line.away = False
    line.pass_time(31)
    assert line.prompt(room) == ["Press 1 for a call back."]


def test_keys_without_a_question_are_left_to_the_call(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "23")
    assert line.callers.press(room.call_sid, "77") == "77"
    assert line.callers.press("nobody", "7") == "7"


def test_an_agent_who_answers_ends_the_menu(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "23")
    order = Order(uuid4(), room.call_sid, OrderKind.JOIN_AGENT, "agent:7")
    line._send(line.carrier.carry_out(order, line.clock.now())[1])

    line.pass_time(600)

    assert line.prompt(room) == []
    assert len(line.reports) == 2


def test_who_hangs_up_in_the_menu_is_told_of_with_what_they_chose_and_heard_of_no_more(line: Line) -> None:
    room = line.ring()
    line.callers.press(room.call_sid, "2")
    answered = line.callers.forget(room.call_sid)
    report = line.carrier.hang_up(room.call_sid, line.clock.now(), menu_inputs=answered)
    assert report is not None
    assert (report.kind, report.arrival.menu_inputs) == (ReportKind.MENU_LEFT, ("2",))
    assert line.carrier.hang_up(room.call_sid, line.clock.now()) is None
    line.pass_time(600)
    assert (room.state(), line.reports) == ("ended", [])
