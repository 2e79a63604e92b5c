"""How far a script was walked and what happened in the call, as the pictures of a hand-over say."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.handovers import (
    CallMoment,
    HandoverAnswer,
    MomentKind,
    ProgressStep,
    ScriptProgress,
    StepProgress,
)
from agent_desktop.demo.screen_customers import NOW

_STEPS: Final = (
    "Greet 问候",
    "Verify 核实",
    "Confirm 确认",
    "Block 冻结",
    "Dispute 争议",
    "Explain 说明",
    "Close 结束",
)


def _step(place: int, name: str) -> ProgressStep:
    english, _, chinese = name.partition(" ")
    state = StepProgress.DONE if place < 4 else StepProgress.NOW if place == 4 else StepProgress.AHEAD
    return ProgressStep(step_id=english.lower(), title={"en": english, "zh": chinese}, state=state)


SCRIPT: Final = ScriptProgress(
    run_id=UUID(int=44),
    script_id="card-fraud",
    version="4",
    title={"en": "Withdrawal not hers", "zh": "非本人取款"},
    step_id="dispute",
    steps=tuple(_step(place, name) for place, name in enumerate(_STEPS)),
    answers=(
        HandoverAnswer(
            question={"en": "Did she make the withdrawal?", "zh": "是本人取款吗？"}, answer={"en": "No", "zh": "不是"}
        ),
        HandoverAnswer(
            question={"en": "Where is the card?", "zh": "卡片在哪里？"},
            answer={"en": "With her, at home", "zh": "在她手上，人在家中"},
        ),
    ),
    done=4,
    total=7,
)


def moment(minutes: int, kind: MomentKind, english: str, chinese: str) -> CallMoment:
    """Return a line of what happened so many minutes ago."""
    return CallMoment(at=NOW - timedelta(minutes=minutes), kind=kind, text={"en": english, "zh": chinese})
