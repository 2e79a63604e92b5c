"""What may go wrong with reviews, calibrations and coaching notes."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class QualityNotFoundError(RecordsError):
    """There is no such review, calibration, note or call, or it is not for whoever asks."""

    code: ClassVar[ErrorCode] = ErrorCode.QUALITY_NOT_FOUND


class QualityRefusedError(RecordsError):
    """`problem` is one of form_unknown, call_unfinished, own_call, reviewed_already, move_closed, words_missing,
    question_missing, question_unknown, question_twice, points_too_many, not_yes_or_no, must_apply, not_a_reviewer,
    handed_in_already, closed_already, nobody_handed_in; `question` where it is about one."""

    code: ClassVar[ErrorCode] = ErrorCode.QUALITY_REFUSED
