"""Business time: the clock of ring limits, waits, wrap-up and deadlines. Injected, so that a replay can drive it."""

from datetime import UTC, datetime
from typing import Protocol


class BusinessClock(Protocol):
    def now(self) -> datetime:
        """Return the business time, aware UTC."""
        ...


class SystemClock:
    """Business time is the machine's wall clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
