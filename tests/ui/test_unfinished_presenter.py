"""The agent's calls without an outcome: read at the right moments, finished one by one."""

from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ChooseOutcome, UnfinishedPart, UnfinishedWork
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedPresenter, UnfinishedState
from telephony.contract import AgentState, CallState, DeskSnapshot
from tests.client.support import AWAY, START, HeldTasks, agent, call, card, desk, offer, profile, snapshot
from tests.client.test_desk import Reader


class Server:
    """Keeps a few unfinished calls, as ours does."""

    def __init__(self, count: int = 3) -> None:
        self.left = [
            UnfinishedPart(interaction_id=uuid4(), call_id=uuid4(), started_at=START, ended_at=START)
            for _ in range(count)
        ]
        self.reads = 0
        self.commands: list[ChooseOutcome] = []
        self.problem: ClientError | None = None
        self.list_problem: ClientError | None = None

    def unfinished(self, *, count_only: bool) -> UnfinishedWork:
        self.reads += 1
        if self.list_problem is not None:
            raise self.list_problem
        return UnfinishedWork(count=len(self.left), parts=() if count_only else tuple(self.left))

    def choose_outcome(self, interaction_id: UUID, command: ChooseOutcome) -> DeskSnapshot:
        self.commands.append(command)
        if self.problem is not None:
            raise self.problem
        self.left = [part for part in self.left if part.interaction_id != interaction_id]
        return desk()


class Bench:
    def __init__(self, count: int = 3) -> None:
        self.server, self.tasks = Server(count), HeldTasks()
        self.ids = [part.interaction_id for part in self.server.left]
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = UnfinishedPresenter(self.desk, self.server, self.tasks)
        self.desk.link_changed(LinkState(LinkStatus.UP))
        self.desk.receive(snapshot(desk()))
        self.tasks.run_all()

    def state(self) -> UnfinishedState:
        return self.presenter.state


def test_they_are_counted_once_the_desktop_follows_the_server() -> None:
    bench = Bench()

    assert (bench.state().count, bench.state().open, bench.server.reads) == (3, False, 1)
    assert bench.state().parts == ()  # who they were is nobody's to see before the list is opened


def test_they_are_counted_anew_when_the_work_on_a_call_is_over_and_not_while_one_arrives() -> None:
    bench = Bench()
    ringing = call(CallState.RINGING)
    bench.desk.receive(snapshot(desk(call=ringing, offer=offer(ringing, card(ringing.call_id, profile())))))
    talking = ringing.model_copy(update={"state": CallState.TALKING, "version": 2})
    bench.desk.receive(snapshot(desk(agent=agent(AgentState.ON_CALL, version=2), call=talking)))
    bench.tasks.run_all()
    assert bench.server.reads == 1

    bench.desk.receive(snapshot(desk(agent=agent(version=3))))
    bench.tasks.run_all()

    assert bench.server.reads == 2


def test_the_link_coming_back_counts_them_anew() -> None:
    bench = Bench()
    bench.desk.link_changed(LinkState(LinkStatus.LOST))
    bench.desk.link_changed(LinkState(LinkStatus.UP))
    bench.tasks.run_all()

    assert bench.server.reads == 2


def test_the_oldest_is_taken_first_and_the_next_one_once_it_is_finished() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    assert bench.state().selected == bench.ids[0]

    bench.presenter.outcome_chosen("resolved")
    bench.presenter.finish_pressed()
    bench.presenter.finish_pressed()
    assert bench.state().busy
    bench.tasks.run_all()

    assert [each.disposition_code for each in bench.server.commands] == ["resolved"]
    state = bench.state()
    assert (state.count, state.selected, state.chosen, state.busy, state.finished) == (2, bench.ids[1], "", False, 1)


def test_the_last_one_leaves_an_empty_list() -> None:
    bench = Bench(count=1)
    bench.presenter.open()
    bench.tasks.run_all()

    bench.presenter.outcome_chosen("resolved")
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert (bench.state().count, bench.state().parts, bench.state().selected) == (0, (), None)


def test_a_call_is_not_finished_without_an_outcome() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()

    bench.presenter.finish_pressed()

    assert bench.state().problem == Problem(ErrorCode.DISPOSITION_NEEDED)
    assert bench.tasks.held == []


def test_another_call_starts_without_the_outcome_picked_for_the_one_before() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    bench.presenter.outcome_chosen("resolved")

    bench.presenter.part_selected(bench.ids[2])

    assert (bench.state().selected, bench.state().chosen) == (bench.ids[2], "")


def test_a_press_after_a_lost_answer_is_the_same_command() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    bench.presenter.outcome_chosen("resolved")
    bench.server.problem = AWAY
    bench.presenter.finish_pressed()
    bench.tasks.run_all()
    assert bench.state().problem == Problem(ErrorCode.SERVER_AWAY)

    bench.server.problem = None
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert len({each.command_id for each in bench.server.commands}) == 1
    assert bench.state().count == 2


def test_the_same_outcome_for_another_call_is_another_command() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    bench.presenter.outcome_chosen("resolved")
    bench.server.problem = AWAY
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    bench.presenter.part_selected(bench.ids[1])
    bench.presenter.outcome_chosen("resolved")
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert len({each.command_id for each in bench.server.commands}) == 2


def test_one_that_was_finished_elsewhere_is_taken_off_the_list() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    bench.presenter.outcome_chosen("resolved")
    bench.server.problem = ClientError(ErrorCode.INTERACTION_FINISHED)
    bench.server.left.pop(0)

    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert (bench.state().selected, bench.state().count, bench.state().problem) == (bench.ids[1], 2, None)


def test_a_list_that_does_not_come_says_why_and_can_be_read_again() -> None:
    bench = Bench()
    bench.server.list_problem = AWAY
    bench.presenter.open()
    bench.tasks.run_all()
    assert bench.state().list_problem == Problem(ErrorCode.SERVER_AWAY)
    assert bench.state().count == 3

    bench.server.list_problem = None
    bench.presenter.retry()
    bench.tasks.run_all()

    assert bench.state().list_problem is None


def test_what_was_picked_stays_picked_when_the_list_is_read_anew() -> None:
    bench = Bench()
    bench.presenter.open()
    bench.tasks.run_all()
    bench.presenter.part_selected(bench.ids[1])
    bench.presenter.outcome_chosen("resolved")

    bench.presenter.retry()
    bench.tasks.run_all()

    assert (bench.state().selected, bench.state().chosen) == (bench.ids[1], "resolved")
