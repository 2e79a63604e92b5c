"""Lets the desktop's event loop turn until something holds: a demo waits for what is so, never for a time."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

LIMIT_SECONDS: Final = 60.0
_LOOK_MS: Final = 10
_MOST_LOOKS: Final = 40
"""So often a window is looked at until it stands still; one with a clock in it never does for long."""


class StepFailedError(Exception):
    """What was waited for did not come about. The text says what it was."""


def wait_until(what: str, holds: Callable[[], bool], *, seconds: float = LIMIT_SECONDS) -> None:
    """Turn the event loop until `holds`.

    Raises:
        StepFailedError: It did not in `seconds`; names `what`.
    """
    if holds():
        return
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(_LOOK_MS)
    deadline = monotonic() + seconds
    met: list[bool] = []
    failed: list[Exception] = []

    def look() -> None:
        try:
            if holds():
                met.append(True)
        except Exception as error:  # noqa: BLE001 an exception must not leave a slot; it is raised below
            failed.append(error)
        if met or failed or monotonic() > deadline:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    timer.stop()
    if failed:
        raise failed[0]
    if not met:
        raise StepFailedError(f"{what}: not within {seconds:g} s")


def turn(milliseconds: int) -> None:
    """Turn the event loop for a moment, so that what is pending is drawn."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def picture_at_rest(widget: QWidget, *, look: Callable[[], None] = lambda: turn(_LOOK_MS)) -> QPixmap:
    """Return a picture of a widget once it stands still: three looks in a row see the same.

    Words of another length or height take several turns until the last panel has its new size, and how long a turn
    takes nobody knows: a picture after a fixed time shows labels that are cut.
    """
    picture, alike = widget.grab(), 0
    for _ in range(_MOST_LOOKS):
        look()
        seen = widget.grab()
        alike = alike + 1 if seen.toImage() == picture.toImage() else 0
        picture = seen
        if alike == 2:
            break
    return picture
