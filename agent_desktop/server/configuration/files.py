"""The routing as a file: in the form of config.yaml's section `telephony`, out of the database and into it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

import yaml
from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem, ProblemCode
from agent_desktop.contract.routing import Document, Problem
from agent_desktop.contract.routing_checks import in_form_of_now, problems_in, routing_of, short_document_of
from agent_desktop.server.checked_files import CheckedFileError
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_lines import LinedYaml, read_yaml
from agent_desktop.settings_reader import read_settings_file
from agent_desktop.settings_telephony import ROUTING_KEYS, TelephonySettings
from agent_desktop.words import Language, say

SECTION: Final = "telephony"


class RoutingFileError(CheckedFileError):
    """A file of routing is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.ROUTING_FILE_WRONG


class RoutingFile:
    """One file, read: its document on top of another one, and where in the file a problem stands.

    `base` is what counts now: a key that the file leaves out stays as it is. The file may be a whole config.yaml; what
    in it is no routing is passed over.

    Raises:
        RoutingFileError: It cannot be read, is no YAML, or has no section of telephony.
    """

    def __init__(self, path: Path, base: Mapping[str, JsonValue]) -> None:
        self._path = path
        try:
            self._lined: LinedYaml = read_yaml(path)
        except ScriptFileError as unread:
            raise RoutingFileError(path, unread.line, unread.problem) from None
        section = read_settings_file(path).get(SECTION)
        if not isinstance(section, dict):
            raise RoutingFileError(path, 1, FileProblem(ProblemCode.KEY_MISSING, {"name": SECTION}))
        self._unknown = [str(key) for key in section if key not in TelephonySettings.model_fields]
        mine = {str(key): _json(value) for key, value in section.items() if key in ROUTING_KEYS}
        self.document: Document = in_form_of_now({**base, **mine})

    def errors(self, problems: tuple[Problem, ...] | None = None) -> list[RoutingFileError]:
        """Return what is wrong, by line; `problems` None are those of the document by itself."""
        found = problems_in(self.document) if problems is None else problems
        errors = [self._error((SECTION, *each.place), _problem(each)) for each in found]
        for key in self._unknown:
            problem = FileProblem(ProblemCode.KEY_UNKNOWN, {"name": key})
            errors.append(self._error((SECTION, key), problem))
        return sorted(errors, key=lambda error: error.line)

    def _error(self, place: tuple[str | int, ...], problem: FileProblem) -> RoutingFileError:
        lined = self._lined
        return RoutingFileError(self._path, lined.line_of(place), problem, column=lined.column_of(place))


def tell_errors(path: Path, errors: list[RoutingFileError], language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a file, by line; say whether nothing is."""
    for error in errors:
        problem = error.problem.as_detail()
        tell(say("file_line_wrong", language, file=path.name, line=error.line, column=error.column, problem=problem))
    if not errors:
        tell(say("file_right", language, file=path.name))
    return not errors


def write_routing(path: Path, document: Mapping[str, JsonValue], *, version: int) -> None:
    """Write a routing as a file that can be read again; it is put there whole or not at all."""
    content = {SECTION: short_document_of(routing_of(document))}
    head = f"# Routing, version {version}. agent-desktop routing import puts a changed file back.\n"
    text = head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _problem(problem: Problem) -> FileProblem:
    return FileProblem(ProblemCode(problem.problem), problem.details)


def _json(value: Any) -> JsonValue:
    """Return what YAML has read in JSON's kinds: dates as their text."""
    if isinstance(value, dict):
        return {str(key.isoformat() if hasattr(key, "isoformat") else key): _json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_json(each) for each in value]
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    plain: JsonValue = value
    return plain
