"""What is said of a hand-over note: its parts, how it is kept, whether it was read."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.handover_text import HandoverStatus, HandoverView
from agent_desktop.contract.handovers import HandoverPart, HandoverReason, ScriptProgress, StepProgress
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.step_bar import StepLook, StepShown

PART_ICONS: Final = {
    HandoverPart.VERIFICATION: "ph.shield-check",
    HandoverPart.SCRIPT: "ph.path",
    HandoverPart.TRANSACTIONS: "ph.currency-circle-dollar",
    HandoverPart.ACTIONS: "ph.lock-simple",
    HandoverPart.COMPLAINT: "ph.megaphone-simple",
    HandoverPart.NOTES: "ph.note",
}
STEP_LOOKS: Final = {
    StepProgress.DONE: StepLook.DONE,
    StepProgress.NOW: StepLook.CURRENT,
    StepProgress.AHEAD: StepLook.TO_DO,
}


def part_text(part: HandoverPart) -> str:
    """Return the name of a part that goes along."""
    translate = QCoreApplication.translate
    return {
        HandoverPart.VERIFICATION: translate("Handover", "Verification"),
        HandoverPart.SCRIPT: translate("Handover", "Script"),
        HandoverPart.TRANSACTIONS: translate("Handover", "Transactions"),
        HandoverPart.ACTIONS: translate("Handover", "What was done"),
        HandoverPart.COMPLAINT: translate("Handover", "Complaint"),
        HandoverPart.NOTES: translate("Handover", "Call notes"),
    }[part]


def reason_text(reason: HandoverReason) -> str:
    """Return a reason with the groups that it lies in."""
    return " / ".join(words(each) for each in reason.path)


def sent_text(own: HandoverView, colleague: str, local: Callable[[datetime], datetime]) -> tuple[str, Token, str]:
    """Return icon, colour and words of how the note stands at the specialist's."""
    translate = QCoreApplication.translate
    note, name = own.note, colleague or translate("Handover", "The specialist")
    if note is None or not note.sent_version:
        return "", Token.TEXT_2, translate("Handover", "Not sent yet")
    if note.read_at is not None and note.read_version >= note.sent_version:
        at = time_text(local(note.read_at), seconds=True)
        return (
            "ph.check-circle-fill",
            Token.GOOD,
            translate("Handover", "{name} has read it, {time}").format(name=name, time=at),
        )
    at = time_text(local(note.sent_at), seconds=True) if note.sent_at is not None else ""
    said = translate("Handover", "{name} has it, {time}") if note.to_agent_id is not None else ""
    said = said or translate("Handover", "Sent {time}")
    return "ph.check-circle-fill", Token.GOOD, said.format(name=name, time=at)


def kept_text(own: HandoverView) -> tuple[str, Token, str]:
    """Return icon, colour and words of how the note is kept."""
    translate = QCoreApplication.translate
    match own.status:
        case HandoverStatus.SAVING:
            return "ph.arrows-clockwise", Token.TEXT_2, translate("Handover", "Saving")
        case HandoverStatus.KEPT_HERE:
            return "ph.desktop", Token.CAUTION, translate("Handover", "On this computer, sent once the server is back")
        case HandoverStatus.CONFLICT:
            return "ph.warning-fill", Token.CAUTION, translate("Handover", "Changed elsewhere too")
        case HandoverStatus.REFUSED:
            return "ph.warning-circle-fill", Token.PROBLEM, translate("Handover", "Not taken")
        case _ if own.changed_after_sending:
            return "ph.pencil-simple", Token.CAUTION, translate("Handover", "Changed after sending")
        case HandoverStatus.SAVED:
            return "ph.cloud-check", Token.GOOD, translate("Handover", "Saved")
        case _:
            return "", Token.TEXT_2, ""


def steps_of(script: ScriptProgress) -> tuple[StepShown, ...]:
    """Return the steps as the step bar draws them."""
    return tuple(StepShown(words(step.title), STEP_LOOKS[step.state]) for step in script.steps)


def start_text(script: ScriptProgress, colleague: str) -> str:
    """Return where the specialist goes on."""
    translate = QCoreApplication.translate
    name = colleague or translate("Handover", "The specialist")
    place = min(script.done + 1, max(1, script.total))
    said = translate("Handover", "{name} starts at step {step}, with your answers filled in.")
    return said.format(name=name, step=place)
