"""Every expected failure of the clocks of complaints."""

from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class ClockNotFoundError(RecordsError):
    """There is no such clock, or its complaint may not be seen."""

    code = ErrorCode.CLOCK_NOT_FOUND

    def __init__(self, clock_id: UUID) -> None:
        super().__init__(clock_id=str(clock_id))


class ClockRefusedError(RecordsError):
    """`problem` is, after ``clock_``, one of never_stops, not_running, not_paused, reason_missing, stage_unknown,
    stage_not_open, asked_already, too_late, stage_needs (`mark`), not_approver, own_wish, decided_already,
    mark_unknown, time_wrong, reach_changed."""

    code = ErrorCode.CLOCK_REFUSED

    def __init__(self, problem: str, **details: JsonValue) -> None:
        super().__init__(problem=f"clock_{problem}", **details)


class CalendarUnknownError(RecordsError):
    """There is no calendar of this code."""

    code = ErrorCode.CALENDAR_UNKNOWN

    def __init__(self, calendar: str) -> None:
        super().__init__(calendar=calendar)
