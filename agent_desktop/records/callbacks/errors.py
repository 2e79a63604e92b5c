"""Every expected failure of callbacks."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.callbacks import Obstacle
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.errors import RecordsError


class CallbackNotFoundError(RecordsError):
    """There is no such callback, or it is for others."""

    code = ErrorCode.CALLBACK_NOT_FOUND

    def __init__(self, callback_id: UUID) -> None:
        super().__init__(callback_id=str(callback_id))


class NotOnListError(RecordsError):
    """There is no such wish not to be called, or it has ended."""

    code = ErrorCode.NOT_FOUND


class CallbackRefusedError(RecordsError):
    """`problem` is one of `Obstacle`, or reason_unknown, step_not_possible, words_needed, owner_needed, nobody_there,
    not_yours, open_already, time_needed, shifts_wrong. `next_at` is the first time against which nothing speaks,
    where there is one."""

    code = ErrorCode.CALLBACK_REFUSED

    def __init__(self, problem: str, *, obstacles: Iterable[Obstacle] = (), next_at: datetime | None = None) -> None:
        details: dict[str, JsonValue] = {"problem": problem}
        if more := [each.value for each in obstacles]:
            details["obstacles"] = list(more)
        if next_at is not None:
            details["next_at"] = next_at.isoformat()
        super().__init__(**details)
        self.problem = problem
