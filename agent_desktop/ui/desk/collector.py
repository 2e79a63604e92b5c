"""When Python looks for what nobody refers to any more: on the thread of the windows, and between calls."""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 20_000
MANY: Final = 100_000
"""New objects that are looked through in the middle of a call as well, should an agent never be without one."""
FEW: Final = 2_000
"""New objects under which there is nothing to look for: a desktop that waits makes none that stay."""


class QuietCollector(QObject):
    """Collects while no call is on. What the program has built by its start is never looked through again.

    Python would collect on whichever thread happens to make an object, and a widget that is let go of on another
    thread than its own takes the program with it. So nobody but this timer, on the thread of the windows, collects.

    It changes the collector of the whole process, so only a program has one, and stops it at its end.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._was_enabled = gc.isenabled()
        self._frozen = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Take over."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the collector back as it was."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
        gc.unfreeze()

    def look(self) -> None:
        """Collect now; while a call is on, only what is new, and only where that has become much."""
        if self._busy():
            if gc.get_count()[0] > MANY:
                gc.collect(1)
            return
        if self._frozen and gc.get_count()[0] < FEW:
            return
        gc.collect()
        if not self._frozen:
            self._frozen = True
            gc.freeze()
