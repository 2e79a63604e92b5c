"""Reads the tree of dispositions and says what is wrong with one, by file, line and problem."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import structlog
from pydantic import JsonValue, ValidationError

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.problems import FileProblem, ProblemCode, schema_problem
from agent_desktop.records.dispositions.checks import WARNINGS, findings_in
from agent_desktop.records.dispositions.schema import DispositionTree, outcomes_of
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml
from agent_desktop.settings import Settings, SettingsError, shipped_file
from agent_desktop.words import Language, say

_log = structlog.stdlib.get_logger(__name__)


class DispositionsFileError(Exception):
    """A file of dispositions is wrong. `line` counts from 1."""

    code: ClassVar[ErrorCode] = ErrorCode.DISPOSITIONS_FILE_WRONG

    def __init__(self, path: Path, line: int, problem: FileProblem) -> None:
        super().__init__(f"{path}, line {line}: {problem.code.value} {problem.details}")
        self.line = line
        self.problem = problem
        self.details: dict[str, JsonValue] = {"file": path.name, "line": line, "problem": problem.as_detail()}


@dataclass(frozen=True, slots=True)
class DispositionsReading:
    """What a file holds: `tree` unless there are `errors`; `warnings` are what agents will not like. By line."""

    tree: DispositionTree | None
    errors: tuple[DispositionsFileError, ...] = ()
    warnings: tuple[DispositionsFileError, ...] = ()


def dispositions_file(settings: Settings) -> Path:
    """Return the file that the settings name, or the one that comes with the program."""
    named = settings.records.dispositions_file
    return Path(named) if named else shipped_file("resources") / "dispositions" / "main.yaml"


def read_dispositions(path: Path) -> DispositionsReading:
    """Read and check a tree of dispositions."""
    try:
        lined = read_yaml(path)
    except ScriptFileError as error:
        return DispositionsReading(None, (DispositionsFileError(path, error.line, error.problem),))
    try:
        tree = DispositionTree.model_validate(lined.value)
    except ValidationError as error:
        wrong = [(found["loc"], schema_problem(found)) for found in error.errors(include_url=False)]
        return DispositionsReading(None, _by_line(path, lined, wrong))
    errors: list[tuple[Place, FileProblem]] = []
    warnings: list[tuple[Place, FileProblem]] = []
    for finding in findings_in(tree):
        problem = FileProblem(ProblemCode(finding.problem.value), dict(finding.details))
        (warnings if finding.problem in WARNINGS else errors).append((finding.place, problem))
    return DispositionsReading(None if errors else tree, _by_line(path, lined, errors), _by_line(path, lined, warnings))


def load_dispositions(settings: Settings) -> tuple[Disposition, ...]:
    """Load what a call may come to; what agents will not like is logged.

    Raises:
        DispositionsFileError: The first problem of the file, by line.
        SettingsError: A promise of the settings is none of them.
    """
    path = dispositions_file(settings)
    reading = read_dispositions(path)
    if reading.tree is None:
        raise reading.errors[0]
    for warning in reading.warnings:
        _log.warning("dispositions.warning", path=path.name, where=warning.line, code=warning.problem.code.value)
    outcomes = outcomes_of(reading.tree)
    codes = [each.code for each in outcomes]
    for promise in settings.telephony.promise_dispositions:
        if promise not in codes:
            key, limit = "telephony.promise_dispositions", ", ".join(codes)
            raise SettingsError("config_value_wrong", file="", key=key, value=promise, limit=limit)
    return outcomes


def check_dispositions(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or dispositions_file(settings)
    reading = read_dispositions(path)
    lines = [("file_line_wrong", error) for error in reading.errors]
    lines += [("file_line_warned", each) for each in reading.warnings]
    for kind, found in sorted(lines, key=lambda line: line[1].line):
        tell(say(kind, language, file=path.name, line=found.line, problem=found.problem.as_detail()))
    if not lines:
        tell(say("file_right", language, file=path.name))
    return not reading.errors


def _by_line(path: Path, lined: LinedYaml, found: list[tuple[Place, FileProblem]]) -> tuple[DispositionsFileError, ...]:
    errors = [DispositionsFileError(path, lined.line_of(place), problem) for place, problem in found]
    return tuple(sorted(errors, key=lambda error: error.line))
