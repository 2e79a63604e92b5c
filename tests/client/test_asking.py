"""One command at a time, until the server's answer or newer word."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from agent_desktop.client.asking import Asking
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.timer_limits import TimerBook
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import AgentState, DeskSnapshot
from tests.client.support import AWAY, START, Clock, HeldTasks, agent, desk
from tests.client.test_desk import Reader

ANSWER = desk(agent=agent(AgentState.NOT_READY, version=2))


class Bench:
    def action(self) -> str | None:
        return self.asking.action

    def __init__(self) -> None:
        self.reader, self.tasks, self.settled = Reader(), HeldTasks(), list[Problem | None]()
        self.desk = DeskModel(self.reader, ImmediateTasks(), monotonic=Clock().monotonic)
        self.asking: Asking[str] = Asking(self.desk, self.tasks, self.settled.append)


def answer() -> DeskSnapshot:
    return ANSWER


def refuse() -> DeskSnapshot:
    raise ClientError(ErrorCode.REASON_NEEDED)


def stay_away() -> DeskSnapshot:
    raise AWAY


def test_what_is_asked_for_stands_until_the_answer_is_here_and_taken() -> None:
    bench = Bench()
    bench.asking.ask("hold", 1, answer)
    assert bench.action() == "hold"

    bench.tasks.run_all()
    assert bench.action() is None
    assert bench.settled == [None]
    assert bench.desk.view.desk == ANSWER


def test_the_same_word_settles_nothing_and_newer_word_does() -> None:
    bench = Bench()
    bench.asking.ask("hold", (7, 1), answer)
    bench.asking.hear((7, 1))
    assert bench.action() == "hold"

    bench.asking.hear((8, 1))
    assert bench.action() is None


def test_an_answer_that_newer_word_has_overtaken_tells_nobody() -> None:
    bench = Bench()
    bench.asking.ask("hold", 1, refuse)
    bench.asking.hear(2)
    bench.tasks.run_all()

    assert bench.settled == []


@pytest.mark.parametrize(("command", "read_again"), [(refuse, False), (stay_away, True)])
def test_after_a_failure_that_may_pass_the_desk_is_read_again(
    command: Callable[[], DeskSnapshot], read_again: bool
) -> None:
    bench = Bench()
    bench.reader.desk_now = ANSWER
    bench.asking.ask("hold", 1, command)
    bench.tasks.run_all()

    assert bench.action() is None
    assert [problem is not None for problem in bench.settled] == [True]
    assert (bench.desk.view.desk == ANSWER) is read_again


def test_a_planned_end_is_where_a_wrap_up_is_late() -> None:
    limits, planned = TimerBook(), START + timedelta(seconds=45)
    default = START + timedelta(seconds=60)

    assert limits.wrap_up(START, None) == (default, default + timedelta(seconds=30))
    assert limits.wrap_up(START, planned) == (planned, planned + timedelta(seconds=30))
