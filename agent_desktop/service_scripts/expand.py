"""Puts the steps of other scripts in the place of the steps that run them.

A step of the other script is called ``SCRIPT.STEP``; questions, statements and actions keep their ids, which is why a
script can run another only once. Where that one ends with an outcome, ours goes on as `run.outcomes` says.
"""

from collections.abc import Callable, Mapping

from agent_desktop.service_scripts.errors import ScriptNotFoundError
from agent_desktop.service_scripts.schema import Branch, Script, Step, Verify


def expand(script: Script, subs: Mapping[str, Script]) -> Script:
    """Return `script` without any step that runs another; `subs` are the scripts by id, which may run others in turn.

    A step that only runs another goes; what leads to it leads to the first step of the other. One that has something
    of its own stays before it.

    Raises:
        ScriptNotFoundError: `subs` lacks a script, or scripts run each other in a circle.
    """
    return _expanded(script, subs, (script.id,))


def _expanded(script: Script, subs: Mapping[str, Script], road: tuple[str, ...]) -> Script:
    runs = {step.id: step.run for step in script.steps if step.run is not None}
    if not runs:
        return script
    inner: dict[str, Script] = {}
    for run in runs.values():
        if run.script not in subs or run.script in road:
            raise ScriptNotFoundError(run.script, "")
        inner[run.script] = _expanded(subs[run.script], subs, (*road, run.script))
    entry = {
        step.id: f"{step.run.script}.{inner[step.run.script].steps[0].id}"
        for step in script.steps
        if step.run is not None and _only_runs(step)
    }
    steps: list[Step] = []
    variables = {}
    for step in script.steps:
        if step.run is None:
            steps.append(_led(step, lambda target: entry.get(target, target)))
            continue
        other, run = inner[step.run.script], step.run
        variables.update(other.variables)
        if step.id not in entry:
            led = _led(step, lambda target: entry.get(target, target))
            steps.append(led.model_copy(update={"run": None, "next": f"{run.script}.{other.steps[0].id}"}))
        for each in other.steps:
            led = _led(each, f"{run.script}.{{}}".format)
            after = run.outcomes.get(each.outcome, "") if each.outcome else ""
            ended = {"outcome": "", "next": entry.get(after, after)} if each.outcome else {}
            steps.append(led.model_copy(update={"id": f"{run.script}.{each.id}", **ended}))
    return script.model_copy(update={"steps": tuple(steps), "variables": {**variables, **script.variables}})


def _only_runs(step: Step) -> bool:
    return not (step.say or step.must_say or step.questions or step.verify or step.actions or step.guide)


def _led(step: Step, to: Callable[[str], str]) -> Step:
    """Return `step` with every step that it leads to under its other name."""
    changed: dict[str, object] = {}
    if step.next:
        changed["next"] = to(step.next)
    if step.verify is not None:
        changed["verify"] = Verify(level=step.verify.level, failed=to(step.verify.failed))
    if (branch := step.branch) is not None:
        changed["branch"] = Branch(
            question=branch.question,
            cases={answer: to(target) for answer, target in branch.cases.items()},
            when=tuple(way.model_copy(update={"to": to(way.to)}) for way in branch.when),
            otherwise=to(branch.otherwise) if branch.otherwise else "",
        )
    return step.model_copy(update=changed) if changed else step
