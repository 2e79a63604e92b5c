"""Whether the thread that draws is alive: a window that is frozen rings no more than one that is cut off."""

import time
from collections.abc import Callable


class Pulse:
    """Beaten by the thread that draws, a few times a second; read by any other."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._at = monotonic()

    def beat(self) -> None:
        """The thread that draws is at work."""
        self._at = self._monotonic()

    def seconds_since(self) -> float:
        """Return how long ago it was last at work."""
        return self._monotonic() - self._at
