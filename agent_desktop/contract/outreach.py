"""Tasks to turn to a customer, each started from an alert: for the relationship manager, else a team, else a queue."""

from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.alerts import REASON_LIMIT, AlertKind
from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import StatusKind, Tier


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskStep(StrEnum):
    """What may be done to a task: make it one's own, give it back to those it came to, another time, an end."""

    TAKE = "take"
    GIVE_BACK = "give_back"
    POSTPONE = "postpone"
    FINISH = "finish"
    CANCEL = "cancel"


class OutreachTask(Answer):
    """One task. `title`, `detail` and `reasons` are its alert's words as they are now.

    `owner_name` is empty while it waits for somebody of `team`, or who serves `queue_code`. `calls_from` and
    `calls_until` are when the customer wishes to be called. `by_name` started it; `ended_reason` is what was given with
    its end.
    """

    task_id: UUID
    version: int
    state: TaskState
    customer_id: UUID
    customer_name: str
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    kind: AlertKind
    alert_id: UUID
    status: StatusKind
    icon: str
    title: LocalText
    detail: LocalText = Field(default_factory=dict)
    reasons: tuple[LocalText, ...] = ()
    note: str = ""
    owner_name: str = ""
    is_mine: bool = False
    team: str = ""
    queue_code: str = ""
    due_at: datetime
    is_late: bool = False
    calls_from: time | None = None
    calls_until: time | None = None
    started_at: datetime
    by_name: str = ""
    ended_reason: str = ""
    steps: frozenset[TaskStep] = frozenset()


class OutreachTasks(Answer):
    """`GET /v1/outreach`: the person's own open tasks and those they may take, what is due first before the others.
    `count` tells also those not listed; with ``?count_only=true`` none is."""

    count: int = 0
    tasks: tuple[OutreachTask, ...] = ()


class StartOutreach(Request):
    """`POST /v1/alerts/{id}/outreach`: have the right person turn to the customer. One alert starts one task."""

    command_id: UUID
    note: str = Field(default="", max_length=REASON_LIMIT)


class ChangeTask(Request):
    """`POST /v1/outreach/{id}/changes`. Postponing needs `due_at`, cancelling a reason."""

    command_id: UUID
    seen_version: int
    step: TaskStep
    due_at: AwareDatetime | None = None
    reason: str = Field(default="", max_length=REASON_LIMIT)
