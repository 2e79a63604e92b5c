"""The one way out of this program: an address that the person has agreed to open."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(address: str) -> None:
    """Have the system open an address outside of this program."""
    QDesktopServices.openUrl(QUrl(address))
