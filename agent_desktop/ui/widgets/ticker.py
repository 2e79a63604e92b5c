"""The one beat that every timer on the screen counts by, on the server's clock."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class Ticker(QObject):
    """Beats once a second, on the second, while started.

    `now` gives the server's time; `zone` is where times are shown, None for the workstation's own zone.

    Signals:
        ticked: A second has passed.
    """

    ticked = Signal()

    def __init__(self, now: Callable[[], datetime], zone: tzinfo | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = zone
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._beat)

    def now(self) -> datetime:
        """Return the server's time, aware."""
        return self._now()

    def local(self, at: datetime) -> datetime:
        """Return `at` in the zone that times are shown in."""
        return at.astimezone(self._zone)

    def start(self) -> None:
        self._wait()

    def stop(self) -> None:
        self._timer.stop()

    def seconds_since(self, at: datetime) -> int:
        """Return the whole seconds from `at` to now, never negative."""
        return max(0, int((self.now() - at).total_seconds()))

    def seconds_until(self, at: datetime) -> int:
        """Return the seconds left until `at`, a begun one counted whole, never negative."""
        left = (at - self.now()).total_seconds()
        return max(0, -int(-left // 1))

    def _beat(self) -> None:
        self.ticked.emit()
        self._wait()

    def _wait(self) -> None:
        # To the next whole second of the clock, so that all timers change together and never skip one.
        self._timer.start(1005 - self.now().microsecond // 1000)
