"""What is wrong where scripts run others, and where scripts open for the same calls."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.findings import Finding, unknown
from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.yaml_lines import Place

LONGEST_STEP: Final = 160
"""Characters of a step's id with those of the scripts that it stands in, as a run is kept by."""

_SCRIPTS: Final = (ProblemCode.SCRIPT_UNKNOWN, ProblemCode.SCRIPT_CLOSE)


def run_findings(script: Script, subs: Mapping[str, Script]) -> Iterator[Finding]:
    """Yield what is wrong with the scripts that `script` runs; `subs` are all there are, by id."""
    taken = ids_in(script.steps)
    run_before: set[str] = set()
    for number, step in enumerate(script.steps):
        if step.run is None:
            continue
        place: Place = ("steps", number, "run")
        other_id, where = step.run.script, (*place, "script")
        if other_id not in subs:
            yield unknown(where, other_id, set(subs) - {script.id}, _SCRIPTS, "script")
            continue
        if other_id in run_before:
            yield Finding(where, file_problem(ProblemCode.RUN_TWICE, script=other_id), other_id)
            continue
        run_before.add(other_id)
        circle = _circle(script.id, other_id, subs)
        if circle:
            yield Finding(where, file_problem(ProblemCode.RUNS_IN_CIRCLE, scripts=" > ".join(circle)), other_id)
            continue
        longest = _longest_step(other_id, subs, (script.id,))
        if len(longest) > LONGEST_STEP:
            yield Finding(where, file_problem(ProblemCode.ID_LONG, id=f"{longest[:24]}…", most=LONGEST_STEP), other_id)
        yield from _outcomes(step, subs, place)
        for own_id in sorted(_all_ids(other_id, subs) & taken):
            problem = file_problem(ProblemCode.RUN_ID_TAKEN, id=own_id, script=other_id)
            yield Finding(where, problem, other_id)
        taken |= _all_ids(other_id, subs)


def _outcomes(step: Step, subs: Mapping[str, Script], place: Place) -> Iterator[Finding]:
    if step.run is None:
        return
    there = [each.outcome for each in subs[step.run.script].steps if each.outcome]
    outcomes = list(dict.fromkeys(there))
    for outcome in outcomes:
        if outcome not in step.run.outcomes:
            problem = file_problem(ProblemCode.RUN_OUTCOME_MISSING, script=step.run.script, outcome=outcome)
            yield Finding((*place, "outcomes"), problem)
    for outcome in step.run.outcomes:
        if outcome not in outcomes:
            problem = file_problem(ProblemCode.RUN_OUTCOME_UNKNOWN, script=step.run.script, outcome=outcome)
            missing = [each for each in outcomes if each not in step.run.outcomes]
            close = closest_to(outcome, missing)
            yield Finding((*place, "outcomes", outcome), problem, outcome, close, in_key=True)


def _circle(script_id: str, run_id: str, subs: Mapping[str, Script]) -> tuple[str, ...]:
    """Return the road by which running `run_id` comes back to `script_id`; empty without one."""
    roads: list[tuple[str, ...]] = [(script_id, run_id)]
    seen = {run_id}
    while roads:
        road = roads.pop()
        if road[-1] == script_id:
            return road
        for step in subs[road[-1]].steps if road[-1] in subs else ():
            if step.run is not None and (step.run.script == script_id or step.run.script not in seen):
                seen.add(step.run.script)
                roads.append((*road, step.run.script))
    return ()


def _longest_step(script_id: str, subs: Mapping[str, Script], road: tuple[str, ...]) -> str:
    """Return the longest id that a step of `script_id`, and of all that it runs, has where it is run."""
    steps = subs[script_id].steps if script_id in subs and script_id not in road else ()
    within = [
        _longest_step(step.run.script, subs, (*road, script_id)) if step.run is not None else step.id for step in steps
    ]
    return f"{script_id}.{max(within, key=len, default='')}"


def _all_ids(script_id: str, subs: Mapping[str, Script]) -> set[str]:
    """Return the ids of questions, statements and actions of a script and all that it runs."""
    ids: set[str] = set()
    ahead, seen = [script_id], {script_id}
    while ahead:
        here = ahead.pop()
        if here not in subs:
            continue
        ids |= ids_in(subs[here].steps)
        runs = {step.run.script for step in subs[here].steps if step.run is not None} - seen
        seen |= runs
        ahead.extend(runs)
    return ids


def ids_in(steps: Iterable[Step]) -> set[str]:
    """Return the ids of their questions, statements and actions."""
    return {each.id for step in steps for part in (step.questions, step.must_say, step.actions) for each in part}
