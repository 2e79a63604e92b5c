"""What the schema alone cannot say of a script: its ids, its roads, its languages, its variables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, get_args

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script, Step
from agent_desktop.service_scripts.variables import KNOWN_FACTS, has_stray_braces, variables_in
from agent_desktop.service_scripts.walk import next_steps_of, possible_answers
from agent_desktop.service_scripts.yaml_lines import Place

LANGUAGES: Final[tuple[str, ...]] = get_args(Language)
MOST_OPTIONS: Final = 9  # Alt+1 to Alt+9

_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*")


class Finding(NamedTuple):
    """One problem, at a place in the file."""

    place: Place
    problem: FileProblem


def findings_in(script: Script) -> Iterator[Finding]:
    """Yield every problem of a script that fits the schema."""
    yield from _ids(script)
    yield from _texts(script)
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        for question_number, question in enumerate(step.questions):
            yield from _question(question, (*place, "questions", question_number))
        if sum(question.kind is QuestionKind.CHOICE for question in step.questions) > 1:
            yield Finding((*place, "questions"), file_problem(ProblemCode.CHOICES_SEVERAL, step=step.id))
        yield from _way_on(script, step, place)
    if not any(_targets(script)):
        yield from _roads(script)


def _ids(script: Script) -> Iterator[Finding]:
    if not script.steps:
        yield Finding(("steps",), FileProblem(ProblemCode.STEP_NEEDED))
    if not _ID.fullmatch(script.id):
        yield Finding(("id",), _bad_id(script.id))
    if not _VERSION.fullmatch(script.version):
        yield Finding(("version",), file_problem(ProblemCode.SCRIPT_VERSION_WRONG, version=script.version))
    step_ids: set[str] = set()
    item_ids: set[str] = set()
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        yield from _one_id(step.id, step_ids, (*place, "id"), ProblemCode.STEP_ID_TWICE)
        for question_number, question in enumerate(step.questions):
            where: Place = (*place, "questions", question_number, "id")
            yield from _one_id(question.id, item_ids, where, ProblemCode.QUESTION_ID_TWICE)
            option_ids: set[str] = set()
            for option_number, option in enumerate(question.options):
                where = (*place, "questions", question_number, "options", option_number, "id")
                yield from _one_id(option.id, option_ids, where, ProblemCode.OPTION_ID_TWICE)
        for statement_number, statement in enumerate(step.must_say):
            where = (*place, "must_say", statement_number, "id")
            yield from _one_id(statement.id, item_ids, where, ProblemCode.STATEMENT_ID_TWICE)


def _one_id(own_id: str, taken: set[str], place: Place, twice: ProblemCode) -> Iterator[Finding]:
    if not _ID.fullmatch(own_id):
        yield Finding(place, _bad_id(own_id))
    if own_id in taken:
        yield Finding(place, file_problem(twice, id=own_id))
    taken.add(own_id)


def _bad_id(own_id: str) -> FileProblem:
    return file_problem(ProblemCode.ID_WRONG, id=own_id)


def _question(question: Question, place: Place) -> Iterator[Finding]:
    if question.kind is QuestionKind.CHOICE:
        if not 2 <= len(question.options) <= MOST_OPTIONS:
            problem = file_problem(ProblemCode.OPTIONS_COUNT_WRONG, question=question.id, most=MOST_OPTIONS)
            yield Finding(place, problem)
    elif question.options:
        yield Finding((*place, "options"), file_problem(ProblemCode.OPTIONS_NOT_NEEDED, question=question.id))
    if question.limit < 1:
        yield Finding((*place, "limit"), file_problem(ProblemCode.TEXT_LIMIT_WRONG, question=question.id))


def _way_on(script: Script, step: Step, place: Place) -> Iterator[Finding]:
    ways = [name for name, given in (("next", step.next), ("branch", step.branch), ("outcome", step.outcome)) if given]
    if not ways:
        yield Finding(place, file_problem(ProblemCode.WAY_ON_MISSING, step=step.id))
    elif len(ways) > 1:
        yield Finding(place, file_problem(ProblemCode.WAYS_ON_SEVERAL, step=step.id, ways=ways))
    if step.branch is not None:
        yield from _branch(step, place)
    for target in _targets(script):
        if target.place[: len(place)] == place:
            yield target


def _targets(script: Script) -> Iterator[Finding]:
    known = {step.id for step in script.steps}
    for number, step in enumerate(script.steps):
        places: dict[Place, str] = {("steps", number, "next"): step.next} if step.next else {}
        if step.branch is not None:
            for case, target in step.branch.cases.items():
                places[("steps", number, "branch", "cases", case)] = target
        for place, target in places.items():
            if target not in known:
                yield Finding(place, file_problem(ProblemCode.STEP_UNKNOWN, step=target))


def _branch(step: Step, place: Place) -> Iterator[Finding]:
    branch = step.branch
    if branch is None:
        return
    question = next((each for each in step.questions if each.id == branch.question), None)
    where: Place = (*place, "branch")
    if question is None:
        problem = file_problem(ProblemCode.BRANCH_QUESTION_UNKNOWN, step=step.id, question=branch.question)
        yield Finding((*where, "question"), problem)
        return
    answers = possible_answers(question)
    if not answers:
        yield Finding((*where, "question"), file_problem(ProblemCode.BRANCH_QUESTION_OPEN, question=question.id))
        return
    if not question.required:
        yield Finding((*where, "question"), file_problem(ProblemCode.BRANCH_QUESTION_OPTIONAL, question=question.id))
    for answer in answers:
        if answer not in branch.cases:
            problem = file_problem(ProblemCode.BRANCH_CASE_MISSING, question=question.id, answer=answer)
            yield Finding((*where, "cases"), problem)
    for case in branch.cases:
        if case not in answers:
            problem = file_problem(ProblemCode.BRANCH_CASE_UNKNOWN, question=question.id, answer=case)
            yield Finding((*where, "cases", case), problem)


def _roads(script: Script) -> Iterator[Finding]:
    if not script.steps:
        return
    numbers = {step.id: number for number, step in enumerate(script.steps)}
    followers = {step.id: next_steps_of(step) for step in script.steps}
    reached, cycle = _explore(script.steps[0].id, followers)
    if cycle:
        place: Place = ("steps", numbers[cycle[-1]])
        yield Finding(place, file_problem(ProblemCode.STEPS_IN_CIRCLE, steps=" > ".join((*cycle, cycle[0]))))
    for step in script.steps:
        if step.id not in reached:
            yield Finding(("steps", numbers[step.id]), file_problem(ProblemCode.STEP_UNREACHED, step=step.id))


def _explore(start: str, followers: Mapping[str, Sequence[str]]) -> tuple[set[str], tuple[str, ...]]:
    """Return every step reached from `start`, and the first circle found (empty without one)."""
    reached = {start}
    road = [start]
    open_ways = [iter(followers[start])]
    cycle: tuple[str, ...] = ()
    while road:
        target = next(open_ways[-1], None)
        if target is None:
            open_ways.pop()
            road.pop()
        elif target in road:
            cycle = cycle or tuple(road[road.index(target) :])
        elif target not in reached:
            reached.add(target)
            road.append(target)
            open_ways.append(iter(followers[target]))
    return reached, cycle


def _texts(script: Script) -> Iterator[Finding]:
    known = KNOWN_FACTS.keys() | script.variables.keys()
    for place, text in _all_texts(script):
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                yield Finding(place, file_problem(ProblemCode.LANGUAGE_MISSING, language=language))
        for language, words in text.items():
            where = (*place, language)
            if language not in LANGUAGES:
                yield Finding(where, file_problem(ProblemCode.LANGUAGE_UNKNOWN, language=language, allowed=LANGUAGES))
            if has_stray_braces(words):
                yield Finding(where, FileProblem(ProblemCode.BRACES_STRAY))
            for variable in variables_in(words):
                if variable.name not in known:
                    yield Finding(where, file_problem(ProblemCode.VARIABLE_UNKNOWN, variable=variable.name))


def _all_texts(script: Script) -> Iterator[tuple[Place, LocalText]]:
    yield ("title",), script.title
    for name, text in script.variables.items():
        yield ("variables", name), text
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        yield (*place, "title"), step.title
        if step.say:
            yield (*place, "say"), step.say
        for statement_number, statement in enumerate(step.must_say):
            yield (*place, "must_say", statement_number, "text"), statement.text
        for question_number, question in enumerate(step.questions):
            where: Place = (*place, "questions", question_number)
            yield (*where, "label"), question.label
            for option_number, option in enumerate(question.options):
                yield (*where, "options", option_number, "label"), option.label
