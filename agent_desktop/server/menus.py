"""Reads an entry menu and says what is wrong with one, by file, line and problem. What it means is telephony's."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import structlog
from pydantic import JsonValue, ValidationError

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem, ProblemCode, schema_problem
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language, say
from telephony.menu.checks import WARNINGS, findings_in
from telephony.menu.schema import Menu

_log = structlog.stdlib.get_logger(__name__)


class MenuFileError(Exception):
    """A menu file is wrong. `line` counts from 1."""

    code: ClassVar[ErrorCode] = ErrorCode.MENU_FILE_WRONG

    def __init__(self, path: Path, line: int, problem: FileProblem) -> None:
        super().__init__(f"{path}, line {line}: {problem.code.value} {problem.details}")
        self.line = line
        self.problem = problem
        self.details: dict[str, JsonValue] = {"file": path.name, "line": line, "problem": problem.as_detail()}


@dataclass(frozen=True, slots=True)
class MenuReading:
    """What a file holds: `menu` unless there are `errors`; `warnings` are what callers will not like. By line."""

    menu: Menu | None
    errors: tuple[MenuFileError, ...] = ()
    warnings: tuple[MenuFileError, ...] = ()


def menu_file(settings: Settings) -> Path:
    """Return the file of the entry menu: the one that the settings name, or the one that comes with the program."""
    named = settings.telephony.menu_file
    return Path(named) if named else shipped_file("resources") / "menus" / "main.yaml"


def read_menu(path: Path, queue_codes: Collection[str]) -> MenuReading:
    """Read and check a menu; `queue_codes` are the queues there are."""
    try:
        lined = read_yaml(path)
    except ScriptFileError as error:
        return MenuReading(None, (MenuFileError(path, error.line, error.problem),))
    try:
        menu = Menu.model_validate(lined.value)
    except ValidationError as error:
        wrong = [(found["loc"], schema_problem(found)) for found in error.errors(include_url=False)]
        return MenuReading(None, _by_line(path, lined, wrong))
    errors: list[tuple[Place, FileProblem]] = []
    warnings: list[tuple[Place, FileProblem]] = []
    for finding in findings_in(menu, queue_codes):
        problem = FileProblem(ProblemCode(finding.problem.value), dict(finding.details))
        (warnings if finding.problem in WARNINGS else errors).append((finding.place, problem))
    return MenuReading(None if errors else menu, _by_line(path, lined, errors), _by_line(path, lined, warnings))


def load_menu(settings: Settings) -> Menu:
    """Load the entry menu of the settings; what callers will not like is logged.

    Raises:
        MenuFileError: The first problem of the file, by line.
    """
    path = menu_file(settings)
    reading = read_menu(path, [queue.code for queue in settings.telephony.queues])
    if reading.menu is None:
        raise reading.errors[0]
    for warning in reading.warnings:
        _log.warning("menu.warning", path=path.name, where=warning.line, code=warning.problem.code.value)
    return reading.menu


def check_menu(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a menu, the one of the settings where `path` is None; say whether a server
    would take it."""
    path = path or menu_file(settings)
    reading = read_menu(path, [queue.code for queue in settings.telephony.queues])
    lines = [("file_line_wrong", error) for error in reading.errors]
    lines += [("file_line_warned", each) for each in reading.warnings]
    for kind, found in sorted(lines, key=lambda line: line[1].line):
        tell(say(kind, language, file=path.name, line=found.line, problem=found.problem.as_detail()))
    if not lines:
        tell(say("file_right", language, file=path.name))
    return not reading.errors


def _by_line(path: Path, lined: LinedYaml, found: list[tuple[Place, FileProblem]]) -> tuple[MenuFileError, ...]:
    errors = [MenuFileError(path, lined.line_of(place), problem) for place, problem in found]
    return tuple(sorted(errors, key=lambda error: error.line))
