"""What a colleague has to do with the call on the slot, and why a call of ours reached nobody."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.ui.call_bar.state import CONSULT_KINDS, CallSlotState, SlotKind
from agent_desktop.ui.widgets.transfer_words import outcome_text
from telephony.contract import CallDirection, ColleagueOutcome, ColleagueState, EndCause


def colleague_words(state: CallSlotState) -> str:
    """What a colleague has to do with the call; empty where none has."""
    translate = QCoreApplication.translate
    name = state.colleague_name or translate("CallBarView", "A colleague")
    if state.between_colleagues:
        if state.kind is SlotKind.RINGING:
            return translate("CallBarView", "Calls you")
        guest = state.party("guest")
        if guest is not None and guest.you and state.kind is SlotKind.CONNECTED:
            return translate("CallBarView", "You stay in the call, and are never on hold")
        if state.kind is SlotKind.HOLD:
            return translate("CallBarView", "Talks with the customer, you hear music")
        return translate("CallBarView", "Colleague") if state.kind is not SlotKind.WRAP_UP else ""
    if state.kind is SlotKind.CONSULT:
        return translate("CallBarView", "With {name}, the customer holds").format(name=name)
    if state.colleague is ColleagueState.JOINED:
        return translate("CallBarView", "{name} waits and hears music").format(name=name)
    if state.colleague is not None:
        return translate("CallBarView", "Calling {name}").format(name=name)
    guest = state.party("guest")
    if guest is not None and state.kind in CONSULT_KINDS:
        name = guest.name or translate("CallBarView", "A colleague")
        return translate("CallBarView", "{name} is in the call too. Shift+F8 takes them out.").format(name=name)
    if state.transfer is not None and state.transfer.outcome is not None and state.kind in CONSULT_KINDS:
        return outcome_text(state.transfer.outcome, state.colleague_name)
    if state.kind is not SlotKind.HOLD or state.colleague_outcome is None:
        return ""
    return {
        ColleagueOutcome.NO_ANSWER: translate("CallBarView", "{name} did not answer"),
        ColleagueOutcome.DECLINED: translate("CallBarView", "{name} declined"),
        ColleagueOutcome.AWAY: translate("CallBarView", "{name} could not be reached"),
        ColleagueOutcome.LEFT: translate("CallBarView", "{name} has hung up"),
        ColleagueOutcome.ENDED: "",
    }[state.colleague_outcome].format(name=name)


def why_not_reached(state: CallSlotState) -> str:
    """Why a call of ours reached nobody; empty where it did."""
    translate = QCoreApplication.translate
    cause = state.end_cause
    if state.direction is not CallDirection.OUTBOUND or cause is None:
        return ""
    return {
        EndCause.BUSY: translate("CallBarView", "The line was busy. Choose an outcome."),
        EndCause.NO_ANSWER: translate("CallBarView", "Nobody answered. Choose an outcome."),
        EndCause.DECLINED: translate("CallBarView", "They declined the call. Choose an outcome."),
        EndCause.UNREACHABLE: translate("CallBarView", "The number could not be reached. Choose an outcome."),
        EndCause.CANCELLED: translate("CallBarView", "You hung up before anybody answered. Choose an outcome."),
        EndCause.CARRIER_FAILED: translate("CallBarView", "The telephone line failed. Choose an outcome."),
    }.get(cause, "")
