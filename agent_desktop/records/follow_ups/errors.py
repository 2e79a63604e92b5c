"""Every expected failure of follow-up plans."""

from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class FollowUpNotFoundError(RecordsError):
    """No such plan, or it is for others."""

    code = ErrorCode.FOLLOW_UP_NOT_FOUND

    def __init__(self, follow_up_id: UUID) -> None:
        super().__init__(follow_up_id=str(follow_up_id))


class FollowUpRefusedError(RecordsError):
    """`problem` is one of no_manager, day_past, day_too_far, words_needed, step_not_possible, nobody_there."""

    code = ErrorCode.FOLLOW_UP_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)
        self.problem = problem
