"""Every expected failure of calls that colleagues owe customers."""

from uuid import UUID

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class OwedCallNotFoundError(RecordsError):
    """No such call is owed, or it is another's."""

    code = ErrorCode.OWED_CALL_NOT_FOUND

    def __init__(self, owed_call_id: UUID) -> None:
        super().__init__(owed_call_id=str(owed_call_id))


class OwedCallRefusedError(RecordsError):
    """`problem` is one of owed_already, time_past, time_too_far, no_number, reason_missing."""

    code = ErrorCode.OWED_CALL_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)
