"""What the library of scripts refuses."""

from collections.abc import Sequence
from typing import ClassVar

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import ScriptProblem, ScriptState, ScriptStep
from agent_desktop.records.errors import RecordsError


class ScriptStaleError(RecordsError):
    """Somebody changed it since it was read: `current_version` is its revision now, `by` who it was."""

    code: ClassVar[ErrorCode] = ErrorCode.STALE_VERSION

    def __init__(self, *, current_version: int, by: str) -> None:
        super().__init__(current_version=current_version, by=by)


class ScriptWrongError(RecordsError):
    """`problems` are what is wrong with the text."""

    code = ErrorCode.SCRIPT_WRONG

    def __init__(self, problems: Sequence[ScriptProblem]) -> None:
        super().__init__(problems=[each.model_dump(mode="json") for each in problems])


class ScriptStepRefusedError(RecordsError):
    """Nothing of the script is in a state for this; `state` is empty where there is no such version."""

    code = ErrorCode.SCRIPT_STEP_REFUSED

    def __init__(self, step: ScriptStep, state: ScriptState | None) -> None:
        super().__init__(step=step.value, state="" if state is None else state.value)


class ScriptVersionTakenError(RecordsError):
    """The text names a version that was published before."""

    code = ErrorCode.SCRIPT_VERSION_TAKEN

    def __init__(self, version: str) -> None:
        super().__init__(version=version)


class ScriptWhyNeededError(RecordsError):
    """It takes a reason, which is kept with it."""

    code = ErrorCode.SCRIPT_WHY_NEEDED


class ScriptDefaultNeededError(RecordsError):
    """It is the only one that opens where no other fits a customer's call."""

    code = ErrorCode.SCRIPT_DEFAULT_NEEDED


class SecondPersonNeededError(RecordsError):
    """Whoever made the last change asks for it."""

    code = ErrorCode.SECOND_PERSON_NEEDED


class ScriptVersionNotFoundError(RecordsError):
    """There is no such script, or no such version of it."""

    code = ErrorCode.NOT_FOUND
