"""How what the guide draws follows from a script, its answers and what is known of the call. Pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from agent_desktop.client.script_standing import Standing
from agent_desktop.contract.base import LocalText
from agent_desktop.service_scripts.answers import FAILED, day_from
from agent_desktop.service_scripts.formats import answer_words, value_words
from agent_desktop.service_scripts.schema import ActionKind, MustSay, Question, QuestionKind, Script, Step
from agent_desktop.service_scripts.walk import Known, StepParts, WalkResult, next_steps_of, problem_with
from agent_desktop.ui.script_panel.around import Surroundings
from agent_desktop.ui.script_panel.deeds import LAST_KEY, deeds_drawn
from agent_desktop.ui.script_panel.place import ScriptPlace
from agent_desktop.ui.script_panel.state import (
    BlockedBy,
    Fault,
    MustSayState,
    QuestionState,
    ScriptKind,
    ScriptState,
    StepMark,
    StepStatus,
    VerifyState,
)


def state_of(
    place: ScriptPlace, known: Known, around: Surroundings, rest: Mapping[str, float] = MappingProxyType({})
) -> ScriptState:
    """Return what to draw. `rest` are the seconds that talks usually go on from each step, where they were measured."""
    script, step = place.script, place.step
    result = place.walked(known)
    around = replace(around, facts=_in_words(place, known, around))
    parts = result.parts[step.id]
    at = result.path.index(step.id)
    last = at + 1 == len(result.path)
    questions = [_question(question, place, around) for question in parts.questions]
    main = next((question for question in questions if question.kind is QuestionKind.CHOICE), None)
    others, next_key = _with_keys([question for question in questions if question is not main], main)
    blocked_by, blocked = _blocked(step, parts, last)
    ahead = reachable(result.step, script)
    return ScriptState(
        kind=ScriptKind.READY,
        script_id=script.id,
        version=script.version,
        title=script.title,
        steps=tuple(StepMark(each.id, each.title, _status(each, place, result, ahead)) for each in script.steps),
        step_id=step.id,
        step_number=script.steps.index(step) + 1,
        step_title=step.title,
        say=around.pieces(step.say, script),
        main_question=main,
        questions=others,
        must_says=tuple(_must_say(must, place, around) for must in parts.must_say),
        must_left=sum(must.id not in place.said for must in parts.must_say),
        verify=_verify(step, place, around.standing),
        actions=deeds_drawn(parts, place, around, next_key),
        complains=_complains(place),
        guide=step.guide,
        minutes_left=_minutes_left(script, result, rest, last=last),
        alteration=around.alteration,
        can_go_back=at > 0,
        can_go_on=not last,
        next_title=next((each.title for each in script.steps if each.id == _next_id(parts, result, at)), {}),
        blocked_by=blocked_by,
        blocked_question=blocked,
        finished=last and result.finished,
        outcome=result.outcome if last else "",
    )


def _complains(place: ScriptPlace) -> bool:
    """Whether the talk has come to a step that records a complaint."""
    steps = (each for each in place.script.steps if each.id in place.visited or each.id == place.cursor)
    return any(action.kind is ActionKind.OPEN_COMPLAINT for step in steps for action in step.actions)


def _in_words(place: ScriptPlace, known: Known, around: Surroundings) -> Mapping[str, LocalText]:
    """Return all that a text can be filled with: facts as they came, other facts in words, and what was answered."""
    accounts = {
        each.holding_id: {language: f"{text} {each.number_masked}" for language, text in each.product.items()}
        for each in around.accounts
    }
    answers = answer_words(place.script, place.answers, today=around.today, accounts=accounts)
    return {**value_words(known.values, today=around.today), **around.facts, **answers}


def _question(question: Question, place: ScriptPlace, around: Surroundings) -> QuestionState:
    typed = place.typed.get(question.id)
    fault = problem_with(question, typed, around.today) if typed is not None else ""
    return QuestionState(
        question_id=question.id,
        kind=question.kind,
        label=question.label,
        required=question.required,
        options=question.options,
        limit=question.limit,
        answer=typed if typed is not None else place.answers.get(question.id, ""),
        fault=Fault(fault) if fault else None,
        help=question.help,
        least=_limit(question, question.least, around.today),
        most=_limit(question, question.most, around.today),
        currencies=question.currencies,
        accounts=around.accounts if question.kind is QuestionKind.ACCOUNT else (),
        today=around.today,
    )


def _limit(question: Question, limit: str, today: date | None) -> str:
    if question.kind is not QuestionKind.DATE:
        return limit
    day = day_from(limit, today)
    return day.isoformat() if day is not None else ""


def _with_keys(questions: list[QuestionState], main: QuestionState | None) -> tuple[tuple[QuestionState, ...], int]:
    """Give the first question that is answered by choosing the numbers that the main one leaves, and say which number
    comes next."""
    next_key = len(main.options) + 1 if main is not None else 1
    numbered: list[QuestionState] = []
    for question in questions:
        count = 2 if question.kind is QuestionKind.YES_NO else len(question.options)
        chosen_from = question.kind in (QuestionKind.YES_NO, QuestionKind.MULTI_CHOICE)
        if main is None and next_key == 1 and chosen_from and count <= LAST_KEY:
            numbered.append(replace(question, first_key=next_key))
            next_key += count
        else:
            numbered.append(question)
    return tuple(numbered), next_key


def _must_say(must: MustSay, place: ScriptPlace, around: Surroundings) -> MustSayState:
    said_at = place.said.get(must.id)
    return MustSayState(
        must_say_id=must.id,
        pieces=around.pieces(must.text, place.script),
        said_at=said_at,
        said_call_seconds=around.seconds_into(said_at),
    )


def _verify(step: Step, place: ScriptPlace, standing: Standing) -> VerifyState | None:
    if step.verify is None:
        return None
    seen = standing.verification
    return VerifyState(
        needed=step.verify.level,
        reached=standing.level,
        failed=place.answers.get(step.id) == FAILED,
        can_check=seen is not None and seen.locked_until is None and bool(seen.checks),
        locked_until=seen.locked_until if seen is not None else None,
    )


def _blocked(step: Step, parts: StepParts, last: bool) -> tuple[BlockedBy | None, str]:
    if not last:
        return None, ""
    if not parts.needs:
        return BlockedBy.LAST_STEP, ""
    need = parts.needs[0]
    if any(question.id == need for question in parts.questions):
        return BlockedBy.ANSWER, need
    if need == step.id:
        return BlockedBy.VERIFY, ""
    if any(action.id == need for action in parts.actions):
        return BlockedBy.ACTION, need
    return BlockedBy.MUST_SAY, ""


def _status(step: Step, place: ScriptPlace, result: WalkResult, ahead: Collection[str]) -> StepStatus:
    if step.id == place.cursor:
        return StepStatus.CURRENT
    if step.id in result.path:
        if step.id in result.done_step_ids and step.id in place.visited:
            return StepStatus.DONE
        # The furthest step is incomplete, and the person has gone back from it.
        return StepStatus.BLOCKED if step.id in place.visited else StepStatus.TO_DO
    return StepStatus.TO_DO if step.id in ahead else StepStatus.SKIPPED


def reachable(step: Step, script: Script) -> set[str]:
    """Return the ids of the steps that may still come after `step`."""
    steps = {each.id: each for each in script.steps}
    found: set[str] = set()
    ahead = list(next_steps_of(step))
    while ahead:
        step_id = ahead.pop()
        if step_id in steps and step_id not in found:
            found.add(step_id)
            ahead.extend(next_steps_of(steps[step_id]))
    return found


def _next_id(parts: StepParts, result: WalkResult, at: int) -> str:
    return result.path[at + 1] if at + 1 < len(result.path) else parts.next_id


def _minutes_left(script: Script, result: WalkResult, rest: Mapping[str, float], *, last: bool) -> int:
    """How long the rest usually takes, in whole minutes up: as it was measured from the step that the walk has come to;
    where nobody knows, the script's minutes by the fewest steps that are left."""
    progress = result.progress
    steps = progress.done + progress.least_left
    if not progress.least_left or (last and result.finished):
        return 0
    if result.step.id in rest:
        return max(1, math.ceil(rest[result.step.id] / 60))
    if not script.minutes or not steps:
        return 0
    return max(1, -(-script.minutes * progress.least_left // steps))
