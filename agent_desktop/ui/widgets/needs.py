"""The words for what a customer may need."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from agent_desktop.contract.customers import NeedKind

_WORDS: Final = MappingProxyType(
    {
        NeedKind.HEARING: str(QT_TRANSLATE_NOOP("Needs", "Hard of hearing")),
        NeedKind.SIGHT: str(QT_TRANSLATE_NOOP("Needs", "Hard of seeing")),
        NeedKind.SPEECH: str(QT_TRANSLATE_NOOP("Needs", "Speaks with difficulty")),
        NeedKind.MEMORY: str(QT_TRANSLATE_NOOP("Needs", "Remembers with difficulty")),
        NeedKind.MENTAL_HEALTH: str(QT_TRANSLATE_NOOP("Needs", "Mental health")),
        NeedKind.ILLNESS: str(QT_TRANSLATE_NOOP("Needs", "Serious illness")),
        NeedKind.BEREAVEMENT: str(QT_TRANSLATE_NOOP("Needs", "Bereaved")),
        NeedKind.MONEY_WORRIES: str(QT_TRANSLATE_NOOP("Needs", "Money worries")),
        NeedKind.SCAM_VICTIM: str(QT_TRANSLATE_NOOP("Needs", "Was a victim of fraud")),
        NeedKind.LANGUAGE: str(QT_TRANSLATE_NOOP("Needs", "Needs plain language")),
        NeedKind.DIGITAL: str(QT_TRANSLATE_NOOP("Needs", "Does not use app or web")),
        NeedKind.HELPER: str(QT_TRANSLATE_NOOP("Needs", "Somebody else helps them")),
    }
)


def need_words(need: NeedKind) -> str:
    """What the customer needs, in the language now installed."""
    return QCoreApplication.translate("Needs", _WORDS[need])
