"""*This call so far*: what has happened in a call that whoever takes over should know, in its order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.handovers import CallMoment, MomentKind
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.verification import CheckResult, Level, Verification
from agent_desktop.records.formatting import both
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.records.script_runs.models import ScriptRunRow, ScriptSwitchRow

MOST: Final = 20
"""The last moments that are told of a long call; the first, how it was answered, always."""

_PASSED: Final[Mapping[Level, LocalText]] = {
    Level.BASIC: {"en": "Passed the basic check", "zh": "已通过基本核实"},
    Level.FULL: {"en": "Passed all checks", "zh": "已通过全部核实"},
}


def check_moments(verification: Verification | None) -> list[CallMoment]:
    """Tell when the caller was verified, or failed last."""
    if verification is None:
        return []
    answered = [(check.result, check.at) for check in verification.checks if check.at is not None]
    right = [at for result, at in answered if result is CheckResult.RIGHT]
    wrong = [at for result, at in answered if result is CheckResult.WRONG]
    if verification.level in _PASSED and right:
        return [CallMoment(at=max(right), kind=MomentKind.VERIFIED, text=_PASSED[verification.level])]
    if not wrong:
        return []
    text = both("A check was not passed", "有一项核实未通过")
    if verification.locked_until is not None:
        text = both("Too many wrong answers, locked", "答错次数过多，已锁定")
    return [CallMoment(at=max(wrong), kind=MomentKind.NOT_VERIFIED, text=text)]


def action_moments(rows: Iterable[ScriptActionRow], labels: Mapping[tuple[str, str], LocalText]) -> list[CallMoment]:
    """Tell what was done from the script, and what was not."""
    moments = []
    for row in rows:
        done = row.state in (ActionState.DONE, ActionState.BY_HAND)
        label = labels.get((row.script_id, row.action_id), both(row.action_id, row.action_id))
        text = dict(label) if done else both(f"{label.get('en', '')}: not done", f"{label.get('zh', '')}：未完成")
        if row.state in (ActionState.ASKED, ActionState.UNKNOWN):
            text = both(f"{label.get('en', '')}: not known yet", f"{label.get('zh', '')}：结果未知")
        kind = MomentKind.ACTION if done else MomentKind.ACTION_FAILED
        moments.append(CallMoment(at=row.answered_at or row.asked_at, kind=kind, text=text))
    return moments


def owed_moments(owed: Iterable[tuple[datetime, str]]) -> list[CallMoment]:
    """Tell who owes the caller a call since when."""
    return [
        CallMoment(at=at, kind=MomentKind.ACTION, text=both(f"{name} calls back", f"{name}将回电")) for at, name in owed
    ]


def said_moments(run: ScriptRunRow | None, said: Iterable[tuple[str, LocalText]]) -> list[CallMoment]:
    """Tell what the caller chose, at the time of the step that it led to."""
    if run is None:
        return []
    return [
        CallMoment(at=datetime.fromisoformat(run.step_times[step_id]), kind=MomentKind.SAID, text=text)
        for step_id, text in said
    ]


def switch_moments(switches: Iterable[ScriptSwitchRow], titles: Mapping[str, LocalText]) -> list[CallMoment]:
    """Tell which other scripts were opened."""
    moments = []
    for each in switches:
        title = titles.get(each.to_script_id, both(each.to_script_id, each.to_script_id))
        text = both(f"Script: {title.get('en', '')}", f"脚本：{title.get('zh', '') or title.get('en', '')}")
        moments.append(CallMoment(at=each.at, kind=MomentKind.SCRIPT, text=text))
    return moments


def in_order(moments: Sequence[CallMoment]) -> tuple[CallMoment, ...]:
    """Return moments in their order: the first, and the last of the others."""
    ordered = sorted(moments, key=lambda each: each.at)
    return tuple(ordered if len(ordered) <= MOST else [ordered[0], *ordered[-MOST + 1 :]])
