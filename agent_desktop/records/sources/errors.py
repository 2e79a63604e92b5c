"""Why an import could not begin. A bad row is no such failure: it is refused by itself, and the rest goes in."""

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem
from agent_desktop.records.errors import RecordsError


class MappingWrongError(RecordsError):
    """The mapping cannot be followed. `line` and `column` count from 1 and are 0 where there are none to name."""

    code = ErrorCode.MAPPING_WRONG

    def __init__(self, *, file: str, line: int, key: str, problem: FileProblem, column: int = 0) -> None:
        super().__init__(file=file, line=line or "", column=column or "", key=key, problem=problem.as_detail())
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.problem = problem


class ExtractNotFoundError(RecordsError):
    """The folder lacks a file that the mapping names."""

    code = ErrorCode.EXTRACT_NOT_FOUND

    def __init__(self, *, file: str, folder: str) -> None:
        super().__init__(file=file, folder=folder)


class MappingLacksSystemError(RecordsError):
    """A system was asked for that the mapping does not declare."""

    code = ErrorCode.MAPPING_LACKS_SYSTEM

    def __init__(self, *, system: str, known: str) -> None:
        super().__init__(system=system, known=known)


class LoadShrinksError(RecordsError):
    """A full load lacks more of what is known than its system may lose at once; nothing has changed."""

    code = ErrorCode.LOAD_SHRINKS

    def __init__(self, *, system: str, record: str, missing: int, known: int, percent: float) -> None:
        super().__init__(system=system, record=f"record_{record}", missing=missing, known=known, percent=f"{percent:g}")


class SourceNotFoundError(RecordsError):
    """There is no source of this code."""

    code = ErrorCode.SOURCE_NOT_FOUND

    def __init__(self, source: str) -> None:
        super().__init__(source=source)


class ScheduleNotFoundError(RecordsError):
    """The settings have no load of this name."""

    code = ErrorCode.SCHEDULE_NOT_FOUND

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


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
