"""Where a script's roads are wrong: circles, steps no road leads to, statements that a road misses, names that are
known only later, actions that nobody was verified for."""

from collections.abc import Iterator, Mapping

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.contract.verification import LEVELS, Level, reaches
from agent_desktop.service_scripts.actions import NO_POLICY, needed_level
from agent_desktop.service_scripts.condition_types import names_in
from agent_desktop.service_scripts.conditions import RESULTS
from agent_desktop.service_scripts.findings import Finding
from agent_desktop.service_scripts.roads import Roads, levels_at, levels_by_outcome, road_without, roads_of
from agent_desktop.service_scripts.schema import MustSay, Script, Step
from agent_desktop.service_scripts.variables import ANSWERS, variables_in
from agent_desktop.service_scripts.yaml_lines import Place

_ARROW = " > "


def road_findings(
    script: Script, subs: Mapping[str, Script], policy: Mapping[str, Level] = NO_POLICY
) -> Iterator[Finding]:
    """Yield what is wrong with the roads of a script with steps, all of whose targets exist. `policy` is the bank's, by
    the kind of an action."""
    roads = roads_of(script)
    numbers = {step.id: number for number, step in enumerate(script.steps)}
    if roads.circle:
        place: Place = ("steps", numbers[roads.circle[-1]])
        steps = _ARROW.join((*roads.circle, roads.circle[0]))
        yield Finding(place, file_problem(ProblemCode.STEPS_IN_CIRCLE, steps=steps))
    for step in script.steps:
        if step.id not in roads.reached:
            yield Finding(("steps", numbers[step.id]), file_problem(ProblemCode.STEP_UNREACHED, step=step.id))
    yield from _missed_statements(script, roads)
    yield from _later_names(script, roads)
    yield from _unsure_answers(script, roads)
    if not roads.circle:
        yield from _unverified(script, roads, subs, policy)


def _missed_statements(script: Script, roads: Roads) -> Iterator[Finding]:
    ends = {step.id for step in script.steps if step.outcome}
    for number, step in enumerate(script.steps):
        for statement_number, statement in enumerate(step.must_say):
            place: Place = ("steps", number, "must_say", statement_number)
            if statement.always:
                if statement.when:
                    problem = file_problem(ProblemCode.ALWAYS_WITH_WHEN, statement=statement.id)
                    yield Finding((*place, "always"), problem)
                yield from _missed(script, step, statement, ends, roads, (*place, "always"))
            for before_number, target in enumerate(statement.before):
                targets = _steps_with(script, target)
                where = (*place, "before", before_number)
                if not targets:
                    problem = file_problem(ProblemCode.BEFORE_UNKNOWN, id=target)
                    yield Finding(where, problem, target)
                yield from _missed(script, step, statement, targets, roads, where)


def _missed(
    script: Script, step: Step, statement: MustSay, targets: set[str], roads: Roads, place: Place
) -> Iterator[Finding]:
    road = road_without(script.steps[0].id, targets, roads.followers, step.id)
    if road:
        problem = file_problem(ProblemCode.STATEMENT_MISSED, statement=statement.id, steps=_ARROW.join(road))
        yield Finding(place, problem)


def _steps_with(script: Script, action_or_outcome: str) -> set[str]:
    return {
        step.id
        for step in script.steps
        if step.outcome == action_or_outcome or any(action.id == action_or_outcome for action in step.actions)
    }


def _later_names(script: Script, roads: Roads) -> Iterator[Finding]:
    """Yield the answers and results that a step asks for before there can be any."""
    home = {f"{ANSWERS}{question.id}": step.id for step in script.steps for question in step.questions}
    home.update({f"{RESULTS}{action.id}": step.id for step in script.steps for action in step.actions})
    for number, step in enumerate(script.steps):
        at_hand = roads.before[step.id]
        for place, text, known in _uses(step, ("steps", number)):
            for name in text:
                if name in home and home[name] not in at_hand and (home[name] != step.id or name not in known):
                    yield Finding(place, file_problem(ProblemCode.NAME_LATER, name=name), name)


def _unsure_answers(script: Script, roads: Roads) -> Iterator[Finding]:
    """Yield the answers that a text says without a word for where there is none, and that a road leaves open."""
    homes = {f"{ANSWERS}{question.id}": (step, question) for step in script.steps for question in step.questions}
    for number, step in enumerate(script.steps):
        for place, words in _said(step, ("steps", number)):
            for variable in variables_in(words):
                if variable.fallback is not None or variable.name not in homes:
                    continue
                home, question = homes[variable.name]
                is_open = not question.required or question.when or home.verify is not None or home.id == step.id
                if home.id in roads.before[step.id] | {step.id} and (
                    is_open or road_without(script.steps[0].id, {step.id}, roads.followers, home.id)
                ):
                    problem = file_problem(ProblemCode.VARIABLE_WITHOUT_WORDS, variable=variable.name)
                    yield Finding(place, problem, variable.name, f"{variable.name}|…")


def _said(step: Step, place: Place) -> Iterator[tuple[Place, str]]:
    for language, words in step.say.items():
        yield (*place, "say", language), words
    for number, statement in enumerate(step.must_say):
        for language, words in statement.text.items():
            yield (*place, "must_say", number, "text", language), words


def _uses(step: Step, place: Place) -> Iterator[tuple[Place, tuple[str, ...], frozenset[str]]]:
    """Yield the names each condition and text of a step uses, and what of the step itself is known there."""
    asked: list[str] = []
    for number, question in enumerate(step.questions):
        yield (*place, "questions", number, "when"), names_in(question.when), frozenset(asked)
        asked.append(f"{ANSWERS}{question.id}")
    own = frozenset(asked) | {f"{RESULTS}{action.id}" for action in step.actions}
    for number, statement in enumerate(step.must_say):
        yield (*place, "must_say", number, "when"), names_in(statement.when), own
        for language, words in statement.text.items():
            yield (*place, "must_say", number, "text", language), _variables(words), own
    for language, words in step.say.items():
        yield (*place, "say", language), _variables(words), own
    for number, action in enumerate(step.actions):
        yield (*place, "actions", number, "when"), names_in(action.when), own
        for name, words in action.parameters.items():
            yield (*place, "actions", number, "with", name), _variables(words), own
    for number, way in enumerate(step.branch.when if step.branch is not None else ()):
        yield (*place, "branch", "when", number, "if"), names_in(way.condition), own


def _variables(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(variable.name for variable in variables_in(text)))


def _unverified(
    script: Script, roads: Roads, subs: Mapping[str, Script], policy: Mapping[str, Level]
) -> Iterator[Finding]:
    after_run = {
        (step.id, outcome): level
        for step in script.steps
        if step.run is not None and step.run.script in subs and subs[step.run.script].steps
        for outcome, level in levels_by_outcome(subs[step.run.script]).items()
    }
    levels = levels_at(script, roads, after_run)
    for number, step in enumerate(script.steps):
        here = levels.get(step.id, Level.NONE)
        if step.verify is not None:
            here = max(here, step.verify.level, key=LEVELS.index)
        for action_number, action in enumerate(step.actions):
            needed = needed_level(action)
            if step.id in roads.reached and not reaches(here, needed):
                code = ProblemCode.ACTION_STUCK if action.required else ProblemCode.ACTION_UNVERIFIED
                problem = file_problem(code, action=action.id, level=needed)
                yield Finding(("steps", number, "actions", action_number), problem)
            elif step.id in roads.reached and not reaches(here, needed_level(action, policy)):
                needed = needed_level(action, policy)
                problem = file_problem(ProblemCode.LEVEL_BELOW_POLICY, action=action.id, level=needed)
                yield Finding(("steps", number, "actions", action_number), problem)
