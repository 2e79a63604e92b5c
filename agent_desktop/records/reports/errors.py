"""What may go wrong with reports and the definitions of their figures."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class ReportNotFoundError(RecordsError):
    """There is none, or it is somebody else's."""

    code: ClassVar[ErrorCode] = ErrorCode.REPORT_NOT_FOUND


class ReportRefusedError(RecordsError):
    """`problem` is one of figure_unknown, subject_closed, folder_unknown, email_wrong,
    email_not_set_up, nowhere, report_unknown, no_items, owner_gone,
    report_too_long."""

    code: ClassVar[ErrorCode] = ErrorCode.REPORT_REFUSED


class ReportInUseError(RecordsError):
    """Others, `people`, have it made by schedules of theirs."""

    code: ClassVar[ErrorCode] = ErrorCode.REPORT_IN_USE


class LevelRefusedError(RecordsError):
    """`problem` is one of day_passed, queue_unknown, short_too_long."""

    code: ClassVar[ErrorCode] = ErrorCode.LEVEL_REFUSED
