"""Whom the person is to turn to: how many, which, and what was done about one."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel, DeskView
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.outgoing import WhomToCall
from agent_desktop.contract.outreach import ChangeTask, OutreachTask, OutreachTasks, TaskState, TaskStep


@dataclass(frozen=True, slots=True)
class OutreachState:
    """Everything the list draws. `count` is also the rail's; it tells those that are not listed too.

    `list_problem` says why the list is not here, `problem` why nothing was done with the selected one. `finished`
    counts those that ended since the list was opened. `may_dial`: there is no call and no offer.
    """

    open: bool = False
    loading: bool = False
    count: int = 0
    tasks: tuple[OutreachTask, ...] = ()
    selected: UUID | None = None
    busy: bool = False
    finished: int = 0
    may_dial: bool = False
    problem: Problem | None = None
    list_problem: Problem | None = None

    @property
    def task(self) -> OutreachTask | None:
        """The task that is selected."""
        return next((task for task in self.tasks if task.task_id == self.selected), None)


class OutreachTasksApi(Protocol):
    """The server's side."""

    def tasks(self, *, count_only: bool) -> OutreachTasks: ...

    def change(self, task_id: UUID, command: ChangeTask) -> OutreachTask: ...


class OutreachPresenter(Shows[OutreachState]):
    """Reads the list when it is opened. Counts it when the link comes back and when the work on a call is over: never
    while one arrives."""

    def __init__(self, desk: DeskModel, api: OutreachTasksApi, tasks: Tasks, now: Now) -> None:
        super().__init__(OutreachState())
        self._desk, self._api, self._tasks, self._now = desk, api, tasks, now
        self._asked = 0
        self._was_up = False
        self._had_call = False
        self._command: ChangeTask | None = None
        self._stop = desk.watch(self._desk_changed)

    def open(self) -> None:
        """Show the list, and read it anew."""
        self._show(replace(self.state, open=True, finished=0, problem=None, may_dial=self._desk.view.may_dial))
        self.retry()

    def close(self) -> None:
        """Put it away."""
        self._show(replace(self.state, open=False))

    def retry(self) -> None:
        """Read the list again; only how many there are while nobody looks at it."""
        self._asked += 1
        asked, count_only = self._asked, not self.state.open
        self._show(replace(self.state, loading=True, list_problem=None))
        self._tasks.run(
            lambda: self._api.tasks(count_only=count_only),
            on_done=lambda read: self._came(asked, read, count_only=count_only),
            on_failed=lambda error: self._failed(asked, error),
        )

    def task_selected(self, task_id: UUID) -> None:
        """Look at this one."""
        if not self.state.busy and task_id != self.state.selected:
            self._command = None
            self._show(replace(self.state, selected=task_id, problem=None))

    def step_chosen(self, step: TaskStep, reason: str = "") -> None:
        """Do a step with the selected one; postponed, it is due a day from now. A second press is ignored meanwhile; a
        repeat after a lost answer is the same command."""
        state, task = self.state, self.state.task
        if task is None or state.busy or step not in task.steps:
            return
        command = self._command
        asked = (task.version, step, reason)
        if command is None or (command.seen_version, command.step, command.reason) != asked:
            due_at = self._now() + timedelta(days=1) if step is TaskStep.POSTPONE else None
            command = ChangeTask(command_id=uuid4(), seen_version=task.version, step=step, due_at=due_at, reason=reason)
            self._command = command
        self._show(replace(state, busy=True, problem=None))
        task_id = task.task_id
        self._tasks.run(
            lambda: self._api.change(task_id, command),
            on_done=self._changed,
            on_failed=self._not_changed,
        )

    def finish_pressed(self) -> None:
        """The customer was turned to; of one that nobody has yet: it is taken."""
        task = self.state.task
        if task is not None:
            self.step_chosen(TaskStep.FINISH if task.is_mine else TaskStep.TAKE)

    def whom_to_call(self) -> WhomToCall | None:
        """Return the customer of the selected task, where they can be called now and nobody else is to call them."""
        task = self.state.task
        if task is None or not task.is_mine or not self._desk.view.may_dial:
            return None
        return WhomToCall(customer_id=task.customer_id)

    def stop(self) -> None:
        """Watch the desk no longer."""
        self._stop()

    def _came(self, asked: int, read: OutreachTasks, *, count_only: bool) -> None:
        if asked != self._asked:
            return
        state = replace(self.state, loading=False, count=read.count)
        if not count_only:
            there = any(task.task_id == state.selected for task in read.tasks)
            first = read.tasks[0].task_id if read.tasks else None
            state = replace(state, tasks=read.tasks, selected=state.selected if there else first)
        self._show(state)

    def _failed(self, asked: int, error: ClientError) -> None:
        if asked == self._asked:
            self._show(replace(self.state, loading=False, list_problem=error.problem))

    def _changed(self, task: OutreachTask) -> None:
        self._command = None
        state = self.state
        if task.state is TaskState.OPEN:
            tasks = tuple(task if each.task_id == task.task_id else each for each in state.tasks)
            self._show(replace(state, tasks=tasks, busy=False))
            self.retry()
            return
        ids = [each.task_id for each in state.tasks]
        place = ids.index(task.task_id) if task.task_id in ids else 0
        left = tuple(each for each in state.tasks if each.task_id != task.task_id)
        following = left[min(place, len(left) - 1)].task_id if left else None
        done = replace(state, tasks=left, selected=following, busy=False, finished=state.finished + 1)
        self._show(replace(done, count=max(0, state.count - 1)))
        self.retry()

    def _not_changed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=False, problem=error.problem))

    def _desk_changed(self, view: DeskView) -> None:
        is_up = view.link.is_up and view.desk is not None
        has_call = view.accepted_call is not None
        over = self._had_call and not has_call
        came_up = is_up and not self._was_up
        self._was_up, self._had_call = is_up, has_call
        if self.state.open and self.state.may_dial != view.may_dial:
            self._show(replace(self.state, may_dial=view.may_dial))
        if is_up and (over or came_up):
            self.retry()
