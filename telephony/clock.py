"""Business time: the clock of ring limits, waits, wrap-up and deadlines. Injected, so that a replay can drive it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class BusinessClock(Protocol):
    def now(self) -> datetime:
        """Return the business time, aware UTC."""
        ...


class SystemClock:
    """Business time is the machine's wall clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SteppedClock:
    """Business time stands until it is moved, and never goes back: the clock of discrete events."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def move_to(self, at: datetime) -> None:
        """Have it be `at`; a moment that is past leaves the clock where it is."""
        self._at = max(self._at, at.astimezone(UTC))


class ScaledClock:
    """Business time runs `speed` times as fast as the machine's monotonic clock.

    It was `begins_at` when `monotonic` showed `zero_seconds`. The monotonic clock is one for all processes of a
    machine, so that clocks made from the same three values agree in each of them.
    """

    def __init__(
        self, begins_at: datetime, zero_seconds: float, speed: float, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        if speed <= 0:
            raise ValueError("time runs forward")
        self.speed = speed
        self._begins_at = begins_at.astimezone(UTC)
        self._zero_seconds = zero_seconds
        self._monotonic = monotonic

    def now(self) -> datetime:
        return self._begins_at + timedelta(seconds=self.business_seconds())

    def business_seconds(self) -> float:
        """Return the business seconds since `begins_at`."""
        return (self._monotonic() - self._zero_seconds) * self.speed

    def later(self, seconds: float) -> datetime:
        """Return the business time so many business seconds from now."""
        return self.now() + timedelta(seconds=seconds)

    def machine_seconds_until(self, at: datetime) -> float:
        """Return how long the machine has to wait until business time is `at`; 0 where that is past."""
        return max(0.0, (at - self.now()).total_seconds() / self.speed)
