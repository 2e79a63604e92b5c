"""Why an import could not begin. A bad row is no such failure: it is refused by itself, and the rest goes in."""

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem
from agent_desktop.records.errors import RecordsError


class MappingWrongError(RecordsError):
    """The mapping cannot be followed. `line` counts from 1 and is 0 where there is none to name."""

    code = ErrorCode.MAPPING_WRONG

    def __init__(self, *, file: str, line: int, key: str, problem: FileProblem) -> None:
        super().__init__(file=file, line=line or "", key=key, problem=problem.as_detail())
        self.line = line
        self.key = key
        self.problem = problem


class ExtractNotFoundError(RecordsError):
    """The folder lacks a file that the mapping names."""

    code = ErrorCode.EXTRACT_NOT_FOUND

    def __init__(self, *, file: str, folder: str) -> None:
        super().__init__(file=file, folder=folder)


class RejectsNotWritableError(RecordsError):
    """The file of refused rows cannot be written where it is wanted."""

    code = ErrorCode.FOLDER_NOT_WRITABLE

    def __init__(self, *, folder: str) -> None:
        super().__init__(folder=folder)


class ValueWrongError(ValueError):
    """A value of a row cannot be taken. The text says why, for the rejects file."""


class RowRefusedError(Exception):
    """A row of an extract cannot go in. `column` is empty where the row as a whole is at fault."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason
