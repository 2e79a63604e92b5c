"""What can be wrong with a notice."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class NoticeNotFoundError(RecordsError):
    """There is no such notice, or it did not go to this person."""

    code: ClassVar[ErrorCode] = ErrorCode.NOTICE_NOT_FOUND


class NoticeRefusedError(RecordsError):
    """It would reach nobody."""

    code: ClassVar[ErrorCode] = ErrorCode.NOTICE_REFUSED
