"""The channels by name and icon."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.customers import Channel

CHANNEL_ICONS: Final = MappingProxyType(
    {
        Channel.PHONE: "ph.phone",
        Channel.APP: "ph.device-mobile",
        Channel.BRANCH: "ph.storefront",
        Channel.WEB: "ph.globe-simple",
        Channel.EMAIL: "ph.envelope-simple",
        Channel.MESSAGE: "ph.chat-teardrop-dots",
        Channel.LETTER: "ph.envelope-open",
    }
)


def channel_word(channel: Channel) -> str:
    """Return the name of `channel` in the language now shown."""
    return {
        Channel.PHONE: QCoreApplication.translate("Channels", "Phone"),
        Channel.APP: QCoreApplication.translate("Channels", "App"),
        Channel.BRANCH: QCoreApplication.translate("Channels", "Branch"),
        Channel.WEB: QCoreApplication.translate("Channels", "Web"),
        Channel.EMAIL: QCoreApplication.translate("Channels", "Email"),
        Channel.MESSAGE: QCoreApplication.translate("Channels", "SMS"),
        Channel.LETTER: QCoreApplication.translate("Channels", "Letter"),
    }[channel]
