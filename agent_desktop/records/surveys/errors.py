"""What may go wrong with surveys."""

from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class SurveyNotFoundError(RecordsError):
    """There is no such survey."""

    code: ClassVar[ErrorCode] = ErrorCode.SURVEY_NOT_FOUND


class SurveyRefusedError(RecordsError):
    """`problem` is one of not_closed, no_customer, no_form, asked_already, asked_lately, unwished, way_closed,
    no_email, no_consent, survey_over, survey_late, question_unknown, question_missing; `question` where it is about
    one."""

    code: ClassVar[ErrorCode] = ErrorCode.SURVEY_REFUSED
