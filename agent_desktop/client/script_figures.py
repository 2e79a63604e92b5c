"""What calls came to, step by step of a script's map. Pure."""

from collections.abc import Mapping

from agent_desktop.client.script_flow import Flow
from agent_desktop.contract.scripts import ScriptFigures, StepFigures


def figures_by_step(flow: Flow, figures: ScriptFigures | None) -> dict[str, StepFigures]:
    """Return the figures of each step of a map, by its id. A step that runs another script has what calls came to in
    that one, whose steps are not on the map."""
    if figures is None:
        return {}
    own = {each.step_id: each for each in figures.steps}
    inside = {each.step_id: each for each in figures.scripts}
    found: dict[str, StepFigures] = {}
    for node in flow.nodes:
        both = [each for each in (own.get(node.step_id), inside.get(node.runs)) if each is not None]
        if both:
            found[node.step_id] = _together(node.step_id, both)
    return found


def outcome_shares(outcomes: Mapping[str, int], calls: int) -> list[tuple[str, int]]:
    """Return what `calls` ended with, the most frequent first, each with its share in per cent; under an empty code
    those without an outcome. What is less than half a per cent is left out."""
    missed = calls - sum(outcomes.values())
    counted = [*sorted(outcomes.items(), key=lambda each: (-each[1], each[0])), ("", missed)]
    shares = [(code, round(100 * count / calls)) for code, count in counted if calls > 0]
    return [(code, share) for code, share in shares if share > 0]


def _together(step_id: str, both: list[StepFigures]) -> StepFigures:
    """Return what a step shows itself, and what the script comes to that it runs, as one."""
    times = [each.p50_seconds for each in both if each.p50_seconds is not None]
    return StepFigures(
        step_id=step_id,
        shown=max(each.shown for each in both),
        drop_outs=sum(each.drop_outs for each in both),
        p50_seconds=sum(times) if times else None,
        outcomes=both[0].outcomes,
    )
