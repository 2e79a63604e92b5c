"""Reads script files and tells all that is wrong with them, by line and column, with a fix where there is one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.service_scripts.checks import findings_in
from agent_desktop.service_scripts.choice import can_tie
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.findings import NOTHING_AROUND, WARNINGS, Around, Finding
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.schema_findings import schema_findings
from agent_desktop.service_scripts.yaml_lines import LinedYaml, Place, read_yaml, read_yaml_text

_SUFFIX: Final = ".yaml"


@dataclass(frozen=True, slots=True)
class CheckedScript:
    """What a text holds: its `script` as far as it fits the schema, and all its `problems`, by line and column."""

    path: Path
    script: Script | None
    problems: tuple[ScriptFileError, ...] = ()
    lined: LinedYaml | None = field(default=None, repr=False)

    @property
    def errors(self) -> tuple[ScriptFileError, ...]:
        """What refuses it."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    @property
    def warnings(self) -> tuple[ScriptFileError, ...]:
        """What does not refuse it."""
        return tuple(problem for problem in self.problems if problem.is_warning)


def check_text(
    text: str,
    path: Path,
    *,
    around: Around = NOTHING_AROUND,
    subs: Mapping[str, Script] | None = None,
) -> CheckedScript:
    """Check the text of a script; `path` is how it is called. `subs`: all scripts it may run, by id (None: unknown)."""
    try:
        lined = read_yaml_text(path, text)
    except ScriptFileError as error:
        return CheckedScript(path, None, (error,))
    return _checked(path, lined, around, subs)


def check_file(
    path: Path, *, around: Around = NOTHING_AROUND, subs: Mapping[str, Script] | None = None
) -> CheckedScript:
    """Check a script file, as `check_text` its text."""
    try:
        lined = read_yaml(path)
    except ScriptFileError as error:
        return CheckedScript(path, None, (error,))
    return _checked(path, lined, around, subs)


def check_folder(folder: Path, *, around: Around = NOTHING_AROUND) -> list[CheckedScript]:
    """Check every ``*.yaml`` of `folder`, each by itself and all together; the folder's own problems come last.

    Raises:
        ScriptFileError: There is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise ScriptFileError(folder, 1, FileProblem(ProblemCode.SCRIPT_FOLDER_MISSING))
    paths = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX and not path.name.startswith("."))
    if not paths:
        raise ScriptFileError(folder, 1, FileProblem(ProblemCode.SCRIPT_FOLDER_EMPTY))
    alone = [check_file(path) for path in paths]
    subs = newest_of(file.script for file in alone if file.script is not None)
    checked = [
        file
        if file.lined is None or _stands_alone(file.script, around)
        else _checked(file.path, file.lined, around, subs if not file.errors else None)
        for file in alone
    ]
    together = list(_together(checked))
    files = [
        CheckedScript(
            file.path, file.script, _sorted([*file.problems, *(each for each in together if each.path == file.path)])
        )
        for file in checked
    ]
    if not any(_is_default(file.script, Direction.INBOUND) for file in checked):
        files.append(CheckedScript(folder, None, (ScriptFileError(folder, 1, _NO_DEFAULT),)))
    return files


def newest_of(scripts: Iterable[Script]) -> dict[str, Script]:
    """Return the newest version of each script, by id."""
    readable = (script for script in scripts if script.version.replace(".", "").isdecimal())
    return {script.id: script for script in sorted(readable, key=lambda script: version_order(script.version))}


def version_order(version: str) -> tuple[int, ...]:
    """Return a version so that a newer one is greater: 1.10 after 1.9."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


_NO_DEFAULT: Final = FileProblem(ProblemCode.DEFAULT_MISSING)


def _checked(path: Path, lined: LinedYaml, around: Around, subs: Mapping[str, Script] | None) -> CheckedScript:
    script: Script | None = None
    try:
        script = Script.model_validate(lined.value)
        findings: Iterable[Finding] = findings_in(script, around, subs)
    except ValidationError as error:
        findings = schema_findings(error)
    return CheckedScript(path, script, _sorted([_problem(path, lined, finding) for finding in findings]), lined)


def _stands_alone(script: Script | None, around: Around) -> bool:
    """Say whether a script that was checked by itself is checked: it runs no other, and nothing is known around it."""
    return script is not None and around == NOTHING_AROUND and all(step.run is None for step in script.steps)


def _problem(path: Path, lined: LinedYaml, finding: Finding) -> ScriptFileError:
    span = lined.span_of(finding.place, finding.word, finding.skip, in_key=finding.in_key)
    return ScriptFileError(
        path,
        span.line,
        finding.problem,
        column=span.column,
        end_column=span.end_column,
        fix=finding.fix,
        is_warning=finding.problem.code in WARNINGS,
    )


def _sorted(problems: list[ScriptFileError]) -> tuple[ScriptFileError, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _is_default(script: Script | None, direction: Direction) -> bool:
    return script is not None and script.default and script.direction is direction


def _together(files: Sequence[CheckedScript]) -> Iterator[ScriptFileError]:
    """Yield what is wrong between files: a version twice, two that open for the same calls, two defaults."""
    versions: dict[tuple[str, str], Path] = {}
    newest: dict[str, CheckedScript] = {}
    for file in files:
        if file.script is None or file.lined is None:
            continue
        script = file.script
        other = versions.setdefault((script.id, script.version), file.path)
        if other != file.path:
            problem = file_problem(ProblemCode.SCRIPT_TWICE, script=script.id, version=script.version, other=other.name)
            yield _problem(file.path, file.lined, Finding(("id",), problem))
        before = newest.get(script.id)
        if before is None or before.script is None or _is_newer(script, before.script):
            newest[script.id] = file
    seen: list[CheckedScript] = []
    for file in newest.values():
        yield from _against(file, seen)
        seen.append(file)


def _against(file: CheckedScript, others: Sequence[CheckedScript]) -> Iterator[ScriptFileError]:
    script = file.script
    if script is None or file.lined is None:
        return
    for other in others:
        if other.script is None or other.script.direction is not script.direction:
            continue
        if can_tie(script.opens_for, other.script.opens_for):
            problem = file_problem(ProblemCode.OPENS_ALIKE, other=other.script.id)
            yield _problem(file.path, file.lined, Finding(_OPENS_FOR, problem))
        if script.default and other.script.default:
            problem = file_problem(ProblemCode.DEFAULT_TWICE, other=other.path.name)
            yield _problem(file.path, file.lined, Finding(("default",), problem))


_OPENS_FOR: Final[Place] = ("opens_for",)


def _is_newer(script: Script, than: Script) -> bool:
    return version_order(script.version) > version_order(than.version)
