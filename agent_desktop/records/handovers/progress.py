"""How far a script was walked, as a colleague is shown it. Pure."""

from collections import deque
from collections.abc import Mapping, Sequence

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.handovers import HandoverAnswer, ProgressStep, ScriptProgress, StepProgress
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.service_scripts.formats import answer_words
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script
from agent_desktop.service_scripts.variables import ANSWERS
from agent_desktop.service_scripts.walk import Known, WalkResult, next_steps_of, walk


def walked_of(script: Script, run: ScriptRunRow, known: Known) -> WalkResult:
    """Walk a run again, with what is known now."""
    return walk(script, run.answers, run.said.keys(), known)


def progress_of(script: Script, run: ScriptRunRow, known: Known, accounts: Mapping[str, LocalText]) -> ScriptProgress:
    """Return how far a run has come: the steps before the agent's, the agent's, and those that would follow.

    `accounts` are the customer's holdings in words by id, masked.
    """
    walked = walked_of(script, run, known)
    titles = {step.id: step.title for step in script.steps}
    here = walked.path.index(run.step_id) if run.step_id in walked.path else len(walked.path) - 1
    done, now = walked.path[:here], walked.path[here]
    ahead = [*walked.path[here + 1 :], *way_on(script, walked.path[-1])]
    steps = [(StepProgress.DONE, each) for each in done]
    steps += [(StepProgress.NOW, now)]
    steps += [(StepProgress.AHEAD, each) for each in ahead]
    return ScriptProgress(
        run_id=run.interaction_id,
        script_id=run.script_id,
        version=run.script_version,
        title=script.title,
        step_id=now,
        steps=tuple(ProgressStep(step_id=each, title=titles[each], state=state) for state, each in steps),
        answers=tuple(_answers(script, walked, known, accounts)),
        done=len(done),
        total=len(steps),
    )


def way_on(script: Script, step_id: str) -> Sequence[str]:
    """Return the steps after this one on the shortest way to an end of the script; of several the first listed."""
    steps = {step.id: step for step in script.steps}
    roads: deque[tuple[str, ...]] = deque([(step_id,)])
    seen = {step_id}
    while roads:
        road = roads.popleft()
        after = [each for each in next_steps_of(steps[road[-1]]) if each in steps]
        if not after:
            return road[1:]
        for each in after:
            if each not in seen:
                seen.add(each)
                roads.append((*road, each))
    return ()


def said_in(script: Script, run: ScriptRunRow, walked: WalkResult) -> list[tuple[str, LocalText]]:
    """Return what was chosen from a list, with the id of the step that it led to."""
    words = answer_words(script, walked.answers)
    found: list[tuple[str, LocalText]] = []
    for place, step_id in enumerate(walked.path[:-1]):
        for question in walked.parts[step_id].questions:
            text = words.get(f"{ANSWERS}{question.id}")
            if question.kind in (QuestionKind.CHOICE, QuestionKind.YES_NO) and text:
                found.append((walked.path[place + 1], _joined(question.label, text)))
    return [(step_id, text) for step_id, text in found if step_id in run.step_times]


def _answers(
    script: Script, walked: WalkResult, known: Known, accounts: Mapping[str, LocalText]
) -> list[HandoverAnswer]:
    words = answer_words(script, walked.answers, today=known.today, accounts=accounts)
    found = []
    for step_id in walked.path:
        for question in walked.parts[step_id].questions:
            text = _masked(question, walked.answers.get(question.id, "")) or words.get(f"{ANSWERS}{question.id}")
            if text:
                found.append(HandoverAnswer(question=question.label, answer=text))
    return found


def _masked(question: Question, answer: str) -> LocalText:
    if question.kind is not QuestionKind.PHONE or not answer:
        return {}
    masked = mask_phone(answer)
    return {"en": masked, "zh": masked}


def _joined(question: LocalText, answer: LocalText) -> LocalText:
    return {
        language: f"{question.get(language, '')} {answer.get(language, '')}".strip()
        for language in sorted({*question, *answer})
    }
