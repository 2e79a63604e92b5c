"""Customers to turn to: read at the right moments, taken, called, put off and ended."""

from datetime import timedelta
from uuid import UUID, uuid4

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.alerts import AlertKind
from agent_desktop.contract.customers import StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.outreach import ChangeTask, OutreachTask, OutreachTasks, TaskState, TaskStep
from agent_desktop.ui.outreach.presenter import OutreachPresenter, OutreachState
from telephony.contract import AgentState
from tests.client.support import START, HeldTasks, agent, desk, snapshot
from tests.client.test_desk import Reader

_ENDS = {TaskStep.FINISH: TaskState.DONE, TaskStep.CANCEL: TaskState.CANCELLED}


def made(*, mine: bool) -> OutreachTask:
    steps = {TaskStep.FINISH, TaskStep.CANCEL, TaskStep.POSTPONE} if mine else {TaskStep.TAKE}
    return OutreachTask(
        task_id=uuid4(),
        version=1,
        state=TaskState.OPEN,
        customer_id=uuid4(),
        customer_name="Ms Ho",
        kind=AlertKind.BIRTHDAY,
        alert_id=uuid4(),
        status=StatusKind.INFO,
        icon="",
        title={"en": "Birthday today"},
        is_mine=mine,
        due_at=START,
        started_at=START,
        steps=frozenset(steps),
    )


class Server:
    """Keeps two tasks, as ours does: the person's own, and one that nobody has."""

    def __init__(self) -> None:
        self.left = [made(mine=True), made(mine=False)]
        self.commands: list[ChangeTask] = []
        self.problem: ClientError | None = None

    def tasks(self, *, count_only: bool) -> OutreachTasks:
        return OutreachTasks(count=len(self.left), tasks=() if count_only else tuple(self.left))

    def change(self, task_id: UUID, command: ChangeTask) -> OutreachTask:
        self.commands.append(command)
        if self.problem is not None:
            raise self.problem
        (before,) = (task for task in self.left if task.task_id == task_id)
        state = _ENDS.get(command.step, TaskState.OPEN)
        mine = made(mine=True)
        after = mine.model_copy(update={"task_id": task_id, "version": before.version + 1, "state": state})
        self.left = [
            after if task is before else task for task in self.left if state is TaskState.OPEN or task != before
        ]
        return after


class Bench:
    def __init__(self) -> None:
        self.server, self.tasks = Server(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = OutreachPresenter(self.desk, self.server, self.tasks, lambda: START)
        self.desk.link_changed(LinkState(LinkStatus.UP))
        self.desk.receive(snapshot(desk(agent=agent(AgentState.READY))))
        self.tasks.run_all()

    @property
    def state(self) -> OutreachState:
        return self.presenter.state

    def opened(self) -> "Bench":
        self.presenter.open()
        self.tasks.run_all()
        return self


def test_only_how_many_there_are_is_asked_until_somebody_looks() -> None:
    bench = Bench()
    assert (bench.state.count, bench.state.tasks) == (2, ())

    bench.opened()

    assert bench.state.task == bench.server.left[0]


def test_one_that_nobody_has_is_taken_and_then_finished_with_the_same_key() -> None:
    bench = Bench().opened()
    bench.presenter.task_selected(bench.server.left[1].task_id)
    for _ in range(2):
        bench.presenter.finish_pressed()
        bench.tasks.run_all()

    assert [command.step for command in bench.server.commands] == [TaskStep.TAKE, TaskStep.FINISH]
    assert (bench.state.finished, bench.state.count, bench.state.selected) == (1, 1, bench.server.left[0].task_id)


def test_a_second_press_waits_and_a_repeat_after_a_lost_answer_is_the_same_command() -> None:
    bench = Bench().opened()
    bench.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    bench.presenter.finish_pressed()
    bench.presenter.finish_pressed()
    bench.tasks.run_all()
    assert bench.state.problem == Problem(ErrorCode.SERVER_AWAY)

    bench.server.problem = None
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    first, second = bench.server.commands
    assert first.command_id == second.command_id
    assert bench.state.problem is None


def test_put_off_it_is_due_a_day_from_now() -> None:
    bench = Bench().opened()

    bench.presenter.step_chosen(TaskStep.POSTPONE)
    bench.tasks.run_all()

    assert bench.server.commands[0].due_at == START + timedelta(days=1)
    assert bench.state.finished == 0


def test_the_customer_is_called_through_the_preview_where_there_is_no_call() -> None:
    bench = Bench().opened()
    task = bench.state.task
    assert task is not None

    whom = bench.presenter.whom_to_call()

    assert bench.desk.view.may_dial
    assert whom is not None
    assert whom.customer_id == task.customer_id


def test_only_whoever_has_the_task_calls_the_customer() -> None:
    bench = Bench().opened()
    bench.presenter.task_selected(bench.server.left[1].task_id)
    assert bench.presenter.whom_to_call() is None

    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert bench.presenter.whom_to_call() is not None
