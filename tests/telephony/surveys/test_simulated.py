"""The simulator's side of a survey: nothing of it is recorded, and a server that is away is waited for only so long."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from telephony.contract import RecordingState
from telephony.providers.base import Arrival, CarrierReport, EndedBy, Order, OrderKind, OrderOutcome
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.provider import message_of
from telephony.providers.simulator.survey_callers import AGAIN_SECONDS, MOST_TIMES, SurveyCallers
from telephony.providers.simulator.wire import QuestionMessage, StepMessage
from telephony.surveys.walk import next_question
from tests.telephony.surveys.asked import survey

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
K = OrderKind


class Line:
    """One caller in a survey, on a clock that the test moves."""

    def __init__(self, keys: tuple[str, ...] = (), *, away: bool = False) -> None:
        self.carrier, self.away, self.now = Carrier(), away, AT
        self.sent: list[CarrierReport] = []
        self.asked: list[QuestionMessage] = []
        self._due: list[tuple[datetime, Callable[[], None]]] = []
        self.callers = SurveyCallers(self.carrier, self._later, self._ask, self.send, lambda: self.now)
        self.room, _ = self.carrier.ring(Arrival(), AT)
        self.callers.will_press(self.room.call_sid, keys)

    def order(self, kind: OrderKind, endpoint: str = "agent:1") -> OrderOutcome:
        outcome, report = self.carrier.carry_out(Order(uuid4(), self.room.call_sid, kind, endpoint), self.now)
        self.send(report)
        return outcome

    def wait(self, seconds: float) -> None:
        until = self.now + timedelta(seconds=seconds)
        while self._due and min(at for at, _ in self._due) <= until:
            self._due.sort(key=lambda each: each[0])
            self.now, do = self._due.pop(0)
            do()
        self.now = until

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self._due.append((self.now + timedelta(seconds=seconds), do))

    def _ask(self, question: QuestionMessage, then: Callable[[StepMessage | None], None]) -> None:
        self.asked.append(question)
        then(None if self.away else message_of(next_question(survey(), "en", question.survey_inputs)))

    def send(self, report: CarrierReport | None) -> None:
        if report is not None:
            self.sent.append(report)
            self.callers.heard(report)


def test_what_is_recorded_ends_before_the_first_question() -> None:
    line = Line()
    assert [line.order(kind) for kind in (K.JOIN_AGENT, K.RECORD_START, K.SURVEY)] == [OrderOutcome.DONE] * 3
    (part,) = line.sent[-1].room.recordings
    assert (line.sent[-1].room.recording, part.ended_at) == (RecordingState.OFF, AT)
    assert line.order(K.RECORD_START) is OrderOutcome.REFUSED


def test_a_caller_with_keys_of_their_own_presses_one_after_each_question() -> None:
    line = Line(("4", "5", "10"))
    line.order(K.JOIN_AGENT)
    line.order(K.SURVEY)
    line.wait(60)
    assert (line.room.survey_inputs, line.room.ended_by) == (("4", "5", "10"), EndedBy.AGENT)
    assert [each.survey_inputs for each in line.asked] == [(), ("4",), ("4", "5"), ("4", "5", "10")]


def test_a_server_that_comes_back_goes_on_and_one_that_does_not_lets_the_caller_go() -> None:
    back, gone = Line(("4", "5", "9"), away=True), Line(away=True)
    for line in (back, gone):
        line.order(K.JOIN_AGENT)
        line.order(K.SURVEY)
        line.wait(AGAIN_SECONDS * 2)
        assert line.room.ended_by is None
    back.away = False
    for line in (back, gone):
        line.wait(AGAIN_SECONDS * MOST_TIMES + 60)
    assert (back.room.survey_inputs, back.room.ended_by) == (("4", "5", "9"), EndedBy.AGENT)
    assert (gone.room.survey_inputs, gone.room.ended_by, len(gone.asked)) == ((), EndedBy.AGENT, MOST_TIMES)


def test_a_caller_who_hangs_up_is_asked_no_more() -> None:
    line = Line(("4", "5", "9"))
    line.order(K.JOIN_AGENT)
    line.order(K.SURVEY)
    line.send(line.carrier.hang_up(line.room.call_sid, line.now))
    asked = len(line.asked)
    line.wait(60)
    assert (len(line.asked), line.room.survey_inputs) == (asked, ())
