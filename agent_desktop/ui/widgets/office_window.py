"""A window beside the desk: what all of them have alike."""

from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.logo import logo_icon

LEAST: Final = QSize(1080, 620)
USUAL: Final = QSize(1280, 760)


def put_away(*windows: QWidget | None) -> None:
    """Close those of `windows` that there are, for good."""
    for window in windows:
        if window is not None:
            window.close()
            window.deleteLater()


class OfficeWindow(QMainWindow):
    """Keeps its size and place for the person, hands on what was typed before it goes, and follows the language.

    It is hidden when it is closed, not ended: what stands in its fields is there when it is opened again.

    Signals:
        closing: The window closes; what was typed is kept.
    """

    closing = Signal()

    def __init__(self, theme: Theme, *, least: QSize = LEAST, usual: QSize = USUAL) -> None:
        super().__init__()
        self._store: QSettings | None = None
        self._place = ""
        self.setWindowIcon(logo_icon(theme))
        self.setMinimumSize(least)
        self.resize(usual)

    def remember_in(self, store: QSettings, place: str) -> None:
        """Take up the size and place kept in `store` under `place`, and keep them there from now on."""
        self._store, self._place = store, place
        kept = store.value(place)
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def bring_forward(self) -> None:
        """Show the window before the others."""
        self.show()
        self.raise_()
        self.activateWindow()

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        self._put_by()
        if self._store is not None:
            self._store.setValue(self._place, self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _put_by(self) -> None:
        """Hand on what was typed and is nobody's yet, and end what goes on for the screen alone."""

    def _retranslate(self) -> None:
        """Name everything in the language of the screen."""
