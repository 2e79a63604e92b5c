"""Reads a text that somebody writes at their desk: the checks of a file, and what only the server knows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.contract.scripts import ScriptProblem
from agent_desktop.service_scripts.check_runs import ids_in
from agent_desktop.service_scripts.checking import check_text
from agent_desktop.service_scripts.choice import can_tie, is_default
from agent_desktop.service_scripts.errors import ScriptFileError, ScriptNotFoundError
from agent_desktop.service_scripts.expand import expand
from agent_desktop.service_scripts.findings import Around
from agent_desktop.service_scripts.schema import Script, Step

_WARNINGS: Final = frozenset({ProblemCode.DEFAULT_TWICE, ProblemCode.RUNNERS_LEFT})
"""With two defaults calls open the first by id, with none nothing: so a default moves from one script to another."""


class TextReader:
    """`records.script_versions.service.ReadText`. `published` returns the scripts that a text may run, and has to
    differ from in the calls it opens for, as they are at each reading."""

    def __init__(self, published: Callable[[], Sequence[Script]], around: Around) -> None:
        self._published = published
        self._around = around

    def __call__(self, text: str, script_id: str) -> tuple[Script | None, Sequence[ScriptProblem]]:
        """See `ReadText`."""
        published = self._published()
        subs = {each.id: each for each in published}
        checked = check_text(text, Path(f"{script_id}.yaml"), around=self._around, subs=subs)
        problems = [_shown(each) for each in checked.problems]
        script = checked.script
        if script is None:
            return None, problems
        line = checked.lined.line_of(("id",)) if checked.lined is not None else 1
        problems.extend(_problem(each, line) for each in _beside_others(script, script_id, published))
        if any(not each.is_warning for each in problems):
            return script, problems
        try:
            return expand(script, subs), problems
        except ScriptNotFoundError as missing:
            unknown = file_problem(ProblemCode.SCRIPT_UNKNOWN, script=str(missing.details["script_id"]))
            return None, [*problems, _problem(unknown, line)]


def _beside_others(script: Script, script_id: str, published: Sequence[Script]) -> list[FileProblem]:
    """Return what does not go together with the rest of the library."""
    problems: list[FileProblem] = []
    if script.id != script_id:
        problems.append(file_problem(ProblemCode.SCRIPT_ID_DIFFERS, script=script_id))
    for other in published:
        if other.id == script.id or other.direction is not script.direction:
            continue
        if script.default and other.default:
            problems.append(file_problem(ProblemCode.DEFAULT_TWICE, other=other.id))
        if can_tie(script.opens_for, other.opens_for):
            problems.append(file_problem(ProblemCode.OPENS_ALIKE, other=other.id))
    others = [each for each in published if each.id != script.id]
    if any(is_default(each) for each in published) and not any(map(is_default, [script, *others])):
        problems.append(FileProblem(ProblemCode.DEFAULT_MISSING))
    for step in script.steps:
        if step.run is not None and any(runs(each, script.id) for each in others if each.id == step.run.script):
            circle = " > ".join((script.id, step.run.script, script.id))
            problems.append(file_problem(ProblemCode.RUNS_IN_CIRCLE, scripts=circle))
    left = _left_by(script, published)
    if left:
        problems.append(file_problem(ProblemCode.RUNNERS_LEFT, scripts=", ".join(left)))
    return problems


def runs(script: Script, other_id: str) -> bool:
    """Say whether a script that is published runs another, itself or within a third one: its steps stand in it then."""
    return any(other_id in step.id.split(".")[:-1] for step in script.steps)


def _left_by(script: Script, published: Sequence[Script]) -> list[str]:
    """Return which scripts run this one and will not fit it: they know other outcomes, or have an id of its own."""
    before = next((each for each in published if each.id == script.id), None)
    if before is None:
        return []
    outcomes, before_outcomes = ({step.outcome for step in each.steps if step.outcome} for each in (script, before))
    return [
        other.id
        for other in published
        if runs(other, script.id)
        and (outcomes != before_outcomes or ids_in(script.steps) & ids_in(_own_steps(other, script.id)))
    ]


def _own_steps(script: Script, but: str) -> list[Step]:
    return [step for step in script.steps if but not in step.id.split(".")[:-1]]


def _shown(found: ScriptFileError) -> ScriptProblem:
    return ScriptProblem(
        problem=found.problem.code,
        details=dict(found.problem.details),
        line=found.line,
        column=found.column,
        end_column=found.end_column,
        fix=found.fix,
        is_warning=found.is_warning,
    )


def _problem(problem: FileProblem, line: int) -> ScriptProblem:
    return ScriptProblem(
        problem=problem.code, details=dict(problem.details), line=line, is_warning=problem.code in _WARNINGS
    )
