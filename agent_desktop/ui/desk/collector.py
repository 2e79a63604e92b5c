"""When Python looks for what nobody refers to any more: between calls, and not in the middle of a screen pop."""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 20_000
_THRESHOLDS: Final = (50_000, 20, 100)
"""So seldom that a pop meets none; still there, should an agent never be without a call for hours."""


class QuietCollector(QObject):
    """Collects while no call is on. What the program has built by its start is never looked through again.

    It changes the collector of the whole process, so only a program has one, and stops it at its end.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._before = gc.get_threshold()
        self._frozen = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over."""
        gc.set_threshold(*_THRESHOLDS)
        self._timer.start()

    def stop(self) -> None:
        """Give the collector back as it was."""
        self._timer.stop()
        gc.set_threshold(*self._before)
        gc.unfreeze()

    def look(self) -> None:
        """Collect now, unless a call is on."""
        if self._busy():
            return
        gc.collect()
        if not self._frozen:
            self._frozen = True
            gc.freeze()
