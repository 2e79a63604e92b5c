"""What is said of recordings, in the language now installed."""

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.recordings import KeptState, ListenReason

translate = QCoreApplication.translate


def reason_word(reason: ListenReason) -> str:
    """Why a recording is played."""
    return {
        ListenReason.QUALITY: translate("Recordings", "Quality"),
        ListenReason.COMPLAINT: translate("Recordings", "Complaint"),
        ListenReason.DISPUTE: translate("Recordings", "Dispute"),
        ListenReason.CUSTOMER_ASKED: translate("Recordings", "Customer asks"),
        ListenReason.OWN_NOTES: translate("Recordings", "Own notes"),
    }[reason]


def state_word(state: KeptState, *, held: bool) -> str:
    """How far what was recorded has come."""
    if held:
        return translate("Recordings", "Kept: legal hold")
    return {
        KeptState.RUNNING: translate("Recordings", "Being recorded"),
        KeptState.WAITING: translate("Recordings", "Being fetched from the telephone system"),
        KeptState.STORED: translate("Recordings", "Stored"),
        KeptState.FAILED: translate("Recordings", "The telephone system has no sound of it"),
        KeptState.REFUSED: translate("Recordings", "Not kept: the caller refused"),
        KeptState.REMOVED: translate("Recordings", "Removed: its time was over"),
    }[state]


def basis_word(basis: str) -> str:
    """On what ground it was recorded."""
    return {
        "consent": translate("Recordings", "with consent"),
        "legal_obligation": translate("Recordings", "required by law"),
        "contract": translate("Recordings", "for the contract"),
        "legitimate_interest": translate("Recordings", "legitimate interest"),
    }.get(basis, "")
