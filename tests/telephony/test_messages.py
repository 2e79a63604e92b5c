"""Short messages: never backwards, each sent once, each word about one stored once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from telephony.errors import CarrierAwayError, MessageReusedError
from telephony.messages.models import MessageRow
from telephony.messages.port import MessageAnswer, MessageReport, OutgoingMessage
from telephony.messages.runner import PATIENCE, MessageRunner
from telephony.messages.service import ask_message, receive_message_report
from telephony.messages.states import ENDS, Message, MessageProblem, MessageState
from telephony.providers.base import SignedRequest
from telephony.providers.models import InboxRow
from telephony.providers.simulator.messages import LONGEST_TEXT, Fate, MessageService
from tests.telephony.support import Centre, FakeClock

_S, _P = MessageState, MessageProblem
NUMBER = "+85261234567"
ORDER = [_S.WAITING, _S.ACCEPTED, _S.QUEUED, _S.SENT]


@given(st.lists(st.tuples(st.sampled_from(list(_S)), st.sampled_from(list(_P)))))
def test_a_message_never_goes_back_and_an_end_is_an_end(words: list[tuple[MessageState, MessageProblem]]) -> None:
    now = Message()
    for state, problem in words:
        before, now = now, now.after(state, problem, "30003")
        if before.is_over:
            assert now == before
        elif now.state in ORDER:
            assert ORDER.index(now.state) >= ORDER.index(before.state)
        assert bool(now.problem) == (now.state in ENDS - {_S.DELIVERED})


class Clockwork:
    """Does later what it is told to do later, when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def later(self, _: float, do: Callable[[], None]) -> None:
        self.waiting.append(do)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@dataclass
class FakeSender:
    """The simulator's message service behind the port, in process. `reports` wait until the test brings them."""

    name: str = "simulator"
    away: bool = False
    lost_answers: int = 0
    clock: FakeClock = field(default_factory=FakeClock)
    work: Clockwork = field(default_factory=Clockwork)
    reports: list[MessageReport] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.service = MessageService(self.work.later, self.reports.append, self.clock.now)

    def send_message(self, message: OutgoingMessage) -> MessageAnswer:
        if self.away:
            raise CarrierAwayError
        answer = self.service.take(message)
        if self.lost_answers:
            self.lost_answers -= 1
            raise CarrierAwayError
        return answer

    def verify(self, request: SignedRequest) -> None:
        raise NotImplementedError

    def read_message_report(self, request: SignedRequest) -> MessageReport:
        raise NotImplementedError


class Post:
    """The centre with a sender of messages."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.sender = FakeSender(clock=centre.clock)
        self.runner = MessageRunner(centre.open_work, centre.deps, self.sender)

    def ask(self, message_id: UUID | None = None, *, to: str = NUMBER, text: str = "Your card is blocked.") -> UUID:
        message_id = message_id or uuid4()
        self.centre.do(lambda s, deps: ask_message(s, deps, message_id, provider="simulator", to_number=to, text=text))
        return message_id

    def bring(self, *reports: MessageReport) -> list[bool]:
        def bring(report: MessageReport) -> bool:
            new: bool = self.centre.do(lambda s, deps: receive_message_report(s, deps, "simulator", report))
            return new

        return [bring(each) for each in reports]

    def deliver(self) -> None:
        self.sender.work.run()
        self.bring(*self.sender.reports)

    def row(self, message_id: UUID) -> MessageRow:
        with Session(self.centre.engine) as session:
            return session.get_one(MessageRow, message_id)


@pytest.fixture
def post(centre: Centre) -> Post:
    return Post(centre)


def test_a_message_is_sent_after_the_commit_and_followed_to_its_end(post: Post) -> None:
    message_id = post.ask()
    assert (post.row(message_id).state, post.sender.service.list_sent()) == (_S.WAITING, [])
    assert post.runner.run_due() == 1
    assert post.row(message_id).state is _S.ACCEPTED
    assert post.row(message_id).text == "", "what was said is the host's to keep"
    post.deliver()

    assert [state for _, state, _ in post.centre.host.messages] == [_S.ACCEPTED, _S.QUEUED, _S.SENT, _S.DELIVERED]
    assert post.row(message_id).ended_at is not None
    assert post.runner.next_due_at() is None


def test_a_message_asked_for_twice_or_whose_answer_was_lost_is_sent_once(post: Post) -> None:
    message_id = post.ask()
    post.ask(message_id)
    with pytest.raises(MessageReusedError):
        post.ask(message_id, to="+85269999999")
    post.sender.lost_answers = 2
    for _ in range(3):
        post.runner.run_due()
        post.centre.clock.advance(5)

    assert len(post.sender.service.list_sent()) == 1
    assert post.row(message_id).state is _S.ACCEPTED
    assert post.row(message_id).attempts == 3


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (2, 0, 1), (1, 2, 0)])
def test_late_repeated_and_reordered_words_change_nothing(post: Post, order: tuple[int, ...]) -> None:
    message_id = post.ask()
    post.runner.run_due()
    post.sender.work.run()
    reports = [post.sender.reports[each] for each in order]

    assert post.bring(*reports) == [True] * 3
    assert post.bring(*reports) == [False] * 3
    assert post.row(message_id).state is _S.DELIVERED
    with Session(post.centre.engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(InboxRow)) == 3


def test_a_word_that_overtakes_the_answer_to_the_sending_is_not_lost(post: Post) -> None:
    message_id = post.ask()
    sid, at = "SIMSM1", post.centre.clock.now()
    assert post.bring(MessageReport("e1", sid, _S.SENT, at, message_id=message_id)) == [True]
    assert (post.row(message_id).state, post.row(message_id).message_sid) == (_S.SENT, sid)
    assert post.runner.run_due() == 0, "it is sent already"
    assert post.bring(MessageReport("e2", sid, _S.DELIVERED, at)) == [True]
    assert post.row(message_id).state is _S.DELIVERED
    assert post.bring(MessageReport("e3", "of somebody else", _S.DELIVERED, at)) == [True]


@pytest.mark.parametrize(
    ("fate", "state", "problem", "code"),
    [
        (Fate.UNDELIVERED, _S.UNDELIVERED, _P.UNREACHABLE, "30003"),
        (Fate.FAILED, _S.FAILED, _P.BLOCKED, "30007"),
        (Fate.REFUSED, _S.FAILED, _P.NUMBER_WRONG, "21614"),
        (Fate.SILENT, _S.SENT, _P.NONE, ""),
    ],
)
def test_what_becomes_of_a_message_that_does_not_arrive(
    post: Post, fate: Fate, state: MessageState, problem: MessageProblem, code: str
) -> None:
    post.sender.service.behave(NUMBER, fate)
    message_id = post.ask()
    post.runner.run_due()
    post.deliver()

    row = post.row(message_id)
    assert (row.state, row.problem, row.carrier_code) == (state, problem, code)


def test_who_has_answered_stop_gets_nothing_until_they_answer_start(post: Post) -> None:
    post.sender.service.opt_out(NUMBER)
    refused = post.ask()
    too_long = post.ask(to="+85269999999", text="x" * (LONGEST_TEXT + 1))
    post.runner.run_due()
    assert post.row(refused).problem is _P.OPTED_OUT
    assert post.row(too_long).problem is _P.TOO_LONG
    post.sender.service.opt_out(NUMBER, wants_none=False)
    again = post.ask()
    post.runner.run_due()

    assert post.row(again).state is _S.ACCEPTED


def test_a_message_waits_for_a_carrier_that_is_away_but_not_for_ever(post: Post) -> None:
    post.sender.away = True
    message_id = post.ask()
    assert post.runner.run_due() == 1
    due_at: datetime | None = post.runner.next_due_at()
    assert due_at == post.centre.clock.now() + timedelta(seconds=1)
    post.centre.clock.advance(PATIENCE.total_seconds())
    post.runner.run_due()

    assert (post.row(message_id).state, post.row(message_id).problem) == (_S.FAILED, _P.CARRIER_AWAY)
    assert post.row(message_id).text == ""
