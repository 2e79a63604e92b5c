"""What calls came to in a script, in words: on the steps of its map, and whole below it."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.script_figures import outcome_shares
from agent_desktop.client.script_flow import FlowNode
from agent_desktop.contract.scripts import ScriptFigures, StepFigures
from agent_desktop.ui.widgets.formats import clock_text, language_now

translate = QCoreApplication.translate


def short_words(node: FlowNode, found: StepFigures, calls: int) -> str:
    """Return what stands in a step: how often it was shown; how many left there, or at an end its share of all `calls`;
    how long it took."""
    short = [f"{found.shown:,}×"]
    if node.outcome:
        if calls:
            short.append(f"{_share(found.outcomes.get(node.outcome, 0), calls)}%")
    elif found.shown and 100 * found.drop_outs / found.shown >= 1:
        short.append(f"−{_share(found.drop_outs, found.shown)}%")
    if found.p50_seconds is not None:
        short.append(clock_text(round(found.p50_seconds)))
    return " · ".join(short)


def step_words(node: FlowNode, found: StepFigures, calls: int) -> tuple[list[str], str]:
    """Return the same in whole sentences, and what those calls ended with, of `calls` in all."""
    told = [translate("FlowFigures", "Shown {count} times").format(count=f"{found.shown:,}")]
    if found.drop_outs:
        left = translate("FlowFigures", "{count} calls ({share}%) ended here without an outcome")
        told.append(left.format(count=f"{found.drop_outs:,}", share=_share(found.drop_outs, found.shown)))
    if found.p50_seconds is not None:
        half = translate("FlowFigures", "half of them took less than {time}")
        told.append(half.format(time=clock_text(round(found.p50_seconds))))
    if not node.outcome:
        return told, outcome_words(found.outcomes, found.shown)
    ended = translate("FlowFigures", "{share}% of all calls end with {outcome}")
    share = _share(found.outcomes.get(node.outcome, 0), calls)
    return told, ended.format(share=share, outcome=node.outcome)


def script_words(figures: ScriptFigures) -> tuple[list[str], str]:
    """Return what calls came to in the whole script: how many and how long, and what they ended with."""
    told = [translate("FlowFigures", "{count} calls").format(count=f"{figures.calls:,}")]
    if figures.switched:
        other = translate("FlowFigures", "{count} ({share}%) went on with another script")
        told.append(other.format(count=f"{figures.switched:,}", share=_share(figures.switched, figures.calls)))
    if figures.p50_seconds is not None:
        half = translate("FlowFigures", "half of them took less than {time}")
        told.append(half.format(time=clock_text(round(figures.p50_seconds))))
    return told, outcome_words(figures.outcomes, figures.calls)


def outcome_words(outcomes: dict[str, int], calls: int) -> str:
    """Return what `calls` ended with, each with its share."""
    none = translate("FlowFigures", "no outcome")
    shares = [f"{code or none} {share}%" for code, share in outcome_shares(outcomes, calls)]
    listed = ("、" if language_now() == "zh" else ", ").join(shares)
    return translate("FlowFigures", "Ended with: {outcomes}").format(outcomes=listed) if shares else ""


def _share(part: int, whole: int) -> str:
    share = round(100 * part / whole) if whole else 0
    return "<1" if part and not share else str(share)
