"""Our own limits towards Twilio: how many requests at once, and how many calls a second.

Twilio starts one outgoing call a second unless an account has more; what is above that waits in a queue of theirs
(telephony.md 0.2). Here whoever asks is told when to come again: meanwhile it can still be given up.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from telephony.providers.twilio.errors import CarrierBusyError
from telephony.providers.twilio.retrying import Machine

LONG_SECONDS: Final = 1.0
"""A call that waits so long at Twilio is told of: more are started than the account may."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RestLimits:
    """`calls_per_second` is what the account has, for one copy of the server: two copies have half of it each.
    `burst` calls may start at once after a quiet time; `in_flight` requests are under way together."""

    calls_per_second: float = 1.0
    burst: int = 1
    in_flight: int = 10


class TokenBucket:
    """Gives out the right to start a call. Nobody sleeps for it: whoever gets none comes again when there is one, and
    whoever asks meanwhile for something else does not wait behind them. Safe to use from several threads."""

    def __init__(self, limits: RestLimits, machine: Machine) -> None:
        self._each = 1 / limits.calls_per_second
        self._spare = (limits.burst - 1) * self._each
        self._machine = machine
        self._lock = threading.Lock()
        self._next = self._queued_until = machine.now()

    def take(self) -> None:
        """Take a token.

        Raises:
            CarrierBusyError: There is none now. Details: `seconds`, until there is one.
        """
        with self._lock:
            wait = self._wait()
            if wait > 0:
                raise CarrierBusyError(seconds=round(wait, 3))
            self._next = max(self._next, self._machine.now()) + self._each

    @property
    def wait_seconds(self) -> float:
        """How long it is until there is a token."""
        with self._lock:
            return self._wait()

    def queued(self, seconds: float) -> None:
        """Twilio has said that the call which was just made waits so long there: it starts fewer than we do."""
        with self._lock:
            self._queued_until = max(self._queued_until, self._machine.now() + seconds)
        if seconds >= LONG_SECONDS:
            _log.warning("a call waits %.1f s at Twilio: calls_per_second is more than the account has", seconds)

    def turn_seconds(self, waiting: int) -> float:
        """Return after how long a call that is wanted now starts, with so many before it."""
        with self._lock:
            there = self._queued_until - self._machine.now()
            return max(0.0, there, self._wait() + waiting * self._each if waiting else 0.0)

    def _wait(self) -> float:
        return max(0.0, self._next - self._spare - self._machine.now())


class InFlight:
    """Lets so many requests be under way at once. Safe to use from several threads."""

    def __init__(self, limits: RestLimits) -> None:
        self._slots = threading.BoundedSemaphore(limits.in_flight)
        self._lock = threading.Lock()
        self._count = 0

    @contextmanager
    def slot(self, within_seconds: float) -> Iterator[None]:
        """Hold one while the block runs.

        Raises:
            CarrierBusyError: None became free within these seconds; nothing was sent.
        """
        if not self._slots.acquire(timeout=max(0.0, within_seconds)):
            raise CarrierBusyError
        with self._lock:
            self._count += 1
        try:
            yield
        finally:
            with self._lock:
                self._count -= 1
            self._slots.release()

    @property
    def count(self) -> int:
        """How many are under way."""
        return self._count
