"""What another answer to an earlier question alters. Pure."""

from collections.abc import Iterable

from agent_desktop.service_scripts.walk import Known, WalkResult
from agent_desktop.ui.script_panel.drawing import reachable
from agent_desktop.ui.script_panel.place import ScriptPlace
from agent_desktop.ui.script_panel.state import Alteration


def alteration_of(before: ScriptPlace, after: ScriptPlace, asked_id: str, known: Known) -> Alteration | None:
    """Return what answering `asked_id` another way altered; None where it was answered for the first time, or where
    everything after it stands as it stood.

    A step that still lies ahead does not fall away: what was answered there counts again once it is reached.
    """
    was, now = before.walked(known), after.walked(known)
    step = before.step_of(asked_id)
    question = before.question(asked_id)
    if step is None or step.id == was.path[-1] or asked_id not in was.answers:
        return None
    ahead = reachable(now.step, after.script)
    gone = [each for each in was.path if each not in now.path and each not in ahead]
    come = [each for each in now.path if each not in was.path]
    undone = _done(was, [each for each in was.path if each in gone or each in now.path]) - _done(now, now.path)
    if not gone and not come and not undone:
        return None
    titles = {each.id: each.title for each in before.script.steps}
    asked = {item.id for each in gone for item in was.parts[each].questions}
    must = {item.id for each in gone for item in was.parts[each].must_say}
    return Alteration(
        question=question.label if question is not None else step.title,
        dropped=tuple(titles[each] for each in gone),
        added=tuple(titles[each] for each in come),
        answers=sum(name in was.answers for name in asked),
        statements=sum(name in was.said for name in must),
        actions=len(undone),
    )


def _done(walked: WalkResult, step_ids: Iterable[str]) -> set[tuple[str, str]]:
    """The actions of these steps that something came of, each with what it was made of."""
    deeds = (each for step_id in step_ids for each in walked.parts[step_id].deeds.items())
    return {(name, deed.made_of) for name, deed in deeds if deed.state}
