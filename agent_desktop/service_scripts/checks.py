"""What the schema alone cannot say of a script: its ids, its roads, its languages, its variables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, get_args

from agent_desktop.contract.base import Language, LocalText
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
    problem: str


def findings_in(script: Script) -> Iterator[Finding]:
    """Yield every problem of a script that fits the schema."""
    yield from _ids(script)
    yield from _texts(script)
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        for question_number, question in enumerate(step.questions):
            yield from _question(question, (*place, "questions", question_number))
        if sum(question.kind is QuestionKind.CHOICE for question in step.questions) > 1:
            yield Finding((*place, "questions"), f"Step `{step.id}` has more than one choice question")
        yield from _way_on(script, step, place)
    if not any(step_id.problem for step_id in _targets(script)):
        yield from _roads(script)


def _ids(script: Script) -> Iterator[Finding]:
    if not script.steps:
        yield Finding(("steps",), "A script needs at least one step")
    if not _ID.fullmatch(script.id):
        yield Finding(("id",), _bad_id(script.id))
    if not _VERSION.fullmatch(script.version):
        yield Finding(("version",), f"The version `{script.version}` is not of the kind 3 or 3.2")
    step_ids: set[str] = set()
    item_ids: set[str] = set()
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        yield from _one_id(step.id, step_ids, (*place, "id"), "step")
        for question_number, question in enumerate(step.questions):
            yield from _one_id(question.id, item_ids, (*place, "questions", question_number, "id"), "question")
            option_ids: set[str] = set()
            for option_number, option in enumerate(question.options):
                where = (*place, "questions", question_number, "options", option_number, "id")
                yield from _one_id(option.id, option_ids, where, "option")
        for statement_number, statement in enumerate(step.must_say):
            yield from _one_id(statement.id, item_ids, (*place, "must_say", statement_number, "id"), "statement")


def _one_id(own_id: str, taken: set[str], place: Place, what: str) -> Iterator[Finding]:
    if not _ID.fullmatch(own_id):
        yield Finding(place, _bad_id(own_id))
    if own_id in taken:
        yield Finding(place, f"The {what} id `{own_id}` is used twice")
    taken.add(own_id)


def _bad_id(own_id: str) -> str:
    return f"The id `{own_id}` needs small letters, digits, - and _, a letter first"


def _question(question: Question, place: Place) -> Iterator[Finding]:
    if question.kind is QuestionKind.CHOICE:
        if not 2 <= len(question.options) <= MOST_OPTIONS:
            yield Finding(place, f"The choice `{question.id}` needs 2 to {MOST_OPTIONS} options")
    elif question.options:
        yield Finding((*place, "options"), f"Only a choice has options; `{question.id}` is {question.kind.value}")
    if question.limit < 1:
        yield Finding((*place, "limit"), f"The limit of `{question.id}` must be at least 1")


def _way_on(script: Script, step: Step, place: Place) -> Iterator[Finding]:
    ways = [name for name, given in (("next", step.next), ("branch", step.branch), ("outcome", step.outcome)) if given]
    if len(ways) != 1:
        has = " and ".join(ways) or "none"
        yield Finding(place, f"Step `{step.id}` needs one of next, branch and outcome; it has {has}")
    if step.branch is not None:
        yield from _branch(step, place)
    for target in _targets(script):
        if target.problem and target.place[: len(place)] == place:
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
                yield Finding(place, f"There is no step `{target}`")


def _branch(step: Step, place: Place) -> Iterator[Finding]:
    branch = step.branch
    if branch is None:
        return
    question = next((each for each in step.questions if each.id == branch.question), None)
    where: Place = (*place, "branch")
    if question is None:
        yield Finding((*where, "question"), f"Step `{step.id}` has no question `{branch.question}`")
        return
    answers = possible_answers(question)
    if not answers:
        yield Finding((*where, "question"), f"Only a choice or yes_no question can branch; `{question.id}` is neither")
        return
    if not question.required:
        yield Finding((*where, "question"), f"A question that branches must be required; `{question.id}` is not")
    for answer in answers:
        if answer not in branch.cases:
            yield Finding((*where, "cases"), f"The branch by `{question.id}` has no case for `{answer}`")
    for case in branch.cases:
        if case not in answers:
            yield Finding((*where, "cases", case), f"`{question.id}` has no answer `{case}`")


def _roads(script: Script) -> Iterator[Finding]:
    if not script.steps:
        return
    numbers = {step.id: number for number, step in enumerate(script.steps)}
    followers = {step.id: next_steps_of(step) for step in script.steps}
    reached, cycle = _explore(script.steps[0].id, followers)
    if cycle:
        place: Place = ("steps", numbers[cycle[-1]])
        yield Finding(place, f"The steps go round in a circle: {' > '.join((*cycle, cycle[0]))}")
    for step in script.steps:
        if step.id not in reached:
            yield Finding(("steps", numbers[step.id]), f"No road leads to step `{step.id}`")


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
                yield Finding(place, f"The text in `{language}` is missing")
        for language, words in text.items():
            where = (*place, language)
            if language not in LANGUAGES:
                yield Finding(where, f"`{language}` is not a language of scripts ({', '.join(LANGUAGES)})")
            if has_stray_braces(words):
                yield Finding(where, "A variable is written {{name}} or {{name|otherwise}}, in small letters")
            for variable in variables_in(words):
                if variable.name not in known:
                    yield Finding(where, f"The variable `{variable.name}` is not known")


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
