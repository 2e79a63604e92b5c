"""Parts of a complaint with a life of their own: tasks of departments, and redress. Times are aware UTC."""

from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.complaint_work import REASON_LIMIT
from agent_desktop.contract.complaints import Code, Currency, Money

TASK_LIMIT: Final = 1000


class ComplaintTaskState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ComplaintTaskStep(StrEnum):
    TAKE = "take"
    GIVE_BACK = "give_back"
    FINISH = "finish"
    REFUSE = "refuse"
    CANCEL = "cancel"
    REOPEN = "reopen"
    MOVE = "move"  # another deadline


class AddTask(Request):
    """`POST /v1/complaints/{id}/tasks`: a department is to do its part by `due_at`."""

    command_id: UUID
    department: Code
    words: str = Field(min_length=1, max_length=TASK_LIMIT)
    due_at: AwareDatetime


class StepTask(Request):
    """`POST /v1/complaint-tasks/{id}/steps`. Finishing and refusing need `words`, moving `due_at` and `words`."""

    command_id: UUID
    seen_version: int
    step: ComplaintTaskStep
    words: str = Field(default="", max_length=TASK_LIMIT)
    due_at: AwareDatetime | None = None


class ComplaintTask(Answer):
    """`steps` are those that whoever reads it may take now."""

    task_id: UUID
    version: int
    complaint_id: UUID
    complaint_number: str = ""
    department: str
    department_name: LocalText = Field(default_factory=dict)
    state: ComplaintTaskState
    words: str
    due_at: AwareDatetime
    is_late: bool = False
    asked_at: AwareDatetime
    asked_by: str = ""
    taken_by_id: UUID | None = None
    taken_by: str = ""
    ended_at: AwareDatetime | None = None
    result: str = ""
    steps: frozenset[ComplaintTaskStep] = frozenset()


class ComplaintTasks(Answer):
    """`GET /v1/complaint-tasks?also_done=`: those of the person's own department, and those they asked for; what is due
    first before the others."""

    tasks: tuple[ComplaintTask, ...] = ()
    count: int = 0
    late: int = 0


class RedressState(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PAID = "paid"


class RedressDecision(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    PAY = "pay"  # it has been paid


class ProposeRedress(Request):
    """`POST /v1/complaints/{id}/redress`. `kind` ``none`` says that nothing is given, and why. Within one's own limit
    it is approved at once."""

    command_id: UUID
    seen_version: int
    kind: Code
    amount: Money | None = None
    currency: Currency | None = None
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)


class DecideRedress(Request):
    """`POST /v1/complaint-redress/{id}/decisions`. Refusing needs a reason."""

    command_id: UUID
    seen_version: int
    decision: RedressDecision
    reason: str = Field(default="", max_length=REASON_LIMIT)


class Redress(Answer):
    """`decisions` are those that whoever reads it may take now. `needs_limit` is the least limit that approves it, in
    the currency of the limits; None where no rate is known: then only who has no limit may."""

    redress_id: UUID
    version: int
    kind: str
    kind_name: LocalText = Field(default_factory=dict)
    state: RedressState
    amount: Decimal | None = None
    currency: str = ""
    reason: str
    proposed_at: AwareDatetime
    proposed_by: str = ""
    decided_at: AwareDatetime | None = None
    decided_by: str = ""
    decided_reason: str = ""
    needs_limit: Decimal | None = None
    decisions: frozenset[RedressDecision] = frozenset()
