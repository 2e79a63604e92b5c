"""What is said of a transfer, in the language now shown: why it ended, how a party stands, what the caller was told."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.ui.theme.tokens import Kind
from telephony.contract import CallerTold, PartyView, TransferOutcome, TransferState


def outcome_text(outcome: TransferOutcome, name: str) -> str:
    """Return why a transfer to `name` ended, and where that leaves the caller."""
    translate = QCoreApplication.translate
    who = name or translate("Transfer", "The specialist")
    return {
        TransferOutcome.COMPLETED: translate("Transfer", "{name} has taken over the caller"),
        TransferOutcome.CANCELLED: translate("Transfer", "You are back with the caller"),
        TransferOutcome.STAYED: translate("Transfer", "{name} stays in the call, and you may ask another"),
        TransferOutcome.CALLER_GONE: translate("Transfer", "The caller hung up before {name} took over"),
        TransferOutcome.DECLINED: translate("Transfer", "{name} declined. The caller is still yours."),
        TransferOutcome.NO_ANSWER: translate("Transfer", "{name} did not answer. The caller is still yours."),
        TransferOutcome.BUSY: translate("Transfer", "{name} is busy. The caller is still yours."),
        TransferOutcome.UNREACHABLE: translate("Transfer", "{name} could not be reached. The caller is still yours."),
        TransferOutcome.SPECIALIST_LEFT: translate("Transfer", "{name} has hung up. The caller is still on hold."),
        TransferOutcome.SPECIALIST_AWAY: translate(
            "Transfer", "The line of {name} was lost. The caller is still on hold."
        ),
        TransferOutcome.AGENT_GONE_COMPLETED: translate(
            "Transfer", "{name} has the caller, because the other desktop went away"
        ),
        TransferOutcome.AGENT_GONE_BLIND: translate(
            "Transfer", "{name} is offered the caller, because the other desktop went away"
        ),
        TransferOutcome.REQUEUED: translate("Transfer", "The caller is back in the queue, at the same place"),
        TransferOutcome.CARRIER_FAILED: translate("Transfer", "The telephone line failed. The caller is still yours."),
    }[outcome].format(name=who)


def told_text(told: CallerTold) -> str:
    """Return what the caller was last told; empty where that is nothing."""
    translate = QCoreApplication.translate
    return {
        CallerTold.NOTHING: "",
        CallerTold.PLEASE_WAIT: translate("Transfer", "Told: please wait"),
        CallerTold.STILL_LOOKING: translate("Transfer", "Told: still looking"),
        CallerTold.BACK_WITH_AGENT: translate("Transfer", "Told: back with you"),
        CallerTold.SPECIALIST_COMING: translate("Transfer", "Told: the specialist is coming"),
        CallerTold.BACK_IN_QUEUE: translate("Transfer", "Told: back in the queue"),
    }[told]


def party_text(state: PartyView) -> str:
    """Return how a party stands."""
    translate = QCoreApplication.translate
    return {
        PartyView.RINGING: translate("Transfer", "Ringing"),
        PartyView.ACCEPTED: translate("Transfer", "Accepted"),
        PartyView.TALKING: translate("Transfer", "Talking"),
        PartyView.HELD: translate("Transfer", "On hold"),
        PartyView.LEFT: translate("Transfer", "Left"),
    }[state]


def transfer_text(state: TransferState) -> str:
    """Return how far a transfer has come."""
    translate = QCoreApplication.translate
    return {
        TransferState.STARTING: translate("Transfer", "Putting the caller on hold"),
        TransferState.RINGING: translate("Transfer", "Ringing"),
        TransferState.CONSULTING: translate("Transfer", "Consulting"),
        TransferState.CONFERRING: translate("Transfer", "Conference"),
        TransferState.COMPLETING: translate("Transfer", "Handing over"),
        TransferState.BLIND: translate("Transfer", "Sent on"),
        TransferState.DONE: translate("Transfer", "Handed over"),
        TransferState.CANCELLED: translate("Transfer", "Taken back"),
        TransferState.ABANDONED: translate("Transfer", "Caller gone"),
        TransferState.FAILED: translate("Transfer", "Not handed over"),
    }[state]


PARTY_LOOKS: Final[dict[PartyView, tuple[Kind, str]]] = {
    PartyView.RINGING: (Kind.INFO, "ph.phone-outgoing-fill"),
    PartyView.ACCEPTED: (Kind.INFO, "ph.phone-call-fill"),
    PartyView.TALKING: (Kind.GOOD, "ph.phone-call-fill"),
    PartyView.HELD: (Kind.CAUTION, "ph.pause-fill"),
    PartyView.LEFT: (Kind.PLAIN, "ph.phone-disconnect-fill"),
}
"""Meaning and icon of how a party stands; its word always stands beside them."""
