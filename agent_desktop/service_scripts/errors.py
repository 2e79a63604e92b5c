"""What can be wrong with a script file, and a script that is not there."""

from pathlib import Path
from typing import ClassVar

from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem


class ScriptFileError(Exception):
    """A script file is wrong. `line` and `column` count from 1; `end_column` is the one after what is wrong.

    `fix` is what could stand from `column` to `end_column`, empty where nobody knows. `is_warning`: the file is used
    all the same.
    """

    code: ClassVar[ErrorCode] = ErrorCode.SCRIPT_FILE_WRONG

    def __init__(
        self,
        path: Path,
        line: int,
        problem: FileProblem,
        *,
        column: int = 1,
        end_column: int = 2,
        fix: str = "",
        is_warning: bool = False,
    ) -> None:
        super().__init__(f"{path}, line {line}: {problem.code.value} {problem.details}")
        self.path = path
        self.line = line
        self.column = column
        self.end_column = end_column
        self.fix = fix
        self.is_warning = is_warning
        self.problem = problem
        self.details: dict[str, JsonValue] = {"file": path.name, "line": line, "problem": problem.as_detail()}


class ScriptNotFoundError(Exception):
    """No script of this id and version is loaded."""

    code: ClassVar[ErrorCode] = ErrorCode.SCRIPT_NOT_FOUND

    def __init__(self, script_id: str, version: str) -> None:
        super().__init__(script_id, version)
        self.details: dict[str, JsonValue] = {"script_id": script_id, "version": version}
