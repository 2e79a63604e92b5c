"""The one way from any thread into the UI thread."""

import logging
import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger(__name__)


def log_bug(where: str, error: BaseException) -> None:
    """Log an error nobody expected by its class and place only: its text may hold what a customer said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    _log.error("%s failed: %s at %s", where, type(error).__name__, place)


class UiThread(QObject):
    """Calls functions in the thread that this object lives in, in the order in which they were posted.

    Signals:
        failed: A posted function raised something that nobody expected; it is logged already.
    """

    failed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        # A queued connection to a slot of a QObject is what changes the thread; a direct one would not.
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` run in the UI thread soon. May be called from any thread; never waits."""
        if self._open:
            try:
                self._posted.emit(call)
            except RuntimeError:  # the C++ half is gone: the program is ending
                self._open = False

    def close(self) -> None:
        """Drop what was posted and not yet called, and whatever comes later."""
        self._open = False

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if not self._open:
            return
        try:
            call()
        except Exception as error:  # noqa: BLE001  outermost loop: no exception leaves a slot
            log_bug("A call in the UI thread", error)
            self.failed.emit()
