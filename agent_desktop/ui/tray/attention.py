"""Calls the agent's attention to an offer without touching what the agent is doing (design.md section 8, point 3)."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from agent_desktop.ui.settings_dialog.ring_port import Ring


class Attention(QObject):
    """Rings for an offer; when the window is hidden or behind, flashes the task bar and shows a notification.

    Never takes the focus. Raises the window only where the agent asked for it in the settings.
    """

    def __init__(self, window: QWidget, ring: Ring, icon: QIcon, *, with_tray: bool = True) -> None:
        super().__init__(window)
        self._window = window
        self._ring = ring
        self._offer: UUID | None = None
        self._raise_window = False
        self._tray: QSystemTrayIcon | None = None
        if with_tray and QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = QSystemTrayIcon(icon, self)
            self._tray.activated.connect(self._bring_to_front)
            self._tray.messageClicked.connect(self._bring_to_front)
            self._tray.show()

    def set_raise_window(self, wanted: bool) -> None:
        """Whether an offer brings the window to the front, as chosen in the settings."""
        self._raise_window = wanted

    def offer_shown(self, offer_id: UUID | None, words: Callable[[], tuple[str, str]], *, pops: bool = True) -> None:
        """An offer is there (`None`: none is). The same one twice changes nothing.

        Args:
            words: Gives the title and text of the notification; asked only where one is shown.
            pops: The call is here for the first time. One that was here before rings and leaves the window where it is.
        """
        if offer_id == self._offer:
            return
        self._offer = offer_id
        if offer_id is None:
            self._ring.stop()
            return
        self._ring.start()
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if self._tray is not None:
            title, text = words()
            self._tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, 20_000)
        if self._raise_window and pops:
            # To the front, but not in focus: what is typed in another program must not end up here.
            if self._window.isMinimized():
                self._window.showNormal()
            self._window.raise_()

    def stop(self) -> None:
        """Be silent and leave the tray."""
        self._offer = None
        self._ring.stop()
        if self._tray is not None:
            self._tray.hide()

    def _bring_to_front(self) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
