"""What the script guide draws, and how it follows from a script and its answers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import ScriptChoice
from agent_desktop.service_scripts.schema import Option, Question, QuestionKind, Script, Step
from agent_desktop.service_scripts.variables import Piece, fill
from agent_desktop.service_scripts.walk import WalkResult, needs_of, next_steps_of, walk


class ScriptKind(StrEnum):
    NONE = "none"  # no call, or a call without a script
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"  # `problem` says why; `retry` reads it again


class StepStatus(StrEnum):
    DONE = "done"
    CURRENT = "current"
    TO_DO = "to_do"
    BLOCKED = "blocked"  # the current step, kept by something unsaid or unanswered
    SKIPPED = "skipped"  # the answers lead past it


class BlockedBy(StrEnum):
    MUST_SAY = "must_say"
    ANSWER = "answer"
    LAST_STEP = "last_step"


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step of the bar at the top."""

    step_id: str
    title: LocalText
    status: StepStatus


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question of the step. `answer` is empty where there is none yet.

    CHOICE holds an option's id, YES_NO ``yes`` or ``no``, DATE an ISO 8601 date, MONEY a decimal with a point.
    `wrong` says that the answer as typed cannot be taken; it is shown and not stored.
    """

    question_id: str
    kind: QuestionKind
    label: LocalText
    required: bool
    options: tuple[Option, ...]
    limit: int
    answer: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class MustSayState:
    """One must-say. `pieces` by language; `said_call_seconds` is how far into the call it was ticked."""

    must_say_id: str
    pieces: Mapping[str, tuple[Piece, ...]]
    said_at: datetime | None = None
    said_call_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class ScriptState:
    """Everything the guide draws. Texts are by language code, so that the 中文 / EN switch needs no presenter.

    `step_number` counts from 1. `main_question` is the step's CHOICE question, whose options are Alt+1 to Alt+9; the
    others stand in `questions`. `must_left` counts the unsaid. `next_title` names the step that Next opens, empty
    where the answers do not tell yet. `blocked_by` and `blocked_question` say what keeps Next off.
    `finished` once the last step is reached; `outcome` is the script's own word for how it ended.
    `choices` are the scripts that Change offers.
    """

    kind: ScriptKind = ScriptKind.NONE
    script_id: str = ""
    version: str = ""
    title: LocalText = field(default_factory=dict)
    steps: tuple[StepMark, ...] = ()
    step_id: str = ""
    step_number: int = 0
    step_title: LocalText = field(default_factory=dict)
    say: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    main_question: QuestionState | None = None
    questions: tuple[QuestionState, ...] = ()
    must_says: tuple[MustSayState, ...] = ()
    must_left: int = 0
    can_go_back: bool = False
    can_go_on: bool = False
    next_title: LocalText = field(default_factory=dict)
    blocked_by: BlockedBy | None = None
    blocked_question: str = ""
    finished: bool = False
    outcome: str = ""
    read_only: bool = False
    saving: ScriptSaving = ScriptSaving.SAVED
    saved_at: datetime | None = None
    problem: Problem | None = None
    choices: tuple[ScriptChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptPlace:
    """Where the person is in a script. `cursor` is the step on screen, one of the walk's path.

    `typed` are answers as typed that the script cannot take; `answers` are those that it can.
    """

    script: Script
    cursor: str
    answers: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, datetime] = field(default_factory=dict)
    visited: frozenset[str] = frozenset()

    @property
    def step(self) -> Step:
        """The step on screen."""
        return next(step for step in self.script.steps if step.id == self.cursor)

    def walked(self) -> WalkResult:
        """How far the answers carry."""
        return walk(self.script, self.answers, self.said)


def state_of(place: ScriptPlace, facts: Mapping[str, LocalText], call_began_at: datetime | None) -> ScriptState:
    """Return what to draw. `call_began_at` is when the agent answered: must-says show how far into the call."""
    script, step = place.script, place.step
    result = place.walked()
    at = result.path.index(step.id)
    last = at + 1 == len(result.path)
    needs = needs_of(step, result.answers, result.said)
    questions = [_question(question, place) for question in step.questions]
    main = next((question for question in questions if question.kind is QuestionKind.CHOICE), None)
    blocked_by, blocked_question = _blocked(step, needs, last)
    return ScriptState(
        kind=ScriptKind.READY,
        script_id=script.id,
        version=script.version,
        title=script.title,
        steps=tuple(StepMark(each.id, each.title, _status(each, place, result)) for each in script.steps),
        step_id=step.id,
        step_number=script.steps.index(step) + 1,
        step_title=step.title,
        say=_pieces(step.say, facts, script),
        main_question=main,
        questions=tuple(question for question in questions if question is not main),
        must_says=tuple(
            MustSayState(
                must_say_id=must.id,
                pieces=_pieces(must.text, facts, script),
                said_at=place.said.get(must.id),
                said_call_seconds=_seconds_into(call_began_at, place.said.get(must.id)),
            )
            for must in step.must_say
        ),
        must_left=sum(must.id not in place.said for must in step.must_say),
        can_go_back=at > 0,
        can_go_on=not last,
        next_title=_next_title(step, place, result, at),
        blocked_by=blocked_by,
        blocked_question=blocked_question,
        finished=last and result.finished,
        outcome=result.outcome if last else "",
    )


def _question(question: Question, place: ScriptPlace) -> QuestionState:
    wrong = question.id in place.typed
    return QuestionState(
        question_id=question.id,
        kind=question.kind,
        label=question.label,
        required=question.required,
        options=question.options,
        limit=question.limit,
        answer=place.typed[question.id] if wrong else place.answers.get(question.id, ""),
        wrong=wrong,
    )


def _pieces(text: LocalText, facts: Mapping[str, LocalText], script: Script) -> dict[str, tuple[Piece, ...]]:
    return {language: tuple(fill(text, facts, language, script.variables)) for language in text}


def _blocked(step: Step, needs: tuple[str, ...], last: bool) -> tuple[BlockedBy | None, str]:
    if not last:
        return None, ""
    if not needs:
        return BlockedBy.LAST_STEP, ""
    questions = {question.id for question in step.questions}
    return (BlockedBy.ANSWER, needs[0]) if needs[0] in questions else (BlockedBy.MUST_SAY, "")


def _status(step: Step, place: ScriptPlace, result: WalkResult) -> StepStatus:
    if step.id == place.cursor:
        return StepStatus.CURRENT
    if step.id in result.path:
        if step.id in result.done_step_ids and step.id in place.visited:
            return StepStatus.DONE
        # The furthest step is incomplete, and the person has gone back from it.
        return StepStatus.BLOCKED if step.id in place.visited else StepStatus.TO_DO
    return StepStatus.TO_DO if step.id in _reachable(result.step, place.script) else StepStatus.SKIPPED


def _reachable(step: Step, script: Script) -> set[str]:
    steps = {each.id: each for each in script.steps}
    found: set[str] = set()
    ahead = list(next_steps_of(step))
    while ahead:
        step_id = ahead.pop()
        if step_id in steps and step_id not in found:
            found.add(step_id)
            ahead.extend(next_steps_of(steps[step_id]))
    return found


def _next_title(step: Step, place: ScriptPlace, result: WalkResult, at: int) -> LocalText:
    if at + 1 < len(result.path):
        next_id = result.path[at + 1]
    elif step.branch is not None:
        next_id = step.branch.cases.get(place.answers.get(step.branch.question, ""), "")
    else:
        next_id = step.next
    return next((each.title for each in place.script.steps if each.id == next_id), {})


def _seconds_into(began_at: datetime | None, at: datetime | None) -> int | None:
    if began_at is None or at is None:
        return None
    return max(0, int((at - began_at).total_seconds()))
