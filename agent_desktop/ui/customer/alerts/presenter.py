"""What the agent does about a customer's alerts, in the customer column: done, dismissed with a reason, or a task."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.alerts import AlertStep, ChangeAlert, CustomerAlert
from agent_desktop.contract.outreach import OutreachTask, StartOutreach

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AlertDeedsState:
    """`busy` is the alert whose deed the server is asked for. `gone` were decided here; `tasks` is who has a task that
    was started here, by alert: a name, a team or a queue. `problem` says why the last deed was not done."""

    busy: UUID | None = None
    gone: frozenset[UUID] = frozenset()
    tasks: tuple[tuple[UUID, str], ...] = ()
    problem: Problem | None = None


class AlertDeedsApi(Protocol):
    """The server's side."""

    def change_alert(self, alert_id: UUID, command: ChangeAlert) -> CustomerAlert: ...

    def start(self, alert_id: UUID, command: StartOutreach) -> OutreachTask: ...


class AlertDeedsPresenter(Shows[AlertDeedsState]):
    """One deed at a time; a repeat after a lost answer is the same command. `on_task` hears of a task."""

    def __init__(self, api: AlertDeedsApi, tasks: Tasks, *, on_task: Callable[[], None] = lambda: None) -> None:
        super().__init__(AlertDeedsState())
        self._api, self._tasks, self._on_task = api, tasks, on_task
        self._asked: tuple[tuple[object, ...], UUID] | None = None

    def step_chosen(self, alert_id: UUID, step: AlertStep, reason: str) -> None:
        """Decide an alert."""
        command = ChangeAlert(command_id=self._command_id(alert_id, step, reason), step=step, reason=reason)
        self._do(alert_id, lambda: self._api.change_alert(alert_id, command), lambda _: self._decided(alert_id))

    def task_chosen(self, alert_id: UUID) -> None:
        """Have the right person turn to the customer."""
        command = StartOutreach(command_id=self._command_id(alert_id, "task"))
        self._do(alert_id, lambda: self._api.start(alert_id, command), lambda task: self._started(alert_id, task))

    def _command_id(self, *what: object) -> UUID:
        if self._asked is None or self._asked[0] != what:
            self._asked = (what, uuid4())
        return self._asked[1]

    def _do(self, alert_id: UUID, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self.state.busy is not None:
            return
        self._show(replace(self.state, busy=alert_id, problem=None))
        self._tasks.run(work, on_done=done, on_failed=self._failed)

    def _decided(self, alert_id: UUID) -> None:
        self._asked = None
        self._show(replace(self.state, busy=None, gone=self.state.gone | {alert_id}))

    def _started(self, alert_id: UUID, task: OutreachTask) -> None:
        self._asked = None
        who = task.owner_name or task.team or task.queue_code
        self._show(replace(self.state, busy=None, tasks=(*self.state.tasks, (alert_id, who))))
        self._on_task()

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, busy=None, problem=error.problem))
