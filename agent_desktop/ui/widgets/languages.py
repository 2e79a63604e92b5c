"""The words for languages that people speak, by their ISO 639 code."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_WORDS: Final = MappingProxyType(
    {
        "en": str(QT_TRANSLATE_NOOP("Languages", "English")),
        "zh": str(QT_TRANSLATE_NOOP("Languages", "Chinese")),
        "yue": str(QT_TRANSLATE_NOOP("Languages", "Cantonese")),
        "cmn": str(QT_TRANSLATE_NOOP("Languages", "Mandarin")),
        "cs": str(QT_TRANSLATE_NOOP("Languages", "Czech")),
    }
)


def language_words(code: str) -> str:
    """What a language is called, in the language now installed; one without a name goes by its code."""
    return QCoreApplication.translate("Languages", _WORDS[code]) if code in _WORDS else code
