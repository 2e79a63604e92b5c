"""Where a script stands, given what was answered and said. Pure: the desktop walks to show, the server to check.

The walk starts at the first step and goes on while each step is complete: every required question has an answer
that fits and every must-say statement was said. So going back and changing an answer is answering anew, and what
was answered on a road no longer taken counts for nothing (`WalkResult.answers` is without it).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from agent_desktop.service_scripts.schema import Question, QuestionKind, Script, Step

YES: Final = "yes"
NO: Final = "no"

_MONEY: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class WalkResult:
    """How far a script is walked.

    `step` is the furthest step there is: the first that is not complete, or the last. `path` are the ids of the
    steps from the first to `step`; all before it are complete, and so is `step` itself when nothing blocks.
    `done_step_ids` are the complete ones. `blocked_by` are the ids of the questions and statements that `step`
    still needs, in its order. `finished`: the last step is complete, and `outcome` is its outcome.
    `answers` and `said` are what counted: those of steps on `path`.
    """

    step: Step
    path: tuple[str, ...]
    done_step_ids: tuple[str, ...]
    blocked_by: tuple[str, ...]
    finished: bool
    outcome: str
    answers: Mapping[str, str]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """An answer or statement a script cannot have. `problem` is one of unknown_question, unknown_statement,
    not_an_option, too_long, not_a_date, not_an_amount."""

    question_id: str
    problem: str


def walk(script: Script, answers: Mapping[str, str], said: Collection[str]) -> WalkResult:
    """Walk `script` with `answers` by question id and the ids of the statements that were `said`.

    Answers that do not fit their question count as none; `problems_with` names them.
    """
    steps = {step.id: step for step in script.steps}
    step = script.steps[0]
    path: list[str] = []
    counted: dict[str, str] = {}
    heard: set[str] = set()
    while True:
        path.append(step.id)
        counted.update(_fitting(step, answers))
        heard.update(statement.id for statement in step.must_say if statement.id in said)
        blocked_by = needs_of(step, counted, heard)
        next_id = "" if blocked_by else _next_of(step, counted)
        # A loaded script has no cycles; a hand-made one must end all the same.
        if not next_id or next_id in path or next_id not in steps:
            break
        step = steps[next_id]
    finished = not blocked_by and not next_steps_of(step)
    return WalkResult(
        step=step,
        path=tuple(path),
        done_step_ids=tuple(path[:-1] if blocked_by else path),
        blocked_by=blocked_by,
        finished=finished,
        outcome=step.outcome if finished else "",
        answers=counted,
        said=frozenset(heard),
    )


def needs_of(step: Step, answers: Mapping[str, str], said: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the questions and statements that `step` still needs, statements last."""
    unanswered = [
        question.id
        for question in step.questions
        if question.required and not _fits(question, answers.get(question.id, ""))
    ]
    unsaid = [statement.id for statement in step.must_say if statement.id not in said]
    return tuple(unanswered + unsaid)


def problems_with(script: Script, answers: Mapping[str, str], said: Collection[str]) -> list[AnswerProblem]:
    """Return every answer and statement that no walk of `script` could have, in the order given.

    An empty answer is no answer. An answer to a question of a step off the road is no problem.
    """
    questions = {question.id: question for step in script.steps for question in step.questions}
    statements = {statement.id for step in script.steps for statement in step.must_say}
    problems: list[AnswerProblem] = []
    for question_id, answer in answers.items():
        question = questions.get(question_id)
        problem = "unknown_question" if question is None else problem_with(question, answer)
        if problem:
            problems.append(AnswerProblem(question_id, problem))
    problems.extend(AnswerProblem(said_id, "unknown_statement") for said_id in said if said_id not in statements)
    return problems


def problem_with(question: Question, answer: str) -> str:
    """Return why `answer` does not fit `question` (see `AnswerProblem.problem`), or empty. An empty answer fits."""
    if answer == "":
        return ""
    match question.kind:
        case QuestionKind.CHOICE:
            return "" if any(option.id == answer for option in question.options) else "not_an_option"
        case QuestionKind.YES_NO:
            return "" if answer in (YES, NO) else "not_an_option"
        case QuestionKind.TEXT:
            return "" if len(answer) <= question.limit else "too_long"
        case QuestionKind.DATE:
            return "" if _is_date(answer) else "not_a_date"
        case QuestionKind.MONEY:
            return "" if _MONEY.fullmatch(answer) else "not_an_amount"


def possible_answers(question: Question) -> tuple[str, ...]:
    """Return every answer of a choice or yes-no question, in the order shown; of other questions none."""
    if question.kind is QuestionKind.CHOICE:
        return tuple(option.id for option in question.options)
    return (YES, NO) if question.kind is QuestionKind.YES_NO else ()


def next_steps_of(step: Step) -> tuple[str, ...]:
    """Return the ids of the steps that may follow `step`, each once."""
    followers = [step.next] if step.next else []
    if step.branch is not None:
        followers.extend(step.branch.cases.values())
    return tuple(dict.fromkeys(followers))


def _next_of(step: Step, answers: Mapping[str, str]) -> str:
    if step.branch is not None:
        return step.branch.cases.get(answers.get(step.branch.question, ""), "")
    return step.next


def _fitting(step: Step, answers: Mapping[str, str]) -> dict[str, str]:
    given = {question.id: answers.get(question.id, "") for question in step.questions}
    return {question.id: given[question.id] for question in step.questions if _fits(question, given[question.id])}


def _fits(question: Question, answer: str) -> bool:
    return answer.strip() != "" and not problem_with(question, answer)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
