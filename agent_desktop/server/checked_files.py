"""Files of YAML that somebody writes by hand, read and checked: what is wrong is said by file, line, column and
problem."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar

import structlog
from pydantic import BaseModel, JsonValue, ValidationError

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem, ProblemCode, schema_problem
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml, read_yaml_text
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language, say

_Content = TypeVar("_Content", bound=BaseModel)

_log = structlog.stdlib.get_logger(__name__)


class CheckedFileError(Exception):
    """A file is wrong; each kind of file has its own `code`. `line` and `column` count from 1."""

    code: ClassVar[ErrorCode]

    def __init__(self, path: Path, line: int, problem: FileProblem, *, column: int = 1) -> None:
        super().__init__(f"{path}, line {line}, column {column}: {problem.code.value} {problem.details}")
        self.line = line
        self.column = column
        self.problem = problem
        self.details: dict[str, JsonValue] = {
            "file": path.name,
            "line": line,
            "column": column,
            "problem": problem.as_detail(),
        }


class Finding(Protocol):
    """One problem of a file that fits its schema; `details` are the values its words need."""

    @property
    def place(self) -> Place: ...

    @property
    def problem(self) -> StrEnum: ...

    @property
    def details(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Content]):
    """What a file holds: its `content` unless there are `errors`; with `warnings` it is used all the same. By line."""

    content: _Content | None
    errors: tuple[CheckedFileError, ...] = ()
    warnings: tuple[CheckedFileError, ...] = ()


def own_or_shipped(named: str, shipped: str) -> Path:
    """Return the file or folder that a setting names, where it is empty the one that comes with the program: `shipped`
    below its resources."""
    return Path(named) if named else shipped_file("resources") / shipped


@dataclass(frozen=True, slots=True)
class CheckedFile(Generic[_Content]):
    """A file that a bank may have its own of: the one that a setting (`named`) names, else the one that comes with the
    program, `shipped` below its resources. `read` reads one and checks it."""

    named: Callable[[Settings], str]
    shipped: str
    read: Callable[[Path, Settings], Reading[_Content]]

    def path(self, settings: Settings) -> Path:
        """Return the file that the settings name, or the one that comes with the program."""
        return own_or_shipped(self.named(settings), self.shipped)

    def load(self, settings: Settings) -> _Content:
        """Return what the file of the settings holds; what it is warned of is logged.

        Raises:
            CheckedFileError: The first problem of the file, by line; of the kind of this file.
        """
        path = self.path(settings)
        return content_of(path, self.read(path, settings))

    def check(self, settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
        """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
        would take it."""
        path = path or self.path(settings)
        return tell_all(path, self.read(path, settings), language, tell)


def read_checked(
    path: Path,
    schema: type[_Content],
    findings_in: Callable[[_Content], Iterable[Finding]],
    *,
    warnings: Collection[StrEnum],
    error: type[CheckedFileError],
    text: str | None = None,
) -> Reading[_Content]:
    """Read a file and check it; a finding that is one of `warnings` does not refuse it. With a `text` that is checked,
    and not what the file holds."""
    try:
        lined = read_yaml(path) if text is None else read_yaml_text(path, text)
    except ScriptFileError as unread:
        return Reading(
            None, (error(path, unread.line, unread.problem, column=int(unread.problem.details.get("column", 1))),)
        )

    def by_line(found: Iterable[tuple[Place, FileProblem]]) -> tuple[CheckedFileError, ...]:
        return _by_line(path, lined, found, error)

    try:
        content = schema.model_validate(lined.value)
    except ValidationError as refused:
        wrong = [(found["loc"], schema_problem(found)) for found in refused.errors(include_url=False)]
        return Reading(None, by_line(wrong))
    errors: list[tuple[Place, FileProblem]] = []
    warned: list[tuple[Place, FileProblem]] = []
    for finding in findings_in(content):
        problem = FileProblem(ProblemCode(finding.problem.value), dict(finding.details))
        (warned if finding.problem in warnings else errors).append((finding.place, problem))
    return Reading(None if errors else content, by_line(errors), by_line(warned))


def content_of(path: Path, reading: Reading[_Content]) -> _Content:
    """Return what a file holds, and log what is not refused in it.

    Raises:
        CheckedFileError: The first problem of the file, by line.
    """
    if reading.content is None:
        raise reading.errors[0]
    for warning in reading.warnings:
        _log.warning("file.warning", path=path.name, where=warning.line, code=warning.problem.code.value)
    return reading.content


def tell_all(path: Path, reading: Reading[_Content], language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, by line; say whether a server would take it."""
    lines = [("file_line_wrong", each) for each in reading.errors]
    lines += [("file_line_warned", each) for each in reading.warnings]
    for kind, found in sorted(lines, key=lambda line: line[1].line):
        tell(
            say(kind, language, file=path.name, line=found.line, column=found.column, problem=found.problem.as_detail())
        )
    if not lines:
        tell(say("file_right", language, file=path.name))
    return not reading.errors


def _by_line(
    path: Path, lined: LinedYaml, found: Iterable[tuple[Place, FileProblem]], error: type[CheckedFileError]
) -> tuple[CheckedFileError, ...]:
    errors = [error(path, lined.line_of(place), problem, column=lined.column_of(place)) for place, problem in found]
    return tuple(sorted(errors, key=lambda each: (each.line, each.column)))
