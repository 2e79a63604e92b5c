"""The server's clock as this workstation knows it, so that timers agree with the server's."""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

_SAMPLES: Final = 12

Now = Callable[[], datetime]
"""Gives the server's time as aware UTC."""


class ServerClock:
    """Server time, aware UTC, from the `server_at` of stream messages and the monotonic clock.

    Until the first message it is the workstation's own time. `heard` may be called on any thread.
    """

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        own: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._monotonic = monotonic
        self._zero = own() - timedelta(seconds=monotonic())
        self._samples: deque[datetime] = deque(maxlen=_SAMPLES)

    def heard(self, server_at: datetime, *, afresh: bool = False) -> None:
        """Learn from a message just received; `afresh` forgets what earlier ones said."""
        if afresh:
            self._samples.clear()
        self._samples.append(server_at - timedelta(seconds=self._monotonic()))
        # A message is never early: the least delayed one is nearest to the truth.
        self._zero = max(self._samples)

    def now(self) -> datetime:
        """Return the server's time now."""
        return self._zero + timedelta(seconds=self._monotonic())
