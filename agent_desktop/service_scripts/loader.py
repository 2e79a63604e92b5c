"""Reads the service scripts of a folder and refuses a wrong one by file, line and problem."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, schema_problem
from agent_desktop.service_scripts.checks import Finding, findings_in
from agent_desktop.service_scripts.errors import ScriptFileError, ScriptNotFoundError
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml

__all__ = ["ScriptFileError", "ScriptLibrary", "ScriptNotFoundError", "load_script", "load_scripts", "problems_in"]

_SUFFIX: Final = ".yaml"


class ScriptLibrary:
    """The scripts that are loaded. Of a script in several versions the newest opens; the others can be finished."""

    def __init__(self, scripts: Iterable[Script]) -> None:
        """Keep `scripts`, whose ids and versions differ and of whose newest one is the default."""
        ordered = sorted(scripts, key=lambda script: (script.id, _version_order(script.version)))
        self._by_version = {(script.id, script.version): script for script in ordered}
        self._newest = {script.id: script for script in ordered}

    def get(self, script_id: str, version: str) -> Script:
        """Return one version of one script.

        Raises:
            ScriptNotFoundError: It is not loaded.
        """
        try:
            return self._by_version[script_id, version]
        except KeyError:
            raise ScriptNotFoundError(script_id, version) from None

    def for_reason(self, reason: str) -> Script | None:
        """Return the script that opens for a menu reason, the default where none does, None in an empty library."""
        scripts = self._newest.values()
        fitting = next((script for script in scripts if reason and reason in script.reasons), None)
        return fitting or next((script for script in scripts if script.default), None)

    def newest(self) -> tuple[Script, ...]:
        """Return the newest version of each script, by id."""
        return tuple(self._newest.values())

    def choices(self) -> list[ScriptChoice]:
        """Return what an agent may change to: the newest version of each script, by id."""
        return [choice_of(script) for script in self._newest.values()]


def choice_of(script: Script) -> ScriptChoice:
    """Return a script's name for lists."""
    return ScriptChoice(script_id=script.id, version=script.version, title=script.title)


def load_scripts(folder: Path) -> ScriptLibrary:
    """Load every ``*.yaml`` of `folder`.

    Raises:
        ScriptFileError: A file is wrong, or the files do not go together: a script and version twice, a menu
            reason of two scripts, not exactly one default.
    """
    if not folder.is_dir():
        raise ScriptFileError(folder, 1, FileProblem(ProblemCode.SCRIPT_FOLDER_MISSING))
    paths = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX and not path.name.startswith("."))
    if not paths:
        raise ScriptFileError(folder, 1, FileProblem(ProblemCode.SCRIPT_FOLDER_EMPTY))
    loaded = [(path, load_script(path)) for path in paths]
    versions: dict[tuple[str, str], Path] = {}
    for path, script in loaded:
        other = versions.setdefault((script.id, script.version), path)
        if other != path:
            problem = file_problem(ProblemCode.SCRIPT_TWICE, script=script.id, version=script.version, other=other.name)
            raise ScriptFileError(path, _line(path, ("id",)), problem)
    library = ScriptLibrary(script for _, script in loaded)
    path_of = {(script.id, script.version): path for path, script in loaded}
    _check_together(folder, library, path_of)
    return library


def load_script(path: Path) -> Script:
    """Load one script.

    Raises:
        ScriptFileError: The first problem of the file, by line.
    """
    script, problems = _read(path)
    if problems or script is None:
        raise problems[0]
    return script


def problems_in(path: Path) -> list[ScriptFileError]:
    """Return every problem of a script file, by line; empty where it is right."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Script | None, list[ScriptFileError]]:
    try:
        lined = read_yaml(path)
    except ScriptFileError as error:
        return None, [error]
    script: Script | None = None
    try:
        script = Script.model_validate(lined.value)
        findings = list(findings_in(script))
    except ValidationError as error:
        findings = _schema_findings(error)
    return script, _by_line(path, lined, findings)


def _schema_findings(error: ValidationError) -> list[Finding]:
    return [Finding(found["loc"], schema_problem(found)) for found in error.errors(include_url=False)]


def _by_line(path: Path, lined: LinedYaml, findings: Iterable[Finding]) -> list[ScriptFileError]:
    problems = [ScriptFileError(path, lined.line_of(finding.place), finding.problem) for finding in findings]
    return sorted(problems, key=lambda problem: problem.line)


def _check_together(folder: Path, library: ScriptLibrary, path_of: dict[tuple[str, str], Path]) -> None:
    reasons: dict[str, str] = {}
    defaults = []
    for script in library.newest():
        path = path_of[script.id, script.version]
        for number, reason in enumerate(script.reasons):
            other = reasons.setdefault(reason, script.id)
            if other != script.id:
                problem = file_problem(ProblemCode.REASON_TAKEN, reason=reason, other=other)
                raise ScriptFileError(path, _line(path, ("reasons", number)), problem)
        if script.default:
            defaults.append(path)
    if not defaults:
        raise ScriptFileError(folder, 1, FileProblem(ProblemCode.DEFAULT_MISSING))
    if len(defaults) > 1:
        problem = file_problem(ProblemCode.DEFAULT_TWICE, other=defaults[0].name)
        raise ScriptFileError(defaults[1], _line(defaults[1], ("default",)), problem)


def _line(path: Path, place: Place) -> int:
    return read_yaml(path).line_of(place)


def _version_order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
