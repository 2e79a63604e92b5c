"""The words for what is kept of somebody who is no customer yet."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from agent_desktop.contract.prospect_cards import ConsentChannel, Interest

_INTERESTS: Final = MappingProxyType(
    {
        Interest.ACCOUNTS: str(QT_TRANSLATE_NOOP("Prospects", "Accounts")),
        Interest.CARDS: str(QT_TRANSLATE_NOOP("Prospects", "Cards")),
        Interest.LOANS: str(QT_TRANSLATE_NOOP("Prospects", "Loans")),
        Interest.MORTGAGES: str(QT_TRANSLATE_NOOP("Prospects", "Mortgages")),
        Interest.WEALTH: str(QT_TRANSLATE_NOOP("Prospects", "Wealth")),
        Interest.INSURANCE: str(QT_TRANSLATE_NOOP("Prospects", "Insurance")),
        Interest.BUSINESS: str(QT_TRANSLATE_NOOP("Prospects", "For a business")),
        Interest.OTHER: str(QT_TRANSLATE_NOOP("Prospects", "Something else")),
    }
)
_CHANNELS: Final = MappingProxyType(
    {
        ConsentChannel.PHONE: str(QT_TRANSLATE_NOOP("Prospects", "By phone")),
        ConsentChannel.MESSAGE: str(QT_TRANSLATE_NOOP("Prospects", "By message")),
        ConsentChannel.EMAIL: str(QT_TRANSLATE_NOOP("Prospects", "By e-mail")),
        ConsentChannel.POST: str(QT_TRANSLATE_NOOP("Prospects", "By post")),
    }
)


def interest_words(interest: Interest) -> str:
    """What they asked about, in the language now installed."""
    return QCoreApplication.translate("Prospects", _INTERESTS[interest])


def channel_words(channel: ConsentChannel) -> str:
    """How they agreed to be contacted, in the language now installed."""
    return QCoreApplication.translate("Prospects", _CHANNELS[channel])


def unnamed() -> str:
    """Who is kept without a name, in the language now installed."""
    return QCoreApplication.translate("Prospects", str(QT_TRANSLATE_NOOP("Prospects", "No name given")))
