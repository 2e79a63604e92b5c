"""Every expected failure of complaints."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from agent_desktop.contract.complaint_work import Need
from agent_desktop.contract.complaints import ComplaintProblem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class ComplaintNotFoundError(RecordsError):
    """No such complaint, or it is not this person's to see."""

    code = ErrorCode.COMPLAINT_NOT_FOUND

    def __init__(self, complaint_id: UUID) -> None:
        super().__init__(complaint_id=str(complaint_id))


class ComplaintFieldsError(RecordsError):
    """Something is missing or wrong: a `ComplaintProblem` by field."""

    code = ErrorCode.COMPLAINT_FIELDS

    def __init__(self, problems: Mapping[str, ComplaintProblem]) -> None:
        super().__init__(**{field: problem.value for field, problem in problems.items()})


class MoveNotPossibleError(RecordsError):
    """What is asked cannot be done in the complaint's state."""

    code = ErrorCode.COMPLAINT_MOVE_REFUSED

    def __init__(self, state: str, move: str) -> None:
        super().__init__(state=state, move=move)


class MoveLacksError(RecordsError):
    """`needs`: what the move still needs."""

    code = ErrorCode.COMPLAINT_MOVE_LACKS

    def __init__(self, needs: Iterable[Need]) -> None:
        super().__init__(needs=[need.value for need in needs])


class SecondPersonNeededError(RecordsError):
    """Whoever proposed something cannot approve it."""

    code = ErrorCode.COMPLAINT_SECOND_PERSON


class NotUndoableError(RecordsError):
    """The time is over, somebody has begun with it, or it is another's."""

    code = ErrorCode.COMPLAINT_NOT_UNDOABLE


class JoinRefusedError(RecordsError):
    """`problem` is one of same_complaint, other_customer, has_ended, other_kind, other_region, received_earlier,
    nothing_to_link."""

    code = ErrorCode.COMPLAINT_JOIN_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class OwnerUnknownError(RecordsError):
    """Nobody who deals with complaints, or nobody who may sign in any more."""

    code = ErrorCode.COMPLAINT_OWNER_UNKNOWN


class NotYoursToDoError(RecordsError):
    """Somebody may see the complaint, and not do this."""

    code = ErrorCode.NOT_ALLOWED


class ComplaintTaskNotFoundError(RecordsError):
    code = ErrorCode.COMPLAINT_TASK_NOT_FOUND

    def __init__(self, task_id: UUID) -> None:
        super().__init__(task_id=str(task_id))


class ComplaintTaskRefusedError(RecordsError):
    """`problem` is one of department_unknown, complaint_ended, task_ended, step_impossible, time_past, reason_given,
    time_needed, not_yours."""

    code = ErrorCode.COMPLAINT_TASK_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class RedressNotFoundError(RecordsError):
    code = ErrorCode.REDRESS_NOT_FOUND

    def __init__(self, redress_id: UUID) -> None:
        super().__init__(redress_id=str(redress_id))


class RedressRefusedError(RecordsError):
    """`problem` is one of kind_unknown, amount_needed, amount_not_needed, currency_needed, complaint_ended,
    step_impossible, reason_given."""

    code = ErrorCode.REDRESS_REFUSED

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class RedressLimitError(RecordsError):
    """It is more than this person may approve."""

    code = ErrorCode.REDRESS_LIMIT


class CursorWrongError(RecordsError):
    """`after` of a list is none that the server has given for this order."""

    code = ErrorCode.REQUEST_NOT_UNDERSTOOD

    def __init__(self) -> None:
        super().__init__(fields=["after"])


class ManyNotUndoableError(RecordsError):
    """There is no such deed of this person, or it was undone already."""

    code = ErrorCode.CHANGE_NOT_UNDOABLE
