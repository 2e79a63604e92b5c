"""What the review window says of consolidations."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.errors import Problem
from agent_desktop.contract.consolidation import Consolidations, LinkStage
from agent_desktop.ui.messages import problem_text


def runs_text(runs: Consolidations, when: Callable[[datetime], str]) -> str:
    """Return how one goes on, or what the last one came to and when the next one is; empty for nothing to tell."""
    translate = QCoreApplication.translate
    if runs.running_since is not None:
        begun = when(runs.running_since)
        if runs.stage is None:
            return translate("Linking", "Consolidating since {when}").format(when=begun)
        step = translate("Linking", "Consolidating since {when}: step {number} of {stages}, {stage}")
        return step.format(when=begun, number=runs.number, stages=runs.stages, stage=_stage_word(runs.stage))
    parts: list[str] = []
    if runs.last is not None:
        counted = translate("Linking", "{accounts} accounts, {groups} people with several, {doubtful} pairs in doubt")
        last = runs.last
        parts.append(
            counted.format(accounts=f"{last.accounts:,}", groups=f"{last.groups:,}", doubtful=f"{last.doubtful:,}")
        )
    if runs.next_at is not None:
        parts.append(translate("Linking", "next {when}").format(when=when(runs.next_at)))
    return " · ".join(parts)


def failed_text(runs: Consolidations, when: Callable[[datetime], str]) -> str:
    """Return why the last night came to nothing; empty where it did not."""
    if runs.failure is None or runs.failed_at is None:
        return ""
    told = QCoreApplication.translate("Linking", "The consolidation of {when} failed. {why}")
    return told.format(when=when(runs.failed_at), why=problem_text(Problem(runs.failure)))


def _stage_word(stage: LinkStage) -> str:
    translate = QCoreApplication.translate
    return {
        LinkStage.READING: translate("Linking", "reading accounts"),
        LinkStage.PREPARING: translate("Linking", "preparing names and numbers"),
        LinkStage.SCORING: translate("Linking", "comparing accounts"),
        LinkStage.WRITING: translate("Linking", "merging"),
    }[stage]
