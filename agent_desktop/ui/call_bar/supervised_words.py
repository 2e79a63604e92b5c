"""What the call slot says of a supervisor in the call."""

from PySide6.QtCore import QCoreApplication

from telephony.contract import SupervisionMode


def supervised_words(mode: SupervisionMode | None) -> str:
    """Return what a supervisor does in the call, in the language now shown; empty where there is none."""
    match mode:
        case SupervisionMode.LISTEN:
            return QCoreApplication.translate("Supervised", "Supervisor listens")
        case SupervisionMode.WHISPER:
            return QCoreApplication.translate("Supervised", "Supervisor talks to you alone")
        case SupervisionMode.BARGE:
            return QCoreApplication.translate("Supervised", "Supervisor is in the call")
        case None:
            return ""
