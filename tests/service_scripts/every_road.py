"""Walks a script over all its roads: each answer that leads somewhere, each verification passed and failed."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.actions import ANSWERED, ResultState
from agent_desktop.service_scripts.answers import FAILED, day_from, is_day, is_number, possible_answers
from agent_desktop.service_scripts.condition_types import names_in
from agent_desktop.service_scripts.conditions import conditions_in, kinds_of
from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script, Step
from agent_desktop.service_scripts.variables import ANSWERS
from agent_desktop.service_scripts.walk import Known, WalkResult, next_steps_of, walk

TODAY = "2026-06-16"
MOST_FACTS = 8
AN_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


@dataclass(frozen=True)
class Road:
    """One road to an end, with all that led there. `began_with` is the level of verification at its first step."""

    answers: Mapping[str, str]
    said: frozenset[str]
    known: Known
    walked: WalkResult
    began_with: str = ""

    @property
    def edges(self) -> set[tuple[str, str]]:
        return set(zip(self.walked.path, self.walked.path[1:], strict=False))


def edges_of(script: Script) -> set[tuple[str, str]]:
    """Return every way from a step to another."""
    return {(step.id, target) for step in script.steps for target in next_steps_of(step)}


def every_road(script: Script) -> Iterator[Road]:
    """Yield a road for each combination of what steers: answers and results that branches and conditions look at, one
    or more values of each fact, the verification. What steers nothing is answered in one way."""
    steering = _Steering(script)
    for values in steering.facts():
        for level in steering.levels():
            known = Known(values={"today": TODAY, **values}, level=level)
            road = Road({}, frozenset(), known, walk(script, {}, (), known), level)
            yield from _roads(script, steering, road, frozenset())


def _roads(script: Script, steering: "_Steering", road: Road, decided: frozenset[str]) -> Iterator[Road]:
    """Decide what is still open on the road, the earliest first: what needs no answer is passed by the walk."""
    steps = {step.id: step for step in script.steps}
    for step_id in road.walked.path:
        step, parts = steps[step_id], road.walked.parts[step_id]
        for question in parts.questions:
            if question.id not in decided:
                for answer in steering.answers_to(question):
                    answers = {**road.answers, question.id: answer} if answer else road.answers
                    yield from _on(script, steering, replace(road, answers=answers), decided | {question.id})
                return
        if step.verify is not None and step.id not in decided:
            passed = replace(road.known, level=max(Level(road.known.level), step.verify.level, key=LEVELS.index))
            failed = {**road.answers, step.id: FAILED}
            for way in (replace(road, known=passed), replace(road, answers=failed)):
                yield from _on(script, steering, way, decided | {step.id})
            return
        for action in parts.actions:
            if action.id not in decided:
                for state in steering.results_of(action.id):
                    deed = (action.id, parts.deeds[action.id].made_of)
                    known = replace(road.known, results={**road.known.results, deed: state})
                    yield from _on(script, steering, replace(road, known=known), decided | {action.id})
                return
        unsaid = frozenset(each.id for each in parts.must_say) - road.said
        if unsaid:
            yield from _on(script, steering, replace(road, said=road.said | unsaid), decided)
            return
    assert not road.walked.blocked_by, (script.id, road.walked.step.id, road.walked.blocked_by)
    yield road


def _on(script: Script, steering: "_Steering", road: Road, decided: frozenset[str]) -> Iterator[Road]:
    walked = walk(script, road.answers, road.said, road.known)
    yield from _roads(script, steering, replace(road, walked=walked), decided)


class _Steering:
    """What steers a script, and the values of it that may make a difference."""

    def __init__(self, script: Script) -> None:
        self.kinds = kinds_of(script)
        self.literals: dict[str, set[str]] = {}
        for text in filter(None, conditions_in(script)):
            constants = {
                str(node.value) for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Constant)
            }
            for name in names_in(text):
                if name in self.kinds:
                    self.literals.setdefault(name, set()).update(constants)
        self.branching = {step.branch.question for step in script.steps if step.branch is not None}

    def facts(self) -> Iterator[dict[str, str]]:
        """Yield combinations of facts: all of them where they are few, else one changed after the other."""
        names = sorted(
            name for name in self.literals if "." not in name and name not in ("today", "verification_level")
        )
        options = [self._values(name) for name in names]
        combinations = list(product(*options)) if _size(options) <= MOST_FACTS else _one_by_one(options)
        for values in combinations:
            yield {name: value for name, value in zip(names, values, strict=True) if value}

    def levels(self) -> tuple[str, ...]:
        """Return the verification a call may begin with: a caller can be verified beside the script, too."""
        return ("none", "full") if "verification_level" in self.literals else ("none",)

    def answers_to(self, question: Question) -> tuple[str, ...]:
        name = f"{ANSWERS}{question.id}"
        if question.id in self.branching:
            return possible_answers(question)
        fitting = _an_answer(question)
        if name not in self.literals:
            return (fitting,)
        listed = possible_answers(question) or self._values(name)
        if question.kind is QuestionKind.MULTI_CHOICE:
            listed = tuple(option.id for option in question.options)
        if question.currencies:
            listed = tuple(f"{each} {question.currencies[0]}" for each in listed if each)
        return tuple(dict.fromkeys([*(each for each in listed if each), *([] if question.required else [""])]))

    def results_of(self, action_id: str) -> Sequence[str]:
        return sorted(ANSWERED) if f"results.{action_id}" in self.literals else (ResultState.DONE,)

    def _values(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_near(self.kinds[name], self.literals[name])))


def _near(kind: Kind, literals: set[str]) -> Iterator[str]:
    match kind.type:
        case ValueType.YES_NO:
            yield from ("yes", "no")
        case ValueType.NUMBER | ValueType.MONEY:
            for each in filter(is_number, literals):
                yield from (str(int(float(each)) + more) for more in (-1, 0, 1))
            yield "1"
        case ValueType.DATE:
            today = day_from(TODAY, None)
            for each in filter(is_day, literals):
                if (day := day_from(each, today)) is not None:
                    yield from (str(day.fromordinal(day.toordinal() + more)) for more in (-1, 0, 1))
            yield TODAY
        case _:
            yield from kind.allowed or (*sorted(literals), "something else")
            yield ""


def _an_answer(question: Question) -> str:
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.YES_NO:
            return possible_answers(question)[0]
        case QuestionKind.MULTI_CHOICE:
            return ",".join(option.id for option in question.options)
        case QuestionKind.TEXT:
            return "说明 a word"[: question.limit]
        case QuestionKind.NUMBER:
            return question.least or question.most or "1"
        case QuestionKind.MONEY:
            return " ".join([question.least or question.most or "1", *question.currencies[:1]])
        case QuestionKind.DATE:
            day = day_from(question.least or question.most or TODAY, day_from(TODAY, None))
            return str(day)
        case QuestionKind.PHONE:
            return "+85291234567"
        case QuestionKind.ACCOUNT:
            return AN_ID


def _size(options: Sequence[Sequence[str]]) -> int:
    size = 1
    for each in options:
        size *= len(each)
    return size


def _one_by_one(options: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    first = tuple(each[0] for each in options)
    changed = [
        (*first[:number], value, *first[number + 1 :]) for number, each in enumerate(options) for value in each[1:]
    ]
    return [first, *changed]


def texts_of(step: Step) -> Iterator[LocalText]:
    """Yield every text that an agent reads or says in a step."""
    yield step.title
    yield step.say
    yield from (statement.text for statement in step.must_say)
    for question in step.questions:
        yield from (question.label, question.help, *(option.label for option in question.options))
    for action in step.actions:
        yield from (action.label, action.confirm)
