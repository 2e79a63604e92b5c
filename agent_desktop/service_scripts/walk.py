"""Where a script stands, given what was answered and said. Pure: the desktop walks to show, the server to check.

The walk starts at the first step and goes on while each step is complete: every required question that is asked has an
answer that fits, the verification is reached or failed, every required action has a result, and every must-say
statement was said. So going back and changing an answer is answering anew, and what was answered on a road no longer
taken counts for nothing (`WalkResult.answers` is without it).
"""

from collections import ChainMap
from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.verification import LEVELS, Level, reaches
from agent_desktop.service_scripts.actions import ANSWERED
from agent_desktop.service_scripts.answers import FAILED, NO, YES, day_from, fits, possible_answers, problem_with
from agent_desktop.service_scripts.conditions import RESULTS, Conditions, conditions_in, kinds_of
from agent_desktop.service_scripts.deeds import Deed, deed_of
from agent_desktop.service_scripts.schema import Action, MustSay, Question, Script, Step
from agent_desktop.service_scripts.variables import ANSWERS

__all__ = [
    "FAILED", "NO", "YES", "AnswerProblem", "Known", "Progress", "StepParts", "WalkResult", "needs_of",
    "next_steps_of", "possible_answers", "problem_with", "problems_with", "walk",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the call: facts as canonical texts by name, the states of actions (`ResultState`) by id and by
    the digest of what they were made of (`deeds`), and the level of verification that the server holds.

    `values` has ``today``, the bank's day on which the call began, so that an answer that fitted fits for ever.
    """

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    results: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    level: str = "none"

    @property
    def today(self) -> date | None:
        """The day the call began, where it is known."""
        return day_from(self.values.get("today", ""), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far: the steps that are complete, and how many are left at least, with the one that is open."""

    done: int
    least_left: int


@dataclass(frozen=True, slots=True)
class StepParts:
    """What of a step counts as things stand: the parts whose `when` holds. `needs` are the ids of what it still needs,
    questions first, then the step's own for its verification, actions, statements. `next_id` is the step that follows
    by the answers so far, empty where they do not tell or the script ends. `deeds` are the actions as they would be
    done now, by id: those of `actions`."""

    questions: tuple[Question, ...]
    must_say: tuple[MustSay, ...]
    actions: tuple[Action, ...]
    needs: tuple[str, ...]
    next_id: str
    deeds: Mapping[str, Deed]


@dataclass(frozen=True, slots=True)
class WalkResult:
    """How far a script is walked.

    `step` is the furthest step there is: the first that is not complete, or the last. `path` are the ids of the
    steps from the first to `step`; all before it are complete, and so is `step` itself when nothing blocks.
    `done_step_ids` are the complete ones. `blocked_by` is what `step` still needs (see `StepParts.needs`). `finished`:
    the last step is complete, and `outcome` is its outcome. `answers` and `said` are what counted: those of steps on
    `path`. `parts` are those of each step on `path`, by its id.
    """

    step: Step
    path: tuple[str, ...]
    done_step_ids: tuple[str, ...]
    blocked_by: tuple[str, ...]
    finished: bool
    outcome: str
    answers: Mapping[str, str]
    said: frozenset[str]
    progress: Progress
    parts: Mapping[str, StepParts]


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """An answer or statement a script cannot have. `problem` is one of unknown_question, unknown_statement, or one of
    `answers.problem_with`."""

    question_id: str
    problem: str


_NOTHING_KNOWN: Final = Known()


def walk(
    script: Script, answers: Mapping[str, str], said: Collection[str], known: Known = _NOTHING_KNOWN
) -> WalkResult:
    """Walk `script` with `answers` by question id and the ids of the statements that were `said`.

    Answers that do not fit their question count as none; `problems_with` names them.
    """
    steps = {step.id: step for step in script.steps}
    step = script.steps[0]
    parts: dict[str, StepParts] = {}
    counted: dict[str, str] = {}
    heard: set[str] = set()
    situation = _Situation.of(script, known)
    while True:
        here = parts[step.id] = situation.parts_of(step, answers, said)
        counted.update(situation.counted_in(step, answers))
        heard.update(statement.id for statement in here.must_say if statement.id in said)
        # A loaded script has no circles; a hand-made one must end all the same.
        if here.needs or not here.next_id or here.next_id in parts or here.next_id not in steps:
            break
        step = steps[here.next_id]
    path = tuple(parts)
    done = path[:-1] if here.needs else path
    finished = not here.needs and not next_steps_of(step)
    return WalkResult(
        step=step,
        path=path,
        done_step_ids=done,
        blocked_by=here.needs,
        finished=finished,
        outcome=step.outcome if finished else "",
        answers=counted,
        said=frozenset(heard),
        progress=Progress(len(done), 0 if finished else _least_left(step, steps, is_done=not here.needs)),
        parts=parts,
    )


def needs_of(
    step: Step, answers: Mapping[str, str], said: Collection[str], known: Known = _NOTHING_KNOWN
) -> tuple[str, ...]:
    """Return what `step` still needs (see `StepParts.needs`), taken by itself: conditions see its own answers only."""
    alone = Script(id="step", version="1", title={}, steps=(step,))
    return _Situation.of(alone, known).parts_of(step, answers, said).needs


def problems_with(
    script: Script, answers: Mapping[str, str], said: Collection[str], known: Known = _NOTHING_KNOWN
) -> list[AnswerProblem]:
    """Return every answer and statement that no walk of `script` could have, in the order given.

    An empty answer is no answer. An answer to a question of a step off the road is no problem.
    """
    questions = {question.id: question for step in script.steps for question in step.questions}
    verifying = {step.id for step in script.steps if step.verify is not None}
    statements = {statement.id for step in script.steps for statement in step.must_say}
    problems: list[AnswerProblem] = []
    for asked_id, answer in answers.items():
        question = questions.get(asked_id)
        if question is not None:
            problem = problem_with(question, answer, known.today)
        elif asked_id in verifying:
            problem = "" if answer in ("", FAILED) else "not_an_option"
        else:
            problem = "unknown_question"
        if problem:
            problems.append(AnswerProblem(asked_id, problem))
    problems.extend(AnswerProblem(said_id, "unknown_statement") for said_id in said if said_id not in statements)
    return problems


def next_steps_of(step: Step) -> tuple[str, ...]:
    """Return the ids of the steps that may follow `step`, each once."""
    followers = [step.next] if step.next else []
    if step.verify is not None:
        followers.append(step.verify.failed)
    if step.branch is not None:
        followers.extend(step.branch.cases.values())
        followers.extend(case.to for case in step.branch.when)
        followers.extend([step.branch.otherwise] if step.branch.otherwise else [])
    if step.run is not None:
        followers.extend(step.run.outcomes.values())
    return tuple(dict.fromkeys(followers))


@dataclass(slots=True)
class _Situation:
    """What is known while a walk goes on: `values` grow by the answers that count."""

    known: Known
    values: MutableMapping[str, str]
    conditions: Conditions

    @classmethod
    def of(cls, script: Script, known: Known) -> "_Situation":
        values: MutableMapping[str, str] = {}
        if not any(conditions_in(script)):
            return cls(known, values, Conditions({}, values))
        values["verification_level"] = known.level
        return cls(known, values, Conditions(kinds_of(script), ChainMap(values, dict(known.values))))

    def parts_of(self, step: Step, answers: Mapping[str, str], said: Collection[str]) -> StepParts:
        """Return what of `step` counts; its answers count from here on."""
        hold, today = self.conditions.hold, self.known.today
        failed = step.verify is not None and answers.get(step.id) == FAILED
        asked: list[Question] = []
        unanswered: list[str] = []
        for question in step.questions:
            if not hold(question.when):
                continue
            asked.append(question)
            answer = answers.get(question.id, "")
            if fits(question, answer, today):
                self.values[f"{ANSWERS}{question.id}"] = answer
            elif question.required:
                unanswered.append(question.id)
        deeds = self._deeds_of(step)
        must_say = tuple(statement for statement in step.must_say if hold(statement.when))
        actions = tuple(action for action in step.actions if hold(action.when))
        needs: list[str] = []
        if not failed:  # who could not be verified is asked for nothing more here, and nothing is done for them
            needs += unanswered
            if step.verify is not None and not reaches(_level_in(self.known.level), step.verify.level):
                needs.append(step.id)
            if step.run is not None:
                needs.append(step.id)  # only the steps of the other script, in its place, can be walked
            needs += [each.id for each in actions if each.required and deeds[each.id].state not in ANSWERED]
        needs += [statement.id for statement in must_say if statement.id not in said]
        deeds = {each.id: deeds[each.id] for each in actions}
        return StepParts(tuple(asked), must_say, actions, tuple(needs), self._next_of(step, failed=failed), deeds)

    def _deeds_of(self, step: Step) -> dict[str, Deed]:
        """Return the step's actions as its answers make them; what came of those counts from here on."""
        if not step.actions:
            return {}
        answers = {name.removeprefix(ANSWERS): text for name, text in self.values.items() if name.startswith(ANSWERS)}
        deeds = {each.id: deed_of(each, self.known.values, answers, self.known.results) for each in step.actions}
        self.values.update({f"{RESULTS}{name}": deed.state for name, deed in deeds.items() if deed.state})
        return deeds

    def counted_in(self, step: Step, answers: Mapping[str, str]) -> dict[str, str]:
        """Return the answers of `step` that count, after `parts_of`."""
        given = {question.id: self.values.get(f"{ANSWERS}{question.id}", "") for question in step.questions}
        if step.verify is not None and answers.get(step.id) == FAILED:
            given[step.id] = FAILED
        return {asked_id: answer for asked_id, answer in given.items() if answer}

    def _next_of(self, step: Step, *, failed: bool) -> str:
        if failed and step.verify is not None:
            return step.verify.failed
        if step.branch is None:
            return step.next
        if step.branch.question:
            return step.branch.cases.get(self.values.get(f"{ANSWERS}{step.branch.question}", ""), "")
        way = next((case.to for case in step.branch.when if self.conditions.hold(case.condition)), "")
        return way or step.branch.otherwise


def _level_in(text: str) -> Level:
    return Level(text) if text in LEVELS else Level.NONE


def _least_left(step: Step, steps: Mapping[str, Step], *, is_done: bool) -> int:
    """Return the fewest steps from `step` to an end, without `step` where it `is_done`."""
    count, seen, ahead = 1, {step.id}, [step]
    while ahead:
        if any(not next_steps_of(each) for each in ahead):
            break
        ids = {target for each in ahead for target in next_steps_of(each)} - seen
        seen |= ids
        ahead = [steps[target] for target in ids if target in steps]
        count += 1
    return count - is_done
