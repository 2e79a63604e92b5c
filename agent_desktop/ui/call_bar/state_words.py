"""What the state of the call on the slot is called."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.customers import Tier
from agent_desktop.ui.call_bar.state import CallSlotState, SlotKind
from telephony.contract import CallDirection


def kind_word(state: CallSlotState) -> str:
    """Return the word at the head of the slot; it says of a call of ours that it is one."""
    word = _state_word(state)
    outgoing = state.direction is CallDirection.OUTBOUND and state.kind not in (SlotKind.NONE, SlotKind.PREVIEW)
    if not outgoing or state.kind is SlotKind.RINGING:
        return word
    return QCoreApplication.translate("CallBarView", "Outgoing · {state}").format(state=word)


def tier_word(tier: Tier) -> str:
    """Return the name of a tier."""
    translate = QCoreApplication.translate
    return {
        Tier.STANDARD: translate("CallBarView", "Standard"),
        Tier.GOLD: translate("CallBarView", "Gold"),
        Tier.PLATINUM: translate("CallBarView", "Platinum"),
    }[tier]


def _state_word(state: CallSlotState) -> str:
    translate = QCoreApplication.translate
    if state.direction is CallDirection.OUTBOUND and state.kind is SlotKind.ALERTING:
        return translate("CallBarView", "Ringing")
    if state.direction is CallDirection.OUTBOUND and state.kind is SlotKind.RINGING:
        return translate("CallBarView", "Call back")
    return {
        SlotKind.NONE: translate("CallBarView", "No call"),
        SlotKind.RINGING: translate("CallBarView", "Incoming"),
        SlotKind.PREVIEW: translate("CallBarView", "Before the call"),
        SlotKind.CONNECTING: translate("CallBarView", "Connecting"),
        SlotKind.DIALLING: translate("CallBarView", "Dialling"),
        SlotKind.ALERTING: translate("CallBarView", "Rings there"),
        SlotKind.CONSULT: translate("CallBarView", "Consult"),
        SlotKind.CONNECTED: translate("CallBarView", "Connected"),
        SlotKind.HOLD: translate("CallBarView", "On hold"),
        SlotKind.WRAP_UP: translate("CallBarView", "Wrap-up"),
        SlotKind.LINE_LOST: translate("CallBarView", "Line lost"),
    }[state.kind]
