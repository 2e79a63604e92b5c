"""Keeps a window that comes up on its screen, title bar and all."""

from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LOOK_MS: Final = 50
LOOKS: Final = 20


class FirstPlace(QObject):
    """Fits a window into its screen when it first comes up, whatever size it was given or remembered.

    How thick the frame is, is known only once the system has put it round the window, of which Qt says nothing: it is
    looked for during a second. Afterwards the window is where the person puts it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_looking(self) -> bool:
        """Whether the window may still be moved."""
        return self._timer.isActive()

    def shown(self) -> None:
        """The window was shown by the program."""
        if not self._looks:
            self._timer.start()
            self._look()

    def _look(self) -> None:
        self._looks += 1
        if self._looks > LOOKS:
            self._timer.stop()
        else:
            fit(self._window)


def fit(window: QWidget) -> None:
    """Make the window no larger than its screen has room for, and move it there."""
    room = room_for(window)
    if room is None or window.isMaximized() or window.isFullScreen():
        return
    size, at = placed(window.frameGeometry(), window.size(), room)
    if size != window.size():
        window.resize(size)
    if at != window.frameGeometry().topLeft():
        window.move(at)


def room_for(window: QWidget) -> QRect | None:
    """Return the part of the window's screen that no task bar takes; None where there is no screen to look at."""
    if QGuiApplication.platformName() == "offscreen":  # its screen is made up, and smaller than any of ours
        return None
    return window.screen().availableGeometry()


def placed(frame: QRect, inner: QSize, room: QRect) -> tuple[QSize, QPoint]:
    """Return the size without the frame, and the frame's top left corner, that keep `frame` within `room`."""
    around = frame.size() - inner
    size = inner.boundedTo(room.size() - around)
    last = QPoint(room.right() + 1, room.bottom() + 1) - QPoint(size.width(), size.height())
    last -= QPoint(around.width(), around.height())
    return size, QPoint(max(room.left(), min(frame.x(), last.x())), max(room.top(), min(frame.y(), last.y())))
