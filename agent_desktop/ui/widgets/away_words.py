"""What the reasons for being not ready are called: as the bank has them, in the language now shown."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.contract.base import LocalText
from agent_desktop.ui.widgets.formats import words

CONTEXT: Final = "AwayReason"
"""Under it the application's translators know the bank's own names by code; see `translations.names`."""

_NAMES: Final = MappingProxyType({each.code: each.name for each in SHIPPED})


def away_word(code: str) -> str:
    """Return what a reason is called; one that nobody knows any more goes by its code."""
    known = QCoreApplication.translate(CONTEXT, code)
    return known if known != code else words(named(code))


def named(code: str) -> LocalText:
    """Return the name of a shipped reason, the code for any other."""
    plain = code.replace("_", " ")
    return _NAMES.get(code, {"en": plain, "zh": plain})
