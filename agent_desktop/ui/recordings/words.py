"""What is said of recordings, in the language now installed."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.recordings import KeptState, ListenReason


def translate(text: str) -> str:
    return QCoreApplication.translate("Recordings", text)


def reason_word(reason: ListenReason) -> str:
    """Why a recording is played."""
    return {
        ListenReason.QUALITY: translate("Quality"),
        ListenReason.COMPLAINT: translate("Complaint"),
        ListenReason.DISPUTE: translate("Dispute"),
        ListenReason.CUSTOMER_ASKED: translate("Customer asks"),
        ListenReason.OWN_NOTES: translate("Own notes"),
    }[reason]


def state_word(state: KeptState, *, held: bool) -> str:
    """How far what was recorded has come."""
    if held:
        return translate("Kept: legal hold")
    return {
        KeptState.RUNNING: translate("Being recorded"),
        KeptState.WAITING: translate("Being fetched from the telephone system"),
        KeptState.STORED: translate("Stored"),
        KeptState.FAILED: translate("The telephone system has no sound of it"),
        KeptState.REFUSED: translate("Not kept: the caller refused"),
        KeptState.REMOVED: translate("Removed: its time was over"),
    }[state]


def basis_word(basis: str) -> str:
    """On what ground it was recorded."""
    return {
        "consent": translate("with consent"),
        "legal_obligation": translate("required by law"),
        "contract": translate("for the contract"),
        "legitimate_interest": translate("legitimate interest"),
    }.get(basis, "")
