"""Why am I in this state: read when it is asked for, and anew when the state changes."""

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.presence.history.presenter import HistoryPresenter, HistoryState
from telephony.contract import AgentHistory, AgentState, AgentStretch, DeskChange, StateCause
from tests.client.support import AWAY, START, HeldTasks, agent, desk, event, snapshot
from tests.client.test_desk import Reader


class Server:
    def __init__(self) -> None:
        self.asked = 0
        self.problem: ClientError | None = None

    def history(self) -> AgentHistory:
        self.asked += 1
        if self.problem is not None:
            raise self.problem
        stretch = AgentStretch(state=AgentState.READY, cause=StateCause.CHOSEN, began_at=START)
        return AgentHistory(stretches=(stretch,) * self.asked)


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = HistoryPresenter(self.desk, self.server, self.tasks)
        self.desk.receive(snapshot(desk()))

    def state(self) -> HistoryState:
        return self.presenter.state

    def state_changes(self, version: int) -> None:
        changed = agent(AgentState.NOT_READY, version=version)
        self.desk.receive(event(DeskChange(agent=changed)))


def test_nothing_is_read_before_it_is_asked_for() -> None:
    bench = Bench()
    bench.state_changes(2)

    assert bench.tasks.held == []


def test_it_is_read_when_opened_and_again_when_the_state_changes_meanwhile() -> None:
    bench = Bench()
    bench.presenter.open()
    assert bench.state().loading
    bench.tasks.run_all()
    assert len(bench.state().stretches) == 1

    bench.state_changes(2)
    bench.tasks.run_all()
    assert len(bench.state().stretches) == 2

    bench.presenter.close()
    bench.desk.receive(event(DeskChange(agent=agent(AgentState.READY, version=3))))
    assert bench.tasks.held == []


def test_a_failure_is_said_and_can_be_tried_again_and_the_last_question_counts() -> None:
    bench = Bench()
    bench.server.problem = AWAY
    bench.presenter.open()
    bench.tasks.run_all()
    assert bench.state().problem == Problem(ErrorCode.SERVER_AWAY)

    bench.server.problem = None
    bench.presenter.retry()
    bench.presenter.retry()
    bench.tasks.run_all()

    assert bench.state().problem is None
    assert not bench.state().loading
    assert len(bench.state().stretches) == 3
