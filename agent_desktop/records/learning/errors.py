"""What may go wrong with preventions."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class PreventionNotFoundError(RecordsError):
    """There is no such prevention."""

    code: ClassVar[ErrorCode] = ErrorCode.PREVENTION_NOT_FOUND


class PreventionRefusedError(RecordsError):
    """`problem` is one of cause_unknown, owner_unknown, done_day_missing, done_day_ahead, why_missing."""

    code: ClassVar[ErrorCode] = ErrorCode.PREVENTION_REFUSED
