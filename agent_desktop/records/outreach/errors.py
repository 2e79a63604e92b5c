"""Every expected failure of outreach tasks."""

from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class TaskNotFoundError(RecordsError):
    """No such task, or it is for others."""

    code = ErrorCode.TASK_NOT_FOUND

    def __init__(self, task_id: UUID) -> None:
        super().__init__(task_id=str(task_id))


class TaskRefusedError(RecordsError):
    """`problem` is one of nobody_to_ask, started_already, alert_closed, ended, not_yours, time_needed, time_past,
    reason_given."""

    code = ErrorCode.TASK_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)
        self.problem = problem
