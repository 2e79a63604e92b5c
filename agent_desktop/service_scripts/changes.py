"""What changing an earlier answer alters: the steps, answers, statements and actions it drops and adds."""

from collections.abc import Iterator
from dataclasses import dataclass

from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.walk import WalkResult


@dataclass(frozen=True, slots=True)
class Changes:
    """Each in the script's order. `to_say` are statements that are needed now and were not before, of the steps the
    walk has reached. `acted` are actions with a result that lie on the road no longer: what was done stays done."""

    steps_dropped: tuple[str, ...] = ()
    steps_added: tuple[str, ...] = ()
    answers_dropped: tuple[str, ...] = ()
    said_dropped: tuple[str, ...] = ()
    to_say: tuple[str, ...] = ()
    acted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.steps_dropped, self.steps_added, self.answers_dropped, self.said_dropped, self.to_say))


def changes(script: Script, before: WalkResult, after: WalkResult, acted: frozenset[str] = frozenset()) -> Changes:
    """Compare two walks of `script`; `acted` are the ids of the actions that have a result.

    An answer or statement that is dropped is not lost: the caller keeps it aside, and on the road again it counts.
    """
    return Changes(
        steps_dropped=tuple(step.id for step in script.steps if step.id in before.path and step.id not in after.path),
        steps_added=tuple(step.id for step in script.steps if step.id in after.path and step.id not in before.path),
        answers_dropped=tuple(
            asked
            for step in script.steps
            for asked in _asked_in(step)
            if asked in before.answers and asked not in after.answers
        ),
        said_dropped=tuple(each for each in _statements(script) if each in before.said and each not in after.said),
        to_say=tuple(
            each
            for each in _statements(script)
            if each in _needed(after) and each not in _needed(before) and each not in after.said
        ),
        acted=tuple(
            action.id
            for step in script.steps
            for action in step.actions
            if action.id in acted and step.id in before.path and step.id not in after.path
        ),
    )


def _asked_in(step: Step) -> Iterator[str]:
    yield from (question.id for question in step.questions)
    if step.verify is not None:
        yield step.id


def _statements(script: Script) -> Iterator[str]:
    yield from (statement.id for step in script.steps for statement in step.must_say)


def _needed(walked: WalkResult) -> set[str]:
    return {statement.id for parts in walked.parts.values() for statement in parts.must_say}
