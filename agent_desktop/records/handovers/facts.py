"""What goes along with a hand-over note, each in a line, made from what the server knows. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from agent_desktop.contract.alerts import AlertKind, CustomerAlert
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CustomerNeed, NeedKind
from agent_desktop.contract.handovers import HandoverFact, HandoverPart, ScriptProgress
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.verification import CheckResult, Level, Verification
from agent_desktop.records.formatting import both
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.variables import variables_in

_P: Final = HandoverPart
_LEVELS: Final[Mapping[Level, LocalText]] = {
    Level.NONE: {"en": "Not verified", "zh": "未核实"},
    Level.BASIC: {"en": "Basic check passed", "zh": "已通过基本核实"},
    Level.FULL: {"en": "Verified", "zh": "已核实"},
}
_STATES: Final[Mapping[ActionState, LocalText]] = {
    ActionState.ASKED: {"en": "Under way", "zh": "处理中"},
    ActionState.DONE: {"en": "Done", "zh": "已完成"},
    ActionState.REFUSED: {"en": "Not done", "zh": "未完成"},
    ActionState.UNKNOWN: {"en": "Outcome not known", "zh": "结果未知"},
    ActionState.BY_HAND: {"en": "Done by hand", "zh": "已手动完成"},
}
_NEEDS: Final[Mapping[NeedKind, LocalText]] = {
    NeedKind.HEARING: {"en": "hearing", "zh": "听力"},
    NeedKind.SIGHT: {"en": "sight", "zh": "视力"},
    NeedKind.SPEECH: {"en": "speech", "zh": "言语"},
    NeedKind.MEMORY: {"en": "memory", "zh": "记忆"},
    NeedKind.MENTAL_HEALTH: {"en": "mental health", "zh": "心理健康"},
    NeedKind.ILLNESS: {"en": "illness", "zh": "疾病"},
    NeedKind.BEREAVEMENT: {"en": "bereavement", "zh": "亲人离世"},
    NeedKind.MONEY_WORRIES: {"en": "money worries", "zh": "经济困难"},
    NeedKind.SCAM_VICTIM: {"en": "scam victim", "zh": "曾受诈骗"},
    NeedKind.LANGUAGE: {"en": "language", "zh": "语言"},
    NeedKind.DIGITAL: {"en": "digital services", "zh": "数字服务"},
    NeedKind.HELPER: {"en": "has a helper", "zh": "有人协助"},
}


def verification_facts(verification: Verification | None, needs: Sequence[CustomerNeed] = ()) -> list[HandoverFact]:
    """Say what the caller has shown of being the customer, and what they need of whoever serves them."""
    if verification is None:
        return []
    asked = [check for check in verification.checks if check.result is not None]
    right = [check.at for check in asked if check.result is CheckResult.RIGHT and check.at is not None]
    detail = both(
        f"{verification.passed} of {len(asked)} checks passed", f"{len(asked)} 项核实中通过 {verification.passed} 项"
    )
    facts = [
        HandoverFact(
            part=_P.VERIFICATION,
            title=_LEVELS[verification.level],
            detail=detail if asked else {},
            ok=verification.level is not Level.NONE,
            at=max(right, default=None),
        )
    ]
    if needs:
        words = [_NEEDS[each.need] for each in needs]
        title = both("Needs support with", "需要协助")
        detail = both(", ".join(each["en"] for each in words), "、".join(each["zh"] for each in words))
        facts.append(HandoverFact(part=_P.VERIFICATION, title=title, detail=detail))
    return facts


def script_facts(progress: ScriptProgress | None) -> list[HandoverFact]:
    """Say how far the script has come: ``Step 4 of 7 done: Block card``."""
    if progress is None:
        return []
    now = next(step for step in progress.steps if step.step_id == progress.step_id)
    place = progress.done + 1
    detail = both(
        f"Step {place} of {progress.total}: {now.title.get('en', '')}",
        f"第 {place} 步，共 {progress.total} 步：{now.title.get('zh', '') or now.title.get('en', '')}",
    )
    return [HandoverFact(part=_P.SCRIPT, title=progress.title, detail=detail)]


def action_facts(rows: Iterable[ScriptActionRow], labels: Mapping[tuple[str, str], LocalText]) -> list[HandoverFact]:
    """Say what was done from the script. `labels` are the words of actions by script and action."""
    facts = []
    for row in rows:
        given = next((text for name, text in sorted(row.given.items()) if name in ("card", "account")), "")
        state = _STATES[row.state].items()
        facts.append(
            HandoverFact(
                part=_P.ACTIONS,
                title=labels.get((row.script_id, row.action_id), both(row.action_id, row.action_id)),
                detail={language: f"{text} · {given}" if given else text for language, text in state},
                ok=row.state in (ActionState.DONE, ActionState.BY_HAND),
                at=row.answered_at or row.asked_at,
            )
        )
    return facts


def transaction_facts(
    script: Script | None, path: Sequence[str], words: Mapping[str, LocalText], alerts: Iterable[CustomerAlert]
) -> list[HandoverFact]:
    """Name the booking that the script has told or asked about in the steps of `path`, and those found unusual.

    `words` are the facts of the talk in words, by name.
    """
    facts = []
    if script is not None and any(name.startswith("last_transaction_") for name in _named(script, path)):
        parts = [words.get(f"last_transaction_{each}", {}) for each in ("amount", "time", "place")]
        if parts[0]:
            detail = {
                language: " · ".join(text for text in (part.get(language, "") for part in parts) if text)
                for language in ("en", "zh")
            }
            facts.append(HandoverFact(part=_P.TRANSACTIONS, title=both("Transaction", "交易"), detail=detail))
    facts += [
        HandoverFact(part=_P.TRANSACTIONS, title=alert.title, detail=alert.detail, ok=False)
        for alert in alerts
        if alert.kind is AlertKind.UNUSUAL
    ]
    return facts


def complaint_facts(alerts: Iterable[CustomerAlert]) -> list[HandoverFact]:
    """Name the open complaints."""
    return [
        HandoverFact(part=_P.COMPLAINT, title=alert.title, detail=alert.detail, ok=False)
        for alert in alerts
        if alert.kind is AlertKind.COMPLAINT_DUE
    ]


def note_facts(note: str, saved_at: datetime | None) -> list[HandoverFact]:
    """Count the lines of the call's notes."""
    lines = sum(1 for line in note.splitlines() if line.strip())
    if not lines:
        return []
    detail = both(f"{lines} line{'s' if lines > 1 else ''}", f"{lines} 行")
    return [HandoverFact(part=_P.NOTES, title=both("Call notes", "通话备注"), detail=detail, at=saved_at)]


def _named(script: Script, path: Sequence[str]) -> Iterator[str]:
    """Yield the variables that the texts of these steps name."""
    for step in script.steps:
        if step.id not in path:
            continue
        texts = [step.say, *(each.text for each in step.must_say), *(each.label for each in step.questions)]
        for text in texts:
            for words in text.values():
                yield from (variable.name for variable in variables_in(words))
